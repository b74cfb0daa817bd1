import type { Calendar } from './calendar.ts'
import { addDays, daysBetween, isWeekend } from './day.ts'
import type { Day } from './day.ts'
import { halfTermNumbered, halfTermOf } from './periods.ts'
import type { Period } from './periods.ts'
import { rememberedWithin } from './remembered.ts'
import { termOfNumber } from './term.ts'
import { countWorkingDays, isWorkingDay } from './working-days.ts'

/** A holiday of the school, with the weekends at its edges; inset days at its edges are not part of it (LAW-10). */
interface SchoolHoliday {
  name: string
  firstDay: Day
  lastDay: Day
}

const AT_THE_END_OF = { autumn: 'Christmas', spring: 'Easter', summer: 'summer' }

function nameAfter(halfTerm: Period): string {
  const { term } = termOfNumber(Math.floor(halfTerm.number / 2))
  return halfTerm.number % 2 === 0 ? `${term} half term` : AT_THE_END_OF[term]
}

const weekdayFrom = (day: Day, step: 1 | -1): Day => (isWeekend(day) ? weekdayFrom(addDays(day, step), step) : day)

function withoutInsetDays(cal: Calendar, edge: Day, step: 1 | -1): Day {
  const first = weekdayFrom(edge, step)
  return cal.isInsetDay(first) ? withoutInsetDays(cal, addDays(first, step), step) : edge
}

/** The holiday that ends with the half term of that number, or null where no working day lies between. */
const holidayBefore = rememberedWithin((cal: Calendar, number): SchoolHoliday | null => {
  const before = halfTermNumbered(cal, number - 1)
  const after = halfTermNumbered(cal, number)
  const firstDay = withoutInsetDays(cal, addDays(before.lastDay, 1), 1)
  const lastDay = withoutInsetDays(cal, addDays(after.firstDay, -1), -1)
  const workingDays = countWorkingDays(cal, addDays(firstDay, -1), lastDay)
  return workingDays > 0 ? { name: nameAfter(before), firstDay, lastDay } : null
})

function holidayAt(cal: Calendar, day: Day): SchoolHoliday | undefined {
  const next = halfTermOf(cal, day)
  const holiday = day < next.firstDay && !cal.isInsetDay(day) ? holidayBefore(cal, next.number) : null
  return holiday && day >= holiday.firstDay && day <= holiday.lastDay ? holiday : undefined
}

/** The name of the school's holiday in which the day lies: 'Christmas', 'summer half term' and the like. */
export const schoolHolidayOf = (cal: Calendar, day: Day): string | undefined => holidayAt(cal, day)?.name

/**
 * Whether the day lies in a holiday longer than a week (LAW-10). The days are counted from its first weekday to its
 * last; where `oneWeekHalfTermIsLong` they are counted with the weekends at both ends, which makes nine of one week.
 */
export function isLongHoliday(cal: Calendar, day: Day): boolean {
  const holiday = holidayAt(cal, day)
  if (!holiday) return false
  const { firstDay, lastDay } = holiday
  const [from, to] = cal.oneWeekHalfTermIsLong
    ? [firstDay, lastDay]
    : [weekdayFrom(firstDay, 1), weekdayFrom(lastDay, -1)]
  return daysBetween(from, to) + 1 > 7
}

/** A working day on which the school is not in a holiday longer than a week (LAW-10); inset days are such days. */
export const isSchoolWorkingDay = (cal: Calendar, day: Day): boolean =>
  isWorkingDay(cal, day) && !isLongHoliday(cal, day)

/** The half terms whose dates decide whether the day is one of the school's holidays. */
export function halfTermsAround(cal: Calendar, day: Day): Period[] {
  const next = halfTermOf(cal, day)
  return day < next.firstDay ? [halfTermNumbered(cal, next.number - 1), next] : [next]
}
