import { describe, expect, it } from 'vitest'
import { renderMail } from '../../notifications/render.ts'
import { loadPolicies } from '../../policies/policies.ts'
import { policyFor } from '../../policies/year.ts'
import { sample, sender } from '../notifications/mails.ts'
import { yearOnPaper } from './year-on-paper.ts'

const darlington = loadPolicies().get('darlington')
if (!darlington) throw new Error('There is no policy of Darlington')

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
    expect(owed.filter((id) => !['sip-visit', 'check-sip-work', 'evaluate-support'].includes(id))).toEqual(brings)
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

const mailOf = (one: ReturnType<typeof year>, letter: string, to: string): string => {
  const found = one.letters.findLast((each) => each.letter === letter && each.to === to)
  if (!found) throw new Error(`${letter} was not written to ${to}`)
  const addressed = { ...sample(letter), letter: found, policy: policyFor(darlington, 'school-year') }
  return renderMail([addressed], sender).text.replaceAll(/\s+/g, ' ')
}

describe('the allocation of a category and its challenge (DA-2)', () => {
  it('is owed by the Assistant Director at the start of each academic year', () => {
    const one = year()
    one.passTo('2025-09-30')
    expect(one.dues('deadline-opened', 'allocate-category')).toEqual(['2024-10-03', '2025-10-01'])
    expect(one.owed('allocate-category')[0]).toMatchObject({ owner: 'assistant-director' })
  })

  it('invites the headteacher to discuss it with the Assistant Director, says how to challenge it, and that it is confidential (DA-4)', () => {
    const one = allocated('targeted')
    const invited = mailOf(one, 'category-confirmed', 'headteacher')
    expect(invited).toContain('You are invited to discuss this category with the Assistant Director')
    expect(invited).toContain('If you hold that another category is right, you may challenge it.')
    expect(invited).toContain("it is for these alone: Director of Children's Services, Assistant Director")
    expect(mailOf(one, 'category-confirmed', 'lead-officer')).not.toContain('You are invited')
    expect(new Set(one.letters.map(({ to }) => to))).toEqual(new Set(['lead-officer', 'headteacher']))
  })

  it('is challenged, and the headteacher hears that it is on record and by when it is decided', () => {
    const one = allocated('targeted')
    one.give('2024-09-16', 'headteacher', 'challengeCategory', { reason: 'Two teachers are ill' })
    expect(one.owed('decide-challenge')[0]).toMatchObject({ owner: 'assistant-director', due: '2024-09-30' })
    expect(mailOf(one, 'category-challenged', 'headteacher')).toContain(
      'decided by the Assistant Director: Schools, Improvement and Development by Monday 30 September 2024; you will hear',
    )
    one.give('2024-09-20', 'assistant-director', 'decideChallenge', { decision: 'stands', reason: 'It is one issue' })
    expect(one.owed('decide-challenge')).toEqual([])
    expect(mailOf(one, 'challenge-decided', 'headteacher')).toContain('It stays in Targeted.')
  })

  it('is challenged by the headteacher alone, and decided by nobody below the Assistant Director', () => {
    const one = allocated('targeted')
    expect(one.refusal('2024-09-16', 'lead-officer', 'challengeCategory', { reason: 'r' })).toContain(
      'but by headteacher',
    )
    one.give('2024-09-16', 'headteacher', 'challengeCategory', { reason: 'Two teachers are ill' })
    const decision = { decision: 'stands', reason: 'r' }
    expect(one.refusal('2024-09-17', 'lead-officer', 'decideChallenge', decision)).toContain('may not be given by')
  })
})

describe('all streams of support into a school, seen together (DA-5)', () => {
  const streams = ['Attendance team', 'Every Child a Reader', 'The teaching school', 'Lead officer', 'A programme']
  const plan = (one: ReturnType<typeof year>, stream: string) =>
    one.give('2024-09-12', 'sip', 'planSupport', { kind: 'programme', days: 0, stream }, { uses: { streams: 0 } })

  it('are noticed when they are too many: a warning to the lead officer and the Assistant Director, and no refusal', () => {
    const one = year()
    const warned = streams.map((stream) => plan(one, stream).length)
    expect(warned).toEqual([0, 0, 0, 1, 1])
    const told = one.letters.filter(({ letter }) => letter === 'limit-in-reach')
    expect(told.map(({ to, facts }) => [to, facts['passed']])).toEqual([
      ['lead-officer', false],
      ['assistant-director', false],
      ['lead-officer', true],
      ['assistant-director', true],
    ])
  })

  it('are evaluated by the lead officer each term', () => {
    const one = year()
    expect(one.owed('evaluate-support')[0]).toMatchObject({ owner: 'lead-officer', due: '2024-12-20', rule: 'DA-5' })
    const done = { duty: 'evaluate-support', summary: 'Attendance has risen' }
    one.give('2024-12-02', 'lead-officer', 'completeDuty', done)
    expect(one.of('deadline-met', 'evaluate-support')).toHaveLength(1)
  })
})

describe('the quality of the SIPs’ work (DA-6)', () => {
  it('is checked each term by the SIP manager, who alone meets it, and hears of a visit that is not made', () => {
    const one = year()
    expect(one.owed('check-sip-work')[0]).toMatchObject({ owner: 'sip-manager', due: '2024-12-20' })
    const done = { duty: 'check-sip-work', summary: 'The report is sound' }
    expect(one.refusal('2024-12-02', 'sip', 'completeDuty', done)).toContain(
      'may not be given by the School Improvement',
    )
    one.give('2024-12-02', 'sip-manager', 'completeDuty', done)
    one.passTo('2024-12-24')
    const overdue = one.letters.filter((each) => each.deadline === 'sip-visit' && each.kind === 'overdue')
    expect(overdue.map(({ to }) => to)).toEqual(['sip', 'sip-manager'])
  })
})
