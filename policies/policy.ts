import * as z from 'zod'
import { faultsInMoney, moneySchema } from './money.ts'
import { isWeekly, rhythms, weeklyRhythms, weeksOf } from './rhythms.ts'
import { faultsOfSecrecy } from './secrecy.ts'
import { promisesOf } from './promises.ts'

z.config({ jitless: true })

const kebab = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be kebab-case')
const day = z.iso.date()
const words = z.string().min(1)

/** How a deadline is counted; `none` is a clock that waits on somebody else's decision (LAW-5). */
export const clockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('working-days'), days: z.int().min(1) }),
  z.strictObject({ kind: z.literal('school-working-days'), days: z.int().min(1) }),
  z.strictObject({ kind: z.literal('months'), months: z.int().min(1) }),
  z.strictObject({ kind: z.literal('end-of-weeks'), weeks: z.int().min(1).max(6) }),
  z.strictObject({ kind: z.literal('end-of-half-term') }),
  z.strictObject({ kind: z.literal('end-of-term') }),
  z.strictObject({ kind: z.literal('end-of-nth-term'), terms: z.int().min(1) }),
  z.strictObject({ kind: z.literal('agreed-day') }),
  z
    .strictObject({ kind: z.literal('minutes'), minutes: z.number().min(0.05) })
    .describe('for rehearsals: the ladder’s offsets are minutes too, fractions included, each counted to the second'),
  z.strictObject({ kind: z.literal('none') }),
])

/** What can open a deadline besides being at a level or in a category. */
export const occasions = [
  'agenda-agreed',
  'report-received',
  'urgent-notice-received',
  'notice-requested',
  'notice-approved',
  'notice-issued',
  'notice-answered',
  'notice-appealed',
  'notice-confirmed',
  'notice-period-ended',
  'compliance-period-ended',
  'category-recommended',
  'category-agreed',
  'category-challenged',
  'case-wanted',
  'judgement-too-harsh',
  'judgement-too-generous',
  'extension-requested',
] as const
const occasion = z.enum(occasions)

const rungSchema = z.strictObject({
  offset: z.number().describe('working days of LAW-2 from the due day; before it when negative'),
  to: z.array(words).min(1).describe('`owner`, `line-manager`, or a role'),
  kind: z.enum(['reminder', 'overdue', 'escalation']),
  every: z.number().min(0.05).optional().describe('and again every so many working days until met'),
})

const ladderSchema = z.strictObject({
  statutory: z.boolean().describe('its mails stand alone, and no promise stops them'),
  assumption: z.boolean().optional(),
  rungs: z.array(rungSchema),
  look: z
    .strictObject({ every: z.int().min(1), to: z.array(words).min(1) })
    .optional()
    .describe('for a clock that has no due day: a look every so many working days from the opening'),
})

const metBySchema = z.strictObject({
  command: words,
  where: z.record(z.string(), z.string()).optional().describe('only when the input says so'),
  by: z.enum(['school', 'authority']).optional().describe('only when done by such a role'),
})

const deadlineSchema = z.strictObject({
  id: kebab,
  title: words.describe('what is owed, as an imperative'),
  rule: words,
  sheet: z.strictObject({ rule: words, law: words.nullable() }).optional(),
  why: words.describe('the reason in a sentence that a headteacher understands'),
  whyAfterReport: words.optional().describe('the reason once Ofsted’s report has been received'),
  next: words.describe('what happens if it passes undone'),
  owner: kebab,
  opens: z.strictObject({
    atLevel: z.array(kebab).optional(),
    inCategory: z.array(kebab).optional(),
    on: z.array(occasion).optional(),
    always: z.boolean().optional().describe('at every level'),
  }),
  unlessCase: z.boolean().default(false).describe('of a year: while the school has a case, the case chases it'),
  lasts: z.array(kebab).optional().describe('the levels while which it is owed; those of atLevel where left out'),
  lastsInCategory: z
    .array(kebab)
    .optional()
    .describe('the Ofsted categories while which it is owed; those of inCategory where left out'),
  from: z.enum(['entry', 'first-intervention', 'published']).default('entry').describe('the day it is counted from'),
  recurs: z.enum(rhythms).optional(),
  byAgreement: z
    .array(z.enum(weeklyRhythms))
    .optional()
    .describe('how often it may be agreed to recur (agreeRhythm); as `recurs` says until something is agreed (DA-3)'),
  clock: clockSchema,
  assumption: z.boolean().default(false).describe('the paper gives no number: ours is assumed'),
  ladder: kebab,
  metBy: z.array(metBySchema).default([]),
  reports: z
    .enum(['expenditure'])
    .optional()
    .describe(
      'when it is done, what support cost in the year so far and what it achieved goes to whom it is told (ST-43)',
    ),
  fixed: z
    .union([z.boolean(), z.literal('after-report')])
    .default(false)
    .describe('not the authority’s to give: no extension, no pause'),
  lapses: z.boolean().default(false).describe('when it passes it is over, and nobody is chased'),
  chasedBy: z.enum(['interventionCase', 'warningNotice', 'statementOfAction']).default('interventionCase'),
})

