import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill/implementation'
import { createCalendar } from '../../calendar/school-year.ts'
import type { CalendarFacts } from '../../calendar/school-year.ts'
import { shippedBankHolidays, shippedTerms } from '../../calendar/shipped.ts'

export const bankHolidays = shippedBankHolidays()
export const terms = shippedTerms()

export const calendarOf = (facts: Partial<CalendarFacts> = {}) =>
  createCalendar({ bankHolidays, terms, authority: 'staffordshire', oneWeekHalfTermIsLong: false, ...facts })

/** Any day from 2007 to 2035, by another reckoning than the room's own. */
export const anyDay = (first = '2007-01-01', last = '2035-12-31') => {
  const start = Temporal.PlainDate.from(first)
  return fc
    .integer({ min: 0, max: start.until(last, { largestUnit: 'days' }).days })
    .map((days) => start.add({ days }).toString())
}
