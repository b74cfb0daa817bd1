import { describe, expect, it } from 'vitest'
import { yearOnPaper } from './year-on-paper.ts'

const year = (began = '2024-09-03') => yearOnPaper('darlington', 'school-year', began)
const allocated = (category: string) => {
  const one = year()
  one.give('2024-09-10', 'assistant-director', 'confirmCategory', { category, reason: 'What the school needs' })
  return one
}
const agree = (one: ReturnType<typeof year>, day: string, every: string) =>
  one.give(day, 'lead-officer', 'agreeRhythm', { duty: 'leaders-meeting', every })
const meet = (one: ReturnType<typeof year>, day: string) =>
  one.give(day, 'lead-officer', 'recordMeeting', { group: 'lead-officer', minutes: 'The plan was gone through' })

describe('what a category of support brings in Darlington (DA-1, DA-3)', () => {
  it.each([
    ['universal', []],
    ['targeted', ['lead-officer-visit', 'action-plan']],
    ['intensive', ['action-plan', 'action-plan-monitoring', 'agree-meetings', 'leaders-meeting']],
  ])('%s: %j, besides what every school has', (category, brings) => {
    const owed = allocated(category)
      .state()
      .deadlines.map((one) => one.id)
    expect(owed.filter((id) => !['sip-visit', 'check-sip-work'].includes(id))).toEqual(brings)
  })
})

describe('the meetings of a lead officer with the leaders of a school (DA-3)', () => {
  it('are due every two weeks of school until something else is agreed; a holiday does not count', () => {
    const one = allocated('intensive')
    for (const day of ['2024-09-12', '2024-09-26', '2024-10-10', '2024-10-22', '2024-11-14']) meet(one, day)
    // Half term is the week of 28 October
    expect(one.dues('deadline-met', 'leaders-meeting')).toEqual([
      '2024-09-20',
      '2024-10-04',
      '2024-10-18',
      '2024-11-08',
      '2024-11-22',
    ])
    expect(one.of('deadline-missed', 'leaders-meeting')).toEqual([])
  })

  it('are weekly once that is agreed: what is owed counts from that day, and the next comes the week after', () => {
    const one = allocated('intensive')
    agree(one, '2024-09-12', 'week')
    expect(one.of('deadline-met', 'agree-meetings')).toHaveLength(1)
    expect(one.of('deadline-moved', 'leaders-meeting')).toMatchObject([
      { from: '2024-09-20', due: '2024-09-13', reason: 'It was agreed how often: each week of school' },
    ])
    meet(one, '2024-09-13')
    one.passTo('2024-09-17')
    expect(one.owed('leaders-meeting').map(({ due, clock }) => [due, clock])).toEqual([
      ['2024-09-20', { kind: 'end-of-weeks', weeks: 1 }],
    ])
    agree(one, '2024-09-18', 'fortnight')
    expect(one.owed('leaders-meeting').map(({ due }) => due)).toEqual(['2024-09-27'])
  })

  it('come in the next week where this week’s was held before another rhythm was agreed', () => {
    const one = allocated('intensive')
    meet(one, '2024-09-11')
    agree(one, '2024-09-12', 'week')
    expect(one.owed('leaders-meeting')).toEqual([])
    one.passTo('2024-09-16')
    expect(one.owed('leaders-meeting')[0]).toMatchObject({ due: '2024-09-20' })
  })

  it('are agreed anew when the school comes into the category again', () => {
    const one = allocated('intensive')
    agree(one, '2024-09-12', 'week')
    const confirm = (day: string, category: string) =>
      one.give(day, 'assistant-director', 'confirmCategory', { category, reason: 'Results' })
    confirm('2024-10-01', 'targeted')
    expect(one.owed('leaders-meeting')).toEqual([])
    confirm('2024-11-04', 'intensive')
    expect(one.owed('leaders-meeting')[0]).toMatchObject({ due: '2024-11-15' })
    expect(one.owed('agree-meetings')).toHaveLength(1)
  })

  it('that are missed are told to the Assistant Director, and the next is due all the same', () => {
    const one = allocated('intensive')
    agree(one, '2024-09-12', 'week')
    one.passTo('2024-09-25')
    expect(one.dues('deadline-missed', 'leaders-meeting')).toEqual(['2024-09-13', '2024-09-20'])
    expect(one.of('deadline-cancelled', 'leaders-meeting')).toMatchObject([{ due: '2024-09-13', reason: 'overtaken' }])
    const overdue = one.letters.filter((letter) => letter.kind === 'overdue' && letter.deadline === 'leaders-meeting')
    expect(overdue.map(({ to }) => to)).toEqual([
      'lead-officer',
      'assistant-director',
      'lead-officer',
      'assistant-director',
    ])
  })

  it.each([
    [
      'targeted',
      'leaders-meeting',
      'week',
      '"Meet the leaders of the school" is not owed in Targeted: there is nothing to agree',
    ],
    [
      'intensive',
      'action-plan',
      'week',
      'duty: how often "action-plan" is done is not left to agreement; that is so of leaders-meeting',
    ],
    ['intensive', 'leaders-meeting', 'month', 'every must be one of week, fortnight'],
  ])('of a school in %s: %s every %s is refused', (category, duty, every, sentence) => {
    const refused = allocated(category).refusal('2024-09-12', 'lead-officer', 'agreeRhythm', { duty, every })
    expect(refused).toBe(sentence)
  })

  it('are agreed once, until something else is', () => {
    const one = allocated('intensive')
    agree(one, '2024-09-12', 'fortnight')
    expect(() => agree(one, '2024-09-13', 'fortnight')).toThrow('It is agreed already: every two weeks of school')
  })
})
