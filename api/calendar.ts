import type { Caller } from '../access/caller.ts'
import { actsIn } from '../access/reading.ts'
import { requireKeeper } from '../access/writing.ts'
import { importBankHolidays, importTermDates, loadCalendarFacts } from '../records/calendar.ts'
import { tellCases } from './calendar-news.ts'
import type { ApiParts } from './parts.ts'

/** The bank holidays on record, and the terms of every authority that the caller acts in, in the order of their days. */
export async function calendarOnRecord({ records }: ApiParts, caller: Caller) {
  const { bankHolidays, terms } = await loadCalendarFacts(records)
  return { bankHolidays, terms: terms.filter((term) => actsIn(caller, term.authority)) }
}

/** Takes in bank holidays; running cases reckon again (LAW-15). */
export async function takeBankHolidays(parts: ApiParts, input: unknown, caller: Caller) {
  requireKeeper(parts.policies, caller, 'calendar', null)
  const imported = await importBankHolidays(parts.records, input, caller.role)
  return { ...imported, casesTold: await tellCases(parts) }
}

/** Takes in published term dates of authorities that the caller acts in; running cases reckon again (TERM-3). */
export async function takeTermDates(parts: ApiParts, input: unknown, caller: Caller) {
  const { records, policies } = parts
  requireKeeper(policies, caller, 'calendar', null)
  const known = (await loadCalendarFacts(records)).terms.map((term) => term.authority)
  const authorities = [...new Set([...policies.keys(), ...known])].filter((one) => actsIn(caller, one)).sort()
  const { authority: _, ...imported } = await importTermDates(records, input, caller.role, authorities)
  return { ...imported, casesTold: await tellCases(parts) }
}
