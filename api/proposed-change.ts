import * as z from 'zod'
import { actsIn } from '../access/reading.ts'
import type { Caller } from '../access/caller.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Policies } from '../policies/policies.ts'
import type { CalendarOnRecord } from '../records/calendar.ts'
import { proposeBankHolidays, proposeTerms, readBankHolidays, readTerms } from '../records/calendar-proposals.ts'
import { withoutBankHoliday } from '../records/removed-holiday.ts'
import { badRequest } from './problem.ts'
import { day, kebab, urn } from './schemas.ts'

const termColumns = {
  authority: kebab.optional(),
  school: urn.optional().describe('a URN, where a school differs from its authority'),
  academic_year: z.string().optional().describe('2026-27'),
  term: z.string().optional().describe('autumn, spring or summer'),
  first_day: day.optional(),
  half_term_first_day: day.optional(),
  half_term_last_day: day.optional(),
  last_day: day.optional(),
  inset_days: z.string().optional().describe('days, spaced'),
}

/** How a change of the calendar is proposed: a bank holiday, one term by the columns of the import, or several as the import takes them. */
export const proposalQuery = {
  date: day.optional().describe('of a bank holiday'),
  title: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(300)
    .optional()
    .describe('of the bank holiday; one that its year knows on another day moves, as in an import'),
  change: z
    .enum(['added', 'removed'], { error: 'must be added or removed' })
    .optional()
    .describe('of the bank holiday; added where left out'),
  ...termColumns,
  terms: z.string().optional().describe('several terms: the CSV of the import, or its rows as JSON'),
  holidays: z.string().optional().describe('several bank holidays: the government’s feed, or rows, as JSON'),
}

const query = z.object(proposalQuery)
export type Proposal = z.output<typeof query>

/** The calendar as it would be, and the change in words. */
export interface ProposedCalendar {
  facts: CalendarOnRecord
  summary: string
}

/** What the calendar on record would be with a proposed change, as an import of it would make it. Throws a Refusal or a 400. */
export function proposedCalendar(
  proposal: Proposal,
  known: CalendarOnRecord,
  caller: Caller,
  policies: Policies,
): ProposedCalendar {
  const { date, title, change, terms, holidays, ...columns } = proposal
  const byColumns = Object.keys(columns).length > 0
  const ways = [
    date !== undefined || title !== undefined || change !== undefined,
    terms !== undefined,
    byColumns,
    holidays !== undefined,
  ]
  if (ways.filter(Boolean).length !== 1)
    throw wrong(
      'date',
      'Propose one thing: a bank holiday (date and title), or a term by its columns, or several terms (terms) or bank holidays (holidays)',
    )
  if (byColumns) return withTerms(known, [columns], authoritiesOf(known, caller, policies), 'first_day')
  if (terms !== undefined)
    return withTerms(known, rowsIn(terms, 'terms'), authoritiesOf(known, caller, policies), 'terms')
  if (holidays !== undefined) return withBankHolidays(known, rowsIn(holidays, 'holidays'))
  return withBankHoliday(known, date, title, change)
}

function withBankHoliday(
  known: CalendarOnRecord,
  date: string | undefined,
  title: string | undefined,
  change: Proposal['change'],
): ProposedCalendar {
  if (date === undefined) throw wrong('date', 'is missing: say the day of the bank holiday')
  if (change === 'removed') {
    const { bankHolidays, summary } = withoutBankHoliday(known.bankHolidays, date)
    return { facts: { ...known, bankHolidays }, summary }
  }
  if (title === undefined) throw wrong('title', 'is missing: say what the bank holiday is called')
  const { merged, summary } = proposeBankHolidays(known.bankHolidays, [{ date, name: title }])
  return { facts: { ...known, bankHolidays: merged }, summary }
}

function withBankHolidays(known: CalendarOnRecord, rows: unknown): ProposedCalendar {
  try {
    const { merged, summary } = proposeBankHolidays(known.bankHolidays, readBankHolidays(rows))
    return { facts: { ...known, bankHolidays: merged }, summary }
  } catch (error) {
    throw error instanceof Refusal ? wrong('holidays', error.message) : error
  }
}

function withTerms(known: CalendarOnRecord, rows: unknown, authorities: string[], field: string): ProposedCalendar {
  try {
    const { merged, summary } = proposeTerms(known.terms, readTerms(rows, authorities))
    return { facts: { ...known, terms: merged }, summary }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const [, named = fieldIn(error.message, field)] = /^(authority): /.exec(error.message) ?? []
    throw wrong(named, error.message.replace(/^authority: /, '').replace(/^Row 1: /, field === 'terms' ? '$&' : ''))
  }
}

const fieldWords: [RegExp, string][] = [
  [/the authority is missing/, 'authority'],
  [/the academic year/, 'academic_year'],
  [/the term '/, 'term'],
  [/first day of half term/, 'half_term_first_day'],
  [/last day of half term/, 'half_term_last_day'],
  [/the first day/, 'first_day'],
  [/the last day/, 'last_day'],
  [/inset day/, 'inset_days'],
]

/** Of a single term the column that the import's sentence is about. */
const fieldIn = (sentence: string, field: string): string =>
  field === 'terms' ? field : (fieldWords.find(([words]) => words.test(sentence))?.[1] ?? field)

/** What is pasted into a field: CSV as it is; JSON as what it holds. Throws a 400 where it is broken. */
export function rowsIn(text: string, field: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    throw wrong(field, 'is neither CSV nor JSON that can be read')
  }
}

function authoritiesOf(known: CalendarOnRecord, caller: Caller, policies: Policies): string[] {
  const all = new Set([...policies.keys(), ...known.terms.map((term) => term.authority)])
  return [...all].filter((one) => actsIn(caller, one)).sort()
}

const wrong = (field: string, message: string) => badRequest([{ field, message }])
