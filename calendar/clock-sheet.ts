import type { Calendar } from './calendar.ts'
import { reckon } from './clock.ts'
import { formatDay } from './day.ts'
import type { Day } from './day.ts'
import type { Clock, SheetDay } from './reckoning.ts'

/** A clock reckoned day by day, for whoever has to show why it is that day. */
export interface ClockSheet {
  authority: string
  clock: string
  rule: string
  law: string
  from: Day
  due: Day
  expiresAt: string
  provisional: boolean
  days: SheetDay[]
}

/** Which clock of which authority, under which rule and law, from which day. */
export interface ClockSheetRequest extends Pick<ClockSheet, 'authority' | 'clock' | 'rule' | 'law' | 'from'> {
  clockSpec: Clock
  calendar: Calendar
}

/** Reckons a named clock into its sheet; throws RangeError where `from` is no day. */
export function clockSheet({ authority, clock, rule, law, from, clockSpec, calendar }: ClockSheetRequest): ClockSheet {
  const { due, expiresAt, provisional, days } = reckon(calendar, clockSpec, from)
  return { authority, clock, rule, law, from, due, expiresAt, provisional, days }
}

const row = ({ date, counted, skipped }: SheetDay): string =>
  `${date}  ${formatDay(date).padEnd(27)}  ${(counted === null ? '' : String(counted)).padStart(3)}  ${skipped ?? ''}`

/** The sheet as a table to read in a terminal, with the settings of the policy that decide its day. */
export function printClockSheet(sheet: ClockSheet, settings: readonly string[] = []): string {
  const lines = [
    `${sheet.clock} (${sheet.authority})`,
    `rule      ${sheet.rule}`,
    `law       ${sheet.law}`,
    ...settings.map((setting) => `setting   ${setting}`),
    `from      ${formatDay(sheet.from)}`,
    `due       ${formatDay(sheet.due)}${sheet.provisional ? ' (provisional: term dates not yet published)' : ''}`,
    `expires   ${sheet.expiresAt}`,
    '',
    ...sheet.days.map(row),
  ]
  return lines.map((line) => line.trimEnd()).join('\n')
}
