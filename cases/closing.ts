import type { Input } from './commands.ts'
import { levelName, openDutiesOfLevel, startIntervention } from './levels.ts'
import { cancelAll, openDutiesOfCategory } from './ofsted.ts'
import { emit, tell, type Turn } from './turn.ts'

/** Closes the case: what was owed is cancelled with the reason, and those concerned are told (ST-16). */
export function close(turn: Turn, reason: string): void {
  const { state } = turn
  cancelAll(turn, state.deadlines, `The case was closed: ${reason}`)
  state.recurrences = []
  turn.letters.push(...state.later.splice(0).map((one) => ({ ...one.letter, at: turn.at, gather: false })))
  if (state.notice && !state.notice.ended) state.notice.ended = 'case closed'
  state.status = 'closed'
  state.closedOn = turn.today
  emit(turn, 'case-closed', { reason })
  tell(turn, 'case-closed', { facts: { reason, level: levelName(turn, state.level) }, rule: 'ST-16' })
}

export function closeCase(turn: Turn, input: Input<'closeCase'>): void {
  close(turn, input.reason)
}

/** Opens a closed case again with what is known; a new intervention is counted from the day it is opened again. */
export function reopenCase(turn: Turn, input: Input<'reopenCase'>): void {
  const { state } = turn
  state.status = 'open'
  state.closedOn = null
  state.levelSince = turn.today
  state.interventionSince = null
  state.decidedReviews = []
  startIntervention(turn, turn.today)
  emit(turn, 'case-reopened', { level: state.level, reason: input.reason })
  tell(turn, 'case-reopened', { facts: { reason: input.reason, level: levelName(turn, state.level) }, rule: 'ST-16' })
  openDutiesOfLevel(turn, null)
  openDutiesOfCategory(turn, null)
}
