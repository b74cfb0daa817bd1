import { formatDay } from '../calendar/day.ts'
import type { DeadlineRule, Ladder, Policy } from '../policies/policy.ts'
import type { Rhythm } from '../policies/rhythms.ts'
import type { By } from './commands.ts'
import type { CaseEvent, EventType, NoticeEvent } from './events.ts'
import type { DeadlineFacts, Letter, MailKind } from './letters.ts'
import { Refusal } from './refusal.ts'
import { clockOf, rhythmOf } from './rhythm.ts'
import type { CaseState, Day, Deadline, RunningClock, RungMoment } from './state.ts'
import type { Telling } from './tellings.ts'

/** What the calendar is asked: the due day of a deadline and its rungs, the next occurrence, the next 09:00. */
export type Question =
  | {
      ask: 'deadline'
      key: string
      clock: RunningClock
      from: Day
      /** Set where the day stands and only the rungs are asked for. */
      due: Day | null
      ladder: Ladder
      recurs: Rhythm | null
      asOf: string
    }
  | { ask: 'recurrence'; ruleId: string; recurs: Rhythm; from: Day; first: boolean; asOf: string }
  | {
      ask: 'repeat'
      key: string
      due: Day
      offset: number
      every: number
      after: string
      /** The moment from which a rehearsal's ladder counts its minutes. */
      passesAt?: string
    }
  | { ask: 'look'; key: string; from: string; every: number; after: string }
  | { ask: 'nine'; asOf: string }
  | { ask: 'remaining'; key: string; clock: RunningClock; on: Day; due: Day }
  /** The first day that keeps a promise of so many working days' notice (HE-1). */
  | { ask: 'ahead'; entry: number; from: Day; days: number }

export type Answer =
  | {
      ask: 'deadline'
      key: string
      due: Day
      passesAt: string
      provisional: boolean
      why: string
      rungs: RungMoment[]
      promiseLimit: Day
      period: { firstDay: Day; lastDay: Day } | null
      next: { firstDay: Day; opensAt: string } | null
    }
  | { ask: 'recurrence'; ruleId: string; firstDay: Day; opensAt: string }
  | { ask: 'repeat'; key: string; offset: number; at: string }
  | { ask: 'look'; key: string; offset: number; at: string }
  | { ask: 'nine'; at: string }
  | { ask: 'remaining'; key: string; clock: RunningClock }
  | { ask: 'ahead'; entry: number; day: Day }

/** One thing that happens to a case, a command or a moment: what it changes, what it says, whom it tells. */
export interface Turn {
  policy: Policy
  state: CaseState
  /** The nominal moment, in London's time. */
  at: string
  today: Day
  by: By | null
  cause: 'command' | 'moment' | 'calendar'
  events: CaseEvent[]
  letters: Letter[]
  questions: Question[]
  /** Deadlines that ended in this turn: no longer in the state, still to be recorded. */
  ended: Deadline[]
  opened: string[]
  /** `quiet`: told to the owner, but no event of its own (its resumption is one). */
  moved: { key: string; from: Day | null; reason: string; quiet?: boolean }[]
  commandSeq: number
  warnings: string[]
  /** What it tells waits for 09:00 and the digests, as what time brings: it happens in many years at once. */
  isUnhurried?: boolean
  /** What had ended already when it was recorded. */
  late: 'period'[]
}

/** Begins a turn on a copy of the state, so that a refusal changes nothing. */
export function beginTurn(policy: Policy, state: CaseState, at: string, cause: Turn['cause'], by: By | null): Turn {
  const copy = JSON.parse(JSON.stringify(state)) as CaseState
  return {
    policy,
    state: copy,
    at,
    today: at.slice(0, 10),
    by,
    cause,
    events: [],
    letters: [],
    questions: [],
    ended: [],
    opened: [],
    moved: [],
    commandSeq: 0,
    warnings: [],
    late: [],
  }
}

/** Writes an entry of the case file. */
export function emit(turn: Turn, type: EventType, fields: Record<string, unknown> = {}): CaseEvent {
  turn.state.seq += 1
  const event: CaseEvent = { seq: turn.state.seq, at: turn.at, type, ...fields }
  turn.events.push(event)
  return event
}

function emitDeadline(
  turn: Turn,
  type: EventType,
  deadline: Deadline,
  reason?: string,
  more: Record<string, unknown> = {},
) {
  emit(turn, type, {
    deadline: deadline.id,
    key: deadline.key,
    rule: deadline.rule,
    owner: deadline.owner,
    due: deadline.due,
    ...(reason ? { reason } : {}),
    ...more,
  })
}

