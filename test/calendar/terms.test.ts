import { describe, expect, it } from 'vitest'
import { academicYearFrom, TERM_NAMES } from '../../calendar/term.ts'
import { estimateTerm, mergeTerms, readTermDates, readTermRows } from '../../calendar/terms.ts'
import type { Term } from '../../calendar/terms.ts'
import { weekday } from '../../calendar/day.ts'
import { terms } from './calendars.ts'

const HEADER = 'authority,academic_year,term,first_day,half_term_first_day,half_term_last_day,last_day,inset_days'
const AUTUMN = 'staffordshire,2026-27,autumn,2026-09-02,2026-10-26,2026-10-30,2026-12-18,2026-09-01 2026-10-23'
const SPRING = 'staffordshire,2026-27,spring,2027-01-04,2027-02-15,2027-02-19,2027-03-19,'
const csv = (...lines: string[]) => [HEADER, ...lines, ''].join('\n')
const autumn: Term = {
  authority: 'staffordshire',
  academicYear: '2026-27',
  term: 'autumn',
  firstDay: '2026-09-02',
  halfTermFirstDay: '2026-10-26',
  halfTermLastDay: '2026-10-30',
  lastDay: '2026-12-18',
  insetDays: ['2026-09-01', '2026-10-23'],
}

describe('published term dates', () => {
  it('are read with their inset days', () => expect(readTermDates(csv(AUTUMN))).toEqual({ ok: true, terms: [autumn] }))

  it("are read with a mark of order, other line ends, quotation marks and a school's own column", () => {
    const text = `\uFEFFschool,${HEADER}\r\n900001,"staffordshire",${AUTUMN.split(',').slice(1).join(',')}\r\n\r\n`
    expect(readTermDates(text)).toEqual({ ok: true, terms: [{ ...autumn, school: '900001' }] })
  })

  it('may come as rows, under the names of the columns or in camel case', () => {
    const row = Object.fromEntries(HEADER.split(',').map((name, index) => [name, AUTUMN.split(',')[index]]))
    expect(readTermRows([row])).toEqual({ ok: true, terms: [autumn] })
    expect(readTermRows([{ ...autumn, school: 900001 }])).toEqual({
      ok: true,
      terms: [{ ...autumn, school: '900001' }],
    })
  })

  it.each([
    ['', `Line 1: the header lacks ${HEADER.split(',').join(', ')}.`],
    [HEADER, 'There are no term dates in it.'],
    [csv(AUTUMN, 'staffordshire,2026-27,spring'), 'Line 3: it has 3 values, the header has 8.'],
    [csv(AUTUMN.replace('autumn', 'winter')), "Line 2: the term 'winter' is not autumn, spring or summer."],
    [csv(AUTUMN.replace('2026-27', '2026-28')), "Line 2: the academic year '2026-28' is not written like 2025-26."],
    [
      csv(AUTUMN.replace('2026-10-30', '2026-10-32')),
      "Line 2: the last day of half term '2026-10-32' is not a day that exists (YYYY-MM-DD).",
    ],
    [
      csv(AUTUMN.replace('2026-09-01 ', '2026-02-30 ')),
      "Line 2: the inset day '2026-02-30' is not a day that exists (YYYY-MM-DD).",
    ],
    [csv(AUTUMN.replace(',2026-12-18', ',')), 'Line 2: the last day is missing.'],
    [csv(AUTUMN.replace('staffordshire', '')), 'Line 2: the authority is missing.'],
    [
      csv(AUTUMN.replace('2026-10-30', '2026-10-20')),
      'Line 2: the dates are out of order: 2026-09-02, 2026-10-26, 2026-10-20, 2026-12-18.',
    ],
    [
      csv(AUTUMN.replaceAll('2026-1', '2027-1')),
      'Line 2: the autumn term of 2026-27 cannot run from 2026-09-02 to 2027-12-18.',
    ],
    [csv(AUTUMN.replace('2026-09-01 ', '2062-09-01 ')), 'Line 2: the inset day 2062-09-01 is far from its term.'],
    [csv(AUTUMN, AUTUMN), 'Line 3: the term autumn 2026-27 of staffordshire stands there twice.'],
    [
      csv(
        SPRING.replace('2027-03-19', '2027-04-30'),
        SPRING.replace(
          'spring,2027-01-04,2027-02-15,2027-02-19,2027-03-19',
          'summer,2027-04-05,2027-05-31,2027-06-04,2027-07-20',
        ),
      ),
      'Line 3: summer 2026-27 overlaps spring 2026-27.',
    ],
    [csv(AUTUMN.replace('staffordshire', '"staffordshire')), 'Line 2: a quotation mark is out of place.'],
  ])('are refused where they are wrong, with the line and a sentence (%#)', (text, reason) => {
    expect(readTermDates(text)).toEqual({ ok: false, reason })
  })

  it('are refused as rows with the row and a sentence', () => {
    expect(readTermRows('x')).toEqual({ ok: false, reason: 'The term dates are not a list of rows.' })
    expect(readTermRows([7])).toEqual({ ok: false, reason: 'Row 1: it is not an object with a term in it.' })
    expect(readTermRows([autumn, { ...autumn, term: 'spring', firstDay: 3 }])).toMatchObject({ ok: false })
  })

  it('replace the same term of the same authority or school, and erase no other', () => {
    const later = { ...autumn, lastDay: '2026-12-17' }
    const own = { ...autumn, school: '900001' }
    const first = mergeTerms(terms, [autumn, own])
    expect(first.changed).toEqual([{ to: autumn }, { to: own }])
    const second = mergeTerms(first.merged, [later])
    expect(second.changed).toEqual([{ from: autumn, to: later }])
    expect(second.merged).toHaveLength(terms.length + 2)
    expect(second.merged).toContainEqual(own)
    expect(mergeTerms(second.merged, [later]).changed).toEqual([])
  })
})

describe('a term not yet published', () => {
  it('is estimated near what Staffordshire published (TERM-3)', () => {
    const published = terms.filter((term) => term.authority === 'staffordshire')
    const exact = published.filter((term) => {
      const estimate = estimateTerm(term.academicYear, term.term, 'staffordshire')
      return estimate.firstDay === term.firstDay && (term.term === 'summer' || estimate.lastDay === term.lastDay)
    })
    expect(exact.length).toBe(published.length - 1)
  })

  it.each([
    ['2027-28', 'spring', '2028-01-04', '2028-04-07'],
    ['2010-11', 'summer', '2011-05-03', '2011-07-22'],
    ['2028-29', 'autumn', '2028-09-05', '2028-12-22'],
  ] as const)('%s %s runs from %s to %s', (academicYear, term, firstDay, lastDay) => {
    expect(estimateTerm(academicYear, term, 'dudley')).toMatchObject({ firstDay, lastDay, authority: 'dudley' })
  })

  it('is in order, and after the term before it, in every year with an early or a late Easter', () => {
    let before = ''
    for (let year = 2006; year <= 2060; year += 1) {
      for (const name of TERM_NAMES) {
        const term = estimateTerm(academicYearFrom(year), name, 'staffordshire')
        const days = [before, term.firstDay, term.halfTermFirstDay, term.halfTermLastDay, term.lastDay]
        expect(days).toEqual([...new Set(days)].sort())
        expect(weekday(term.lastDay)).toBe(5)
        expect(readTermRows([term])).toMatchObject({ ok: true })
        before = term.lastDay
      }
    }
  })
})
