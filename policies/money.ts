import * as z from 'zod'

z.config({ jitless: true })

const kebab = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be kebab-case')
const words = z.string().min(1)
const number = z.number().positive()
const decides = z
  .string({ error: 'a limit without somebody to warn helps nobody: name the role that decides' })
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a role, in kebab-case')
  .describe('the role that is warned when it is within reach; it and its line managers may go over it, with a reason')
const alsoWarns = z.array(kebab).default([]).describe('others who are warned as well')
const near = z.number().gt(0).lt(1).describe('the share of the limit from which it is within reach')

const limitSchema = z
  .strictObject({ days: number.optional(), pounds: number.optional(), near, decides, alsoWarns })
  .refine((limit) => limit.days !== undefined || limit.pounds !== undefined, 'a limit limits days, pounds or both')

const kindSchema = z
  .strictObject({
    id: kebab,
    title: words,
    rule: words,
    assumption: z.boolean().optional(),
    paidBy: z
      .enum(['fund', 'school', 'bands', 'others'])
      .describe(
        'the authority’s fund, the school, the school as many days as the bands say and the authority the rest, or others, who do not say what it costs',
      ),
    limit: limitSchema.optional().describe('of one intervention'),
  })
  .describe('a kind of support')

const bandsSchema = z
  .strictObject({
    rule: words,
    table: z
      .array(z.strictObject({ from: z.int().min(0), to: z.int().min(1).optional(), schoolPays: z.int().min(0) }))
      .min(1)
      .describe('days of support in all, and the days of them that the school pays for; the last has no end'),
  })
  .superRefine(({ table }, context) => {
    const fault = (at: number, field: string, message: string) =>
      context.addIssue({ code: 'custom', path: ['table', at, field], message })
    for (const [at, band] of table.entries()) {
      const before = table[at - 1]
      const first = before ? (before.to ?? band.from) + 1 : 0
      if (band.from !== first)
        fault(at, 'from', `must be ${first}: the bands ${band.from > first ? 'leave a gap' : 'overlap'} here`)
      if (at < table.length - 1 && band.to === undefined)
        fault(at, 'from', 'the band has no end and is not the last: say up to how many days it goes (to)')
      if (at === table.length - 1 && band.to !== undefined)
        fault(at, 'to', 'the last band has an end: nothing would say what more days come to, leave it out')
      if (band.to !== undefined && band.to < band.from) fault(at, 'to', `must be at least ${band.from}`)
      if (before && band.schoolPays < before.schoolPays)
        fault(at, 'schoolPays', 'a school pays for fewer days of more support: the bands must rise')
    }
  })

const capacitySchema = z
  .strictObject({
    id: kebab,
    title: words.describe('what is counted, in the plural'),
    rule: words,
    assumption: z.boolean().optional(),
    of: z.enum(['officer', 'school', 'district', 'authority']),
    counts: z
      .enum(['schools', 'interventions', 'days', 'streams'])
      .describe(
        'open cases at one time; interventions that the fund pays for in a year; officer days in a year; streams of support at one time (DA-5)',
      ),
    paidBy: z.enum(['fund']).optional().describe('only the days that the fund pays for'),
    limit: number,
    near,
    decides,
    alsoWarns,
    binds: z.boolean().default(true).describe('what would pass it needs a reason; else it is a warning only'),
  })
  .refine((one) => one.counts !== 'schools' || !one.binds, {
    path: ['binds'],
    message: 'a school that causes concern is never turned away for want of capacity: binds must be false',
  })
  .refine((one) => (one.counts === 'streams') === (one.of === 'school'), {
    path: ['of'],
    message: 'streams of support are counted of a school, and of a school nothing else',
  })

/** What support costs, who pays for it, how far it may go and who is warned before it goes further (ST-40 to ST-42, DA-5). */
export const moneySchema = z.strictObject({
  rule: words,
  of: z
    .enum(['interventions', 'every-school'])
    .default('interventions')
    .describe('whether support is planned in cases of intervention alone, or in the year of every school as well'),
  dayRate: z
    .strictObject({ pounds: number, rule: words })
    .optional()
    .describe('what a day of an officer costs; where left out a day costs what the command says, else nothing'),
  fund: words.optional().describe('the fund from which the authority pays, by its name'),
  yearBegins: z
    .string()
    .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must be a month and a day, MM-DD')
    .default('04-01')
    .describe('the first day of the year in which capacities count'),
  kinds: z.array(kindSchema).min(1),
  bands: bandsSchema.optional(),
  capacities: z.array(capacitySchema).default([]),
})

export type Money = z.output<typeof moneySchema>
export type SupportKind = Money['kinds'][number]
export type Limit = NonNullable<SupportKind['limit']>
export type Capacity = Money['capacities'][number]

/** The sentence for each thing in a policy's money that cannot work, besides what its schema refuses; none when it can. */
export function faultsInMoney(money: Money, roles: ReadonlySet<string>): string[] {
  const ids = [...money.kinds, ...money.capacities].map((one) => one.id)
  const warners = [
    ...money.kinds.flatMap(({ id, limit }) => (limit ? [{ what: `the limit of the support "${id}"`, ...limit }] : [])),
    ...money.capacities.map((one) => ({ what: `the capacity "${one.id}"`, ...one })),
  ]
  return [
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `two limits or kinds of support have the id "${id}"`),
    ...warners.flatMap(({ what, ...limit }) =>
      [limit.decides, ...limit.alsoWarns]
        .filter((role) => !roles.has(role))
        .map((role) => `${what} warns the role "${role}", which the policy does not list under roles`),
    ),
    ...money.kinds
      .filter((one) => one.paidBy === 'bands' && !money.bands)
      .map((one) => `the support "${one.id}" is paid by bands, and there are none: give money its bands`),
    ...(money.bands && !money.dayRate
      ? ['the bands count days, and nothing says what a day costs: give money its dayRate']
      : []),
    ...money.kinds
      .filter((one) => one.paidBy === 'fund' && !money.fund)
      .map((one) => `the support "${one.id}" is paid by the fund, which has no name: give money its fund`),
  ]
}
