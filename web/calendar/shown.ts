import type { calendarOnRecord } from '../../api/calendar.ts'
import type { ApiParts } from '../../api/parts.ts'
import { addMonths, dayFrom, yearOf } from '../../calendar/day.ts'
import type { Who } from '../who.ts'

type Facts = Awaited<ReturnType<typeof calendarOnRecord>>

/** The bank holidays from this year on, and the terms that are not long over, of each authority that somebody acts in. */
export function calendarShown({ policies, today }: ApiParts, { bankHolidays, terms }: Facts, { authority }: Who) {
  const from = dayFrom(yearOf(today()), 1, 1)
  const recent = terms.filter((term) => term.lastDay >= addMonths(today(), -6))
  const authorities = [...new Set(recent.map((term) => term.authority))]
  return {
    bankHolidays: bankHolidays.filter(({ date }) => date >= from),
    authorities: authorities
      .filter((one) => authority === null || one === authority)
      .map((one) => ({
        name: policies.get(one)?.name ?? one,
        terms: recent.filter((term) => term.authority === one),
      })),
  }
}
