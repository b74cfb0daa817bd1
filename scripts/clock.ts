import { parseArgs } from 'node:util'
import { isDay } from '../calendar/day.ts'
import { printClockSheet } from '../calendar/clock-sheet.ts'
import { createCalendar, type Calendar } from '../calendar/school-year.ts'
import { shippedBankHolidays, shippedTerms } from '../calendar/shipped.ts'
import { settingsOf, sheetFor } from '../policies/clock-sheets.ts'
import { loadPolicies } from '../policies/policies.ts'
import type { Policy } from '../policies/policy.ts'
import { calendarFor, loadCalendarFacts } from '../records/calendar.ts'
import { connectRecords, type Records } from '../records/database.ts'
import { getSchool } from '../records/schools.ts'
import { addressOfRecords } from './records-at-hand.ts'

const usage = 'npm run clock -- --authority A --clock C --from YYYY-MM-DD [--school URN] [--json]'

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

async function main(): Promise<void> {
  const { authority, clock, from, school, json } = readArguments()
  const policies = loadPolicies()
  const policy = policies.get(authority)
  if (!policy) throw new Error(`--authority is "${authority}", but must be one of ${[...policies.keys()].join(', ')}.`)
  const sheet = sheetFor(policy, await calendarOnRecord(policy, school), clock, from)
  const law = sheet.law ?? 'none: the paper’s own rule'
  console.log(json ? JSON.stringify(sheet) : printClockSheet({ ...sheet, law }, settingsOf(policy, clock)))
}

function readArguments() {
  const { authority, clock, from, school, json } = parse()
  if (!authority || !clock || !from) throw new Error(`Say which clock: ${usage}`)
  if (!isDay(from)) throw new Error(`--from is "${from}", but must be a day that exists, written YYYY-MM-DD.`)
  if (school !== undefined && !/^\d{6}$/.test(school))
    throw new Error(`--school is "${school}", but must be a URN of six digits.`)
  return { authority, clock, from, school, json: json ?? false }
}

function parse() {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      options: { authority: text, clock: text, from: text, school: text, json: { type: 'boolean' } },
    }).values
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('. ')
    throw new Error(`${why}: ${usage}`, { cause: error })
  }
}

/** The calendar of the records where there is a database at hand, else the one that comes with the service. */
async function calendarOnRecord(policy: Policy, school: string | undefined): Promise<Calendar> {
  const url = addressOfRecords()
  if (url === undefined) return shippedCalendar(policy, school)
  const records = connectRecords(url, 1)
  try {
    if (school === undefined || (await knowsSchool(records, school))) return await calendarFor(records, policy, school)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`The calendar on record cannot be read: ${why}`, { cause: error })
  } finally {
    await records.destroy()
  }
  throw new Error(`--school is "${school}", but the records know no school with that URN: put it in first.`)
}

/** Whether a URN is on record, as a school or with term dates of its own. */
async function knowsSchool(records: Records, urn: string): Promise<boolean> {
  if (await getSchool(records, urn)) return true
  return (await loadCalendarFacts(records)).terms.some((term) => term.school === urn)
}

function shippedCalendar({ authority, calendar }: Policy, school: string | undefined): Calendar {
  const terms = shippedTerms()
  if (school !== undefined && !terms.some((term) => term.school === school))
    console.error(
      `The own dates of the school ${school} are not known, as there are no records at hand: counted by those of ${authority}.`,
    )
  return createCalendar({
    bankHolidays: shippedBankHolidays(),
    terms,
    authority,
    ...(school !== undefined && { school }),
    oneWeekHalfTermIsLong: calendar.oneWeekHalfTermIsLong,
  })
}
