import { sql, type Transaction } from 'kysely'
import type { BankHoliday, MovedBankHoliday } from '../calendar/bank-holidays.ts'
import { createCalendar } from '../calendar/school-year.ts'
import type { Calendar } from '../calendar/school-year.ts'
import { shippedBankHolidays, shippedTerms } from '../calendar/shipped.ts'
import type { Term } from '../calendar/terms.ts'
import type { Policy } from '../policies/policy.ts'
import { proposeBankHolidays, proposeTerms, readBankHolidays, readTerms } from './calendar-proposals.ts'
import { recordChange } from './changes.ts'
import type { Records } from './database.ts'
import type { Tables } from './tables.ts'

/** Bank holidays and term dates on record, of every authority. */
export interface CalendarOnRecord {
  bankHolidays: BankHoliday[]
  terms: Term[]
}

/** Puts in the dates that come with the service where there are none yet. */
export async function seedCalendar(records: Records): Promise<void> {
  await records.transaction().execute(async (trx) => {
    await oneAtATime(trx)
    const known = await loadCalendarFacts(trx)
    if (known.bankHolidays.length === 0) await insertBankHolidays(trx, shippedBankHolidays())
    if (known.terms.length === 0) await insertTerms(trx, shippedTerms())
  })
  remembered.delete(records)
}

/** Reads all that a calendar is made from. */
export async function loadCalendarFacts(records: Records): Promise<CalendarOnRecord> {
  const holidays = await records.selectFrom('bank_holidays').selectAll().orderBy('day').execute()
  const terms = await records.selectFrom('terms').selectAll().orderBy('first_day').execute()
  return {
    bankHolidays: holidays.map(({ day, name }) => ({ date: day, name })),
    terms: terms.map((row) => ({
      authority: row.authority,
      ...(row.school && { school: row.school }),
      academicYear: row.academic_year,
      term: row.term as Term['term'],
      firstDay: row.first_day,
      halfTermFirstDay: row.half_term_first_day,
      halfTermLastDay: row.half_term_last_day,
      lastDay: row.last_day,
      insetDays: row.inset_days,
    })),
  }
}

interface Remembered {
  version: number
  calendarOf: CalendarOf
}

const remembered = new WeakMap<Records, Remembered>()

/** The calendar of an authority, or of one school of it, as it stands on record now, whoever changed it last. */
export async function calendarFor(records: Records, policy: Policy, urn?: string): Promise<Calendar> {
  const { calendarOf } = await upToDate(records)
  return calendarOf(policy.authority, policy.calendar, urn)
}

/** Gives the calendar of an authority, or of a school that has term dates of its own, under a policy's settings. */
export type CalendarOf = (authority: string, settings: Policy['calendar'], urn?: string) => Calendar

/** The calendars that facts come to, each made once. */
export function calendarsOf(facts: CalendarOnRecord): CalendarOf {
  const calendars = new Map<string, Calendar>()
  const withOwnTerms = new Set(facts.terms.map((term) => term.school))
  return (authority, { oneWeekHalfTermIsLong }, urn) => {
    const own = urn !== undefined && withOwnTerms.has(urn)
    const key = [authority, own ? urn : '', oneWeekHalfTermIsLong].join(' ')
    const calendar =
      calendars.get(key) ?? createCalendar({ ...facts, authority, ...(own && { school: urn }), oneWeekHalfTermIsLong })
    calendars.set(key, calendar)
    return calendar
  }
}

async function upToDate(records: Records): Promise<Remembered> {
  const { version } = await records
    .selectFrom('calendar_changes')
    .select((row) => row.fn.coalesce(row.fn.max('id'), sql<number>`0`).as('version'))
    .executeTakeFirstOrThrow()
  const known = remembered.get(records)
  if (known?.version === version) return known
  const facts = await loadCalendarFacts(records)
  const now = { version, calendarOf: calendarsOf(facts) }
  if (facts.bankHolidays.length > 0) remembered.set(records, now)
  return now
}

