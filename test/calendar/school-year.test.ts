import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill/implementation'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../calendar/day.ts'
import {
  countWorkingDays,
  halfTermOf,
  isLongHoliday,
  isSchoolWorkingDay,
  isWorkingDay,
  nextHalfTerm,
  nextTerm,
  nextWorkingDay,
  schoolHolidayOf,
  termOf,
  workingDaysFrom,
} from '../../calendar/school-year.ts'
import { anyDay, bankHolidays, calendarOf, terms } from './calendars.ts'

const cal = calendarOf()
const onRecord = new Set(bankHolidays.map((holiday) => holiday.date))

/** LAW-2, said slowly and in other words. */
const isWorkingDayBySlowDefinition = (day: string) => Temporal.PlainDate.from(day).dayOfWeek <= 5 && !onRecord.has(day)

function slowlyFrom(day: string, n: number): string {
  const days = Array.from({ length: Math.abs(n) * 3 + 20 }, (_, index) =>
    Temporal.PlainDate.from(day)
      .add({ days: (index + 1) * Math.sign(n) })
      .toString(),
  )
  return days.filter(isWorkingDayBySlowDefinition)[Math.abs(n) - 1] ?? day
}

describe('a working day (LAW-2)', () => {
  it('is any other day than a weekend or a bank holiday, also in a school holiday', () => {
    expect(isWorkingDay(cal, '2025-08-12')).toBe(true)
    expect(isWorkingDay(cal, '2025-08-25')).toBe(false)
    expect(isWorkingDay(cal, '2025-08-24')).toBe(false)
    expect(isWorkingDay(cal, '2022-09-19')).toBe(false)
    expect(isWorkingDay(cal, '2020-05-04')).toBe(true)
    expect(isWorkingDay(cal, '2020-05-08')).toBe(false)
  })

  it('is counted as a slow reckoning with Temporal counts it', () => {
    const years = anyDay('2007-04-01', '2030-08-31')
    fc.assert(
      fc.property(years, fc.integer({ min: -60, max: 60 }), (day, n) => {
        expect(isWorkingDay(cal, day)).toBe(isWorkingDayBySlowDefinition(day))
        expect(workingDaysFrom(cal, day, n)).toBe(n === 0 ? day : slowlyFrom(day, n))
        expect(nextWorkingDay(cal, day)).toBe(slowlyFrom(addDays(day, -1), 1))
      }),
    )
  })

  it('is counted alike forward and backward', () => {
    fc.assert(
      fc.property(anyDay(), fc.integer({ min: 0, max: 80 }), (day, n) => {
        const reached = workingDaysFrom(cal, day, n)
        expect(countWorkingDays(cal, day, reached)).toBe(n)
        const start = nextWorkingDay(cal, day)
        expect(workingDaysFrom(cal, workingDaysFrom(cal, start, n), -n)).toBe(start)
      }),
    )
  })

  it('counts none up to the same or an earlier day', () => {
    expect(countWorkingDays(cal, '2025-03-14', '2025-03-14')).toBe(0)
    expect(countWorkingDays(cal, '2025-03-14', '2025-03-10')).toBe(0)
  })
})

