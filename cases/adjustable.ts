import { addMonths, formatDay } from '../calendar/day.ts'
import { insist } from './refusal.ts'
import type { Day, Deadline } from './state.ts'
import { ruleOf, type Turn } from './turn.ts'

/** Not the authority's to give: the law's own periods are neither extended nor paused. */
export function requireAdjustable(turn: Turn, deadline: Deadline, verb: string): void {
  const { fixed } = ruleOf(turn.policy, deadline.ruleId)
  const held = fixed === true || (fixed === 'after-report' && deadline.afterReport)
  insist(!held, `${deadline.id} is the law's own period (${deadline.rule}): it is not the authority's to ${verb}`)
  insist(
    deadline.clock.kind !== 'minutes',
    `${deadline.id} is a rehearsal whose clock runs in minutes: there is nothing to ${verb}`,
  )
}

/** Refuses a new day that is no later, or more than a year later. */
export function requireLater(due: Day, to: Day): void {
  insist(to > due, `to (${formatDay(to)}) must be later than the present day (${formatDay(due)})`, 'input')
  insist(
    to <= addMonths(due, 12),
    `to (${formatDay(to)}) is more than a year after the present day (${formatDay(due)}): extend it by a year at the most`,
    'input',
  )
}
