import * as z from 'zod'
import { isOneLine, isPlain, looksSealed, mailAddress, oneLinePattern, plainPattern, wordsPattern } from './text.ts'

z.config({ jitless: true })

const text = (what: string) =>
  z
    .string({ error: ({ input }) => `${what} ${input == null ? 'is missing: write it as' : 'must be'} text` })
    .trim()
    .max(20_000, `${what} is longer than 20,000 characters: shorten it or file it as a document`)
    .refine(isPlain, `${what} holds characters that cannot be printed: take them out`)
    .refine((one) => !looksSealed(one), `${what} begins with "sealed:", as only the records write: begin otherwise`)
    .meta({ pattern: plainPattern })
const words = (what: string) =>
  text(what).min(1, `${what} is empty: say it in a sentence`).meta({ pattern: wordsPattern })
/** zod writes to the patterns it tests; its own ones are frozen where schemas are shared (see `commandSchemaOf`). */
const own = (pattern: RegExp): RegExp => new RegExp(pattern)
/** Days are reckoned in these years only. */
const day = (what: string) =>
  z.iso
    .date({
      error: `${what} must be a date that exists, written YYYY-MM-DD`,
      abort: true,
      pattern: own(z.regexes.date),
    } as z.core.$ZodISODateParams)
    .refine((on) => on.startsWith('20'), `${what} must lie in the years 2000 to 2099`)
    .meta({ pattern: '^20\\d\\d-\\d\\d-\\d\\d$' })
const pastDay = (what: string) => day(what).optional().describe('defaults to today; never later than today')
const note = text('note').optional()
const choice = <const T extends readonly [string, ...string[]]>(what: string, values: T) =>
  z.enum(values, { error: `${what} must be one of ${values.join(', ')}` })
const amount = (what: string) =>
  z
    .number({ error: `${what} must be a number` })
    .min(0, `${what} must not be negative`)
    .max(1e9, `${what} must be at most 1,000,000,000`)
const deadline = words('deadline').describe('the id of a deadline, or id@due for one occurrence')
const reason = words('reason')
const urn = z.string({ error: 'school must be a URN' }).regex(/^\d{6}$/, 'school must be a URN of six digits')

const shortNotice = words('shortNotice')
  .optional()
  .describe('why the school was not told as far ahead as the code of practice promises, where it was not (HE-1)')

const criteria = z
  .array(words('a criterion'), { error: 'criteria must be a list' })
  .max(50, 'criteria is longer than 50: shorten it')
  .optional()
  .describe('which of the published criteria the school meets, where the policy has them (DU-1)')

/** The records number the entries of a case file no further. */
export const largestEntry = 2_147_483_647

const supportFields = {
  kind: words('kind').describe('a kind of support of the policy (ST-40)'),
  days: amount('days').describe('the days of an officer'),
  amount: amount('amount')
    .optional()
    .describe('what it costs, in pounds; defaults to the days at the day rate (ST-41)'),
  officer: words('officer')
    .optional()
    .describe('whose days they are: the id of a person, their mail address, their name, or a role they hold'),
  underAgreement: z
    .boolean({ error: 'underAgreement must be true or false' })
    .optional()
    .describe('given already under another agreement, and not costed twice (ST-41)'),
  over: words('over').optional().describe('the reason for going over a limit'),
  stream: words('stream').optional().describe('the programme, project or body that it comes from (DA-5)'),
  until: day('until').optional().describe('its last day'),
}

