import { describe, expect, it } from 'vitest'
import { yearOnPaper } from './year-on-paper.ts'

const adviser = 'school-effectiveness-adviser'
const head = 'head-of-school-effectiveness'
const begin = () => yearOnPaper('hertfordshire', 'school-year', '2024-09-04')
const place = (category: string, more: object = {}) => ({ category, reason: 'Seen together', ...more })
const move = { what: 'change', to: 'support', reason: 'Progress in mathematics has stopped' }

describe('the place of a school in Hertfordshire’s framework (HE-1)', () => {
  it('is agreed each autumn; monitoring visits are owed every term, and none while a case chases them', () => {
    const year = begin()
    year.passTo('2025-02-01')
    expect(year.dues('deadline-opened', 'place-school')).toEqual(['2024-12-19'])
    expect(year.dues('deadline-opened', 'monitoring-visit')).toEqual(['2024-12-19', '2025-04-04'])
    year.hear('2025-02-03', { caseId: 'hertfordshire-900001-1', open: true, level: 'challenge' })
    expect(year.owed('monitoring-visit')).toEqual([])
  })

  it('may be given for the first time without notice: a school that has none is not moved', () => {
    const year = begin()
    year.give('2024-10-01', adviser, 'confirmCategory', place('monitoring'))
    expect(year.of('deadline-met', 'place-school')).toHaveLength(1)
    expect(year.of('not-announced')).toEqual([])
  })

  it('of support brings a plan and a meeting each half term', () => {
    const year = begin()
    year.give('2024-10-01', adviser, 'confirmCategory', place('support'))
    expect(year.owed('support-plan')[0]?.due).toBe('2024-10-29')
    expect(year.owed('support-meeting')[0]?.due).toBe('2024-10-25')
  })

  it.each(['challenge', 'intervention'])('of %s asks whether the school causes concern', (step) => {
    const year = begin()
    year.give('2024-10-01', adviser, 'confirmCategory', place(step))
    expect(year.owed('decide-on-concern')[0]).toMatchObject({ owner: head, due: '2024-10-15' })
  })

  it('is changed when the change has been announced ten working days ahead, and not before its day', () => {
    const year = begin()
    year.give('2024-10-01', adviser, 'confirmCategory', place('monitoring'))
    year.give('2024-10-07', adviser, 'announce', { ...move, on: '2024-10-21' })
    expect(year.refusal('2024-10-18', adviser, 'confirmCategory', place('support'))).toBe(
      "shortNotice is missing: the code of practice promises the school 10 working days' notice of a change of its step in the framework (HE-1), and none to Support was announced: announce it first, or say why it could not be",
    )
    expect(year.refusal('2024-10-21', adviser, 'confirmCategory', place('challenge'))).toContain('none to Challenge')
    year.give('2024-10-22', adviser, 'confirmCategory', place('support'))
    expect([year.state().level, year.state().announced]).toEqual(['support', []])
  })

  it('that is kept needs no notice', () => {
    const year = begin()
    year.give('2024-10-01', adviser, 'confirmCategory', place('monitoring'))
    year.give('2025-10-01', adviser, 'confirmCategory', place('monitoring'))
    expect(year.refusal('2025-10-02', adviser, 'confirmCategory', place('monitoring', { shortNotice: 's' }))).toBe(
      'shortNotice: nothing changes that was to be announced: leave it out',
    )
  })
})

describe('the authority’s year in Hertfordshire (HE-1)', () => {
  it('owes the Education Panel a report each term, and the Cabinet the strategy and its code each summer', () => {
    const year = yearOnPaper('hertfordshire', 'authority-year', '2024-09-04')
    year.passTo('2025-07-01')
    expect(year.dues('deadline-opened', 'report-to-panel')).toEqual(['2024-12-19', '2025-04-04', '2025-07-23'])
    expect(year.dues('deadline-opened', 'review-of-code')).toEqual(['2025-07-23'])
  })
})
