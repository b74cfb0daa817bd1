import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../calendar/school-year.ts'
import { shippedBankHolidays, shippedTerms } from '../../calendar/shipped.ts'
import { reckonAllAgain } from '../../cases/calendar-change.ts'
import { caseOnPaper as onPaper } from '../../cases/on-paper.ts'
import { caseOnPaper, staffordshire } from './case-on-paper.ts'

const opening = { authority: 'staffordshire', school: '900001', reasons: ['low-attainment'], summary: 'Results fell' }

/** The period of a notice has ended at the midnight after Friday 4 April 2025: who owes the decision is told on Monday. */
function onTheSaturday() {
  const paper = caseOnPaper()
  paper.give('2025-03-03', 'dsim', 'openCase', { ...opening, level: 'stage-1' })
  paper.give('2025-03-14', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'Seen' })
  paper.give('2025-03-14T10:00', 'head-of-sid', 'approveWarningNotice', { reason: 'It is so' })
  const statements = { matters: 'A', actionRequired: 'B', actionMinded: 'C' }
  paper.give('2025-03-14T11:00', 'director', 'issueWarningNotice', statements)
  paper.passTo('2025-04-05T10:00')
  return paper
}

const withHoliday = (date: string) =>
  createCalendar({
    authority: 'staffordshire',
    bankHolidays: [...shippedBankHolidays(), { date, name: 'A day proclaimed' }],
    terms: shippedTerms(),
    oneWeekHalfTermIsLong: false,
  })

describe('a letter that waits for 09:00 of a working day (LAW-2)', () => {
  it('waits for Monday where its cause fell at a weekend', () => {
    const { later } = onTheSaturday().state()
    expect(later.map((one) => `${one.letter.letter} ${one.letter.to} ${one.at}`)).toContain(
      'now-owed head-of-sid 2025-04-07T09:00:00+01:00',
    )
  })

  it('waits for the day after where a holiday is made of that Monday meanwhile (LAW-15)', () => {
    const paper = onPaper(staffordshire, withHoliday('2025-04-07'), onTheSaturday().state())
    paper.turn('2025-04-05T10:00:00+01:00', 'calendar', null, (turn) => reckonAllAgain(turn, 'A day proclaimed'))
    const { later } = paper.state()
    expect(new Set(later.flatMap((one) => [one.at, one.letter.at]))).toEqual(new Set(['2025-04-08T09:00:00+01:00']))
  })
})