export function ruleOf(policy: Policy, ruleId: string): DeadlineRule {
  const rule = policy.deadlines.find((one) => one.id === ruleId)
  if (!rule) throw new Error(`The policy has no deadline "${ruleId}"`)
  return rule
}

export function ladderOf(policy: Policy, ruleId: string): Ladder {
  const ladder = policy.ladders[ruleOf(policy, ruleId).ladder]
  if (!ladder) throw new Error(`The policy has no ladder for "${ruleId}"`)
  return ladder
}

interface OpenOptions {
  from?: Day
  id?: string
  title?: string
  rule?: string
  clock?: RunningClock
  afterReport?: boolean
  why?: string
}

/** Opens a deadline; its day is asked of the calendar before the turn is finished. */
export function open(turn: Turn, ruleId: string, options: OpenOptions = {}): Deadline {
  const rule = ruleOf(turn.policy, ruleId)
  const id = options.id ?? ruleId
  const number = (turn.state.occurrences[id] ?? 0) + 1
  turn.state.occurrences[id] = number
  const deadline: Deadline = {
    key: `${id}#${number}`,
    id,
    ruleId,
    title: options.title ?? rule.title,
    rule: options.rule ?? rule.rule,
    owner: rule.owner,
    status: 'open',
    openedAt: turn.at,
    from: options.from ?? turn.today,
    clock: options.clock ?? clockOf(turn.state, rule),
    due: null,
    passesAt: null,
    provisional: false,
    why: options.why ?? rule.why,
    counted: '',
    rungs: [],
    promiseLimit: null,
    promises: {},
    statutory: ladderOf(turn.policy, ruleId).statutory,
    chasedBy: rule.chasedBy,
    openedBy: turn.commandSeq,
    sequence: 0,
    ...(options.afterReport ? { afterReport: true } : {}),
  }
  turn.state.deadlines.push(deadline)
  turn.opened.push(deadline.key)
  emitDeadline(turn, 'deadline-opened', deadline)
  askDay(turn, deadline)
  return deadline
}

/** Asks the calendar for a deadline's day and rungs; the day alone stands where it has passed or is kept. */
export function askDay(turn: Turn, deadline: Deadline, keepDay = false): void {
  const ladder = ladderOf(turn.policy, deadline.ruleId)
  if (deadline.clock.kind === 'none') {
    if (ladder.look) {
      const { every } = ladder.look
      turn.questions.push({ ask: 'look', key: deadline.key, from: deadline.openedAt, every, after: turn.at })
    }
    return
  }
  const rule = ruleOf(turn.policy, deadline.ruleId)
  turn.questions.push({
    ask: 'deadline',
    key: deadline.key,
    clock: deadline.clock,
    from: deadline.from,
    due: keepDay ? deadline.due : null,
    ladder,
    recurs: rhythmOf(turn.state, rule) ?? null,
    asOf: turn.at,
  })
}

/**
 * A duty that recurs is to open by itself: on the first school day of its next week, half term or term; a `first` one in the present period
 * already, where that is its own (an autumn duty only in an autumn term).
 */
export function schedule(turn: Turn, rule: DeadlineRule, from: Day, first: boolean): void {
  const recurs = rhythmOf(turn.state, rule)
  if (!recurs) return
  turn.state.recurrences = turn.state.recurrences.filter((one) => one.ruleId !== rule.id)
  turn.state.recurrences.push({ ruleId: rule.id, from, opensAt: turn.at, firstDay: from, ...(first ? { first } : {}) })
  turn.questions.push({ ask: 'recurrence', ruleId: rule.id, recurs, from, first, asOf: turn.at })
}

/** Whether the deadline is still owed: open, paused, or missed and not yet done. */
export function isOwed(deadline: Deadline): boolean {
  return deadline.status === 'open' || deadline.status === 'missed' || deadline.status === 'suspended'
}

function end(turn: Turn, deadline: Deadline, status: 'met' | 'cancelled' | 'lapsed') {
  deadline.status = status
  turn.state.deadlines = turn.state.deadlines.filter((one) => one.key !== deadline.key)
  turn.ended.push(deadline)
}

export function meet(turn: Turn, deadline: Deadline, reason?: string): void {
  end(turn, deadline, 'met')
  emitDeadline(turn, 'deadline-met', deadline, reason)
}

export function cancel(turn: Turn, deadline: Deadline, reason: string): void {
  end(turn, deadline, 'cancelled')
  emitDeadline(turn, 'deadline-cancelled', deadline, reason)
}

export function lapse(turn: Turn, deadline: Deadline): void {
  end(turn, deadline, 'lapsed')
}

/** Marks a deadline as missed; it is still owed and chased. */
export function miss(turn: Turn, deadline: Deadline, reason?: string): void {
  deadline.status = 'missed'
  deadline.missedAt = turn.at
  emitDeadline(turn, 'deadline-missed', deadline, reason)
}

