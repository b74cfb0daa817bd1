import { describe, expect, it } from 'vitest'
import { whyNothingIsOwed } from '../../cases/nothing-owed.ts'
import { caseDetails } from '../../workflows/visible-state.ts'
import { caseOnPaper, staffordshire } from './case-on-paper.ts'

const opening = { authority: 'staffordshire', school: '900001', reasons: ['low-attainment'], summary: 'Results fell' }

/** A case at stage 1 whose one duty of the term has been done. */
function visited() {
  const paper = caseOnPaper()
  paper.give('2025-03-03', 'dsim', 'openCase', { ...opening, level: 'stage-1' })
  paper.give('2025-03-05', 'sip', 'recordVisit', { by: 'sip', report: 'Better' })
  return paper
}

const details = (paper: ReturnType<typeof caseOnPaper>, policy = staffordshire): string =>
  caseDetails(policy, paper.state(), [], false, undefined)

describe('an open case that owes nothing', () => {
  it('says until when, and what begins then', () => {
    expect(details(visited())).toContain(
      'Nothing is owed until Monday 28 April 2025; then it begins again: Visit the school and report.',
    )
  })

  it('says that somebody has to act where nothing will be owed by itself', () => {
    const state = { ...visited().state(), recurrences: [] }
    expect(whyNothingIsOwed(staffordshire, state)).toBe(
      'Nothing is owed, and nothing will be by itself: all that Stage 1 asks for has been done. Somebody has to act: close the case, or move it to another level.',
    )
  })

  it('says so of a closed one', () => {
    const paper = visited()
    paper.give('2025-03-06', 'dsim', 'closeCase', { reason: 'All is well' })
    expect(details(paper)).toContain('Nothing is owed: the case is closed.')
  })

  it('says that the period of a notice runs', () => {
    const state = visited().state()
    const period = { clock: { kind: 'none' as const }, from: '2025-03-14', due: '2025-04-04', endsAt: null }
    const notice = { number: 1, childId: '', requestedBy: 1, stage: 'issued' as const, grounds: [], evidence: '' }
    const running = {
      ...state,
      recurrences: [],
      notice: { ...notice, period: { ...period, ended: false, confirmed: false } },
    }
    expect(whyNothingIsOwed(staffordshire, running)).toBe(
      'Nothing is owed while the period of the warning notice runs, until Friday 4 April 2025.',
    )
  })
})
