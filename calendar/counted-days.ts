import type { Calendar } from './calendar.ts'
import { addDays, formatDay, formatDayOfYear, isWeekend, weekday } from './day.ts'
import type { Day } from './day.ts'
import { amount } from './reckoning.ts'
import type { Count, SheetDay } from './reckoning.ts'
import { halfTermsAround, isLongHoliday, schoolHolidayOf } from './school-holidays.ts'

type DayClock = { kind: 'working-days' | 'school-working-days'; days: number }

const WEEKEND = 'weekend'
const BANK_HOLIDAY = 'bank holiday: '
const SCHOOL_HOLIDAY = 'school holiday: '

function skippedAs(cal: Calendar, kind: DayClock['kind'], day: Day): string | null {
  if (isWeekend(day)) return WEEKEND
  const bankHoliday = cal.bankHolidayOn(day)
  if (bankHoliday !== undefined) return BANK_HOLIDAY + bankHoliday
  return kind === 'school-working-days' && isLongHoliday(cal, day) ? SCHOOL_HOLIDAY + schoolHolidayOf(cal, day) : null
}

function weekends(days: readonly SheetDay[]): string[] {
  const saturdays = days.filter((day) => day.skipped === WEEKEND).map(({ date }) => addDays(date, 6 - weekday(date)))
  const number = new Set(saturdays).size
  return number > 0 ? [amount(number, 'weekend')] : []
}

function schoolHolidays(days: readonly SheetDay[]): string[] {
  const names = days.flatMap(({ skipped }) =>
    skipped?.startsWith(SCHOOL_HOLIDAY) ? [skipped.slice(SCHOOL_HOLIDAY.length)] : [],
  )
  return [...new Set(names)].map((name) => {
    const number = names.filter((each) => each === name).length
    return `${amount(number, 'day')} of the school's ${name} holiday`
  })
}

function bankHolidays(days: readonly SheetDay[]): string[] {
  const list = days.flatMap(({ date, skipped }) =>
    skipped?.startsWith(BANK_HOLIDAY) ? [`${formatDayOfYear(date)} (${skipped.slice(BANK_HOLIDAY.length)})`] : [],
  )
  return list.length > 0 ? [list.join(', ')] : []
}

function explain(clock: DayClock, from: Day, days: readonly SheetDay[]): string {
  if (clock.days === 0) return `No days were left of the clock on ${formatDay(from)}.`
  const what = amount(clock.days, 'working day') + (clock.kind === 'school-working-days' ? ' of the school' : '')
  const left = [...weekends(days), ...schoolHolidays(days), ...bankHolidays(days)]
  const start = `${what} from the day after ${formatDay(from)}.`
  return left.length > 0 ? `${start} Not counted: ${left.join('; ')}.` : start
}

/** Steps one day at a time from the day after `from`, which is day 0, and counts what the clock counts (LAW-1, LAW-10). */
export function countDaysOf(cal: Calendar, clock: DayClock, from: Day): Count {
  const days: SheetDay[] = [{ date: from, counted: null, skipped: 'day 0: counting starts the day after' }]
  let due = from
  for (let counted = 0; counted < clock.days;) {
    due = addDays(due, 1)
    const skipped = skippedAs(cal, clock.kind, due)
    if (skipped === null) counted += 1
    days.push({ date: due, counted: skipped === null ? counted : null, skipped })
  }
  return { due, days, why: explain(clock, from, days), unpublished: unpublishedIn(cal, clock, days) }
}

function unpublishedIn(cal: Calendar, clock: DayClock, days: readonly SheetDay[]): string[] {
  if (clock.kind === 'working-days') return []
  const touched = days.slice(1).flatMap(({ date }) => halfTermsAround(cal, date))
  const names = touched.filter((half) => half.provisional).map((half) => half.name.replace(/^.* half of the /, ''))
  return [...new Set(names)]
}
