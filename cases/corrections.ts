import { formatDay } from '../calendar/day.ts'
import { readCommand, sentenceOf, type Command, type Input } from './commands.ts'
import type { LookedUp } from './duties.ts'
import { checkOpening } from './levels.ts'
import { reportAnchor } from './ofsted.ts'
import { correctReceipt } from './receipts.ts'
import { insist } from './refusal.ts'
import type { Day, Deadline, Notice, RunningClock } from './state.ts'
import { reckonAgain, ruleOf, requirePast, write, type Turn } from './turn.ts'
import { recountPeriod, regimeOn } from './notice-period.ts'
import { correctSupport, isSupport } from './support.ts'
import { requireComplyBy, requireGrounds } from './warning-notice.ts'

/** What decided something stays decided: a correction mends days and words. */
export const decisive: readonly string[] = [
  'authority',
  'school',
  'level',
  'to',
  'role',
  'person',
  'pace',
  'by',
  'group',
  'judgement',
  'decision',
  'kind',
  'power',
  'powers',
  'review',
  'event',
  'deadline',
  'promisedFor',
  'milestone',
  'edition',
  'letter',
  'officer',
  'what',
]

/** The old entry stays; what was reckoned from its days is reckoned again, and whoever was told is told. */
export function correctEntry(turn: Turn, input: Input<'correctEntry'>, looked: LookedUp): void {
  const { entry } = looked
  insist(entry, `entry ${input.entry} is no command of this case file: name the number of a command's entry`, 'input')
  insist(
    entry.command !== 'correctEntry',
    `entry ${input.entry} is a correction itself: correct the entry that it corrected once more`,
    'input',
  )
  const corrected = { ...entry.input, ...input.input }
  const changes = changesOf(entry.input, input.input)
  insist(changes.length, 'input changes nothing: give the fields that were wrong, with what is right', 'input')
  for (const field of decisive) {
    const changed = JSON.stringify(corrected[field]) !== JSON.stringify(entry.input[field])
    insist(
      !changed || entry.command === 'recordReport',
      `input: ${field} cannot be corrected, it decided what followed: give a new command instead`,
      'input',
    )
  }
  const read = readCommand(entry.command, corrected)
  if (!read.ok) insist(false, sentenceOf(read.faults), 'input')
  else if (isSupport(read.command)) correctSupport(turn, read.command, entry.seq, looked)
  else apply(turn, read.command, entry, `Entry ${entry.seq} was corrected: ${input.reason}`)
  for (const role of entry.told) {
    write(turn, 'corrected', role, {
      kind: 'notice',
      facts: {
        entry: entry.seq,
        command: entry.command,
        reason: input.reason,
        changes,
      },
      byPost: true,
    })
  }
}

function changesOf(old: Record<string, unknown>, corrected: Record<string, unknown>): string[] {
  const show = (value: unknown) =>
    value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value)
  return Object.keys(corrected)
    .filter((field) => JSON.stringify(old[field]) !== JSON.stringify(corrected[field]))
    .map((field) => `${field}: ${show(corrected[field])} instead of ${show(old[field])}`)
}

function opened(turn: Turn, seq: number): Deadline[] {
  return turn.state.deadlines.filter((one) => one.openedBy === seq)
}

/** Counts anew, from the corrected day, what the entry opened. */
function countFrom(turn: Turn, seq: number, from: Day | undefined, field: string, reason: string): void {
  if (!from) return
  requirePast(turn, from, field)
  for (const deadline of opened(turn, seq)) if (!deadline.openedByPeriodEnd) reanchor(turn, deadline, from, reason)
}

function reanchor(turn: Turn, deadline: Deadline, from: Day, reason: string): void {
  if (deadline.clock.kind === 'fixed-day' || deadline.clock.kind === 'none') return
  deadline.from = from
  reckonAgain(turn, deadline, reason)
}

function fix(turn: Turn, deadline: Deadline, day: Day, reason: string): void {
  deadline.clock = { kind: 'fixed-day', day }
  reckonAgain(turn, deadline, reason)
}

type CommandEntry = NonNullable<LookedUp['entry']>

