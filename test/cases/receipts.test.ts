import { describe, expect, it } from 'vitest'
import { caseOnPaper } from './case-on-paper.ts'

const opening = { authority: 'staffordshire', school: '900001', level: 'stage-2', reasons: ['budget'], summary: 's' }

function noticed() {
  const paper = caseOnPaper()
  paper.give('2025-03-03', 'dsim', 'openCase', opening)
  paper.give('2025-03-03', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'e' })
  paper.give('2025-03-03', 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
  paper.give('2025-03-04', 'director', 'issueWarningNotice', { matters: 'm', actionRequired: 'a', actionMinded: 'b' })
  const letter = paper.letters.find((one) => one.letter === 'warning-notice')?.key ?? ''
  return { paper, letter }
}

describe('the receipt of a letter (LAW-14)', () => {
  it('stands in the case file as evidence of service: what was sent when, to whom, and the day it was received', () => {
    const { paper, letter } = noticed()
    paper.give('2025-03-06', 'chair-of-governors', 'acknowledgeReceipt', { letter, receivedOn: '2025-03-05' })
    expect(paper.of('receipt-acknowledged')).toMatchObject([
      {
        rule: 'LAW-14',
        letter,
        text: 'warning-notice',
        to: 'chair-of-governors',
        sentOn: '2025-03-04',
        receivedOn: '2025-03-05',
        deadline: 'warning-notice-response',
      },
    ])
    expect(paper.events.findLast((one) => one.type === 'command')).toMatchObject({
      as: 'chair-of-governors',
      person: 'chair-of-governors',
    })
  })

  it('changes no day: the period counts from the day the notice was given', () => {
    const { paper, letter } = noticed()
    const [before] = paper.owed('warning-notice-response')
    paper.give('2025-03-06', 'chair-of-governors', 'acknowledgeReceipt', { letter })
    expect(paper.owed('warning-notice-response')).toEqual([before])
  })

  it('is for whom the letter went to, or for the authority where a slip came back', () => {
    const { paper, letter } = noticed()
    expect(paper.refusal('2025-03-06', 'headteacher', 'acknowledgeReceipt', { letter })).toBe(
      'The letter went to the chair of governors: its receipt is for them to acknowledge',
    )
    paper.give('2025-03-06', 'dsim', 'acknowledgeReceipt', { letter, note: 'Signed at the door' })
    expect(paper.of('receipt-acknowledged')).toHaveLength(1)
  })

  it('is acknowledged once, on a day from that of the letter to today: days stand in order', () => {
    const { paper, letter } = noticed()
    const refusal = (receivedOn: string) =>
      paper.refusal('2025-03-06', 'chair-of-governors', 'acknowledgeReceipt', { letter, receivedOn })
    expect(refusal('2025-03-03')).toMatch(/before the day the letter was sent \(Tuesday 4 March 2025\)/)
    expect(refusal('2025-03-07')).toMatch(/later than today/)
    paper.give('2025-03-06', 'chair-of-governors', 'acknowledgeReceipt', { letter, receivedOn: '2025-03-04' })
    expect(refusal('2025-03-05')).toMatch(/on record already: it was received on Tuesday 4 March 2025/)
  })

  it('may be corrected in its day, and the old day stays on record', () => {
    const { paper, letter } = noticed()
    paper.give('2025-03-06', 'chair-of-governors', 'acknowledgeReceipt', { letter })
    const entry = paper.entry('acknowledgeReceipt')
    const correction = (input: object) => ({ entry, input, reason: 'It lay in the office' })
    expect(paper.refusal('2025-03-07', 'dsim', 'correctEntry', correction({ letter: 'concern' }))).toMatch(
      /letter cannot be/,
    )
    expect(paper.refusal('2025-03-07', 'dsim', 'correctEntry', correction({ receivedOn: '2025-03-08' }))).toMatch(
      /later/,
    )
    paper.give('2025-03-07', 'dsim', 'correctEntry', correction({ receivedOn: '2025-03-05' }))
    expect(paper.of('receipt-acknowledged')).toMatchObject([
      { receivedOn: '2025-03-06', entry },
      { receivedOn: '2025-03-05', corrects: entry },
    ])
  })
})
