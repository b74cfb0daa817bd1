import { describe, expect, it } from 'vitest'
import { proceduresOf } from '../../cases/procedures.ts'
import { procedureNewsOf } from '../../workflows/procedures.ts'
import { caseDetails } from '../../workflows/visible-state.ts'
import { caseOnPaper, staffordshire } from './case-on-paper.ts'

const opening = { authority: 'staffordshire', school: '900001', reasons: ['low-attainment'], summary: 'Results fell' }

function opened() {
  const paper = caseOnPaper()
  paper.give('2025-03-03', 'dsim', 'openCase', { ...opening, level: 'stage-2' })
  return paper
}

const details = (paper: ReturnType<typeof opened>) => caseDetails(staffordshire, paper.state(), [], false, undefined)

describe('a case in the Temporal UI', () => {
  it('names its officers', () => {
    const paper = opened()
    const looked = { person: { id: 'person-17', name: 'Tom Reed', ofSchool: false } }
    paper.give('2025-03-04', 'dsim', 'assignOfficer', { role: 'assigned-officer', person: 'person-17' }, looked)
    expect(details(paper)).toContain('assigned LA officer: Tom Reed')
    expect(details(paper)).not.toContain('person-17')
  })

  it('says of a deadline whose clock stands still that the day it had is no more', () => {
    const paper = opened()
    const due = paper.owed('assess-contribution')[0]?.due
    paper.give('2025-03-04', 'dsim', 'suspendDeadline', { deadline: 'assess-contribution', reason: 'An audit' })
    expect(details(paper)).toContain(`the clock stands still (it was ${due})`)
  })

  it('says of a notice at which level the school is, and since when', () => {
    const paper = opened()
    const input = { grounds: ['standards-unacceptably-low'], evidence: 'Three years' }
    paper.give('2025-03-10', 'dsim', 'requestWarningNotice', input)
    const [notice] = proceduresOf(paper.state())
    const facts = notice && procedureNewsOf(staffordshire, paper.state(), notice).facts
    expect(facts).toContainEqual(['Level', 'Stage 2, since Monday 3 March 2025'])
  })
})