describe('a term', () => {
  it.each([
    ['2025-09-02', 'autumn term 2025', '2025-09-02', '2025-12-19'],
    ['2025-10-29', 'autumn term 2025', '2025-09-02', '2025-12-19'],
    ['2025-12-19', 'autumn term 2025', '2025-09-02', '2025-12-19'],
    ['2025-12-20', 'spring term 2026', '2026-01-05', '2026-03-27'],
    ['2026-01-01', 'spring term 2026', '2026-01-05', '2026-03-27'],
    ['2026-04-06', 'summer term 2026', '2026-04-13', '2026-07-17'],
    ['2025-08-01', 'autumn term 2025', '2025-09-02', '2025-12-19'],
    ['2025-09-01', 'autumn term 2025', '2025-09-02', '2025-12-19'],
  ])('on %s it is the %s, or in a holiday the next (TERM-2)', (day, name, firstDay, lastDay) => {
    expect(termOf(cal, day)).toMatchObject({ name, firstDay, lastDay, provisional: false })
  })

  it('begins and ends on a school day: not on an inset day, a weekend or a bank holiday', () => {
    const southend = calendarOf({ authority: 'southend' })
    expect(termOf(southend, '2024-09-10').firstDay).toBe('2024-09-03')
    expect(termOf(southend, '2025-05-01').lastDay).toBe('2025-07-18')
    expect(halfTermOf(calendarOf({ authority: 'hertfordshire' }), '2025-09-10').lastDay).toBe('2025-10-22')
    expect(halfTermOf(calendarOf({ authority: 'hertfordshire' }), '2024-11-02').firstDay).toBe('2024-11-05')
  })

  it('is estimated and provisional where it is not yet published (TERM-3)', () => {
    expect(termOf(cal, '2028-02-01')).toMatchObject({
      name: 'spring term 2028',
      lastDay: '2028-04-07',
      provisional: true,
    })
  })

  it('is no longer provisional once it is published, and then lies as published', () => {
    const spring = {
      authority: 'staffordshire',
      academicYear: '2027-28',
      term: 'spring' as const,
      firstDay: '2028-01-04',
      halfTermFirstDay: '2028-02-21',
      halfTermLastDay: '2028-02-25',
      lastDay: '2028-03-31',
      insetDays: [],
    }
    const published = calendarOf({ terms: [...terms, spring] })
    expect(termOf(published, '2028-02-01')).toMatchObject({ lastDay: '2028-03-31', provisional: false })
  })

  it("is the school's own where the school differs from its authority (TERM-1)", () => {
    const own = {
      authority: 'staffordshire',
      school: '900001',
      academicYear: '2025-26',
      term: 'autumn' as const,
      firstDay: '2025-09-03',
      halfTermFirstDay: '2025-10-20',
      halfTermLastDay: '2025-10-31',
      lastDay: '2025-12-18',
      insetDays: [],
    }
    for (const all of [
      [own, ...terms],
      [...terms, own],
    ]) {
      const school = calendarOf({ terms: all, school: '900001' })
      expect(termOf(school, '2025-11-05').lastDay).toBe('2025-12-18')
      expect(termOf(school, '2026-02-05').lastDay).toBe('2026-03-27')
      expect(isLongHoliday(school, '2025-10-28')).toBe(true)
      expect(termOf(calendarOf({ terms: all }), '2025-11-05').lastDay).toBe('2025-12-19')
      expect(termOf(calendarOf({ terms: all, school: '900002' }), '2025-11-05').lastDay).toBe('2025-12-19')
    }
  })

  it('gives way to a published neighbour that reaches into its estimate', () => {
    const late = {
      authority: 'essex',
      academicYear: '2023-24',
      term: 'spring' as const,
      firstDay: '2024-01-08',
      halfTermFirstDay: '2024-02-19',
      halfTermLastDay: '2024-02-23',
      lastDay: '2024-04-12',
      insetDays: [],
    }
    expect(termOf(calendarOf({ terms: [late], authority: 'essex' }), '2024-04-13')).toMatchObject({
      firstDay: '2024-04-15',
      provisional: true,
    })
  })
})

describe('a half term', () => {
  it('is one of six in a school year', () => {
    const year = [halfTermOf(cal, '2025-08-01')]
    while (year.length < 6) year.push(nextHalfTerm(cal, year.at(-1) ?? halfTermOf(cal, '2025-08-01')))
    expect(year.map(({ name, firstDay, lastDay }) => [name, firstDay, lastDay])).toEqual([
      ['first half of the autumn term 2025', '2025-09-02', '2025-10-24'],
      ['second half of the autumn term 2025', '2025-11-03', '2025-12-19'],
      ['first half of the spring term 2026', '2026-01-05', '2026-02-13'],
      ['second half of the spring term 2026', '2026-02-23', '2026-03-27'],
      ['first half of the summer term 2026', '2026-04-13', '2026-05-22'],
      ['second half of the summer term 2026', '2026-06-01', '2026-07-17'],
    ])
  })

  it('and a term follow one another without a gap in their number or order, from 2007 to 2035, for every authority', () => {
    for (const authority of ['staffordshire', 'darlington', 'dudley', 'southend', 'hertfordshire']) {
      const own = calendarOf({ authority })
      for (let half = halfTermOf(own, '2006-09-01'); half.lastDay < '2036-01-01';) {
        expect(half.firstDay < half.lastDay).toBe(true)
        expect(halfTermOf(own, half.firstDay)).toEqual(half)
        expect(halfTermOf(own, half.lastDay)).toEqual(half)
        const next = nextHalfTerm(own, half)
        expect(half.lastDay < next.firstDay).toBe(true)
        expect(halfTermOf(own, addDays(half.lastDay, 1))).toEqual(next)
        half = next
      }
      for (let term = termOf(own, '2006-09-01'); term.lastDay < '2036-01-01';) {
        const next = nextTerm(own, term)
        expect(termOf(own, addDays(term.lastDay, 1))).toEqual(next)
        term = next
      }
    }
  })

  it.each([
    ['2025-10-25', 'autumn half term'],
    ['2025-12-25', 'Christmas'],
    ['2026-02-18', 'spring half term'],
    ['2026-04-01', 'Easter'],
    ['2026-05-26', 'summer half term'],
    ['2025-08-05', 'summer'],
    ['2025-09-01', undefined],
    ['2025-11-15', undefined],
  ])('%s lies in the holiday: %s', (day, name) => expect(schoolHolidayOf(cal, day)).toBe(name))
})

