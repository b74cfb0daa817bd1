import { describe, expect, it } from 'vitest'
import { loadPolicies } from '../../policies/policies.ts'
import { yearOnPaper } from './year-on-paper.ts'

const begin = () => yearOnPaper('dudley', 'school-year', '2024-09-03')
const group = 'school-performance-group'
const band3 = { category: 'band-3', criteria: ['results-below', 'progress-slow'], reason: 'Three years of results' }

describe('the band of a school in Dudley (DU-1)', () => {
  it('is assessed by the School Performance Group each autumn', () => {
    const year = begin()
    year.passTo('2024-09-04')
    expect(year.owed('assess-band')[0]).toMatchObject({ owner: group, due: '2024-12-20', rule: 'DU-1' })
    year.give('2024-10-10', group, 'confirmCategory', band3)
    expect(year.of('deadline-met', 'assess-band')).toHaveLength(1)
    year.passTo('2025-09-30')
    expect(year.dues('deadline-opened', 'assess-band')).toEqual(['2024-12-20', '2025-12-19'])
  })

  it('is confirmed by nobody else', () => {
    expect(begin().refusal('2024-10-10', 'sip', 'confirmCategory', band3)).toContain(
      'confirmCategory may not be given by the School Improvement Partner, but by School Performance Group',
    )
  })

  it('needs the published criteria that are met, and the letter to the school names them in words', () => {
    const year = begin()
    year.give('2024-10-10', group, 'confirmCategory', band3)
    expect(year.of('category-confirmed')[0]).toMatchObject({ criteria: band3.criteria, support: 'substantial' })
    const letter = year.letters.find((one) => one.letter === 'category-confirmed' && one.to === 'headteacher')
    expect(letter?.facts['criteria']).toEqual([
      'results are below those of similar schools',
      'progress has been slow for two years',
    ])
  })

  it.each([
    [[], 'criteria is missing: say which of those published for Band 3 are met: results-below, progress-slow'],
    [undefined, 'criteria is missing'],
    [['results-above'], 'criteria: "results-above" is not published for Band 3; published are: results-below'],
  ])('is refused with criteria %j', (criteria, sentence) => {
    expect(begin().refusal('2024-10-10', group, 'confirmCategory', { ...band3, criteria })).toContain(sentence)
  })

  it('has no criteria where none are published: they are refused in Staffordshire', () => {
    const year = yearOnPaper('staffordshire', 'school-year', '2024-09-03')
    const input = { category: 'category-2', criteria: ['results-above'], reason: 'r' }
    expect(year.refusal('2024-10-10', 'dsim', 'confirmCategory', input)).toBe(
      'criteria: none are published for Category 2: leave them out',
    )
  })

  it('brings support in inverse proportion to success: the greater the need, the more of it (DU-2)', () => {
    const school = loadPolicies().get('dudley')?.year.school
    const bands = school?.levels.slice(1) ?? []
    expect(bands.map(({ support }) => support)).toEqual(school?.support)
    const amounts = bands.map(({ brings }) => brings?.length ?? 0)
    expect(amounts).toEqual([...amounts].sort((a, b) => a - b))
    expect(amounts[0]).toBeLessThan(amounts.at(-1) ?? 0)
  })

  it('4 asks whether the school causes concern', () => {
    const year = begin()
    year.give('2024-10-10', group, 'confirmCategory', {
      category: 'band-4',
      criteria: ['capacity-lacking'],
      reason: 'The post of head is vacant',
    })
    expect(year.owed('decide-on-concern')[0]?.due).toBe('2024-10-24')
  })
})
