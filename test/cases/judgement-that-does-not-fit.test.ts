import { describe, expect, it } from 'vitest'
import { caseOnPaper } from './case-on-paper.ts'

const opened = (fits: string, judgement = 'notice-to-improve') => {
  const paper = caseOnPaper()
  const opening = { authority: 'staffordshire', school: '900001', level: 'stage-1', reasons: ['budget'], summary: 's' }
  paper.give('2025-03-03', 'dsim', 'openCase', opening)
  paper.give('2025-03-10', 'dsim', 'recordOfstedJudgement', { judgement, receivedOn: '2025-03-10', fits })
  return paper
}

describe("a judgement of Ofsted's that does not fit the authority's evidence (ST-6)", () => {
  it('too harsh, asks the Head of SID for a letter of appeal or complaint within ten working days', () => {
    const paper = opened('too-harsh')
    expect(paper.owed('letter-to-ofsted')[0]).toMatchObject({ owner: 'head-of-sid', due: '2025-03-24' })
    paper.give('2025-03-20', 'head-of-sid', 'completeDuty', { duty: 'letter-to-ofsted', summary: 'Sent, file OFS-3' })
    expect(paper.of('deadline-met', 'letter-to-ofsted')).toHaveLength(1)
  })

  it('too generous, asks for a presentation to the governors, and the case goes on as it was', () => {
    const paper = opened('too-generous', 'no-category')
    expect(paper.owed('presentation-to-governors')[0]).toMatchObject({ owner: 'dsim', due: '2025-04-07' })
    expect(paper.state()).toMatchObject({ status: 'open', level: 'stage-1' })
  })

  it('that fits asks for neither', () => {
    const paper = opened('yes')
    expect([...paper.owed('letter-to-ofsted'), ...paper.owed('presentation-to-governors')]).toEqual([])
  })
})
