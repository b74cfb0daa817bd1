import type { CaseKind } from '../policies/year.ts'
import { aheadOf, alarmAt, type AllAhead } from './ahead.ts'
import type { CaseEvent } from './events.ts'
import type { Letter } from './letters.ts'
import type { Support } from './money.ts'
import type { Policy } from '../policies/policy.ts'
import type { CaseState, Day, Deadline, Notice, RunningClock, School, Statement } from './state.ts'
import type { Turn } from './turn.ts'

/** What must be known of a case to look people up and to write its letters. */
export interface CaseCard {
  caseId: string
  authority: string
  kind: CaseKind
  /** The edition of the policy that it runs under. */
  edition: string
  school: School
  level: string
  assignments: Record<string, string>
  coordinator: { name: string; email: string } | null
}

export type DeadlineRow = Pick<
  Deadline,
  'key' | 'id' | 'title' | 'rule' | 'owner' | 'status' | 'due' | 'provisional' | 'statutory' | 'openedAt'
> & {
  why: string
  missedAt: string | null
  endedAt: string | null
  afterReport: boolean
  /** What its day is reckoned from, so that the records can tell what a change of the calendar would move. */
  clock: RunningClock
  from: Day
  asked?: Deadline['asked']
  decides?: string
}

/** One turn of a case as the records take it: all in one transaction, and a repeat changes nothing. */
export interface TurnRecord {
  card: CaseCard
  status: CaseState['status']
  levelSince: string
  openedOn: string
  closedOn: string | null
  category: string | null
  nextDeadline: string | null
  overdue: boolean
  /** What time will bring by itself, and when it is an alarm that nothing has been written since. */
  ahead: AllAhead
  alarmAt: string | null
  seq: number
  events: CaseEvent[]
  deadlines: DeadlineRow[]
  /** The settings under which the case's days are reckoned. */
  calendar: Policy['calendar']
  notice: Notice | null
  statements: Statement[]
  /** What was costed anew, or corrected. */
  support: Support[]
  letters: Letter[]
  /** Given when the case closes: what it is opened again from. */
  state: CaseState | null
}

export function cardOf(state: CaseState): CaseCard {
  const { caseId, authority, kind, edition, school, level, assignments, coordinator } = state
  return { caseId, authority, kind, edition, school, level, assignments, coordinator }
}

/** The soonest day that is still to come of what is owed. */
export function nextDeadlineOf(state: CaseState): string | null {
  const days = state.deadlines.filter((one) => one.status === 'open' && one.due).map((one) => one.due ?? '')
  return days.sort()[0] ?? null
}

export const isOverdue = (state: CaseState): boolean => state.deadlines.some((one) => one.status === 'missed')

function rowOf(deadline: Deadline, endedAt: string | null): DeadlineRow {
  const { key, id, title, rule, owner, status, due, provisional, statutory, openedAt, clock, from } = deadline
  const why = `${deadline.why} ${deadline.counted}`.trim()
  return {
    key,
    id,
    title,
    rule,
    owner,
    status,
    due,
    provisional,
    statutory,
    openedAt,
    why,
    missedAt: deadline.missedAt ?? null,
    endedAt,
    afterReport: deadline.afterReport ?? false,
    clock,
    from,
    ...(deadline.asked ? { asked: deadline.asked } : {}),
    ...(deadline.decides ? { decides: deadline.decides } : {}),
  }
}

/** What a turn changed, for the records: only the deadlines that are not as they were. */
export function recordOf(turn: Turn, before: CaseState): TurnRecord {
  const { state } = turn
  const rows = (all: Deadline[]) => new Map(all.map((one) => [one.key, JSON.stringify(rowOf(one, null))]))
  const old = rows(before.deadlines)
  const changed = state.deadlines
    .map((one) => rowOf(one, null))
    .filter((row) => old.get(row.key) !== JSON.stringify(row))
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  return {
    card: cardOf(state),
    status: state.status,
    levelSince: state.levelSince,
    openedOn: state.openedOn,
    closedOn: state.closedOn,
    category: state.category,
    nextDeadline: nextDeadlineOf(state),
    overdue: isOverdue(state),
    ahead: aheadOf(state),
    alarmAt: alarmAt(state, turn.at),
    seq: state.seq,
    events: turn.events,
    deadlines: [...changed, ...turn.ended.map((one) => rowOf(one, turn.at))],
    calendar: turn.policy.calendar,
    notice: same(state.notice, before.notice) ? null : state.notice,
    statements: state.statements.filter((one) => !before.statements.some((other) => same(one, other))),
    support: (state.money?.support ?? []).filter((one) => !before.money?.support.some((other) => same(one, other))),
    letters: turn.letters,
    state: state.status === 'closed' ? state : null,
  }
}