/** Every command on a case: its input, and the words that the Temporal UI, the API and its documentation show for it. */
const schemas = {
  openCase: z.strictObject({
    authority: words('authority'),
    school: z.preprocess((value) => (typeof value === 'number' ? String(value) : value), urn),
    level: words('level'),
    reasons: z
      .array(words('a reason'), { error: 'reasons must be a list' })
      .min(1, 'reasons is empty: name at least one reason for concern (ST-5)')
      .max(50, 'reasons is longer than 50: shorten it'),
    summary: words('summary'),
    note,
  }),
  changeLevel: z.strictObject({ to: words('to'), reason, shortNotice, note }),
  assignOfficer: z.strictObject({
    role: choice('role', ['assigned-officer', 'lead-project-officer']),
    person: words('person').describe('the id of a person, their mail address, their name, or a role they hold'),
    note,
  }),
  nameImprovementCoordinator: z.strictObject({
    name: words('name')
      .max(300, 'name is longer than 300 characters')
      .refine(isOneLine, 'name must be one line')
      .meta({ pattern: oneLinePattern }),
    email: mailAddress('email must be a mail address'),
    note,
  }),
  agreeImprovementAgenda: z.strictObject({
    milestones: z
      .array(z.strictObject({ what: words('what'), by: day('by') }), {
        error: 'milestones must be a list of {what, by}',
      })
      .min(1, 'milestones is empty: an agenda has at least one milestone')
      .max(50, 'milestones is longer than 50: shorten it'),
    note,
  }),
  completeMilestone: z.strictObject({
    milestone: z.preprocess((value) => (typeof value === 'number' ? `milestone-${value}` : value), words('milestone')),
    completedOn: pastDay('completedOn'),
    evidence: words('evidence'),
    note,
  }),
  agreeActionPlan: z.strictObject({
    priorities: z
      .array(words('a priority'), { error: 'priorities must be a list' })
      .min(1, 'priorities is empty: name at least one')
      .max(50, 'priorities is longer than 50: shorten it'),
    document: words('document').optional(),
    note,
  }),
  recordEvaluation: z.strictObject({
    pace: choice('pace', ['sufficient', 'insufficient']),
    evidence: words('evidence'),
    evaluatedOn: pastDay('evaluatedOn'),
    note,
  }),
  recordVisit: z.strictObject({
    by: words('by'),
    visitedOn: pastDay('visitedOn'),
    report: words('report'),
    days: amount('days').optional().describe('the days it took; counted in a school’s year (ST-7)'),
    shortNotice,
    note,
  }),
  recordMeeting: z.strictObject({
    group: choice('group', ['project-group', 'core-group', 'formal-meeting', 'lead-officer']),
    heldOn: pastDay('heldOn'),
    minutes: words('minutes'),
    shortNotice,
    note,
  }),
  assessContribution: z.strictObject({ days: amount('days'), amount: amount('amount'), note }),
  planSupport: z.strictObject({
    ...supportFields,
    from: day('from').optional().describe('when it is to begin; defaults to today'),
    note,
  }),
  recordSupport: z.strictObject({
    ...supportFields,
    on: pastDay('on'),
    impact: words('impact').optional().describe('what it achieved (ST-43)'),
    note,
  }),
  recordReport: z.strictObject({
    to: z
      .array(words('a role'), { error: 'to must be a list of roles' })
      .min(1, 'to is empty: say to whom it was reported')
      .max(50, 'to is longer than 50: shorten it'),
    summary: words('summary'),
    note,
  }),
  recordOfstedJudgement: z.strictObject({
    judgement: choice('judgement', ['special-measures', 'notice-to-improve', 'potential-revisit', 'no-category']),
    publishedOn: pastDay('publishedOn'),
    receivedOn: pastDay('receivedOn'),
    fits: choice('fits', ['yes', 'too-harsh', 'too-generous'])
      .optional()
      .describe('whether it fits the authority’s own evidence (ST-6); defaults to yes'),
    note,
  }),
  fileStatementOfAction: z.strictObject({
    filedOn: pastDay('filedOn'),
    document: words('document'),
    parents: words('parents').describe('how parents are informed and heard (LAW-11)'),
    parentalChampion: words('parentalChampion').describe('a name, or why none (LAW-11)'),
    note,
  }),
  recordMonitoringVisit: z.strictObject({
    number: z
      .int({ error: 'number must be a whole number' })
      .min(1, 'number counts from 1')
      .max(1000, 'number must be at most 1000'),
    visitedOn: pastDay('visitedOn'),
    progress: choice('progress', ['adequate', 'inadequate']),
    note,
  }),
  recordUrgentNotice: z.strictObject({
    receivedOn: pastDay('receivedOn'),
    days: z
      .int({ error: 'days must be a whole number' })
      .min(1, 'days must be at least 1')
      .max(10, 'days must be at most 10: the Secretary of State may only shorten the ten days (LAW-12)')
      .optional(),
    note,
  }),
  decideClosure: z.strictObject({
    decision: choice('decision', ['reconsider-closure', 'new-statement']),
    reason,
    note,
  }),
  requestWarningNotice: z.strictObject({
    grounds: z
      .array(words('a ground'), { error: 'grounds must be a list' })
      .min(1, 'grounds is empty: name at least one ground (ST-20)')
      .max(50, 'grounds is longer than 50: shorten it'),
    evidence: words('evidence'),
    note,
  }),
  approveWarningNotice: z.strictObject({ reason, note }),
  refuseWarningNotice: z.strictObject({ reason, note }),
  issueWarningNotice: z.strictObject({
    givenOn: pastDay('givenOn'),
    matters: words('matters').describe('the matters of concern (LAW-3)'),
    actionRequired: words('actionRequired'),
    actionMinded: words('actionMinded').describe('the action the authority is minded to take'),
    representations: words('representations')
      .optional()
      .describe('the right to make representations; required until 17 April 2016'),
    complyBy: day('complyBy')
      .optional()
      .describe('the end of the period that the notice states; from 18 April 2016 (LAW-9)'),
    note,
  }),
  recordWarningResponse: z.strictObject({
    kind: choice('kind', ['response', 'appeal', 'both']),
    receivedOn: pastDay('receivedOn'),
    summary: words('summary'),
    note,
  }),
  recordAppealDecision: z.strictObject({
    decision: choice('decision', ['confirmed', 'not-confirmed']),
    decidedOn: pastDay('decidedOn'),
    note,
  }),
  rescindWarningNotice: z.strictObject({ reason, note }),
  voidWarningNotice: z.strictObject({ reason, note }),
  proposePowers: z.strictObject({
    powers: z
      .array(words('a power'), { error: 'powers must be a list' })
      .min(1, 'powers is empty: name at least one power (ST-23)')
      .max(50, 'powers is longer than 50: shorten it'),
    reason,
    note,
  }),
  usePower: z.strictObject({
    power: words('power'),
    consentedOn: day('consentedOn').optional().describe('the day on which the Secretary of State consented (s.65)'),
    usedOn: pastDay('usedOn'),
    reason,
    note,
  }),
  decideReview: z.strictObject({
    review: choice('review', ['two-term-review', 'three-term-review']),
    decision: choice('decision', ['continue', 'change-level', 'refer-to-dmt', 'close']),
    until: day('until').optional(),
    reason,
    note,
  }),
  acknowledge: z.strictObject({ deadline, promisedFor: day('promisedFor').optional(), note }),
  acknowledgeReceipt: z.strictObject({
    letter: words('letter').describe(
      'the key of a letter (GET /api/notifications), or the name of its text: the latest of that name to the giver’s role',
    ),
    receivedOn: pastDay('receivedOn'),
    note,
  }),
  requestExtension: z.strictObject({ deadline, to: day('to'), reason, note }),
  extendDeadline: z.strictObject({ deadline, to: day('to'), reason, note }),
  refuseExtension: z.strictObject({ deadline, reason, note }),
  suspendDeadline: z.strictObject({ deadline, reason, note }),
  resumeDeadline: z.strictObject({ deadline, reason, note }),
  recordSecretaryOfState: z.strictObject({
    event: choice('event', ['told', 'will-act', 'will-not-act']),
    on: pastDay('on'),
    note,
  }),
  correctEntry: z.strictObject({
    entry: z
      .int({ error: 'entry must be the number of an entry of the case file' })
      .min(1, 'entry must be at least 1')
      .max(largestEntry, `entry must be at most ${largestEntry}`),
    input: z.record(z.string(), z.unknown(), { error: 'input must hold the corrected input' }),
    reason,
    note,
  }),
  adoptPolicy: z.strictObject({
    edition: words('edition').describe('the name of the edition under which the case goes on'),
    reason,
    note,
  }),
  openYear: z.strictObject({ authority: words('authority'), note }),
  recommendCategory: z.strictObject({
    category: words('category'),
    support: words('support').optional(),
    criteria,
    reason,
    note,
  }),
  agreeCategory: z.strictObject({
    of: words('of').describe('the role whose view it is: headteacher or chair-of-governors'),
    view: choice('view', ['agreed', 'not-agreed']),
    reason: words('reason').optional().describe('required where it is not agreed'),
    note,
  }),
  confirmCategory: z.strictObject({
    category: words('category'),
    support: words('support').optional(),
    criteria,
    reason,
    shortNotice,
    note,
  }),
  challengeCategory: z.strictObject({ reason, note }),
  decideChallenge: z.strictObject({
    decision: choice('decision', ['stands', 'changed']),
    category: words('category').optional().describe('the category that it is changed to'),
    reason,
    note,
  }),
  agreeRhythm: z.strictObject({
    duty: words('duty').describe('the id of a duty of which the policy leaves to agreement how often it is done'),
    every: choice('every', ['week', 'fortnight']),
    note,
  }),
  completeDuty: z.strictObject({
    duty: words('duty').describe('the id of a deadline that is owed'),
    completedOn: pastDay('completedOn'),
    summary: words('summary'),
    document: words('document').optional(),
    note,
  }),
  announce: z.strictObject({
    what: words('what').describe('a promise of the code of practice by its id'),
    on: day('on').describe('the day for which it is announced'),
    toldOn: pastDay('toldOn').describe('when the school was told; defaults to today, never later than today'),
    to: words('to').optional().describe('of a change: the level or category that the school is to have'),
    reason,
    shortNotice,
    note,
  }),
  closeCase: z.strictObject({ reason, note }),
  reopenCase: z.strictObject({ reason, note }),
} as const

