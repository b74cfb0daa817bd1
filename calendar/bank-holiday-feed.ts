import { withStraightApostrophes } from './bank-holiday.ts'
import type { BankHoliday } from './bank-holiday.ts'
import { isDay } from './day.ts'

/** What was read, or the first fault found, as a sentence. */
export type BankHolidayReading = { ok: true; bankHolidays: BankHoliday[] } | { ok: false; reason: string }

const fields = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined

function faultOf(row: unknown): string | undefined {
  const { date, name, title } = fields(row) ?? {}
  const given = name ?? title
  if (!fields(row)) return 'is not an object with a date and a name.'
  if (typeof date !== 'string' || date === '') return 'has no date.'
  if (!isDay(date)) return `has the date '${date}', which is not a day that exists (YYYY-MM-DD).`
  if (typeof given !== 'string' || given.trim() === '') return `has no name for ${date}.`
}

function bankHolidayFrom(row: unknown): BankHoliday {
  const { date, name, title } = fields(row) ?? {}
  return { date: String(date), name: withStraightApostrophes(String(name ?? title)) }
}

function readAll(rows: unknown, what: string): BankHolidayReading {
  if (!Array.isArray(rows)) return { ok: false, reason: `The bank holidays are not a list of ${what}s.` }
  if (rows.length === 0) return { ok: false, reason: 'The list of bank holidays is empty.' }
  for (const [index, row] of rows.entries()) {
    const fault = faultOf(row)
    if (fault) return { ok: false, reason: `Bank holiday ${what} ${index + 1} ${fault}` }
  }
  return { ok: true, bankHolidays: rows.map(bankHolidayFrom) }
}

/** Reads rows of `{date, name}` or `{date, title}`. */
export const readBankHolidayRows = (rows: unknown): BankHolidayReading => readAll(rows, 'row')

/** Reads the government's published feed, and of its three divisions England and Wales alone. */
export function readBankHolidayFeed(json: unknown): BankHolidayReading {
  const feed = fields(json)
  if (!feed) return { ok: false, reason: 'The bank holiday feed is not a JSON object.' }
  const division = fields(feed['england-and-wales'])
  if (!division) return { ok: false, reason: "The bank holiday feed has no division 'england-and-wales'." }
  if (!Array.isArray(division['events']))
    return { ok: false, reason: "The division 'england-and-wales' of the bank holiday feed has no list of events." }
  return readAll(division['events'], 'event')
}
