import type { CaseState, Deadline } from './state.ts'

export interface Procedure {
  type: 'warningNotice' | 'statementOfAction'
  childId: string
}

/** The formal procedures of a case that have a workflow of their own. */
export function proceduresOf(state: CaseState): Procedure[] {
  const notice: Procedure[] = state.notice ? [{ type: 'warningNotice', childId: state.notice.childId }] : []
  return [...notice, ...state.statements.map((one): Procedure => ({ type: 'statementOfAction', childId: one.childId }))]
}

/** What a procedure's story owes, and its workflow chases; nothing once the story has ended. */
export function chasedBy(state: CaseState, { type, childId }: Procedure): Deadline[] {
  if (type === 'warningNotice') {
    const notice = state.notice?.childId === childId ? state.notice : null
    return notice?.ended ? [] : state.deadlines.filter((one) => one.chasedBy === 'warningNotice')
  }
  const statement = state.statements.find((one) => one.childId === childId)
  return state.deadlines.filter((one) => one.key === statement?.deadlineKey)
}
