import { plainName } from './bank-holiday.ts'
import type { BankHoliday } from './bank-holiday.ts'
import { addDays, dayFrom, firstWeekdayFrom, isWeekend, weekday, yearOf } from './day.ts'
import type { Day } from './day.ts'
import { easterSunday, goodFriday } from './easter.ts'

export type { BankHoliday } from './bank-holiday.ts'
export { readBankHolidayFeed, readBankHolidayRows } from './bank-holiday-feed.ts'
export type { BankHolidayReading } from './bank-holiday-feed.ts'
export { mergeBankHolidays } from './bank-holiday-merge.ts'
export type { MergedBankHolidays, MovedBankHoliday } from './bank-holiday-merge.ts'

const HOLIDAYS_IN_A_FULL_YEAR = 8

const mondayFrom = (day: Day): Day => firstWeekdayFrom(day, 1)

function newYear(year: number): BankHoliday {
  const date = dayFrom(year, 1, 1)
  const name = "New Year's Day"
  return isWeekend(date) ? { date: mondayFrom(date), name: `${name} (substitute day)` } : { date, name }
}

function christmas(year: number): BankHoliday[] {
  const date = dayFrom(year, 12, 25)
  const [christmasDay, boxingDay] = [
    { date, name: 'Christmas Day' },
    { date: addDays(date, 1), name: 'Boxing Day' },
  ]
  const christmasSubstitute = { date: dayFrom(year, 12, 27), name: 'Christmas Day (substitute day)' }
  const boxingSubstitute = { date: dayFrom(year, 12, 28), name: 'Boxing Day (substitute day)' }
  if (weekday(date) === 5) return [christmasDay, boxingSubstitute]
  if (weekday(date) === 6) return [christmasSubstitute, boxingSubstitute]
  if (weekday(date) === 7) return [boxingDay, christmasSubstitute]
  return [christmasDay, boxingDay]
}

/** The bank holidays that the standing rule gives a year: what may be assumed of years not yet published. */
export function ruleBankHolidays(year: number): BankHoliday[] {
  return [
    newYear(year),
    { date: goodFriday(year), name: 'Good Friday' },
    { date: addDays(easterSunday(year), 1), name: 'Easter Monday' },
    { date: mondayFrom(dayFrom(year, 5, 1)), name: 'Early May bank holiday' },
    { date: mondayFrom(dayFrom(year, 5, 25)), name: 'Spring bank holiday' },
    { date: mondayFrom(dayFrom(year, 8, 25)), name: 'Summer bank holiday' },
    ...christmas(year),
  ]
}

/**
 * A year's bank holidays by name: those on record, and where the record is not a full year's, what the rule adds.
 * Christmas Day and Good Friday are never working days, whatever the record says (LAW-2).
 */
export function bankHolidaysOfYear(year: number, onRecord: readonly BankHoliday[]): Map<Day, string> {
  const listed = onRecord.filter((holiday) => yearOf(holiday.date) === year)
  const names = new Set(listed.map((holiday) => plainName(holiday.name)))
  const assumed = ruleBankHolidays(year).filter((holiday) => !names.has(plainName(holiday.name)))
  const always = [
    { date: goodFriday(year), name: 'Good Friday' },
    { date: dayFrom(year, 12, 25), name: 'Christmas Day' },
  ]
  const inForce = listed.length < HOLIDAYS_IN_A_FULL_YEAR ? [...listed, ...assumed] : listed
  return new Map([...always, ...inForce].map((holiday) => [holiday.date, holiday.name]))
}
