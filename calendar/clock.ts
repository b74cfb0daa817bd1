import type { Calendar } from './calendar.ts'
import { countDaysOf } from './counted-days.ts'
import { endOfHalfTerm, endOfNthTerm, endOfTerm } from './counted-terms.ts'
import { addMonths, formatDay, isDay, yearOf } from './day.ts'
import type { Day } from './day.ts'
import { endOfDay, formatLondon } from './london.ts'
import { amount } from './reckoning.ts'
import type { Clock, Count, Reckoning } from './reckoning.ts'
import { isSchoolWorkingDay } from './school-holidays.ts'
import { endOfWeeks } from './school-weeks.ts'
import { countDays, isWorkingDay } from './working-days.ts'

export type { Clock, Reckoning, SheetDay } from './reckoning.ts'

function countMonths(months: number, from: Day): Count {
  const due = addMonths(from, months)
  const days = Array.from({ length: months }, (_, index) => ({
    date: addMonths(from, index + 1),
    counted: index + 1,
    skipped: null,
  }))
  const isShorter = due.slice(8) !== from.slice(8)
  const lastDay = isShorter ? ' That month has no such date, so its last day is taken.' : ''
  const why = `${amount(months, 'month')} following ${formatDay(from)}: ${formatDay(due)}.${lastDay}`
  return { due, days, why, unpublished: [] }
}

const fixed = (day: Day): Count => ({
  due: mustBeDay(day),
  days: [{ date: day, counted: 1, skipped: null }],
  why: `The day was fixed: ${formatDay(day)}.`,
  unpublished: [],
})

function mustBeDay(text: string): Day {
  if (isDay(text)) return text
  throw new RangeError(`'${text}' is not a day that exists (YYYY-MM-DD).`)
}

function mustBeReckonable(day: Day): Day {
  const year = yearOf(mustBeDay(day))
  if (year >= 2000 && year < 2100) return day
  throw new RangeError(`${day} lies outside the years 2000 to 2099, for which days are reckoned.`)
}

function mustBeNumber(n: number, least: number): void {
  if (!Number.isSafeInteger(n) || n < least)
    throw new RangeError(`A clock cannot count ${n}; it counts ${least} or more.`)
}

function count(cal: Calendar, clock: Clock, from: Day): Count {
  switch (clock.kind) {
    case 'working-days':
    case 'school-working-days':
      mustBeNumber(clock.days, 0)
      return countDaysOf(cal, clock, from)
    case 'months':
      mustBeNumber(clock.months, 0)
      return countMonths(clock.months, from)
    case 'end-of-weeks':
      mustBeNumber(clock.weeks, 1)
      return endOfWeeks(cal, clock.weeks, from)
    case 'end-of-half-term':
      return endOfHalfTerm(cal, from)
    case 'end-of-term':
      return endOfTerm(cal, from)
    case 'end-of-nth-term':
      mustBeNumber(clock.terms, 1)
      return endOfNthTerm(cal, clock, from)
    case 'fixed-day':
      return fixed(clock.day)
  }
}

function warning(unpublished: readonly string[]): string {
  const terms = unpublished.map((name) => `the ${name}`).join(' and ')
  return ` The authority has not yet published the dates of ${terms}, so this day may move.`
}

/** When a clock that starts on `from` (its day 0) runs out, and how that was found; throws RangeError. */
export function reckon(cal: Calendar, clock: Clock, from: Day): Reckoning {
  const { due, days, why, unpublished } = count(cal, clock, mustBeReckonable(from))
  const provisional = unpublished.length > 0
  const expiresAt = formatLondon(endOfDay(due))
  return { due, expiresAt, provisional, days, why: provisional ? why + warning(unpublished) : why }
}

/** What is left of a clock suspended on a day, to be given back when it is resumed: never less than 0 days. */
export function remainingOf(cal: Calendar, clock: Clock, on: Day, due: Day): Clock {
  const kind = clock.kind === 'school-working-days' ? clock.kind : 'working-days'
  const counts = kind === 'working-days' ? isWorkingDay : isSchoolWorkingDay
  return { kind, days: countDays(on, due, (day) => counts(cal, day)) }
}