const roleSchema = z.strictObject({
  title: words,
  school: z.boolean().default(false).describe('the role belongs to a school'),
  outside: z
    .boolean()
    .default(false)
    .describe('outside the authority and the school: by post where no mail address is known'),
  lineManager: kebab.nullish().describe('null: nobody, where the frame names somebody'),
  standIn: z
    .union([kebab, z.record(z.string(), kebab)])
    .optional()
    .describe('a role, or a role by phase'),
})

const levelSchema = z.strictObject({
  id: kebab,
  name: words,
  summary: words,
  rule: words,
  intervention: z.boolean().default(false).describe('counts as intervention (TERM-4)'),
  support: words.optional().describe('the level of support that it usually brings (ST-2)'),
  criteria: z
    .record(kebab, words)
    .optional()
    .describe('the published criteria by id; who places a school here says which of them it meets (DU-1)'),
  brings: z.array(words).optional().describe('what that support is made of, as the school is told (DU-2)'),
  wantsCase: z.array(kebab).optional().describe('of a year: the levels of a case, one of which is to be opened'),
})

const permissionSchema = z.strictObject({
  andUp: kebab.optional().describe('this role and its line managers'),
  roles: z.array(kebab).optional(),
  school: z.boolean().default(false).describe('the school’s roles as well'),
})

const regimeSchema = z.strictObject({
  law: words,
  from: day,
  to: day.optional(),
  period: z.strictObject({
    workingDays: z.int().min(1),
    assumption: z.boolean().default(false),
    statedInNotice: z.boolean(),
  }),
  statedWhy: words.optional().describe('the reason for the day where the notice itself states it'),
  appeal: z.boolean().describe('representations to the Chief Inspector are possible (LAW-5)'),
  representationsRequired: z.boolean(),
  secretaryOfState: z.boolean().describe('LAW-9: may end the notice, must be told before s.63, 64 and 66'),
  copies: z
    .array(z.union([kebab, z.strictObject({ to: kebab, rule: words })]))
    .describe('to whom copies go at the same time: a role (LAW-4), or a role and the rule that names it'),
  act: words.optional().describe('the section under which the notice is given, where it is not that of England'),
  noAppealWhy: words.optional().describe('what the notice says where there is no appeal'),
})

/** On which event whom is told at once, with which letter. */
const tellSchema = z.strictObject({
  on: words,
  letter: kebab,
  kind: z.enum(['notice', 'outcome']),
  to: z.array(kebab),
  onlyIf: z.enum(['denomination']).optional(),
  rule: words.optional().describe('the passage of the paper that says so; it stands on the mail'),
  statutory: z.boolean().default(false).describe('about a statutory step: what it opens stands in this same mail'),
})

/** One promise of a code of practice: of what the school is told beforehand, and how far ahead. */
const promisedSchema = z.strictObject({
  id: kebab,
  title: words.describe('what the school is told of, as it stands in a sentence: ‘A visit’'),
  rule: words,
  ahead: z.int().min(1).describe('working days of LAW-2 that the school is told before'),
  assumption: z.boolean().default(false).describe('the paper gives no number: ours is assumed'),
  to: z.array(kebab).min(1).describe('who is told'),
  before: z
    .array(z.strictObject({ command: words, where: z.record(z.string(), z.string()).optional() }))
    .min(1)
    .describe('the commands that need it to have been announced; `where`: only when the input says so'),
  unlessInCategory: z
    .array(kebab)
    .default([])
    .describe('Ofsted’s judgements under which the law sets the pace, and nothing is promised'),
})