describe('a holiday longer than a week (LAW-10)', () => {
  const nineDaysAreLong = calendarOf({ oneWeekHalfTermIsLong: true })

  it.each(['2025-12-22', '2026-03-31', '2025-08-05'])('holds %s under either reading', (day) => {
    expect([cal, nineDaysAreLong].map((each) => isSchoolWorkingDay(each, day))).toEqual([false, false])
  })

  it('is a half term of nine days with its weekends only where the setting says so', () => {
    expect(isSchoolWorkingDay(cal, '2025-10-28')).toBe(true)
    expect(isSchoolWorkingDay(nineDaysAreLong, '2025-10-28')).toBe(false)
  })

  it('is a half term that begins on the Friday before its week', () => {
    expect(isSchoolWorkingDay(calendarOf({ authority: 'darlington' }), '2024-10-29')).toBe(false)
  })

  it('ends before inset days, and begins after them', () => {
    expect(isSchoolWorkingDay(cal, '2025-09-01')).toBe(true)
    expect(schoolHolidayOf(cal, '2025-09-01')).toBeUndefined()
    expect(isSchoolWorkingDay(cal, '2024-07-22')).toBe(true)
    expect(isSchoolWorkingDay(cal, '2024-07-23')).toBe(false)
    const southend = calendarOf({ authority: 'southend' })
    expect(['2025-07-21', '2025-07-22', '2025-07-23'].map((day) => isSchoolWorkingDay(southend, day))).toEqual([
      true,
      true,
      false,
    ])
  })

  it('is not a half term which inset days shorten to a week or less, under either reading', () => {
    const short = {
      authority: 'x',
      academicYear: '2025-26',
      term: 'autumn' as const,
      firstDay: '2025-09-02',
      halfTermFirstDay: '2025-10-27',
      halfTermLastDay: '2025-10-31',
      lastDay: '2025-12-19',
      insetDays: ['2025-10-27', '2025-10-31'],
    }
    const own = calendarOf({ authority: 'x', terms: [short], oneWeekHalfTermIsLong: true })
    expect(['27', '28', '29', '30', '31'].map((date) => isSchoolWorkingDay(own, `2025-10-${date}`))).toEqual([
      true,
      true,
      true,
      true,
      true,
    ])
    expect(schoolHolidayOf(own, '2025-10-29')).toBe('autumn half term')
  })

  it('never takes away an inset day, and never makes a working day', () => {
    fc.assert(
      fc.property(
        anyDay(),
        fc.constantFrom('staffordshire', 'dudley', 'southend', 'hertfordshire'),
        (day, authority) => {
          const own = calendarOf({ authority })
          const isInset = terms.some((term) => term.authority === authority && term.insetDays.includes(day))
          if (isInset) expect(isSchoolWorkingDay(own, day)).toBe(isWorkingDay(own, day))
          if (isSchoolWorkingDay(own, day)) expect(isWorkingDay(own, day)).toBe(true)
          if (isWorkingDay(own, day) && !isSchoolWorkingDay(own, day)) expect(schoolHolidayOf(own, day)).toBeDefined()
        },
      ),
    )
  })
})
