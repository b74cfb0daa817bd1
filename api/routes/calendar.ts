import { actsIn } from '../../access/reading.ts'
import { requireKeeper } from '../../access/writing.ts'
import { importBankHolidays, importTermDates, loadCalendarFacts } from '../../records/calendar.ts'
import { tellCases } from '../calendar-news.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import {
  bankHolidaysImportedSchema,
  bankHolidaysToImportSchema,
  termDatesImportedSchema,
  termDatesToImportSchema,
} from '../schemas.ts'

/** Imports that add and move days, and never erase one (LAW-15). */
export function calendarRoutes(parts: ApiParts) {
  const { records, policies } = parts
  return [
    operation({
      method: 'post',
      path: '/api/calendar/bank-holidays/import',
      id: 'importBankHolidays',
      tag: 'Calendar',
      summary: 'Takes in the government’s feed of bank holidays, or rows; running cases reckon again',
      body: { schema: bankHolidaysToImportSchema },
      answers: { 200: { description: 'What was new and what moved', schema: bankHolidaysImportedSchema } },
      problems: [400, 403, 409, 415, 503],
      async handle({ body, caller }) {
        requireKeeper(policies, caller, 'calendar', null)
        const imported = await importBankHolidays(records, body, caller.role)
        return { body: { ...imported, casesTold: await tellCases(parts) } }
      },
    }),
    operation({
      method: 'post',
      path: '/api/calendar/term-dates/import',
      id: 'importTermDates',
      tag: 'Calendar',
      summary: 'Takes in published term dates, as CSV or rows; running cases reckon again',
      description:
        'Columns: authority, academic_year (2025-26), term, first_day, half_term_first_day, half_term_last_day, last_day, inset_days (spaced), and school (a URN) where a school differs from its authority.',
      body: { schema: termDatesToImportSchema, types: ['application/json', 'text/csv'] },
      answers: { 200: { description: 'What was new and what changed', schema: termDatesImportedSchema } },
      problems: [400, 403, 409, 415, 503],
      async handle({ body, caller }) {
        requireKeeper(policies, caller, 'calendar', null)
        const known = (await loadCalendarFacts(records)).terms.map((term) => term.authority)
        const authorities = [...new Set([...policies.keys(), ...known])].filter((one) => actsIn(caller, one)).sort()
        const { authority: _, ...imported } = await importTermDates(records, body, caller.role, authorities)
        return { body: { ...imported, casesTold: await tellCases(parts) } }
      },
    }),
  ]
}