/** What the year owes in one scope: of every school, of every district, or of the authority as a whole. */
const yearScopeSchema = z.strictObject({
  title: words,
  levels: z
    .array(levelSchema)
    .default([])
    .describe('the categories or bands of schools; the first is that of a school which has none yet'),
  support: z.array(words).default([]).describe('the levels of support there are (ST-2)'),
  visitDays: z.strictObject({ days: z.int().min(1), by: kebab, rule: words }).optional(),
  deadlines: z.array(deadlineSchema).default([]),
  permissions: z.record(z.string(), permissionSchema).default({}),
  tells: z.array(tellSchema).default([]),
})

/** A policy: what an authority's paper says, as one whole, versioned, dated document (no logic). */
export const policySchema = z.strictObject({
  authority: kebab,
  name: words,
  edition: words,
  inForceFrom: day,
  inForceTo: day.optional().describe('its last day, where another edition does not simply follow'),
  paper: words,
  calendar: z.strictObject({
    oneWeekHalfTermIsLong: z.boolean().describe('LAW-10: a one-week half term is ‘longer than a week’'),
    statementAnchor: z.enum(['received', 'published']).describe('LAW-10: which day of the report starts the clock'),
    firstTerm: z.enum(['counts', 'whole-terms-only']).describe('TERM-2: strict, or the other reading'),
  }),
  contact: kebab
    .optional()
    .describe('the single point of contact: named in every mail to a school, and the replies go to them (DU-2)'),
  districts: z.array(kebab).default([]),
  confidential: z
    .strictObject({ seenBy: z.array(kebab).min(1) })
    .optional()
    .describe(
      'which level or category a school has is seen by these roles alone, a school’s role for its own school (DA-4)',
    ),
  levels: z.array(levelSchema).default([]),
  reasons: z.record(kebab, words).default({}),
  grounds: z.record(kebab, z.strictObject({ title: words, inAct: z.boolean() })).default({}),
  categories: z
    .record(
      kebab,
      z.strictObject({
        title: words,
        formal: z.boolean(),
        level: kebab.optional(),
        urgentNotice: z.boolean().default(false),
      }),
    )
    .default({}),
  powers: z
    .record(
      kebab,
      z.strictObject({
        title: words,
        section: words,
        inWindowOnly: z.boolean(),
        needsConsent: z.boolean(),
        tellSecretaryOfState: z.boolean(),
      }),
    )
    .default({}),
  insufficientPace: z.strictObject({ at: kebab, to: kebab, rule: words }).optional(),
  roles: z.record(kebab, roleSchema).default({}),
  ladders: z.record(kebab, ladderSchema).default({}),
  deadlines: z.array(deadlineSchema).default([]),
  permissions: z.record(z.string(), permissionSchema).default({}),
  sheets: z
    .record(kebab, z.strictObject({ rule: words, law: words.nullable(), clock: clockSchema }))
    .default({})
    .describe('clocks of the law that can be looked up, where no deadline of the policy states them yet'),
  regimes: z.array(regimeSchema).default([]),
  tells: z.array(tellSchema).default([]),
  money: moneySchema.optional().describe('what support costs, who pays, and how far it goes'),
  codeOfPractice: z
    .array(promisedSchema)
    .optional()
    .describe('how far ahead a school is told of a visit, a meeting or a change (HE-1)'),
  year: z
    .strictObject({
      school: yearScopeSchema.optional(),
      district: yearScopeSchema.optional(),
      authority: yearScopeSchema.optional(),
    })
    .default({})
    .describe('what each year owes, whether or not a school causes concern'),
})

export type Policy = z.output<typeof policySchema>
export type DeadlineRule = Policy['deadlines'][number]
export type ClockRule = z.output<typeof clockSchema>
export type Rung = z.output<typeof rungSchema>
export type Ladder = z.output<typeof ladderSchema>
export type Occasion = (typeof occasions)[number]
export type Regime = Policy['regimes'][number]
export type Level = z.output<typeof levelSchema>
export type Promised = z.output<typeof promisedSchema>
export type YearScope = z.output<typeof yearScopeSchema>

const isWhole = (...numbers: number[]): boolean => numbers.every((one) => Number.isInteger(one))

