import type { Input } from './commands.ts'
import type { LookedUp } from './duties.ts'
import { levelName, openDutiesOfLevel, startIntervention } from './levels.ts'
import { cancelAll, openDutiesOfCategory } from './ofsted.ts'
import type { Deadline } from './state.ts'
import { emit, isOwed, open, ruleOf, tell, type Turn } from './turn.ts'
import { countSchool } from './within-limits.ts'

/** Closes the case: what was owed is cancelled with the reason, and those concerned are told (ST-16). */
export function close(turn: Turn, reason: string): void {
  const { state } = turn
  state.owedAtClosing = state.deadlines.filter((one) => isOwed(one) && !one.decides).map((one) => ({ ...one }))
  const stillOwed = state.owedAtClosing
    .filter((one) => one.statutory || one.status === 'missed')
    .map((one) => `${one.title} (${one.rule})`)
  if (stillOwed.length)
    turn.warnings.push(`Still owed when the case was closed, and no longer chased: ${stillOwed.join('; ')}`)
  cancelAll(turn, state.deadlines, `The case was closed: ${reason}`)
  state.recurrences = []
  turn.letters.push(...state.later.splice(0).map((one) => ({ ...one.letter, at: turn.at, gather: false })))
  if (state.notice && !state.notice.ended) state.notice.ended = 'case closed'
  state.status = 'closed'
  state.closedOn = turn.today
  emit(turn, 'case-closed', { reason })
  tell(turn, 'case-closed', { facts: { reason, level: levelName(turn, state.level), stillOwed } })
}

export function closeCase(turn: Turn, input: Input<'closeCase'>): void {
  close(turn, input.reason)
}

/**
 * Opens a closed case again with what is known: what was still owed is owed again, the law's own periods from their own days (late
 * is still owed, LAW-10), the rest counted from today; what recurs begins with the present half term or term.
 */
export function reopenCase(turn: Turn, input: Input<'reopenCase'>, { uses }: LookedUp = {}): void {
  const { state } = turn
  state.status = 'open'
  state.closedOn = null
  state.edition = turn.policy.edition
  state.levelSince = turn.today
  startIntervention(turn, turn.today)
  emit(turn, 'case-reopened', { level: state.level, reason: input.reason })
  tell(turn, 'case-reopened', { facts: { reason: input.reason, level: levelName(turn, state.level) } })
  countSchool(turn, uses)
  const once = turn.policy.deadlines.filter((rule) => !rule.recurs).map((rule) => rule.id)
  openDutiesOfLevel(turn, null, once)
  openDutiesOfCategory(turn, null, once)
  const noticeStands = state.notice?.ended === 'case closed' && Boolean(state.notice.givenOn)
  if (noticeStands) delete state.notice?.ended
  for (const owed of state.owedAtClosing.splice(0))
    if (noticeStands || owed.chasedBy !== 'warningNotice') restore(turn, owed)
}

function restore(turn: Turn, owed: Deadline): void {
  const rule = ruleOf(turn.policy, owed.ruleId)
  if (rule.recurs) return
  const lawsOwn =
    rule.fixed === true ||
    owed.afterReport ||
    rule.from !== 'entry' ||
    owed.chasedBy === 'warningNotice' ||
    owed.clock.kind === 'fixed-day'
  const { id, title, rule: cited, why, afterReport } = owed
  const clock = owed.remaining ?? owed.clock
  open(turn, owed.ruleId, {
    id,
    title,
    rule: cited,
    why,
    clock,
    from: lawsOwn ? owed.from : turn.today,
    ...(afterReport ? { afterReport } : {}),
  })
}
