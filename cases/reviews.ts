import { formatDay } from '../calendar/day.ts'
import { close } from './closing.ts'
import type { Input } from './commands.ts'
import { meetWhatIsMet } from './meeting-duties.ts'
import { insist } from './refusal.ts'
import { emit, open, owedOf, tell, titleOfReview, type Turn } from './turn.ts'

/** A review is decided by persons: go on for a further period, change the level, refer to DMT, or close (ST-26, ST-27). */
export function decideReview(turn: Turn, input: Input<'decideReview'>): void {
  const owed = owedOf(turn.state, input.review)[0]
  insist(owed, `No ${input.review} is open in this case: it opens when the case first enters stage 2 or 3 (TERM-4)`)
  if (input.decision === 'continue') {
    insist(input.until, 'until is missing: say until when the intervention continues (ST-26)', 'input')
    insist(input.until > turn.today, `until (${formatDay(input.until)}) must be later than today`, 'input')
  } else insist(!input.until, 'until belongs to the decision to continue: leave it out', 'input')
  meetWhatIsMet(turn, { name: 'decideReview', input }, turn.today)
  emit(turn, 'review-decided', {
    review: input.review,
    decision: input.decision,
    reason: input.reason,
    ...(input.until ? { until: input.until } : {}),
  })
  const facts = {
    review: titleOfReview(turn, input.review),
    decision: input.decision,
    reason: input.reason,
    until: input.until ?? null,
  }
  tell(turn, 'review-decided', { facts, rule: owed.rule })
  if (input.decision === 'continue' && input.until)
    open(turn, input.review, {
      clock: { kind: 'fixed-day', day: input.until },
      why: `It was decided on ${formatDay(turn.today)} to continue until ${formatDay(input.until)}; then it is to be decided again.`,
    })
  else turn.state.decidedReviews.push(input.review)
  if (input.decision === 'refer-to-dmt') {
    emit(turn, 'referred-to-dmt', { review: input.review, reason: input.reason })
    tell(turn, 'referred-to-dmt', { facts })
  }
  if (input.decision === 'close') close(turn, input.reason)
}
