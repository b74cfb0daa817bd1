import type { Clock } from '../../calendar/clock.ts'
import type { Term } from '../../calendar/terms.ts'

/**
 * The law's words once more, a day at a time and in other words than the calendar's own. What a calendar is made from is the same;
 * how it is counted is not.
 */
export interface SlowFacts {
  /** Those on record of a calendar year. */
  bankHolidaysOf: (year: number) => Set<string>
  /** The terms of the school in the academic years that begin in the year before and in the year itself, in order. */
  termsAround: (year: number) => readonly Term[]
  oneWeekHalfTermIsLong: boolean
}

const yearOf = (day: string): number => Number(day.slice(0, 4))

const shift = (day: string, by: number): string => {
  const date = new Date(`${day}T12:00:00Z`)
  date.setUTCDate(date.getUTCDate() + by)
  return date.toISOString().slice(0, 10)
}
export const dayAfter = (day: string): string => shift(day, 1)
export const dayBefore = (day: string): string => shift(day, -1)

const isSaturdayOrSunday = (day: string): boolean => [0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay())

/** Easter Sundays as the almanacs print them: no reckoning. */
const easters =
  '2006-04-16 2007-04-08 2008-03-23 2009-04-12 2010-04-04 2011-04-24 2012-04-08 2013-03-31 2014-04-20 2015-04-05 2016-03-27 2017-04-16 2018-04-01 2019-04-21 2020-04-12 2021-04-04 2022-04-17 2023-04-09 2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16 2029-04-01 2030-04-21 2031-04-13 2032-03-28 2033-04-17 2034-04-09 2035-03-25 2036-04-13 2037-04-05'.split(
    ' ',
  )

/** Schedule 1 of the Banking and Financial Dealings Act 1971, and the common law's two days: whether the day is one of the eight. */
function isByRule(day: string): boolean {
  const [, month = '', date = ''] = day.split('-')
  const monday = new Date(`${day}T12:00:00Z`).getUTCDay() === 1
  const isIn = (days: string[]): boolean => days.includes(`${month}-${date}`)
  if (easters.some((sunday) => shift(sunday, -2) === day || shift(sunday, 1) === day)) return true
  if (month === '05' && monday && (Number(date) <= 7 || Number(date) > 24)) return true
  if (month === '08' && monday && Number(date) > 24) return true
  if (isIn(['01-01', '12-25', '12-26'])) return true
  const [yesterday, dayBeforeThat] = [dayBefore(day), shift(day, -2)]
  // A holiday on a weekend is kept on the next weekday that is no holiday itself.
  if (month === '01' && monday && (yesterday.endsWith('01-01') || dayBeforeThat.endsWith('01-01'))) return true
  return (
    isIn(['12-27', '12-28']) &&
    !isSaturdayOrSunday(day) &&
    isSaturdayOrSunday(`${day.slice(0, 4)}-12-${Number(date) - 2}`)
  )
}

/** LAW-2: not Saturday, Sunday, Christmas Day, Good Friday or a bank holiday in England. */
export function isWorking(facts: SlowFacts, day: string): boolean {
  if (isSaturdayOrSunday(day)) return false
  const ofYear = facts.bankHolidaysOf(yearOf(day))
  if (ofYear.has(day)) return false
  if (day.endsWith('12-25') || easters.some((sunday) => shift(sunday, -2) === day)) return false
  return ofYear.size >= 8 || !isByRule(day)
}

/** The term of which the day is a school day, and in which half of it; null in holidays, at weekends, on inset days. */
export function schoolDay(facts: SlowFacts, day: string): { term: Term; half: 1 | 2 } | null {
  const term = facts.termsAround(yearOf(day)).find((one) => one.firstDay <= day && day <= one.lastDay)
  if (!term || !isWorking(facts, day) || isInset(facts, day)) return null
  if (term.halfTermFirstDay <= day && day <= term.halfTermLastDay) return null
  return { term, half: day < term.halfTermFirstDay ? 1 : 2 }
}

const isInset = (facts: SlowFacts, day: string): boolean =>
  facts.termsAround(yearOf(day)).some((one) => one.insetDays.includes(day))

