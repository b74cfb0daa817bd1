import { formatDay } from '../calendar/day.ts'
import type { CommandName, Input } from '../cases/commands.ts'
import { inDays, inPounds } from '../cases/money.ts'
import type { Policy } from '../policies/policy.ts'
import { promisesOf } from '../policies/promises.ts'
import { asWords, capital, listed } from './plain.ts'
import { theRole } from './role-words.ts'

type Words = { [N in CommandName]: (input: Input<N>, policy: Policy) => string }

/** Somebody's own words, on one line. */
export const quoted = (words: string): string => `“${words.replace(/\s+/g, ' ').trim()}”`

const on = (day: string | undefined): string => (day ? ` of ${formatDay(day)}` : '')
const levelName = (policy: Policy, id: string): string => policy.levels.find((one) => one.id === id)?.name ?? id
const levelsOfAnswer = { response: 'answer', appeal: 'appeal', both: 'answer and appeal' }
const secretary = {
  told: 'records that the Secretary of State was told',
  'will-act': 'records that the Secretary of State said',
  'will-not-act': 'records that the Secretary of State does not mean to act',
}

/** The deadline that a command names, by its title; an occurrence by its day. */
function named(policy: Policy, deadline: string): string {
  const [id = '', due] = deadline.split('@')
  const title = dutiesOf(policy).find((one) => one.id === id)?.title ?? id
  return due ? `“${title}” (due ${formatDay(due)})` : `“${title}”`
}

/** What whoever gives a command does, after their title. */
const supportWords = ({ kind, days, amount, underAgreement }: Input<'planSupport' | 'recordSupport'>, policy: Policy) =>
  `${inDays(days)} of ${policy.money?.kinds.find((one) => one.id === kind)?.title ?? kind}${
    amount === undefined ? '' : ` for ${inPounds(amount)}`
  }${underAgreement ? ' under an agreement' : ''}`
const beyond = ({ over }: { over?: string | undefined }) => (over ? ` (over the limit: ${quoted(over)})` : '')