/** The sentence for each thing in a policy that cannot work; none when it can. */
export function faultsIn(policy: Policy): string[] {
  const faults: string[] = []
  if (policy.inForceTo && policy.inForceTo < policy.inForceFrom)
    faults.push(`inForceTo is "${policy.inForceTo}", before it is in force`)
  const roles = new Set(Object.keys(policy.roles))
  const knows = (role: string, where: string, special: string[] = []) => {
    if (!roles.has(role) && !special.includes(role))
      faults.push(`${where} names the role "${role}", which the policy does not list under roles`)
  }
  const ids = (list: string[], what: string) => {
    for (const id of list.filter((one, at) => list.indexOf(one) !== at)) faults.push(`two ${what} have the id "${id}"`)
  }
  const levels = new Set(policy.levels.map((level) => level.id))
  ids(
    policy.levels.map((level) => level.id),
    'levels',
  )
  ids(
    policy.deadlines.map((deadline) => deadline.id),
    'deadlines',
  )
  for (const [id, ladder] of Object.entries(policy.ladders)) {
    for (const rung of ladder.rungs)
      for (const role of rung.to) knows(role, `ladder "${id}"`, ['owner', 'line-manager'])
    for (const role of ladder.look?.to ?? []) knows(role, `ladder "${id}"`, ['owner', 'line-manager'])
    faults.push(...faultsOfRungs(ladder.rungs).map((fault) => `ladder "${id}" ${fault}`))
  }
  for (const [id, role] of Object.entries(policy.roles)) {
    if (role.lineManager) knows(role.lineManager, `role "${id}" (lineManager)`)
    const standIns = typeof role.standIn === 'string' ? [role.standIn] : Object.values(role.standIn ?? {})
    for (const standIn of standIns) knows(standIn, `role "${id}" (standIn)`)
    const seen = [id]
    for (let up = role.lineManager; up; up = policy.roles[up]?.lineManager) {
      if (seen.includes(up)) {
        faults.push(`role "${id}" is its own line manager by way of ${seen.join(' → ')} → ${up}`)
        break
      }
      seen.push(up)
    }
  }
  if (policy.contact) knows(policy.contact, 'contact')
  ids(
    promisesOf(policy).map((promised) => promised.id),
    'promises of the code of practice',
  )
  for (const { id, to, unlessInCategory } of promisesOf(policy)) {
    for (const role of to) knows(role, `promise "${id}"`)
    for (const category of unlessInCategory)
      if (!policy.categories[category])
        faults.push(`promise "${id}" names the category "${category}", which does not exist`)
  }
  for (const deadline of policy.deadlines) {
    const where = `deadline "${deadline.id}"`
    knows(deadline.owner, where)
    if (!policy.ladders[deadline.ladder])
      faults.push(`${where} names the ladder "${deadline.ladder}", which does not exist`)
    for (const level of [...(deadline.opens.atLevel ?? []), ...(deadline.lasts ?? [])])
      if (!levels.has(level)) faults.push(`${where} names the level "${level}", which does not exist`)
    for (const category of [...(deadline.opens.inCategory ?? []), ...(deadline.lastsInCategory ?? [])]) {
      if (!policy.categories[category]) faults.push(`${where} names the category "${category}", which does not exist`)
    }
    if (
      !deadline.opens.always &&
      !deadline.opens.atLevel?.length &&
      !deadline.opens.inCategory?.length &&
      !deadline.opens.on?.length
    )
      faults.push(`${where} is never opened: give it always, atLevel, inCategory or on`)
    const fractions = policy.ladders[deadline.ladder]?.rungs.some((rung) => !isWhole(rung.offset, rung.every ?? 1))
    if (fractions && deadline.clock.kind !== 'minutes')
      faults.push(`${where} counts days and its ladder "${deadline.ladder}" does not: only minutes may be fractions`)
    faults.push(...faultsOfCourse(deadline).map((fault) => `${where} ${fault}`))
    if (!deadline.metBy.length) faults.push(`${where} can be met by nothing: name a command under metBy`)
    if (deadline.clock.kind === 'none' && !policy.ladders[deadline.ladder]?.look)
      faults.push(`${where} has no clock and a ladder without a look: nobody would watch it`)
  }
  for (const [command, permission] of Object.entries(policy.permissions)) {
    if (permission.andUp) knows(permission.andUp, `permission "${command}"`)
    for (const role of permission.roles ?? []) knows(role, `permission "${command}"`)
  }
  for (const tell of policy.tells) for (const role of tell.to) knows(role, `tell on "${tell.on}"`)
  for (const regime of policy.regimes)
    for (const copy of regime.copies) knows(typeof copy === 'string' ? copy : copy.to, `regime ${regime.law}`)
  for (const [id, category] of Object.entries(policy.categories)) {
    if (category.level && !levels.has(category.level))
      faults.push(`category "${id}" names the level "${category.level}", which does not exist`)
  }
  for (const [scope, year] of Object.entries(policy.year)) {
    for (const { id } of (year?.deadlines ?? []).filter((one) => one.reports && !policy.money))
      faults.push(`deadline "${id}" reports expenditure, and the policy says nothing of money: give it its money`)
    if (year?.visitDays) knows(year.visitDays.by, `visitDays of the ${scope}’s year`)
    for (const { id, wantsCase = [] } of year?.levels ?? [])
      for (const level of wantsCase)
        if (!levels.has(level)) faults.push(`"${id}" wants a case at the level "${level}", which does not exist`)
  }
  if (policy.money) faults.push(...faultsInMoney(policy.money, roles))
  for (const role of policy.confidential?.seenBy ?? []) knows(role, 'confidential (seenBy)')
  faults.push(...faultsOfSecrecy(policy))
  if (policy.insufficientPace) {
    for (const level of [policy.insufficientPace.at, policy.insufficientPace.to]) {
      if (!levels.has(level)) faults.push(`insufficientPace names the level "${level}", which does not exist`)
    }
  }
  return faults
}

