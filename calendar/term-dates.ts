import { readCsv } from './csv.ts'
import { sameTerm, termNumber } from './term.ts'
import type { Term } from './term.ts'
import { readTermRow } from './term-row.ts'

/** What was read, or the first fault found: where, and a plain reason. */
export type TermReading = { ok: true; terms: Term[] } | { ok: false; reason: string }

const COLUMNS = [
  'authority',
  'academic_year',
  'term',
  'first_day',
  'half_term_first_day',
  'half_term_last_day',
  'last_day',
  'inset_days',
]

function clash(term: Term, earlier: Term): string | undefined {
  if (term.authority !== earlier.authority || term.school !== earlier.school) return undefined
  const name = (of: Term): string => `${of.term} ${of.academicYear}`
  if (sameTerm(term, earlier)) return `the term ${name(term)} of ${term.school ?? term.authority} stands there twice.`
  const isLater = termNumber(term.academicYear, term.term) > termNumber(earlier.academicYear, earlier.term)
  const inOrder = isLater ? term.firstDay > earlier.lastDay : term.lastDay < earlier.firstDay
  return inOrder ? undefined : `${name(term)} overlaps ${name(earlier)}.`
}

function readEach(rows: readonly { where: string; row: unknown }[]): TermReading {
  if (rows.length === 0) return { ok: false, reason: 'There are no term dates in it.' }
  const terms: Term[] = []
  for (const { where, row } of rows) {
    const term = readTermRow(row)
    if (typeof term === 'string') return { ok: false, reason: `${where}: ${term}` }
    const fault = terms.map((earlier) => clash(term, earlier)).find((found) => found !== undefined)
    if (fault) return { ok: false, reason: `${where}: ${fault}` }
    terms.push(term)
  }
  return { ok: true, terms }
}

/** Reads objects under the names of the columns of `readTermDates`, or the same names in camel case. */
export function readTermRows(rows: unknown): TermReading {
  if (!Array.isArray(rows)) return { ok: false, reason: 'The term dates are not a list of rows.' }
  return readEach(rows.map((row: unknown, index) => ({ where: `Row ${index + 1}`, row })))
}

/** Reads published term dates from CSV; a column `school` (a URN) marks a school's own, `inset_days` are spaced. */
export function readTermDates(csvText: string): TermReading {
  const csv = readCsv(csvText, COLUMNS)
  return csv.ok ? readEach(csv.rows.map(({ line, values }) => ({ where: `Line ${line}`, row: values }))) : csv
}