export type CommandName = keyof typeof schemas
export type Input<N extends CommandName> = z.output<(typeof schemas)[N]>
export type Command = { [N in CommandName]: { name: N; input: Input<N> } }[CommandName]

/**
 * The shape of a command's input. A function, because the schemas are shared by all workflows of a worker (`worker/workflow-bundle.ts`),
 * and what such a module exports is frozen, which zod does not stand.
 */
export const commandSchemaOf = <N extends CommandName>(name: N): (typeof schemas)[N] => schemas[name]

export const commandNames = Object.keys(schemas) as CommandName[]

/** Who gives a command: the role acted in, and the person on record where one holds it. */
export interface By {
  role: string
  personId: string | null
}

/** What each command does, in a sentence. */
export const commandDescriptions: Record<CommandName, string> = {
  openCase: 'Opens a case: the school causes concern, at this level, for these reasons (ST-5, ST-10, ST-11)',
  changeLevel:
    'Moves the case to another level, with the reason; cancels what only the old level owed (ST-12 to ST-14, ST-16)',
  assignOfficer: 'Assigns the LA officer (stage 2) or the lead project officer (stage 3) (ST-13, ST-14)',
  nameImprovementCoordinator: 'The school names its improvement co-ordinator (ST-13)',
  agreeImprovementAgenda: 'Agrees the improvement agenda; each milestone becomes a deadline (ST-13)',
  completeMilestone: 'Records that a milestone of the agenda was reached (ST-13)',
  agreeActionPlan: 'Agrees the school improvement action plan (ST-14)',
  recordEvaluation:
    'Records an evaluation of progress; at stage 2 insufficient pace moves the case to stage 3 (ST-13, ST-14)',
  recordVisit: 'Records a visit to the school and its report (ST-7)',
  recordMeeting: 'Records a meeting and its minutes (ST-14, ST-15)',
  assessContribution: 'Records the school’s financial contribution (ST-13, ST-41)',
  planSupport: 'Plans support: days of an officer and what they cost, within the limits (ST-40 to ST-42)',
  recordSupport: 'Records support given: days, what they cost and what it achieved (ST-40 to ST-43)',
  recordReport: 'Records that progress was reported, and tells those it was reported to (ST-15)',
  recordOfstedJudgement: 'Records Ofsted’s judgement; a category enters at once (ST-15, ST-6)',
  fileStatementOfAction: 'Files the authority’s statement of action (ST-15, LAW-10, LAW-11)',
  recordMonitoringVisit: 'Records an HMI monitoring visit (ST-24, ST-25)',
  recordUrgentNotice: 'Records the Secretary of State’s notice that the case has become urgent (ST-24, LAW-12)',
  decideClosure: 'Decides to reconsider closure, or on a new statement (ST-24, ST-25)',
  requestWarningNotice: 'Asks for a warning notice, with grounds and evidence (ST-20)',
  approveWarningNotice: 'The Head of SID approves the warning notice (ST-20)',
  refuseWarningNotice: 'The Head of SID refuses the warning notice (ST-20)',
  issueWarningNotice:
    'The Director issues the warning notice; its period starts and copies go at the same time (ST-20, LAW-1 to LAW-4, LAW-9)',
  recordWarningResponse: 'Records the school’s answer to the notice, its appeal, or both (ST-21, LAW-5)',
  recordAppealDecision: 'Records the Chief Inspector’s decision on the appeal (LAW-5)',
  rescindWarningNotice: 'Rescinds the warning notice: the issues are addressed (ST-22)',
  voidWarningNotice: 'The notice is void: the Secretary of State has acted (LAW-9)',
  proposePowers: 'Gives notice in writing that powers will be used (LAW-7)',
  usePower: 'Uses a power of intervention (ST-23, LAW-8)',
  decideReview: 'Decides a two- or three-term review (ST-26, ST-27)',
  acknowledge: 'Acknowledges a deadline, and may promise a day; the clock runs on',
  acknowledgeReceipt: 'Acknowledges that a letter was received, and on which day: evidence of service (LAW-14)',
  requestExtension: 'Asks for more time; the clock runs on, and whoever decides is asked by a day',
  extendDeadline: 'Moves a deadline to a later day, with the reason',
  refuseExtension: 'Refuses the more time that was asked for, with the reason: the day stands',
  suspendDeadline: 'Stops the clock of a deadline; what is left of it is kept',
  resumeDeadline: 'Starts the clock again with what was left',
  recordSecretaryOfState: 'Records what passed between the authority and the Secretary of State (LAW-9)',
  correctEntry: 'Corrects an entry of the case file: the old entry stays, deadlines are reckoned again',
  adoptPolicy:
    'Goes on under another edition of the authority’s policy: what it owes otherwise is reckoned again, ended or opened',
  openYear: 'Starts the cycles of an authority’s year, for itself, its districts and every school (ST-30 to ST-32)',
  recommendCategory: 'Recommends a school’s category and level of support (ST-1 to ST-3)',
  agreeCategory:
    'Records whether the headteacher or the chair of governors agrees with the category recommended (ST-3)',
  confirmCategory: 'Confirms, keeps or changes a school’s category, with the reason (ST-1 to ST-4, DA-2, DU-1)',
  challengeCategory: 'The school challenges its category (DA-2)',
  decideChallenge: 'Decides on the school’s challenge (DA-2)',
  agreeRhythm: 'Agrees how often something is done, of what the policy leaves to agreement (DA-3)',
  completeDuty: 'Records that something owed was done, with a summary',
  announce:
    'Announces a visit, a meeting or a change to the school, as far ahead as the code of practice promises (HE-1)',
  closeCase: 'Closes the case, with the reason (ST-16)',
  reopenCase: 'Opens a closed case again, with the reason (ST-16)',
}

