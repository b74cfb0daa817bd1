import type { Calendar } from './calendar.ts'
import { addDays, daysBetween, formatDay } from './day.ts'
import type { Day } from './day.ts'
import { halfTermOf, isSchoolDay } from './periods.ts'
import type { Period } from './periods.ts'
import { amount } from './reckoning.ts'
import type { Count } from './reckoning.ts'

/** Weeks of school from its first school day to the last, however many holidays lie between. */
export type SchoolWeeks = Omit<Period, 'number'>

const aMonday = '2000-01-03'
const mondayOf = (day: Day): Day => addDays(day, -(((daysBetween(aMonday, day) % 7) + 7) % 7))

/** The week of school that holds the day; on a weekend, in a week without school or after its last day, the next. */
function weekAt(cal: Calendar, day: Day): SchoolWeeks {
  for (let monday = mondayOf(day); ; monday = addDays(monday, 7)) {
    const days = [0, 1, 2, 3, 4].map((number) => addDays(monday, number)).filter((one) => isOpen(cal, one))
    const [firstDay] = days
    const lastDay = days.at(-1)
    if (firstDay !== undefined && lastDay !== undefined && lastDay >= day)
      return { firstDay, lastDay, name: '', provisional: halfTermOf(cal, lastDay).provisional }
  }
}

const isOpen = (cal: Calendar, day: Day): boolean => halfTermOf(cal, day).firstDay <= day && isSchoolDay(cal, day)

/** So many weeks of school, of which the first is that of the day. Weeks without school are left out. */
export function schoolWeeksFrom(cal: Calendar, day: Day, weeks: number): SchoolWeeks {
  const first = weekAt(cal, day)
  let last = first
  for (let counted = 1; counted < weeks; counted += 1) last = weekAt(cal, addDays(last.lastDay, 1))
  const name = `${amount(weeks, 'week')} of school from ${formatDay(first.firstDay)}`
  return { ...last, firstDay: first.firstDay, name, provisional: first.provisional || last.provisional }
}

/** The first day of school after them. */
export const firstDayAfter = (cal: Calendar, { lastDay }: SchoolWeeks): Day => weekAt(cal, addDays(lastDay, 1)).firstDay

/** The last school day of so many weeks of school (DA-3). */
export function endOfWeeks(cal: Calendar, weeks: number, from: Day): Count {
  const { firstDay, lastDay, name, provisional } = schoolWeeksFrom(cal, from, weeks)
  return {
    due: lastDay,
    days: [{ date: lastDay, counted: 1, skipped: null }],
    why: `The last school day of the ${name}: ${formatDay(lastDay)}.`,
    unpublished: provisional ? [halfTermOf(cal, firstDay).name] : [],
  }
}
