import { bankHolidaysOfYear, type BankHoliday } from '../calendar/bank-holidays.ts'
import { formatDay, yearOf, type Day } from '../calendar/day.ts'
import { Refusal } from '../cases/refusal.ts'

/**
 * The bank holidays without the one of a day. Throws a Refusal where there is none, and where the standing rule would give it
 * back: what every year has can be moved, not removed.
 */
export function withoutBankHoliday(
  known: readonly BankHoliday[],
  date: Day,
): { bankHolidays: BankHoliday[]; summary: string } {
  const name = bankHolidaysOfYear(yearOf(date), known).get(date)
  if (name === undefined) throw new Refusal(`date: ${formatDay(date)} is no bank holiday`, 'input')
  const bankHolidays = known.filter((holiday) => holiday.date !== date)
  if (bankHolidaysOfYear(yearOf(date), bankHolidays).has(date))
    throw new Refusal(
      `date: ${name} on ${formatDay(date)} is one that every year has: it can be moved (its new date under the same title), not removed`,
      'input',
    )
  return { bankHolidays, summary: `${name} on ${formatDay(date)} would be none` }
}
