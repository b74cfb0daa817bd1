import { describe, expect, it } from 'vitest'
import { yearOnPaper } from './year-on-paper.ts'

const begin = (on = '2024-09-03') => yearOnPaper('staffordshire', 'school-year', on)
const autumn = ['sip-visit', 'sip-data-analysis', 'autumn-category-review']

describe("a school's year that begins with the autumn term", () => {
  it('owes what the autumn owes, by the last school day of the term, and nothing of the other terms (ST-7, ST-30)', () => {
    const year = begin()
    year.passTo('2024-09-04')
    expect(year.state().deadlines.map((one) => one.id)).toEqual(expect.arrayContaining(autumn))
    expect(year.state().deadlines).toHaveLength(autumn.length)
    for (const id of autumn) expect(year.owed(id)[0]?.due).toBe('2024-12-20')
  })

  it('tells nobody that it begins: no mail a school for each of hundreds', () => {
    const year = begin()
    year.passTo('2024-09-30')
    expect(year.letters).toEqual([])
  })

  it('opens what each term owes on its first school day, year after year (ST-30 to ST-32)', () => {
    const year = begin()
    year.passTo('2026-09-30')
    expect(year.dues('deadline-opened', 'sip-visit')).toHaveLength(7)
    expect(year.dues('deadline-opened', 'improvement-plan-progress')).toEqual(['2025-04-11', '2026-03-27'])
    expect(year.of('deadline-opened', 'sip-data-analysis').map((one) => String(one.at).slice(0, 10))).toEqual([
      '2024-09-03',
      '2025-09-02',
      '2026-09-08',
    ])
    expect(year.dues('deadline-opened', 'single-conversation')).toHaveLength(2)
  })

  it('reminds the School Improvement Partner five working days before, then tells the line manager, then the Head of SID', () => {
    const year = begin()
    year.passTo('2025-01-31')
    const told = year.letters
      .filter((one) => one.deadline === 'sip-data-analysis')
      .map((one) => `${one.at.slice(0, 10)} ${one.kind} ${one.to}`)
    expect(told).toEqual([
      '2024-12-13 reminder sip',
      '2024-12-23 overdue sip',
      '2024-12-23 overdue dsim',
      '2025-01-08 escalation head-of-sid',
    ])
  })
})

describe("a school's year that begins in mid-term", () => {
  it('owes what the present term owes, and waits with the rest for its term', () => {
    const year = begin('2025-02-10')
    year.passTo('2025-02-11')
    expect(
      year
        .state()
        .deadlines.map((one) => one.id)
        .sort(),
    ).toEqual(['improvement-plan-progress', 'sef-aspects-validation', 'sip-visit', 'spring-category-review'])
    year.passTo('2025-09-30')
    expect(year.dues('deadline-opened', 'sip-data-analysis')).toHaveLength(1)
  })

  it('begun in a holiday, owes what the next term owes, from its first day', () => {
    const year = begin('2024-08-12')
    year.passTo('2024-08-20')
    expect(year.state().deadlines.filter((one) => one.id !== 'sip-visit')).toEqual([])
    year.passTo('2024-09-10')
    expect(year.owed('sip-data-analysis')).toHaveLength(1)
  })
})

