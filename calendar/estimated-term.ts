import { bankHolidaysOfYear } from './bank-holidays.ts'
import { addDays, dayFrom, firstWeekdayFrom, isWeekend, yearOf } from './day.ts'
import type { Day } from './day.ts'
import { goodFriday } from './easter.ts'
import { startYearOf } from './term.ts'
import type { Term, TermName } from './term.ts'

const MONDAY = 1
const TUESDAY = 2
const FRIDAY = 5

type Days = Pick<Term, 'firstDay' | 'halfTermFirstDay' | 'halfTermLastDay' | 'lastDay'>

const nextWorkingDayByRule = (day: Day): Day =>
  isWeekend(day) || bankHolidaysOfYear(yearOf(day), []).has(day) ? nextWorkingDayByRule(addDays(day, 1)) : day

const days = (firstDay: Day, halfTermMonday: Day, lastDay: Day): Days => ({
  firstDay: nextWorkingDayByRule(firstDay),
  halfTermFirstDay: halfTermMonday,
  halfTermLastDay: addDays(halfTermMonday, 4),
  lastDay,
})

const autumn = (year: number): Days =>
  days(
    firstWeekdayFrom(dayFrom(year, 9, 2), TUESDAY),
    firstWeekdayFrom(dayFrom(year, 10, 24), MONDAY),
    firstWeekdayFrom(dayFrom(year, 12, 16), FRIDAY),
  )

const spring = (year: number): Days =>
  days(
    firstWeekdayFrom(dayFrom(year, 1, 2), MONDAY),
    firstWeekdayFrom(dayFrom(year, 2, 15), MONDAY),
    addDays(goodFriday(year), -7),
  )

const summer = (year: number): Days =>
  days(
    addDays(goodFriday(year), 10),
    firstWeekdayFrom(dayFrom(year, 5, 25), MONDAY),
    firstWeekdayFrom(dayFrom(year, 7, 17), FRIDAY),
  )

/** A term not yet published, by the habits of the years that were: provisional wherever it is shown (TERM-3). */
export function estimateTerm(academicYear: string, term: TermName, authority: string): Term {
  const startYear = startYearOf(academicYear)
  const estimate = {
    autumn: () => autumn(startYear),
    spring: () => spring(startYear + 1),
    summer: () => summer(startYear + 1),
  }
  return { authority, academicYear, term, ...estimate[term](), insetDays: [] }
}
