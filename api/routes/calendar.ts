import { calendarOnRecord, takeBankHolidays, takeTermDates } from '../calendar.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import {
  bankHolidaysImportedSchema,
  calendarSchema,
  bankHolidaysToImportSchema,
  termDatesImportedSchema,
  termDatesToImportSchema,
} from '../schemas.ts'

/** Imports that add and move days, and never erase one (LAW-15). */
export function calendarRoutes(parts: ApiParts) {
  return [
    operation({
      method: 'get',
      path: '/api/calendar',
      id: 'getCalendar',
      tag: 'Calendar',
      summary: 'The bank holidays on record, and the terms of the authorities that you act in',
      answers: { 200: { description: 'The calendar', schema: calendarSchema } },
      problems: [503],
      handle: async ({ caller }) => ({ body: await calendarOnRecord(parts, caller) }),
    }),
    operation({
      method: 'post',
      path: '/api/calendar/bank-holidays/import',
      id: 'importBankHolidays',
      tag: 'Calendar',
      summary: 'Takes in the government’s feed of bank holidays, or rows; running cases reckon again',
      body: { schema: bankHolidaysToImportSchema },
      answers: { 200: { description: 'What was new and what moved', schema: bankHolidaysImportedSchema } },
      problems: [400, 403, 409, 415, 503],
      handle: async ({ body, caller }) => ({ body: await takeBankHolidays(parts, body, caller) }),
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
      handle: async ({ body, caller }) => ({ body: await takeTermDates(parts, body, caller) }),
    }),
  ]
}