describe('the category of a school (ST-1 to ST-4)', () => {
  const summer = () => {
    const year = begin('2025-04-28')
    year.give('2025-05-12', 'sip', 'recommendCategory', { category: 'category-3', reason: 'Progress is satisfactory' })
    return year
  }

  it('is recommended, agreed with headteacher and chair, and confirmed by DIRG (ST-3)', () => {
    const year = summer()
    expect(year.of('deadline-met', 'recommend-category')).toHaveLength(1)
    expect(year.owed('agree-category-headteacher')[0]?.owner).toBe('headteacher')
    year.give('2025-05-14', 'headteacher', 'agreeCategory', { of: 'headteacher', view: 'agreed' })
    year.give('2025-05-15', 'chair-of-governors', 'agreeCategory', { of: 'chair-of-governors', view: 'agreed' })
    year.give('2025-06-20', 'dirg', 'confirmCategory', { category: 'category-3', reason: 'Moderated' })
    expect(year.of('deadline-met').map((one) => one.deadline)).toEqual([
      'recommend-category',
      'agree-category-headteacher',
      'agree-category-chair',
      'confirm-category',
    ])
    expect(year.state().level).toBe('category-3')
    expect(year.letters.filter((one) => one.letter === 'category-confirmed').map((one) => one.to)).toEqual([
      'headteacher',
      'chair-of-governors',
      'sip',
    ])
  })

  it('must give its reason where the school does not agree', () => {
    expect(
      summer().refusal('2025-05-14', 'headteacher', 'agreeCategory', { of: 'headteacher', view: 'not-agreed' }),
    ).toBe('reason is missing: say why it is not agreed')
  })

  it('may bring another level of support than its usual one, and the letter says so (ST-2)', () => {
    const year = summer()
    const input = { category: 'category-3', support: 'high', reason: 'Systematic weaknesses in mathematics' }
    year.give('2025-06-20', 'dirg', 'confirmCategory', input)
    const letter = year.letters.find((one) => one.letter === 'category-confirmed')
    expect(letter?.facts).toMatchObject({ support: 'high', unusual: true, reason: input.reason })
    expect(year.of('category-confirmed')[0]).toMatchObject({ support: 'high' })
  })

  it('may change in the year, with the reason (ST-4), and is reviewed in autumn and spring without a letter while it stands', () => {
    const year = begin()
    year.give('2024-10-10', 'dsim', 'confirmCategory', { category: 'category-2', reason: 'Good on all evidence' })
    const told = year.letters.length
    year.give('2025-02-10', 'dsim', 'confirmCategory', { category: 'category-2', reason: 'It stands' })
    expect(year.of('deadline-met', 'spring-category-review')).toHaveLength(1)
    expect(year.letters.slice(told).filter((one) => one.letter === 'category-confirmed')).toEqual([])
    year.give('2025-03-10', 'dsim', 'confirmCategory', { category: 'category-4', reason: 'An inspection' })
    expect(year.of('level-changed').at(-1)).toMatchObject({ from: 'category-2', to: 'category-4' })
  })

  it('refuses what the policy does not know, and whoever may not', () => {
    const year = summer()
    expect(year.refusal('2025-05-20', 'sip', 'recommendCategory', { category: 'category-9', reason: 'r' })).toBe(
      'category: "category-9" is not one of category-1, category-2, category-3, category-4',
    )
    expect(
      year.refusal('2025-05-20', 'headteacher', 'confirmCategory', { category: 'category-1', reason: 'r' }),
    ).toContain('may not be given by the headteacher')
    const wrong = { category: 'category-3', support: 'enormous', reason: 'r' }
    expect(year.refusal('2025-05-20', 'dirg', 'confirmCategory', wrong)).toContain('is not one of low, medium, high')
  })
})

describe("a school's year and its case (ST-10)", () => {
  it('asks in category 4 whether the school causes concern, until a case is open', () => {
    const year = begin()
    year.give('2024-10-10', 'dsim', 'confirmCategory', { category: 'category-4', reason: 'Inadequate' })
    expect(year.owed('decide-on-concern')[0]?.due).toBe('2024-10-24')
    year.hear('2024-10-14', { caseId: 'staffordshire-900001-1', open: true, level: 'stage-2' })
    expect(year.of('deadline-met', 'decide-on-concern')[0]?.reason).toBe('The case staffordshire-900001-1 is open')
  })

  it('or until it is said why not', () => {
    const year = begin()
    year.give('2024-10-10', 'dsim', 'confirmCategory', { category: 'category-4', reason: 'Inadequate' })
    year.give('2024-10-16', 'dsim', 'completeDuty', {
      duty: 'decide-on-concern',
      summary: 'The new head has it in hand',
    })
    expect(year.of('deadline-met', 'decide-on-concern')).toHaveLength(1)
  })

  it('leaves the visits to the case while there is one, and takes them up in the term after it (ST-7)', () => {
    const year = begin()
    year.hear('2024-10-14', { caseId: 'staffordshire-900001-1', open: true, level: 'stage-2' })
    expect(year.of('deadline-cancelled', 'sip-visit')[0]?.reason).toContain('staffordshire-900001-1')
    year.passTo('2025-02-01')
    expect(year.owed('sip-visit')).toEqual([])
    year.hear('2025-02-03', { caseId: 'staffordshire-900001-1', open: false, level: 'stage-2' })
    year.passTo('2025-05-01')
    expect(year.owed('sip-visit')[0]?.due).toBe('2025-07-21')
  })
})

describe('the days of the School Improvement Partner (ST-7)', () => {
  it('are counted by academic year, and a warning comes when the five are used', () => {
    const year = begin()
    const visit = (on: string, days?: number) =>
      year.give(on, 'sip', 'recordVisit', { by: 'sip', report: 'r', ...(days && { days }) })
    expect(visit('2024-10-01', 2)).toEqual([])
    expect(visit('2025-02-03', 2.5)).toEqual([])
    expect(visit('2025-06-02')[0]).toBe('5.5 of the 5 days of the academic year 2024/25 are used (ST-7)')
    expect(visit('2025-09-10')).toEqual([])
  })
})
