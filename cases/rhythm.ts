import type { DeadlineRule } from '../policies/policy.ts'
import { weeksOf, type Rhythm } from '../policies/rhythms.ts'
import type { CaseState, RunningClock } from './state.ts'

/** How often a duty comes again in this case: as was agreed, where the policy leaves it to agreement (DA-3). */
export function rhythmOf(
  { agreed = {} }: Pick<CaseState, 'agreed'>,
  { id, recurs, byAgreement }: Pick<DeadlineRule, 'id' | 'recurs' | 'byAgreement'>,
): Rhythm | undefined {
  const chosen = agreed[id]
  return chosen && byAgreement?.includes(chosen) ? chosen : recurs
}

/** The clock of a duty in this case: to the end of the weeks that were agreed, else as the policy says. */
export function clockOf(state: Pick<CaseState, 'agreed'>, rule: DeadlineRule): RunningClock {
  const chosen = state.agreed?.[rule.id]
  return chosen && rule.byAgreement?.includes(chosen) ? { kind: 'end-of-weeks', weeks: weeksOf[chosen] } : rule.clock
}
