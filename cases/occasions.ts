import type { Occasion } from '../policies/policy.ts'
import type { Day, Deadline, RunningClock } from './state.ts'
import { open, owedOf, type Turn } from './turn.ts'

/** Opens what the policy opens on such an occasion and is not owed already. */
export function openOn(
  turn: Turn,
  occasion: Occasion,
  from: Day,
  options: { rule?: string; clock?: RunningClock; why?: string } = {},
): Deadline[] {
  const { notice } = turn.state
  return turn.policy.deadlines
    .filter((rule) => rule.opens.on?.includes(occasion) && !owedOf(turn.state, rule.id).length)
    .filter((rule) => !notice?.proposed || !rule.metBy.some((by) => by.command === 'proposePowers'))
    .map((rule) => open(turn, rule.id, { from, ...options }))
}
