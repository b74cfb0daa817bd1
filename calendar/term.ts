import type { Day } from './day.ts'

export const TERM_NAMES = ['autumn', 'spring', 'summer'] as const
export type TermName = (typeof TERM_NAMES)[number]

/**
 * A term of an authority, or of one school (a URN) that differs from its authority, as published (TERM-1).
 * `halfTermFirstDay` to `halfTermLastDay` is its half-term holiday; on `insetDays` staff work without pupils.
 */
export interface Term {
  authority: string
  school?: string
  /** '2025-26'. */
  academicYear: string
  term: TermName
  firstDay: Day
  halfTermFirstDay: Day
  halfTermLastDay: Day
  lastDay: Day
  insetDays: Day[]
}

/** 2025 of '2025-26'. */
export const startYearOf = (academicYear: string): number => Number(academicYear.slice(0, 4))

/** '2025-26' of 2025. */
export const academicYearFrom = (startYear: number): string =>
  `${startYear}-${String((startYear + 1) % 100).padStart(2, '0')}`

/** Terms in order of time: autumn 2025-26 is the one before spring 2025-26. */
export const termNumber = (academicYear: string, term: TermName): number =>
  startYearOf(academicYear) * 3 + TERM_NAMES.indexOf(term)

export const termOfNumber = (number: number): { academicYear: string; term: TermName } => ({
  academicYear: academicYearFrom(Math.floor(number / 3)),
  term: TERM_NAMES[number % 3] ?? 'autumn',
})

const keyOf = (term: Term): string => [term.authority, term.school ?? '', term.academicYear, term.term].join(' ')

/** Whether both are about the same term of the same authority or school. */
export const sameTerm = (a: Term, b: Term): boolean => keyOf(a) === keyOf(b)