export type Read = { ok: true; command: Command } | { ok: false; faults: { field: string; message: string }[] }

/** Characters of a whole input as JSON: what is longer would not fit through every letter and history that carries it. */
const largestInput = 120_000

/** Reads a command's input as JSON; every fault names its field and says what to do. */
export function readCommand(name: string, input: unknown): Read {
  if (!Object.hasOwn(schemas, name))
    return { ok: false, faults: [{ field: 'command', message: `there is no command "${name}"` }] }
  const size = JSON.stringify(input ?? {}).length
  if (size > largestInput)
    return {
      ok: false,
      faults: [
        {
          field: 'input',
          message: `the input is ${size} characters long: shorten it to ${largestInput}, and file the rest as a document`,
        },
      ],
    }
  const result = schemas[name as CommandName].safeParse(input ?? {})
  if (result.success) return { ok: true, command: { name, input: result.data } as Command }
  const faults = result.error.issues.map((issue) => ({
    field: issue.path.join('.') || 'input',
    message: messageOf(name, issue),
  }))
  return { ok: false, faults }
}

function messageOf(name: string, issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `${name} has no field ${issue.keys.join(', ')}`
  return issue.path.length ? issue.message : `the input of ${name} must be an object of its fields`
}

/** The faults of an input in one sentence. */
export function sentenceOf(faults: { field: string; message: string }[]): string {
  return faults
    .map((fault) => (fault.message.startsWith(fault.field) ? fault.message : `${fault.field}: ${fault.message}`))
    .join('; ')
}