export function suspended(turn: Turn, deadline: Deadline, reason: string): void {
  emitDeadline(turn, 'deadline-suspended', deadline, reason)
}

export function resumed(turn: Turn, deadline: Deadline, reason: string): void {
  emitDeadline(turn, 'deadline-resumed', deadline, reason)
}

/** Has a deadline reckoned again; that it moved is told when the calendar has answered. */
export function reckonAgain(turn: Turn, deadline: Deadline, reason: string): void {
  turn.moved.push({ key: deadline.key, from: deadline.due, reason })
  askDay(turn, deadline)
}

export function emitMoved(turn: Turn, deadline: Deadline, from: Day | null, reason: string): void {
  emitDeadline(turn, 'deadline-moved', deadline, reason, { from })
}

export function emitNotice(turn: Turn, event: NoticeEvent, fields: Record<string, unknown> = {}): void {
  emit(turn, 'notice', { notice: turn.state.notice?.childId ?? null, event, ...fields })
}

/** The occurrences of a rule that are still owed, oldest first. */
export function owedOf(state: CaseState, ruleId: string): Deadline[] {
  return state.deadlines.filter((deadline) => deadline.ruleId === ruleId && isOwed(deadline))
}

/** A deadline as a letter speaks of it. */
export function factsOf(deadline: Deadline, after: string): DeadlineFacts {
  const next = deadline.rungs.find((rung) => !rung.done && Date.parse(rung.at) > Date.parse(after))
  return {
    id: deadline.id,
    key: deadline.key,
    ruleId: deadline.ruleId,
    title: deadline.title,
    rule: deadline.rule,
    owner: deadline.owner,
    due: deadline.due,
    provisional: deadline.provisional,
    why: deadline.why,
    status: deadline.status,
    counted: deadline.counted,
    next: next ? { at: next.at, to: next.to } : null,
    sequence: deadline.sequence,
  }
}

export interface LetterOptions {
  kind: MailKind
  deadlines?: DeadlineFacts[]
  facts?: Record<string, unknown>
  byPost?: boolean
  deadline?: string
  rule?: string | null
  statutory?: boolean
  /** Tells apart letters of one turn, one text and one role. */
  about?: string
}

/** Adds a letter to the holders of a role. */
export function write(turn: Turn, letter: string, to: string, options: LetterOptions): void {
  const key = [turn.state.caseId, turn.state.seq, letter, ...(options.about ? [options.about] : []), to].join('/')
  if (turn.letters.some((one) => one.key === key)) return
  turn.letters.push({
    key,
    letter,
    kind: options.kind,
    to,
    at: turn.at,
    statutory: options.statutory ?? false,
    gather: false,
    deadline: options.deadline ?? null,
    rule: options.rule ?? null,
    deadlines: options.deadlines ?? [],
    facts: { ...options.facts },
    entry: turn.commandSeq,
    byPost: options.byPost ?? turn.policy.roles[to]?.outside ?? false,
  })
}

/** Tells whom the policy names on such an event, at once, with its letter. */
export function tell(turn: Turn, on: Telling, options: Partial<LetterOptions> & { extra?: string[] } = {}): void {
  for (const one of turn.policy.tells.filter((each) => each.on === on)) {
    if (one.onlyIf === 'denomination' && !turn.state.school.denomination) continue
    for (const role of [...one.to, ...(options.extra ?? [])])
      write(turn, one.letter, role, {
        statutory: one.statutory,
        ...options,
        ...(one.rule ? { rule: one.rule } : {}),
        kind: one.kind,
      })
  }
}

/** Finds a deadline by `id` (the oldest owed) or `id@due`; refuses with the list of what is owed. */
export function findDeadline(state: CaseState, named: string): Deadline {
  const [id, due] = named.split('@')
  const found = state.deadlines.filter(
    (one) => one.id === id && isOwed(one) && (due === undefined || one.due === due),
  )[0]
  if (found) return found
  const owed = state.deadlines.filter(isOwed).map((one) => (one.due ? `${one.id}@${one.due}` : one.id))
  throw new Refusal(`No deadline "${named}" is open in this case; open are: ${owed.join(', ') || 'none'}`)
}

/** Refuses a day later than today. */
export function requirePast(turn: Turn, day: Day, field: string): void {
  if (day > turn.today)
    throw new Refusal(
      `${field} is ${formatDay(day)}, later than today (${formatDay(turn.today)}): record it when it has happened`,
      'input',
    )
}

/** What a review decides, in the policy's words. */
export function titleOfReview(turn: Turn, review: string): string {
  return ruleOf(turn.policy, review).title
}
