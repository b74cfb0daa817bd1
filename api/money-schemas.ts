import * as z from 'zod'
import 'zod-openapi'

z.config({ jitless: true })

/** A day of an answer. */
const day = z.iso.date()
const amount = z.object({ days: z.number(), pounds: z.number() })

const pays = z
  .object({
    fund: z.number(),
    school: z.number().describe('by the bands, and what the school pays alone (ST-40, ST-41)'),
    authority: z.number(),
    others: z.number(),
  })
  .describe('who pays how much, in pounds')

export const supportSchema = z
  .object({
    entry: z.int().describe('of the case file'),
    stage: z.enum(['planned', 'given']),
    kind: z.string(),
    days: z.number(),
    pounds: z.number(),
    officer: z.string().nullable().describe('the id of the person whose days they are'),
    on: day,
    until: day.nullable(),
    stream: z.string().nullable().describe('the programme, project or body that it comes from (DA-5)'),
    underAgreement: z.boolean().describe('paid already, and not costed twice (ST-41)'),
    impact: z.string().describe('what it achieved (ST-43)'),
  })
  .meta({ id: 'Support' })

const kind = z.object({
  kind: z.string(),
  title: z.string(),
  rule: z.string(),
  planned: amount,
  given: amount,
  underAgreement: z.number().describe('days'),
})

export const moneySchema = z
  .object({
    rule: z.string(),
    support: z.array(supportSchema),
    kinds: z.array(
      kind.extend({ limit: z.object({ days: z.number().nullable(), pounds: z.number().nullable() }).nullable() }),
    ),
    bandDays: z.number().describe('days of support that the bands count'),
    schoolDays: z.number().describe('days of them that the school pays for (ST-41)'),
    pays,
    assessed: amount.nullable().describe('the contribution as it was assessed (ST-13)'),
  })
  .meta({ id: 'Money' })

export const expenditureSchema = z
  .object({
    authority: z.string(),
    from: day,
    to: day,
    cases: z.array(
      z.object({
        caseId: z.string(),
        urn: z.string(),
        school: z.string(),
        district: z.string().nullable(),
        status: z.string(),
        closedOn: day.nullable(),
        kinds: z.array(kind),
        pays,
        streams: z.array(z.string()),
        achieved: z.array(z.object({ on: day, kind: z.string(), stream: z.string().nullable(), impact: z.string() })),
      }),
    ),
    districts: z.array(z.object({ district: z.string().nullable(), cases: z.int(), days: z.number(), pays })),
    total: z.object({ cases: z.int(), planned: amount, given: amount, pays }),
    capacities: z
      .array(
        z.object({
          id: z.string(),
          title: z.string(),
          rule: z.string(),
          of: z.string(),
          counts: z.string(),
          who: z.string().nullable().describe('the id of the officer, the district, or the URN'),
          used: z.number(),
          limit: z.number(),
        }),
      )
      .describe('how far the year of the last day has used what all share (ST-42)'),
  })
  .meta({ id: 'Expenditure' })

export const streamsSchema = z
  .object({
    school: z.object({ urn: z.string(), name: z.string() }),
    on: day,
    goOn: z.int().describe('how many go on that day'),
    most: z
      .object({ streams: z.number(), rule: z.string() })
      .nullable()
      .describe('how many at one time the policy holds to be enough'),
    tooMany: z.boolean(),
    withoutImpact: z.array(z.string()).describe('the streams of which nobody has said yet what they achieved'),
    streams: z.array(
      z.object({
        stream: z.string().describe('the programme, project or body; the kind of support where none is named'),
        kinds: z.array(z.string()),
        from: day,
        until: day.nullable().describe('null: it goes on until somebody says otherwise'),
        goesOn: z.boolean(),
        planned: amount,
        given: amount,
        achieved: z.array(z.object({ on: day, impact: z.string() })),
        caseIds: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'Streams' })
