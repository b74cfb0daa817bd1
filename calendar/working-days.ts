import type { Calendar } from './calendar.ts'
import { addDays, isWeekend } from './day.ts'
import type { Day } from './day.ts'

/** Not Saturday, Sunday, Christmas Day, Good Friday or a bank holiday; school holidays do count (LAW-2). */
export const isWorkingDay = (cal: Calendar, day: Day): boolean =>
  !isWeekend(day) && cal.bankHolidayOn(day) === undefined

/** The nth working day after the day, or before it where n is negative; the day itself where n is 0. */
export function workingDaysFrom(cal: Calendar, day: Day, n: number): Day {
  const step = Math.sign(n)
  let reached = day
  for (let left = Math.abs(n); left > 0;) {
    reached = addDays(reached, step)
    if (isWorkingDay(cal, reached)) left -= 1
  }
  return reached
}

/** The day itself if it is a working day, else the next that is. */
export const nextWorkingDay = (cal: Calendar, day: Day): Day =>
  isWorkingDay(cal, day) ? day : workingDaysFrom(cal, day, 1)

/** How many days pass the test after one day, up to and including another. */
export function countDays(after: Day, upTo: Day, counts: (day: Day) => boolean): number {
  let counted = 0
  for (let day = addDays(after, 1); day <= upTo; day = addDays(day, 1)) if (counts(day)) counted += 1
  return counted
}

/** How many working days lie after one day, up to and including another. */
export const countWorkingDays = (cal: Calendar, after: Day, upTo: Day): number =>
  countDays(after, upTo, (day) => isWorkingDay(cal, day))