/** What an import of bank holidays did; `changeId` is `null` where it changed nothing. */
export interface BankHolidayImport {
  added: BankHoliday[]
  moved: MovedBankHoliday[]
  changeId: number | null
  summary: string
}

/** Takes in the government's feed, or rows of `{date, name}`: adds and moves, never erases (LAW-15). Throws a Refusal. */
export async function importBankHolidays(
  records: Records,
  input: unknown,
  byRole: string | null,
): Promise<BankHolidayImport> {
  const incoming = readBankHolidays(input)
  return records.transaction().execute(async (trx) => {
    await oneAtATime(trx)
    const { bankHolidays: known } = await loadCalendarFacts(trx)
    const { merged, added, moved, summary: words } = proposeBankHolidays(known, incoming)
    if (added.length === 0 && moved.length === 0) return { added, moved, changeId: null, summary: words }
    const kept = new Set(merged.map((holiday) => holiday.date))
    const knownDays = new Set(known.map((holiday) => holiday.date))
    const left = known.filter((holiday) => !kept.has(holiday.date)).map((holiday) => holiday.date)
    if (left.length > 0) await trx.deleteFrom('bank_holidays').where('day', 'in', left).execute()
    await insertBankHolidays(
      trx,
      merged.filter((holiday) => !knownDays.has(holiday.date)),
    )
    const change = {
      kind: 'bank-holidays',
      authority: null,
      byRole,
      summary: words,
      details: { added, moved },
    } as const
    return { added, moved, changeId: await recordChange(trx, change), summary: words }
  })
}

/** What an import of term dates did; `changeId` is `null` where it changed nothing. */
export interface TermDateImport {
  added: Term[]
  changed: { from: Term; to: Term }[]
  changeId: number | null
  /** The authority that it is about; `null` where it is about several. */
  authority: string | null
  summary: string
}

/**
 * Takes in published term dates from CSV text or rows: each replaces the same term, no other is erased (LAW-15).
 * Authorities outside `authorities` are refused, where that list is given. Throws a Refusal.
 */
export async function importTermDates(
  records: Records,
  input: unknown,
  byRole: string | null,
  authorities?: readonly string[],
): Promise<TermDateImport> {
  const incoming = readTerms(input, authorities)
  return records.transaction().execute(async (trx) => {
    await oneAtATime(trx)
    const { terms: known } = await loadCalendarFacts(trx)
    const { changes, added, changed, authority, summary } = proposeTerms(known, incoming)
    if (changes.length === 0) return { added, changed, changeId: null, authority, summary }
    await insertTerms(trx, changes)
    const change = { kind: 'term-dates', authority, byRole, summary, details: { added, changed } } as const
    return { added, changed, changeId: await recordChange(trx, change), authority, summary }
  })
}

/** Two imports at once would each take in the calendar that the other changes. */
async function oneAtATime(trx: Transaction<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(7332)`.execute(trx)
}

async function insertBankHolidays(trx: Transaction<Tables>, bankHolidays: BankHoliday[]): Promise<void> {
  if (bankHolidays.length === 0) return
  await trx
    .insertInto('bank_holidays')
    .values(bankHolidays.map(({ date, name }) => ({ day: date, name })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function insertTerms(trx: Transaction<Tables>, terms: Term[]): Promise<void> {
  for (const term of terms) {
    const dates = {
      first_day: term.firstDay,
      half_term_first_day: term.halfTermFirstDay,
      half_term_last_day: term.halfTermLastDay,
      last_day: term.lastDay,
      inset_days: JSON.stringify(term.insetDays),
    }
    await trx
      .insertInto('terms')
      .values({
        authority: term.authority,
        school: term.school ?? '',
        academic_year: term.academicYear,
        term: term.term,
        ...dates,
      })
      .onConflict((conflict) => conflict.columns(['authority', 'school', 'academic_year', 'term']).doUpdateSet(dates))
      .execute()
  }
}
