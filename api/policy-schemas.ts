import * as z from 'zod'
import 'zod-openapi'
import { caseKinds } from '../policies/year.ts'
import { day, editionSchema, pageOf } from './schemas.ts'

const kind = z.enum(caseKinds).describe('an intervention, or whose year')
const words = z.array(z.string())

const differenceSchema = z
  .object({
    about: z.enum([
      'levels',
      'deadlines',
      'ladders',
      'roles',
      'permissions',
      'letters',
      'law',
      'money',
      'words',
      'promises',
      'settings',
    ]),
    of: kind,
    id: z.string().describe('of what has changed'),
    sentence: z.string(),
  })
  .meta({ id: 'Difference' })

export const changesSchema = z
  .object({
    authority: z.string(),
    from: editionSchema,
    to: editionSchema,
    changes: z.array(differenceSchema).describe('what the second says otherwise than the first'),
  })
  .meta({ id: 'Changes' })

const dutySchema = z.object({
  id: z.string(),
  title: z.string(),
  rule: z.string(),
  owedBy: z.string(),
  owner: z.string().describe('the id of the role'),
  when: z.string(),
  comes: z.string().describe('once, or how often again'),
  within: z.string(),
  why: z.string(),
  next: z.string(),
  metBy: z.string(),
  ladder: z.string(),
  assumption: z.boolean(),
  besides: words.describe('what else the policy says of it, field by field'),
})

const partSchema = z
  .object({
    of: kind,
    title: z.string(),
    levels: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        says: z.string(),
        rule: z.string(),
        criteria: words,
        brings: words,
        asksForCaseAt: words.describe('the levels of a case, one of which is to be opened'),
        owes: words.describe('ids of what is owed at it'),
      }),
    ),
    duties: z.array(dutySchema),
    whoMay: z.array(z.object({ command: z.string(), does: z.string(), who: z.string() })),
    told: words.describe('who is told on what, with which letter'),
    settings: words,
  })
  .meta({ id: 'HandbookPart' })

export const handbookSchema = z
  .object({
    authority: z.string(),
    name: z.string(),
    edition: z.string(),
    inForceFrom: day,
    paper: z.string(),
    editions: z.array(editionSchema).describe('all there are, the oldest first'),
    since: z
      .object({ edition: z.string(), changes: z.array(differenceSchema) })
      .nullable()
      .describe('what is otherwise than in the edition before; null: it is the first'),
    parts: z.array(partSchema),
    ladders: z.array(z.object({ id: z.string(), statutory: z.boolean(), assumption: z.boolean(), rungs: words })),
    people: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        belongsTo: z.enum(['authority', 'school', 'outside']),
        lineManager: z.string().nullable(),
        standIn: z.string().nullable(),
      }),
    ),
    promises: z
      .array(z.object({ id: z.string(), says: z.string(), rule: z.string(), assumption: z.boolean() }))
      .describe('the code of practice: how far ahead a school is told of what'),
    reasons: z.array(z.object({ id: z.string(), title: z.string() })),
    law: words,
    money: words,
    settings: words,
    assumptions: words.describe('where the number is ours and not the paper’s'),
    rules: z.array(z.object({ rule: z.string(), carriedBy: words })).describe('each rule that is named: the sources'),
  })
  .meta({ id: 'Handbook' })

const change = <T extends z.ZodType>(of: T) => z.object({ from: of.nullable(), to: of.nullable() })

const effectOnDutySchema = z
  .object({
    id: z.string(),
    title: z.string(),
    rule: z.string(),
    effect: z
      .enum(['opened', 'moved', 'cancelled', 'given', 'chased'])
      .describe('given: to another owner; chased: by another ladder'),
    due: change(day),
    owner: change(z.string()),
    nextRung: change(z.string()).describe('the first reminder or escalation to come, and to whom'),
  })
  .meta({ id: 'EffectOnDuty' })

export const effectSchema = pageOf(
  z
    .object({
      caseId: z.string(),
      kind,
      school: z.object({ urn: z.string(), name: z.string() }),
      from: z.string().describe('the edition that it runs under'),
      refused: z.string().nullable().describe('why it cannot adopt the edition; then nothing else is told'),
      duties: z.array(effectOnDutySchema),
      coming: z
        .array(
          z.object({
            id: z.string(),
            title: z.string(),
            rule: z.string(),
            due: day.nullable(),
            openedOn: day,
            under: z.enum(['present', 'other']),
          }),
        )
        .describe('what would open until `until` under one of the editions alone, if nobody acts'),
      told: words.describe('the roles that a letter would go to at once'),
    })
    .meta({ id: 'EffectOnCase' }),
)
  .extend({
    authority: z.string(),
    edition: editionSchema,
    applied: z.literal(false).describe('nothing has been changed'),
  })
  .meta({ id: 'Effect' })
