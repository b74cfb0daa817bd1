import type { Calendar } from './calendar.ts'
import { addDays } from './day.ts'
import type { Day } from './day.ts'
import { londonDay, nineOClock } from './london.ts'
import { nextWorkingDay, workingDaysFrom } from './working-days.ts'

/** 09:00 London on the working day that lies `offset` working days from the due day: before it where negative. */
export function ladderInstant(cal: Calendar, due: Day, offset: number): number {
  return nineOClock(offset === 0 ? nextWorkingDay(cal, due) : workingDaysFrom(cal, due, offset))
}

/** The first 09:00 London of a working day at or after the instant. */
export function nextNine(cal: Calendar, ms: number): number {
  const today = londonDay(ms)
  const from = nineOClock(today) >= ms ? today : addDays(today, 1)
  return nineOClock(nextWorkingDay(cal, from))
}