function apply(turn: Turn, command: Command, entry: CommandEntry, reason: string): void {
  const { state } = turn
  const { seq } = entry
  switch (command.name) {
    case 'openCase':
      checkOpening(turn, command.input)
      Object.assign(state, { summary: command.input.summary, reasons: command.input.reasons })
      break
    case 'requestWarningNotice': {
      requireGrounds(turn, command.input.grounds)
      const notice = noticeOf(turn, seq)
      if (notice) Object.assign(notice, { grounds: command.input.grounds, evidence: command.input.evidence })
      break
    }
    case 'issueWarningNotice':
      correctNotice(turn, command.input, entry, reason)
      break
    case 'recordOfstedJudgement':
      if (state.setBy.judgement === seq) correctJudgement(turn, command.input, reason)
      break
    case 'recordUrgentNotice':
      for (const deadline of opened(turn, seq))
        if (command.input.days) deadline.clock = { kind: 'school-working-days', days: command.input.days }
      countFrom(turn, seq, command.input.receivedOn, 'receivedOn', reason)
      break
    case 'recordWarningResponse':
      correctResponse(turn, command.input, entry, reason)
      break
    case 'recordAppealDecision':
      correctDecision(turn, command.input, entry, reason)
      break
    case 'agreeImprovementAgenda':
      correctAgenda(turn, command.input, entry, reason)
      break
    case 'decideReview':
      for (const deadline of opened(turn, seq)) {
        if (deadline.clock.kind !== 'fixed-day' || !command.input.until) continue
        insist(command.input.until > turn.today, 'until must be later than today', 'input')
        fix(turn, deadline, command.input.until, reason)
      }
      break
    case 'nameImprovementCoordinator':
      if (state.setBy.coordinator === seq) state.coordinator = { name: command.input.name, email: command.input.email }
      break
    case 'acknowledgeReceipt':
      correctReceipt(turn, seq, command.input)
      break
    case 'announce':
      insist(
        command.input.on === entry.input.on && command.input.toldOn === entry.input.toldOn,
        'input: the school was told of that day: announce the new one instead',
        'input',
      )
      break
    case 'recordSecretaryOfState':
      requirePast(turn, command.input.on ?? turn.today, 'on')
      if (state.setBy.told === seq && command.input.on) state.secretaryOfState.told = command.input.on
      break
    default:
      requireDaysPast(turn, command)
  }
}

const pastDays = ['completedOn', 'evaluatedOn', 'visitedOn', 'heldOn', 'filedOn', 'usedOn', 'consentedOn']

function requireDaysPast(turn: Turn, command: Command): void {
  const days = Object.entries(command.input).filter(([field]) => pastDays.includes(field))
  for (const [field, day] of days) if (typeof day === 'string') requirePast(turn, day, field)
}

/** Days stand in order: given, received, decided (LAW-14). */
function requireOrder(earlier: Day | undefined, later: Day | undefined, field: string): void {
  insist(
    !earlier || !later || earlier <= later,
    `${field} would bring ${later ? formatDay(later) : ''} before ${earlier ? formatDay(earlier) : ''}: days must stand in order, given, received, decided (LAW-14)`,
    'input',
  )
}

/** The notice that an entry belongs to, while it is in progress. */
function noticeOf(turn: Turn, seq: number): Notice | null {
  const { notice } = turn.state
  return notice && !notice.ended && seq >= notice.requestedBy ? notice : null
}

/** Whether the words of an entry alone are corrected: then no day moves, and its notice may have ended. */
function keepsDays(turn: Turn, entry: CommandEntry, input: Record<string, unknown>, fields: string[]): boolean {
  if (fields.every((field) => input[field] === entry.input[field])) return true
  insist(noticeOf(turn, entry.seq), 'That warning notice has ended: its entry can no longer change a day')
  return false
}

