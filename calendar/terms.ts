import { sameTerm } from './term.ts'
import type { Term } from './term.ts'

export type { Term, TermName } from './term.ts'
export { readTermDates, readTermRows } from './term-dates.ts'
export type { TermReading } from './term-dates.ts'
export { estimateTerm } from './estimated-term.ts'

/** A term that an import brought, and what was known of it before. */
export interface ChangedTerm {
  from?: Term
  to: Term
}

/** Takes in published terms: each replaces the same term of the same authority or school, and erases no other. */
export function mergeTerms(
  known: readonly Term[],
  incoming: readonly Term[],
): { merged: Term[]; changed: ChangedTerm[] } {
  const untouched = known.filter((term) => !incoming.some((now) => sameTerm(now, term)))
  const changed = incoming.flatMap((to): ChangedTerm[] => {
    const from = known.find((term) => sameTerm(term, to))
    if (!from) return [{ to }]
    return sameDates(from, to) ? [] : [{ from, to }]
  })
  return { merged: [...untouched, ...incoming], changed }
}

function sameDates(a: Term, b: Term): boolean {
  const datesOf = (term: Term): string =>
    [term.firstDay, term.halfTermFirstDay, term.halfTermLastDay, term.lastDay, ...[...term.insetDays].sort()].join(' ')
  return datesOf(a) === datesOf(b)
}
