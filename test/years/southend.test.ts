import { describe, expect, it } from 'vitest'
import { yearOnPaper } from './year-on-paper.ts'

const begin = () => yearOnPaper('southend', 'authority-year', '2024-09-03')
const report = (...to: string[]) => ({ to, summary: 'Two schools support, one in intervention' })

describe("the authority's year in Southend (SO-1)", () => {
  it('owes the Education Board and its performance sub-group a report each term', () => {
    const year = begin()
    year.passTo('2025-09-10')
    for (const id of ['report-to-board', 'report-to-sub-group'])
      expect(year.dues('deadline-opened', id)).toEqual(['2024-12-20', '2025-04-04', '2025-07-18', '2025-12-19'])
  })

  it('is met by a report to each of them, or to both at once, which they get as a letter', () => {
    const year = begin()
    year.give('2024-11-04', 'school-improvement-officer', 'recordReport', report('performance-sub-group'))
    expect(year.of('deadline-met').map((one) => one.deadline)).toEqual(['report-to-sub-group'])
    year.give('2024-11-05', 'head-of-school-performance', 'recordReport', report('education-board'))
    expect(year.of('deadline-met').map((one) => one.deadline)).toEqual(['report-to-sub-group', 'report-to-board'])
    const both = report('education-board', 'performance-sub-group')
    year.give('2025-02-03', 'head-of-school-performance', 'recordReport', both)
    expect(year.of('deadline-met')).toHaveLength(4)
    expect(year.letters.filter((one) => one.letter === 'progress-report').map((one) => one.to)).toEqual([
      'performance-sub-group',
      'education-board',
      'education-board',
      'performance-sub-group',
    ])
  })

  it('is not met by a report to somebody else', () => {
    const year = begin()
    year.give('2024-11-04', 'director', 'recordReport', report('head-of-school-performance'))
    expect(year.of('deadline-met')).toEqual([])
  })

  it('that owes a report late tells the line manager and then the Director', () => {
    const year = begin()
    year.passTo('2025-01-31')
    const told = year.letters
      .filter((one) => one.deadline === 'report-to-sub-group')
      .map((one) => `${one.kind} ${one.to}`)
    expect(told).toEqual(expect.arrayContaining(['overdue head-of-school-performance', 'escalation director']))
  })

  it('reviews the strategy each summer', () => {
    const year = begin()
    year.passTo('2025-05-01')
    year.give('2025-06-02', 'performance-sub-group', 'completeDuty', {
      duty: 'review-of-strategy',
      summary: 'Two sections are rewritten',
    })
    expect(year.of('deadline-met', 'review-of-strategy')).toHaveLength(1)
  })
})