const words: Words = {
  openCase: (input, policy) => `opens the case at ${levelName(policy, input.level)}: ${quoted(input.summary)}`,
  changeLevel: (input, policy) => `moves the case to ${levelName(policy, input.to)}: ${quoted(input.reason)}`,
  assignOfficer: (input, policy) => `names ${theRole(policy, input.role)} for the school`,
  nameImprovementCoordinator: (input) => `names ${input.name} as improvement co-ordinator`,
  agreeImprovementAgenda: (input) =>
    `agrees the improvement agenda: ${listed(input.milestones.map(({ what, by }) => `${quoted(what)} by ${formatDay(by)}`))}`,
  completeMilestone: (input) => `records that ${input.milestone} is reached: ${quoted(input.evidence)}`,
  agreeActionPlan: (input) => `agrees the action plan: ${listed(input.priorities)}`,
  recordEvaluation: (input) => `records an evaluation: the pace is ${input.pace} (${quoted(input.evidence)})`,
  recordVisit: (input, policy) =>
    `records a visit by ${theRole(policy, input.by)}${on(input.visitedOn)}: ${quoted(input.report)}`,
  recordMeeting: (input) =>
    `records the meeting of the ${input.group.replaceAll('-', ' ')}${on(input.heldOn)}: ${quoted(input.minutes)}`.replace(
      'meeting of the formal meeting',
      'formal meeting',
    ),
  assessContribution: (input) => `assesses the school's contribution: ${input.days} days, £${input.amount}`,
  planSupport: (input, policy) =>
    `plans ${supportWords(input, policy)}${input.from ? `, from ${formatDay(input.from)}` : ''}${beyond(input)}`,
  recordSupport: (input, policy) =>
    `records ${supportWords(input, policy)}${on(input.on)}${input.impact ? `: ${quoted(input.impact)}` : ''}${beyond(input)}`,
  recordReport: (input, policy) =>
    `reports progress to ${listed(input.to.map((role) => theRole(policy, role)))}: ${quoted(input.summary)}`,
  recordOfstedJudgement: (input, policy) =>
    `records Ofsted's judgement: ${policy.categories[input.judgement]?.title ?? input.judgement}${input.receivedOn ? ` (received on ${formatDay(input.receivedOn)})` : ''}`,
  fileStatementOfAction: (input) => `files the statement of action${on(input.filedOn)}: ${quoted(input.document)}`,
  recordMonitoringVisit: (input) =>
    `records monitoring visit ${input.number}${on(input.visitedOn)}: ${input.progress} progress`,
  recordUrgentNotice: (input) =>
    `records the Secretary of State's notice that the case has become urgent${input.days ? `, with ${input.days} days` : ''}`,
  decideClosure: (input) =>
    `decides ${input.decision === 'reconsider-closure' ? 'to reconsider closure' : 'on a new statement'}: ${quoted(input.reason)}`,
  requestWarningNotice: (input, policy) =>
    `asks for a warning notice, since ${listed(input.grounds.map((ground) => policy.grounds[ground]?.title ?? ground))}: ${quoted(input.evidence)}`,
  approveWarningNotice: (input) => `approves the warning notice: ${quoted(input.reason)}`,
  refuseWarningNotice: (input) => `refuses the warning notice: ${quoted(input.reason)}`,
  issueWarningNotice: (input) =>
    `gives the warning notice${input.givenOn ? ` on ${formatDay(input.givenOn)}` : ''}${input.complyBy ? `, to be complied with by ${formatDay(input.complyBy)}` : ''}: ${quoted(input.actionRequired)}`,
  recordWarningResponse: (input) =>
    `records the school's ${levelsOfAnswer[input.kind]}${on(input.receivedOn)}: ${quoted(input.summary)}`,
  recordAppealDecision: (input) =>
    `records the Chief Inspector's decision${on(input.decidedOn)}: ${input.decision === 'confirmed' ? 'the notice is confirmed' : 'the notice is not confirmed'}`,
  rescindWarningNotice: (input) => `rescinds the warning notice: ${quoted(input.reason)}`,
  voidWarningNotice: (input) => `records that the warning notice is void: ${quoted(input.reason)}`,
  proposePowers: (input, policy) =>
    `proposes in writing to ${listed(input.powers.map((power) => policy.powers[power]?.title ?? power))}: ${quoted(input.reason)}`,
  usePower: (input, policy) =>
    `uses a power, to ${policy.powers[input.power]?.title ?? input.power}: ${quoted(input.reason)}`,
  decideReview: (input) =>
    `decides the ${input.review.replaceAll('-', ' ')}: ${input.decision.replaceAll('-', ' ').replace('dmt', 'DMT')}${input.until ? ` until ${formatDay(input.until)}` : ''} (${quoted(input.reason)})`,
  acknowledge: (input, policy) =>
    `acknowledges ${named(policy, input.deadline)}${input.promisedFor ? `, and promises it for ${formatDay(input.promisedFor)}` : ''}`,
  acknowledgeReceipt: (input) =>
    `acknowledges the receipt of ${/^[a-z-]+$/.test(input.letter) ? `the letter “${asWords(input.letter)}”` : 'a letter'}${on(input.receivedOn)}`,
  requestExtension: (input, policy) =>
    `asks for more time for ${named(policy, input.deadline)}, to ${formatDay(input.to)}: ${quoted(input.reason)}`,
  refuseExtension: (input, policy) => `refuses more time for ${named(policy, input.deadline)}: ${quoted(input.reason)}`,
  extendDeadline: (input, policy) =>
    `gives more time for ${named(policy, input.deadline)}, to ${formatDay(input.to)}: ${quoted(input.reason)}`,
  suspendDeadline: (input, policy) => `stops the clock of ${named(policy, input.deadline)}: ${quoted(input.reason)}`,
  resumeDeadline: (input, policy) =>
    `starts the clock of ${named(policy, input.deadline)} again: ${quoted(input.reason)}`,
  recordSecretaryOfState: (input) => `${secretary[input.event]}${input.on ? ` on ${formatDay(input.on)}` : ''}`,
  correctEntry: (input) => `corrects entry ${input.entry} of the case file: ${quoted(input.reason)}`,
  adoptPolicy: (input) => `adopts edition ${input.edition} of the policy for the case: ${quoted(input.reason)}`,
  openYear: () => 'starts the year of the authority, its districts and its schools',
  recommendCategory: (input) =>
    `recommends ${input.category.replaceAll('-', ' ')}${input.support ? ` with support ${input.support}` : ''}: ${quoted(input.reason)}`,
  agreeCategory: (input, policy) =>
    `records that ${theRole(policy, input.of)} ${input.view === 'agreed' ? 'agrees' : 'does not agree'}${input.reason ? `: ${quoted(input.reason)}` : ''}`,
  confirmCategory: (input) =>
    `confirms ${input.category.replaceAll('-', ' ')}${input.support ? ` with support ${input.support}` : ''}: ${quoted(input.reason)}`,
  challengeCategory: (input) => `challenges the category: ${quoted(input.reason)}`,
  decideChallenge: (input) =>
    `decides on the challenge: ${input.decision === 'stands' ? 'the category stands' : `it is ${input.category?.replaceAll('-', ' ') ?? 'changed'}`} (${quoted(input.reason)})`,
  agreeRhythm: (input, policy) =>
    `agrees to do ${named(policy, input.duty)} ${input.every === 'week' ? 'each week' : 'every two weeks'} of school`,
  completeDuty: (input, policy) => `records ${named(policy, input.duty)} as done: ${quoted(input.summary)}`,
  announce: (input, policy) =>
    `announces ${promisesOf(policy).find((one) => one.id === input.what)?.title ?? input.what} for ${formatDay(input.on)}: ${quoted(input.reason)}`,
  closeCase: (input) => `closes the case: ${quoted(input.reason)}`,
  reopenCase: (input) => `opens the case again: ${quoted(input.reason)}`,
}

/** A command in words, after whoever gives it: 'The headteacher names A. Example as improvement co-ordinator'. */
export function commandWords(command: string, who: string, input: unknown, policy: Policy): string {
  const said = Object.hasOwn(words, command)
    ? (words[command as CommandName] as (input: unknown, policy: Policy) => string)(input, policy)
    : besides(command, input)
  return `${capital(who)} ${said}`
}

/** What is put on record besides the commands on a case. */
function besides(command: string, input: unknown): string {
  if (command === 'replaceSchool') {
    const { from, to } = input as { from?: string; to?: string }
    return `records that the school ${from} is now ${to}`
  }
  if (!Array.isArray(input)) return `gives ${command}`
  const rows = input as { date?: string; name?: string; term?: string; academicYear?: string }[]
  return command === 'importBankHolidays'
    ? `brings bank holidays into the calendar: ${rows.map(({ date, name }) => `${name ?? 'one'} on ${date ? formatDay(date) : 'no day'}`).join(', ')}`
    : `brings the dates of terms into the calendar: ${rows.map(({ term, academicYear }) => `${term} ${academicYear}`).join(', ')}`
}

/** Everything that the policy has somebody owe, in a case and in a year. */
export function dutiesOf(policy: Policy): { id: string; title: string }[] {
  return [policy, ...Object.values(policy.year)].flatMap((part) => part?.deadlines ?? [])
}
