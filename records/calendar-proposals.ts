import { mergeBankHolidays, readBankHolidayFeed, readBankHolidayRows } from '../calendar/bank-holidays.ts'
import type { BankHoliday, MergedBankHolidays } from '../calendar/bank-holidays.ts'
import { formatDay } from '../calendar/day.ts'
import { mergeTerms, readTermDates, readTermRows } from '../calendar/terms.ts'
import type { Term } from '../calendar/terms.ts'
import { Refusal } from '../cases/refusal.ts'

/** What the bank holidays on record would be with those of an import, and that in words. */
export interface ProposedBankHolidays extends MergedBankHolidays {
  summary: string
}

/** Reads the government's feed, or rows of `{date, name}`. Throws a Refusal. */
export function readBankHolidays(input: unknown): BankHoliday[] {
  const rows = rowsIn(input)
  const read = rows ? readBankHolidayRows(rows) : readBankHolidayFeed(input)
  if (!read.ok) throw new Refusal(read.reason, 'input')
  return read.bankHolidays
}

/** What an import would make of the bank holidays on record: it adds and moves, never erases (LAW-15). */
export function proposeBankHolidays(
  known: readonly BankHoliday[],
  incoming: readonly BankHoliday[],
): ProposedBankHolidays {
  const merged = mergeBankHolidays(known, incoming)
  const words = [
    ...merged.added.map((holiday) => `${holiday.name} on ${formatDay(holiday.date)} is new`),
    ...merged.moved.map((move) => `${move.name} moved from ${formatDay(move.from)} to ${formatDay(move.to)}`),
  ]
  return { ...merged, summary: inWords(words) }
}

/** What the term dates on record would be with those of an import, and that in words. */
export interface ProposedTerms {
  merged: Term[]
  /** The terms that would be other than they are, as they would be. */
  changes: Term[]
  added: Term[]
  changed: { from: Term; to: Term }[]
  /** The authority that it is about; `null` where it is about several. */
  authority: string | null
  summary: string
}

/** Reads published term dates from CSV text or rows; authorities outside `authorities` are refused. Throws a Refusal. */
export function readTerms(input: unknown, authorities?: readonly string[]): Term[] {
  const read = typeof input === 'string' ? readTermDates(input) : readTermRows(rowsIn(input))
  if (!read.ok) throw new Refusal(read.reason, 'input')
  const unknown = read.terms.find((term) => authorities && !authorities.includes(term.authority))
  if (unknown) throw new Refusal(`authority: "${unknown.authority}" is not one of ${authorities?.join(', ')}`, 'input')
  return read.terms
}

/** What an import would make of the term dates on record: each replaces the same term, no other is erased (LAW-15). Throws a Refusal. */
export function proposeTerms(known: readonly Term[], incoming: readonly Term[]): ProposedTerms {
  const { merged, changed: all } = mergeTerms(known, incoming)
  const changes = all.map(({ to }) => to)
  const concerned = new Set(changes.map((term) => term.authority))
  if (changes.length > 0) refuseOverlaps(merged, incoming)
  return {
    merged,
    changes,
    added: all.filter((change) => change.from === undefined).map((change) => change.to),
    changed: all.flatMap(({ from, to }) => (from ? [{ from, to }] : [])),
    authority: concerned.size === 1 ? ([...concerned][0] ?? null) : null,
    summary: inWords(changes.map(termInWords)),
  }
}

const termInWords = ({ authority, school, term, academicYear, firstDay, lastDay }: Term): string =>
  `${term} term ${academicYear} of ${school ?? authority} is ${formatDay(firstDay)} to ${formatDay(lastDay)}`

/** Reads what would be on record once more as a whole, so that no published term runs into its neighbour. */
function refuseOverlaps(merged: readonly Term[], incoming: readonly Term[]): void {
  const key = (term: Term): string => `${term.authority} ${term.school ?? ''}`
  for (const concerned of new Set(incoming.map(key))) {
    const read = readTermRows(merged.filter((term) => key(term) === concerned))
    if (!read.ok)
      throw new Refusal(
        `With what is on record of ${concerned.trim()}: ${read.reason.replace(/^Row \d+: /, '')}`,
        'input',
      )
  }
}

/** A list, or a list under `rows`, however it came; undefined where it is neither. */
function rowsIn(input: unknown): unknown[] | undefined {
  if (Array.isArray(input)) return input
  const rows = typeof input === 'object' && input !== null && 'rows' in input ? input.rows : undefined
  return Array.isArray(rows) ? rows : undefined
}

function inWords(changes: string[]): string {
  const text = changes.join('; ') || 'Nothing changed.'
  return text.length > 1000 ? `${text.slice(0, 997)}…` : text
}
