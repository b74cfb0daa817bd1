import { plainName } from './bank-holiday.ts'
import type { BankHoliday } from './bank-holiday.ts'
import { isWeekend, yearOf } from './day.ts'
import type { Day } from './day.ts'

/** A bank holiday that lies on another day of its year than was known. */
export interface MovedBankHoliday {
  name: string
  from: Day
  to: Day
}

/** What an import made of the bank holidays known before. */
export interface MergedBankHolidays {
  merged: BankHoliday[]
  added: BankHoliday[]
  moved: MovedBankHoliday[]
}

const sameHoliday = (a: BankHoliday, b: BankHoliday): boolean =>
  yearOf(a.date) === yearOf(b.date) && plainName(a.name) === plainName(b.name)

/**
 * Takes in what an import says: it adds and moves, and never erases, since a feed drops past years (LAW-15). A holiday
 * has moved when the import knows its name in that year on another day, and nothing on the old one; never onto a
 * weekend, where a list without substitute days has Christmas.
 */
export function mergeBankHolidays(known: readonly BankHoliday[], incoming: readonly BankHoliday[]): MergedBankHolidays {
  const incomingDates = new Set(incoming.map((holiday) => holiday.date))
  const moveOf = (old: BankHoliday): MovedBankHoliday[] => {
    if (incomingDates.has(old.date)) return []
    const now = incoming.find((holiday) => sameHoliday(holiday, old) && !isWeekend(holiday.date))
    return now ? [{ name: now.name, from: old.date, to: now.date }] : []
  }
  const moved = known.flatMap(moveOf)
  const left = new Set(moved.map((move) => move.from))
  const reached = new Set(moved.map((move) => move.to))
  const byDate = new Map<Day, BankHoliday>()
  for (const holiday of known) if (!left.has(holiday.date)) byDate.set(holiday.date, holiday)
  const added: BankHoliday[] = []
  for (const holiday of incoming) {
    if (byDate.has(holiday.date)) continue
    byDate.set(holiday.date, holiday)
    if (!reached.has(holiday.date)) added.push(holiday)
  }
  const merged = [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1))
  return { merged, added, moved }
}
