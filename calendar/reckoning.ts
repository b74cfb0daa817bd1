import type { Day } from './day.ts'

/** How a deadline is counted from the day it starts, its day 0. */
export type Clock =
  | { kind: 'working-days'; days: number }
  /** Working days of LAW-10: a holiday of the school longer than a week does not count. */
  | { kind: 'school-working-days'; days: number }
  /** The corresponding date (LAW-8, ST-25). */
  | { kind: 'months'; months: number }
  /** The last school day of so many weeks of school, the first being the one in which it starts (DA-3). */
  | { kind: 'end-of-weeks'; weeks: number }
  | { kind: 'end-of-half-term' }
  | { kind: 'end-of-term' }
  /** TERM-2: whether the term in which it begins `counts` as the first, or whole terms only. */
  | { kind: 'end-of-nth-term'; terms: number; firstTerm: 'counts' | 'whole-terms-only' }
  | { kind: 'fixed-day'; day: Day }

/** One line of a clock sheet: the number of what is counted, or why it is not. */
export interface SheetDay {
  date: Day
  counted: number | null
  skipped: string | null
}

/** A due day and how it was found. */
export interface Reckoning {
  due: Day
  /** London's midnight at the end of the due day, with its offset. */
  expiresAt: string
  /** A term that decides the day is not yet published (TERM-3). */
  provisional: boolean
  days: SheetDay[]
  /** For a headteacher to read: what was counted, and what was not. */
  why: string
}

/** What one kind of clock finds; `unpublished` are the names of the terms that were estimated. */
export interface Count {
  due: Day
  days: SheetDay[]
  why: string
  unpublished: string[]
}

/** '1 month', '15 working days'. */
export const amount = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`
