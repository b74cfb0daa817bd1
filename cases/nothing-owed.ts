import { formatDay } from '../calendar/day.ts'
import type { Policy } from '../policies/policy.ts'
import type { CaseState } from './state.ts'

/** Why nothing is owed at this moment, for whoever looks after the case: an open case is never silent about it. */
export function whyNothingIsOwed(policy: Policy, state: CaseState): string {
  if (state.status === 'closed') return 'Nothing is owed: the case is closed.'
  const [next] = [...state.recurrences].sort((a, b) => a.firstDay.localeCompare(b.firstDay))
  const title = policy.deadlines.find((one) => one.id === next?.ruleId)?.title
  if (next) return `Nothing is owed until ${formatDay(next.firstDay)}; then it begins again: ${title ?? next.ruleId}.`
  const period = state.notice?.ended ? undefined : state.notice?.period
  if (period?.due && !period.ended)
    return `Nothing is owed while the period of the warning notice runs, until ${formatDay(period.due)}.`
  const level = policy.levels.find((one) => one.id === state.level)?.name ?? state.level
  return `Nothing is owed, and nothing will be by itself: all that ${level} asks for has been done. Somebody has to act: close the case, or move it to another level.`
}
