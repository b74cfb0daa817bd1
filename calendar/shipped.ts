import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BankHoliday } from './bank-holiday.ts'
import { readBankHolidayRows } from './bank-holidays.ts'
import { readCsv } from './csv.ts'
import { readTermDates } from './terms.ts'
import type { Term } from './terms.ts'

const shipped = (file: string): string => readFileSync(join(import.meta.dirname, 'data', file), 'utf8')

function mustRead<Reading extends { ok: boolean }>(file: string, reading: Reading): Extract<Reading, { ok: true }> {
  if (reading.ok) return reading as Extract<Reading, { ok: true }>
  throw new Error(`calendar/data/${file}: ${(reading as { reason?: string }).reason}`)
}

/** The bank holidays in England from 2007 to 2030 that come with the service. */
export function shippedBankHolidays(): BankHoliday[] {
  const file = 'bank-holidays-england.csv'
  const csv = mustRead(file, readCsv(shipped(file), ['date', 'name']))
  return mustRead(file, readBankHolidayRows(csv.rows.map((row) => row.values))).bankHolidays
}

/** The published term dates that come with the service. */
export function shippedTerms(): Term[] {
  const file = 'term-dates.csv'
  return mustRead(file, readTermDates(shipped(file))).terms
}