/** LAW-10: whether the day lies in a holiday longer than a week that the school takes; inset days are worked. */
function isInLongHoliday(facts: SlowFacts, day: string): boolean {
  if (isInset(facts, day) || schoolDay(facts, day)) return false
  let [first, last] = [day, day]
  while (!schoolDay(facts, dayBefore(first))) first = dayBefore(first)
  while (!schoolDay(facts, dayAfter(last))) last = dayAfter(last)
  const weekday = (from: string, step: (one: string) => string): string =>
    isSaturdayOrSunday(from) ? weekday(step(from), step) : from
  // Inset days at either end are worked: the holiday begins after them, and ends before them.
  while (first < last && isInset(facts, weekday(first, dayAfter))) first = dayAfter(weekday(first, dayAfter))
  while (first < last && isInset(facts, weekday(last, dayBefore))) last = dayBefore(weekday(last, dayBefore))
  if (day < first || last < day) return false
  if (!facts.oneWeekHalfTermIsLong) [first, last] = [weekday(first, dayAfter), weekday(last, dayBefore)]
  let length = 1
  for (let one = first; one < last; one = dayAfter(one)) length += 1
  return length > 7
}

export const isWorkingOfSchool = (facts: SlowFacts, day: string): boolean =>
  isWorking(facts, day) && !isInLongHoliday(facts, day)

/** The nth day that counts, from the day after; before the day where n is negative. */
export function slowly(counts: (day: string) => boolean, from: string, n: number): string {
  let day = from
  for (let left = Math.abs(n); left > 0;) {
    day = n > 0 ? dayAfter(day) : dayBefore(day)
    if (counts(day)) left -= 1
  }
  return day
}

/** The corresponding date so many months on; where that month has none, its last day (LAW-8). */
export function monthsOn(from: string, months: number): string {
  const monthOf = (day: string): number => yearOf(day) * 12 + Number(day.slice(5, 7))
  const wanted = monthOf(from) + months
  let day = from
  while (monthOf(day) < wanted) day = dayAfter(day)
  while (day.slice(8) !== from.slice(8) && monthOf(dayAfter(day)) === wanted) day = dayAfter(day)
  return day
}

/** The last school day of the half term that holds the day, or of the next where it lies in a holiday. */
export function lastOfHalfTerm(facts: SlowFacts, from: string): string {
  let day = from
  while (!schoolDay(facts, day)) day = dayAfter(day)
  const found = schoolDay(facts, day)
  const inIt = (one: string): boolean => {
    const other = schoolDay(facts, one)
    return other?.term === found?.term && other?.half === found?.half
  }
  let last = day
  for (let one = day; one <= (found?.term.lastDay ?? day); one = dayAfter(one)) if (inIt(one)) last = one
  return last
}

/** The last school day of the nth week that has one, the first being that of the day, or of the next school day (DA-3). */
export function lastOfWeeks(facts: SlowFacts, from: string, weeks: number): string {
  let [last, weekOfLast, seen] = ['', '', 0]
  for (let day = from; seen <= weeks; day = dayAfter(day)) {
    if (!schoolDay(facts, day)) continue
    const sunday = shift(day, (7 - new Date(`${day}T12:00:00Z`).getUTCDay()) % 7)
    if (sunday !== weekOfLast) seen += 1
    weekOfLast = sunday
    if (seen <= weeks) last = day
  }
  return last
}

/** The first and the last school day of each term of the next years. */
function termsFrom(facts: SlowFacts, from: string): { first: string; last: string }[] {
  const years = [0, 2, 4].flatMap((more) => facts.termsAround(yearOf(from) + more))
  return years.map((term) => {
    let [first, last] = [term.firstDay, term.lastDay]
    while (schoolDay(facts, first) === null) first = dayAfter(first)
    while (schoolDay(facts, last) === null) last = dayBefore(last)
    return { first, last }
  })
}

/** TERM-2: the end of the nth term, that in which the day lies being the first, or the first that is whole. */
export function lastOfNthTerm(facts: SlowFacts, from: string, n: number, wholeOnly: boolean): string {
  const counted = termsFrom(facts, from).filter(({ first, last }) => (wholeOnly ? first >= from : last >= from))
  return counted[n - 1]?.last ?? ''
}

const londonsWall = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/London',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** What a wall clock in London shows at an instant. */
export function onTheWall(instant: number | string): string {
  return londonsWall.format(new Date(instant))
}

/** The due day in the law's own words, a day at a time. */
export function slowDue(facts: SlowFacts, clock: Clock, from: string): string {
  switch (clock.kind) {
    case 'working-days':
      return slowly((day) => isWorking(facts, day), from, clock.days)
    case 'school-working-days':
      return slowly((day) => isWorkingOfSchool(facts, day), from, clock.days)
    case 'months':
      return monthsOn(from, clock.months)
    case 'end-of-weeks':
      return lastOfWeeks(facts, from, clock.weeks)
    case 'end-of-half-term':
      return lastOfHalfTerm(facts, from)
    case 'end-of-term':
      return lastOfNthTerm(facts, from, 1, false)
    case 'end-of-nth-term':
      return lastOfNthTerm(facts, from, clock.terms, clock.firstTerm === 'whole-terms-only')
    case 'fixed-day':
      return clock.day
  }
}
