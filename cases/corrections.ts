import { formatDay } from '../calendar/day.ts'
import { readCommand, sentenceOf, type Command, type Input } from './commands.ts'
import type { LookedUp } from './duties.ts'
import { reportAnchor } from './ofsted.ts'
import { insist } from './refusal.ts'
import type { Day, Deadline } from './state.ts'
import { cancel, reckonAgain, ruleOf, requirePast, write, type Turn } from './turn.ts'
import { askPeriod, regimeOn } from './warning-notice.ts'

/** What decided something stays decided: a correction mends days and words. */
const decisive = [
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
  'entry',
]

/** The old entry stays; what was reckoned from its days is reckoned again, and whoever was told is told. */
export function correctEntry(turn: Turn, input: Input<'correctEntry'>, looked: LookedUp): void {
  const { entry } = looked
  insist(entry, `entry ${input.entry} is no command of this case file: name the number of a command's entry`, 'input')
  const corrected = { ...entry.input, ...input.input }
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
  else apply(turn, read.command, entry.seq, `Entry ${entry.seq} was corrected: ${input.reason}`)
  for (const role of entry.told) {
    write(turn, 'corrected', role, {
      kind: 'notice',
      facts: {
        entry: entry.seq,
        command: entry.command,
        reason: input.reason,
        changes: changesOf(entry.input, input.input),
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
  for (const deadline of opened(turn, seq)) {
    if (deadline.clock.kind === 'fixed-day') continue
    deadline.from = from
    reckonAgain(turn, deadline, reason)
  }
}

function apply(turn: Turn, command: Command, seq: number, reason: string): void {
  const { state } = turn
  switch (command.name) {
    case 'openCase':
      Object.assign(state, { summary: command.input.summary, reasons: command.input.reasons })
      break
    case 'issueWarningNotice':
      correctNotice(turn, command.input, seq, reason)
      break
    case 'recordOfstedJudgement':
      requirePast(turn, command.input.receivedOn ?? turn.today, 'receivedOn')
      state.receivedOn = command.input.receivedOn ?? state.receivedOn
      state.publishedOn = command.input.publishedOn ?? state.publishedOn
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
      break
    case 'recordUrgentNotice':
      for (const deadline of opened(turn, seq))
        if (command.input.days) deadline.clock = { kind: 'school-working-days', days: command.input.days }
      countFrom(turn, seq, command.input.receivedOn, 'receivedOn', reason)
      break
    case 'recordWarningResponse':
      requireNotBefore(command.input.receivedOn, state.notice?.givenOn, 'receivedOn')
      countFrom(turn, seq, command.input.receivedOn, 'receivedOn', reason)
      if (state.notice && command.input.receivedOn) state.notice.receivedOn = command.input.receivedOn
      break
    case 'recordAppealDecision':
      requireNotBefore(command.input.decidedOn, state.notice?.receivedOn, 'decidedOn')
      countFrom(turn, seq, command.input.decidedOn, 'decidedOn', reason)
      if (command.input.decidedOn) correctPeriod(turn, command.input.decidedOn, reason)
      break
    case 'agreeImprovementAgenda':
      opened(turn, seq).forEach((deadline, index) => {
        const milestone = command.input.milestones[index]
        if (!milestone) return
        deadline.clock = { kind: 'fixed-day', day: milestone.by }
        reckonAgain(turn, deadline, reason)
      })
      break
    case 'nameImprovementCoordinator':
      state.coordinator = { name: command.input.name, email: command.input.email }
      break
    case 'recordSecretaryOfState':
      if (command.input.event === 'told' && command.input.on) {
        requirePast(turn, command.input.on, 'on')
        state.secretaryOfState.told = command.input.on
      }
      break
    default:
      requireDaysPast(turn, command)
  }
}

function requireDaysPast(turn: Turn, command: Command): void {
  const days = Object.entries(command.input).filter(([field]) =>
    ['completedOn', 'evaluatedOn', 'visitedOn', 'heldOn', 'filedOn', 'usedOn'].includes(field),
  )
  for (const [field, day] of days) if (typeof day === 'string') requirePast(turn, day, field)
}

function requireNotBefore(day: Day | undefined, earliest: Day | undefined, field: string): void {
  insist(
    !day || !earliest || day >= earliest,
    `${field} (${day ? formatDay(day) : ''}) lies before ${earliest ? formatDay(earliest) : ''}: days must stand in order (LAW-14)`,
    'input',
  )
}

function reanchor(turn: Turn, deadline: Deadline, from: Day, reason: string): void {
  if (deadline.clock.kind === 'fixed-day') return
  deadline.from = from
  reckonAgain(turn, deadline, reason)
}

function correctNotice(turn: Turn, input: Input<'issueWarningNotice'>, seq: number, reason: string): void {
  const { notice } = turn.state
  insist(
    notice && !notice.ended && notice.givenOn,
    'That warning notice has ended: its entry can no longer change a day',
  )
  const givenOn = input.givenOn ?? notice.givenOn
  requirePast(turn, givenOn, 'givenOn')
  insist(
    regimeOn(turn, givenOn).law === notice.law,
    'givenOn would bring the notice under another regime: rescind it and issue a new one (LAW-1, LAW-9)',
    'input',
  )
  insist(
    !notice.receivedOn || givenOn <= notice.receivedOn,
    "givenOn lies after the day the school's answer was received: days must stand in order (LAW-14)",
    'input',
  )
  notice.givenOn = givenOn
  const { matters, actionRequired, actionMinded, representations } = input
  notice.statements = { matters, actionRequired, actionMinded, ...(representations ? { representations } : {}) }
  if (input.complyBy && notice.period) {
    notice.complyBy = input.complyBy
    notice.period.clock = { kind: 'fixed-day', day: input.complyBy }
    for (const deadline of opened(turn, seq))
      if (deadline.clock.kind === 'fixed-day') deadline.clock = { kind: 'fixed-day', day: input.complyBy }
  }
  for (const deadline of opened(turn, seq)) {
    deadline.from = givenOn
    reckonAgain(turn, deadline, reason)
  }
  if (notice.period && !notice.period.confirmed) correctPeriod(turn, givenOn, reason)
}

/** The period is counted anew; what its end had opened is taken back, to be opened again at its new end. */
function correctPeriod(turn: Turn, from: Day, reason: string): void {
  const period = turn.state.notice?.period
  if (!period) return
  period.from = from
  if (period.ended) {
    period.ended = false
    const byEnd = turn.state.deadlines.filter((one) =>
      ruleOf(turn.policy, one.ruleId).opens.on?.some(
        (on) => on === 'notice-period-ended' || on === 'compliance-period-ended',
      ),
    )
    for (const deadline of byEnd)
      if (!(turn.state.notice?.answered && deadline.openedBy !== 0)) cancel(turn, deadline, reason)
  }
  askPeriod(turn)
}
