import fc from 'fast-check'
import { createCalendar, type Calendar } from '../../calendar/school-year.ts'
import { shippedBankHolidays, shippedTerms } from '../../calendar/shipped.ts'
import { termOfNumber } from '../../calendar/term.ts'
import { estimateTerm, readTermRows, type Term } from '../../calendar/terms.ts'
import { dayAfter, dayBefore, type SlowFacts } from './slow-calendar.ts'

/** The dates that a calendar is made from, and those of one school, for the slow definition. */
export interface Dates {
  authority: string
  school: string | null
  bankHolidays: { date: string; name: string }[]
  terms: Term[]
  oneWeekHalfTermIsLong: boolean
}

export const calendarFrom = (dates: Dates): Calendar =>
  createCalendar({ ...dates, ...(dates.school ? { school: dates.school } : { school: '' }) })

/** The same dates for the slow definition: of each term of the school the one in force, published or estimated. */
export function slowFacts(dates: Dates): SlowFacts {
  const calendar = calendarFrom(dates)
  const once = <T>(find: (year: number) => T): ((year: number) => T) => {
    const found = new Map<number, T>()
    return (year) => {
      const value = found.get(year) ?? find(year)
      found.set(year, value)
      return value
    }
  }
  return {
    bankHolidaysOf: once(
      (year) => new Set(dates.bankHolidays.map((one) => one.date).filter((date) => date.startsWith(`${year}-`))),
    ),
    termsAround: once((year) => [0, 1, 2, 3, 4, 5].map((one) => calendar.termNumbered((year - 1) * 3 + one).term)),
    oneWeekHalfTermIsLong: dates.oneWeekHalfTermIsLong,
  }
}

const shift = (day: string, by: number): string =>
  by === 0 ? day : by > 0 ? shift(dayAfter(day), by - 1) : shift(dayBefore(day), by + 1)

/** Any day between two, the earlier the simpler. */
export function anyDay(first = '2007-01-01', last = '2035-12-31'): fc.Arbitrary<string> {
  const start = Date.parse(first)
  const days = Math.round((Date.parse(last) - start) / 86_400_000)
  return fc.integer({ min: 0, max: days }).map((more) => new Date(start + more * 86_400_000).toISOString().slice(0, 10))
}

const shipped = { bankHolidays: shippedBankHolidays(), terms: shippedTerms() }

const weekday = (day: string): string => {
  const number = new Date(`${day}T12:00Z`).getUTCDay()
  return number === 6 ? shift(day, -1) : number === 0 ? shift(day, -2) : day
}

/** A term as some authority might publish it: some days from the usual ones, a half term of one or two weeks, inset days. */
function publishedTerm(number: number, authority: string, school?: string): fc.Arbitrary<Term> {
  const { academicYear, term } = termOfNumber(number)
  const usual = estimateTerm(academicYear, term, authority)
  const some = fc.integer({ min: -2, max: 2 })
  return fc
    .record({
      start: some,
      end: some,
      half: fc.constantFrom(0, -1, 7),
      longer: fc.constantFrom(0, 0, 7),
      inset: fc.nat(7),
    })
    .map(({ start, end, half, longer, inset }) => {
      const firstDay = weekday(shift(usual.firstDay, start))
      const halfTermFirstDay = weekday(shift(usual.halfTermFirstDay, half))
      const halfTermLastDay = weekday(shift(usual.halfTermLastDay, Math.max(half, 0) + longer))
      const lastDay = weekday(shift(usual.lastDay, end))
      const insets = [firstDay, dayBefore(halfTermFirstDay), dayAfter(lastDay)]
      return {
        authority,
        ...(school ? { school } : {}),
        academicYear,
        term,
        firstDay,
        halfTermFirstDay,
        halfTermLastDay,
        lastDay,
        insetDays: insets.filter((_, index) => inset & (1 << index)),
      }
    })
}

/** Published terms of some academic years, as an import would take them; the years between are estimated (TERM-3). */
function publishedTerms(authority: string, school?: string): fc.Arbitrary<Term[]> {
  const years = fc.uniqueArray(fc.integer({ min: 2006, max: 2036 }), { maxLength: 3 })
  return years.chain((all) =>
    fc.tuple(...all.flatMap((year) => [0, 1, 2].map((term) => publishedTerm(year * 3 + term, authority, school)))),
  )
}

/** A day proclaimed, or one of the known ones moved within its year (LAW-15). */
const changedHolidays: fc.Arbitrary<Dates['bankHolidays']> = fc
  .record({
    added: fc.array(anyDay(), { maxLength: 3 }),
    moved: fc.array(fc.tuple(fc.nat(180), fc.integer({ min: -7, max: 7 })), { maxLength: 2 }),
  })
  .map(({ added, moved }) => {
    const all = shipped.bankHolidays.map((one) => ({ ...one }))
    for (const [which, by] of moved) {
      const one = all[which]
      const date = one && shift(one.date, by)
      if (one && date?.slice(0, 4) === one.date.slice(0, 4) && !all.some((other) => other.date === date))
        one.date = date
    }
    const proclaimed = added.map((date) => ({ date, name: 'A day proclaimed' }))
    return [...all, ...proclaimed.filter((one) => !all.some((other) => other.date === one.date))]
  })

/** A calendar of an authority, and of a school of it that may have its own terms. */
export const anyDates = (authority = 'staffordshire'): fc.Arbitrary<Dates> =>
  fc
    .oneof(
      { weight: 1, arbitrary: fc.constant(shipped.terms) },
      {
        weight: 3,
        arbitrary: fc
          .tuple(publishedTerms(authority), fc.option(publishedTerms(authority, '900001')))
          .map(([terms, own]) => [...terms, ...(own ?? [])])
          .filter((terms) => terms.length === 0 || readTermRows(terms).ok),
      },
    )
    .chain((terms) =>
      fc.record({
        authority: fc.constant(authority),
        school: fc.constantFrom('900001', null),
        bankHolidays: fc.oneof(fc.constant(shipped.bankHolidays), changedHolidays),
        terms: fc.constant(terms),
        oneWeekHalfTermIsLong: fc.boolean(),
      }),
    )
