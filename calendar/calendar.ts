import type { BankHoliday } from './bank-holiday.ts'
import { bankHolidaysOfYear } from './bank-holidays.ts'
import { addDays, yearOf } from './day.ts'
import type { Day } from './day.ts'
import { estimateTerm } from './estimated-term.ts'
import { remembered } from './remembered.ts'
import { termNumber, termOfNumber } from './term.ts'
import type { Term } from './term.ts'

/** What a calendar is made from. */
export interface CalendarFacts {
  bankHolidays: readonly BankHoliday[]
  terms: readonly Term[]
  authority: string
  /** A URN: the school's own terms win over its authority's (TERM-1). */
  school?: string
  /** LAW-10's open question: whether nine days with their weekends are 'longer than a week'. */
  oneWeekHalfTermIsLong: boolean
}

/** The dates of one authority, or of one school of it, ready to be asked. */
export interface Calendar {
  authority: string
  school?: string
  oneWeekHalfTermIsLong: boolean
  bankHolidayOn: (day: Day) => string | undefined
  isInsetDay: (day: Day) => boolean
  /** The published term of that number, or its estimate (TERM-3). */
  termNumbered: (number: number) => { term: Term; provisional: boolean }
}

function publishedTerms({ terms, authority, school }: CalendarFacts): Map<number, Term> {
  const own = terms.filter((term) => term.authority === authority)
  const inOrder = [
    ...own.filter((term) => term.school === undefined),
    ...own.filter((term) => school !== undefined && term.school === school),
  ]
  return new Map(inOrder.map((term) => [termNumber(term.academicYear, term.term), term]))
}

/** An estimate gives way where a published neighbour reaches into it. */
function fitBetween(estimate: Term, before: Term | undefined, after: Term | undefined): Term {
  const firstDay = before && before.lastDay >= estimate.firstDay ? addDays(before.lastDay, 1) : estimate.firstDay
  const lastDay = after && after.firstDay <= estimate.lastDay ? addDays(after.firstDay, -1) : estimate.lastDay
  return { ...estimate, firstDay, lastDay }
}

/** Gathers the facts into a calendar that can be asked about any day from 2007 on. */
export function createCalendar(facts: CalendarFacts): Calendar {
  const { authority, school, oneWeekHalfTermIsLong } = facts
  const published = publishedTerms(facts)
  const insetDays = new Set([...published.values()].flatMap((term) => term.insetDays))
  const bankHolidaysOf = remembered((year: number) => bankHolidaysOfYear(year, facts.bankHolidays))
  const termNumbered = remembered((number: number) => {
    const known = published.get(number)
    if (known) return { term: known, provisional: false }
    const { academicYear, term } = termOfNumber(number)
    const estimate = estimateTerm(academicYear, term, authority)
    return { term: fitBetween(estimate, published.get(number - 1), published.get(number + 1)), provisional: true }
  })
  return {
    authority,
    ...(school !== undefined && { school }),
    oneWeekHalfTermIsLong,
    bankHolidayOn: (day) => bankHolidaysOf(yearOf(day)).get(day),
    isInsetDay: (day) => insetDays.has(day),
    termNumbered,
  }
}
