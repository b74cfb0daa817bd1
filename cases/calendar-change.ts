import type { Deadline } from './state.ts'
import { rhythmOf } from './rhythm.ts'
import { askDay, reckonAgain, ruleOf, type Turn } from './turn.ts'
import { askPeriod } from './notice-period.ts'

/** Whether a change of the calendar may move the day: it has not passed, and its clock counts days. */
export const isMovable = ({ status, clock }: Pick<Deadline, 'status' | 'clock'>): boolean =>
  status === 'open' && clock.kind !== 'none' && clock.kind !== 'minutes'

/** Bank holidays or terms have changed while the case runs: everything not yet passed is reckoned again (LAW-15, TERM-3). */
export function reckonAllAgain(turn: Turn, reason: string): void {
  for (const deadline of turn.state.deadlines) {
    if (isMovable(deadline)) reckonAgain(turn, deadline, reason)
    else if (deadline.status === 'open' && deadline.clock.kind === 'none') askDay(turn, deadline)
    else if (deadline.status === 'missed' && deadline.due && deadline.clock.kind !== 'minutes')
      askDay(turn, deadline, true)
  }
  for (const one of turn.state.recurrences) {
    const recurs = rhythmOf(turn.state, ruleOf(turn.policy, one.ruleId))
    const { ruleId, from, first = false } = one
    if (recurs) turn.questions.push({ ask: 'recurrence', ruleId, recurs, from, first, asOf: turn.at })
  }
  if (turn.state.later.length) turn.questions.push({ ask: 'nine', asOf: turn.at })
  if (turn.state.notice?.period && !turn.state.notice.period.ended) askPeriod(turn)
}