/** Rungs of one ladder are told apart by their offsets, and one that comes again must not meet a later one. */
function faultsOfRungs(rungs: Rung[]): string[] {
  const offsets = rungs.map((rung) => rung.offset)
  const twice = offsets.find((offset, at) => offsets.indexOf(offset) !== at)
  const again = rungs.find((rung) => rung.every && rung.offset < Math.max(...offsets))
  return [
    ...(twice === undefined ? [] : [`has two rungs at ${twice}: name all roles in one`]),
    ...(again ? [`has a rung at ${again.offset} that comes again before others are reached: only the last may`] : []),
  ]
}

/** What cannot go together: a duty that would have no day, never recur, or be chased by nobody. */
function faultsOfCourse({ opens, clock, recurs, byAgreement, from, chasedBy, lapses }: DeadlineRule): string[] {
  const faults: string[] = []
  const on = opens.on ?? []
  const byItself = Boolean(opens.always || opens.atLevel?.length || opens.inCategory?.length)
  const ofNotice = on.filter((one) => one.startsWith('notice-') || one === 'compliance-period-ended')
  if (clock.kind === 'agreed-day' && (byItself || on.some((one) => one !== 'agenda-agreed')))
    faults.push('has a day that an agenda agrees and opens on something else: open it on agenda-agreed alone')
  if (recurs && (on.length || from !== 'entry'))
    faults.push('recurs and is counted from an event: what recurs opens at a level or in a category, from its entry')
  if (recurs && ['none', 'minutes', 'agreed-day'].includes(clock.kind))
    faults.push(`recurs on a clock of the kind "${clock.kind}": what recurs needs a day in the year`)
  const weeks = recurs && isWeekly(recurs) ? weeksOf[recurs] : null
  if (weeks !== null && (clock.kind !== 'end-of-weeks' || clock.weeks !== weeks))
    faults.push(`recurs every ${recurs} on another clock: give it { kind: end-of-weeks, weeks: ${weeks} }`)
  if (byAgreement && !byAgreement.some((one) => one === recurs))
    faults.push('leaves to agreement how often it recurs, and recurs otherwise until then: name recurs in byAgreement')
  if (chasedBy === 'warningNotice' ? byItself || ofNotice.length < on.length : ofNotice.length)
    faults.push('is chased by another story than opens it: chasedBy: warningNotice belongs to what a notice opens')
  if (lapses && chasedBy !== 'warningNotice')
    faults.push('lapses: only what a warning notice opens is over when it passes (LAW-8); leave it out')
  return faults
}