function correctJudgement(turn: Turn, input: Input<'recordOfstedJudgement'>, reason: string): void {
  const { state } = turn
  requirePast(turn, input.receivedOn ?? turn.today, 'receivedOn')
  state.receivedOn = input.receivedOn ?? state.receivedOn
  state.publishedOn = input.publishedOn ?? state.publishedOn
  insist(
    (state.publishedOn ?? '') <= (state.receivedOn ?? ''),
    'publishedOn must not be later than receivedOn',
    'input',
  )
  for (const deadline of state.deadlines) {
    if (deadline.afterReport) reanchor(turn, deadline, reportAnchor(turn), reason)
    else if (ruleOf(turn.policy, deadline.ruleId).from === 'published' && state.publishedOn)
      reanchor(turn, deadline, state.publishedOn, reason)
  }
}

/** The milestones' days and words; each keeps its number. */
function correctAgenda(turn: Turn, input: Input<'agreeImprovementAgenda'>, entry: CommandEntry, reason: string): void {
  const old = entry.input.milestones as typeof input.milestones
  insist(
    input.milestones.length === old.length,
    `milestones: the agenda has ${old.length}, and a correction neither adds nor removes one: name each of them`,
    'input',
  )
  const owed = opened(turn, entry.seq)
  for (const [index, { what, by }] of input.milestones.entries()) {
    const before = old[index]
    const deadline = owed.find((one) => one.title === `${ruleOf(turn.policy, one.ruleId).title}: ${before?.what}`)
    if (!before || !deadline) continue
    deadline.title = `${ruleOf(turn.policy, deadline.ruleId).title}: ${what}`
    if (by === before.by) continue
    insist(by >= turn.today, `milestones: "${what}" is for ${formatDay(by)}, which is past`, 'input')
    fix(turn, deadline, by, reason)
  }
}

function correctNotice(turn: Turn, input: Input<'issueWarningNotice'>, entry: CommandEntry, reason: string): void {
  const keeps = keepsDays(turn, entry, input, ['givenOn', 'complyBy'])
  const notice = noticeOf(turn, entry.seq)
  if (!notice?.givenOn) return
  const { matters, actionRequired, actionMinded, representations } = input
  notice.statements = { matters, actionRequired, actionMinded, ...(representations ? { representations } : {}) }
  if (keeps) return
  const givenOn = input.givenOn ?? notice.givenOn
  requirePast(turn, givenOn, 'givenOn')
  const regime = regimeOn(turn, givenOn)
  insist(
    regime.law === notice.law,
    'givenOn would bring the notice under another regime: rescind it and issue a new one (LAW-1, LAW-9)',
    'input',
  )
  requireComplyBy(regime, givenOn, input.complyBy)
  requireOrder(givenOn, notice.receivedOn, 'givenOn')
  notice.givenOn = givenOn
  if (input.complyBy) notice.complyBy = input.complyBy
  const clock: RunningClock | undefined = input.complyBy ? { kind: 'fixed-day', day: input.complyBy } : undefined
  for (const deadline of opened(turn, entry.seq).filter((one) => !one.openedByPeriodEnd)) {
    if (clock) deadline.clock = clock
    deadline.from = givenOn
    reckonAgain(turn, deadline, reason)
  }
  if (notice.period && !notice.period.confirmed) recountPeriod(turn, { from: givenOn, ...(clock ? { clock } : {}) })
}

function correctResponse(turn: Turn, input: Input<'recordWarningResponse'>, entry: CommandEntry, reason: string): void {
  if (keepsDays(turn, entry, input, ['receivedOn']) || !input.receivedOn) return
  const { notice } = turn.state
  requireOrder(notice?.givenOn, input.receivedOn, 'receivedOn')
  requireOrder(input.receivedOn, notice?.decidedOn, 'receivedOn')
  countFrom(turn, entry.seq, input.receivedOn, 'receivedOn', reason)
  if (notice) notice.receivedOn = input.receivedOn
}

function correctDecision(turn: Turn, input: Input<'recordAppealDecision'>, entry: CommandEntry, reason: string): void {
  if (keepsDays(turn, entry, input, ['decidedOn']) || !input.decidedOn) return
  const { notice } = turn.state
  requireOrder(notice?.receivedOn, input.decidedOn, 'decidedOn')
  countFrom(turn, entry.seq, input.decidedOn, 'decidedOn', reason)
  if (notice) notice.decidedOn = input.decidedOn
  recountPeriod(turn, { from: input.decidedOn })
}
