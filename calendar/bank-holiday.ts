import type { Day } from './day.ts'

/** A bank holiday of England (and Wales). */
export interface BankHoliday {
  date: Day
  name: string
}

/** The same holiday under its several spellings: no case, no curly apostrophe, nothing in brackets. */
export const plainName = (name: string): string =>
  withStraightApostrophes(name)
    .replace(/\s*\([^)]*\)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()

/** Names are kept with straight apostrophes, so that two sources read alike. */
export const withStraightApostrophes = (name: string): string => name.replace(/[‘’]/g, "'").trim()
