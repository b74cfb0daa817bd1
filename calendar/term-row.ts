import { isDay, yearOf } from './day.ts'
import type { Day } from './day.ts'
import { TERM_NAMES, startYearOf } from './term.ts'
import type { Term, TermName } from './term.ts'

const isTermName = (text: string): text is TermName => TERM_NAMES.some((name) => name === text)

/** The days between which each term of the academic year must lie: outside them a year has been mistyped. */
const BOUNDS: Record<TermName, { years: 0 | 1; from: string; to: string }> = {
  autumn: { years: 0, from: '08-01', to: '12-31' },
  spring: { years: 1, from: '01-01', to: '05-10' },
  summer: { years: 1, from: '03-15', to: '08-31' },
}

function isAcademicYear(text: string): boolean {
  if (!/^\d{4}-\d{2}$/.test(text)) return false
  return (startYearOf(text) + 1) % 100 === Number(text.slice(5))
}

/** A value under its column's name, `first_day`, or the same in camel case. */
function valueIn(row: Record<string, unknown>, column: string): unknown {
  const camelCase = column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return row[column] ?? row[camelCase] ?? ''
}

function textOf(row: Record<string, unknown>, column: string): string {
  const value = valueIn(row, column)
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}

function insetDaysOf(row: Record<string, unknown>): string[] {
  const value = valueIn(row, 'inset_days')
  if (Array.isArray(value)) return value.map(String)
  return textOf(row, 'inset_days')
    .split(/[\s;]+/)
    .filter(Boolean)
}

function termFrom(row: Record<string, unknown>, term: TermName): Term {
  const school = textOf(row, 'school')
  return {
    authority: textOf(row, 'authority'),
    ...(school && { school }),
    academicYear: textOf(row, 'academic_year'),
    term,
    firstDay: textOf(row, 'first_day'),
    halfTermFirstDay: textOf(row, 'half_term_first_day'),
    halfTermLastDay: textOf(row, 'half_term_last_day'),
    lastDay: textOf(row, 'last_day'),
    insetDays: insetDaysOf(row),
  }
}

function faultInDays(term: Term): string | undefined {
  const { years, from, to } = BOUNDS[term.term]
  const year = startYearOf(term.academicYear) + years
  const days: [string, Day][] = [
    ['first day', term.firstDay],
    ['first day of half term', term.halfTermFirstDay],
    ['last day of half term', term.halfTermLastDay],
    ['last day', term.lastDay],
    ...term.insetDays.map((day): [string, Day] => ['inset day', day]),
  ]
  for (const [what, day] of days) {
    if (day === '') return `the ${what} is missing.`
    if (!isDay(day)) return `the ${what} '${day}' is not a day that exists (YYYY-MM-DD).`
  }
  const { firstDay, halfTermFirstDay, halfTermLastDay, lastDay } = term
  if (!(firstDay < halfTermFirstDay && halfTermFirstDay <= halfTermLastDay && halfTermLastDay < lastDay))
    return `the dates are out of order: ${[firstDay, halfTermFirstDay, halfTermLastDay, lastDay].join(', ')}.`
  if (firstDay < `${year}-${from}` || lastDay > `${year}-${to}`)
    return `the ${term.term} term of ${term.academicYear} cannot run from ${firstDay} to ${lastDay}.`.replace(
      'an s',
      'a s',
    )
  const stray = term.insetDays.find((day) => Math.abs(yearOf(day) - year) > 1)
  if (stray) return `the inset day ${stray} is far from its term.`
}

/** One row of term dates under the names of its columns, or what is wrong with it. */
export function readTermRow(row: unknown): Term | string {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return 'it is not an object with a term in it.'
  const values = row as Record<string, unknown>
  const [authority, academicYear, term] = ['authority', 'academic_year', 'term'].map((name) => textOf(values, name))
  if (!authority) return 'the authority is missing.'
  if (!academicYear || !isAcademicYear(academicYear))
    return `the academic year '${academicYear ?? ''}' is not written like 2025-26.`
  if (!term || !isTermName(term)) return `the term '${term ?? ''}' is not autumn, spring or summer.`
  const read = termFrom(values, term)
  return faultInDays(read) ?? read
}
