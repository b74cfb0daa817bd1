import * as z from 'zod'
import { sheetFor } from '../../policies/clock-sheets.ts'
import { calendarFor } from '../../records/calendar.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { badRequest } from '../problem.ts'
import { clockSheetsFor } from '../clock-sheets.ts'
import { caseSheetsSchema, clockSheetSchema, day, urn } from '../schemas.ts'
import { mustReadCase } from './cases.ts'

/** How a day was counted, for whoever has to show it. */
export function clockSheetRoutes(parts: ApiParts) {
  const { records, policies } = parts
  return [
    operation({
      method: 'get',
      path: '/api/cases/{caseId}/clock-sheets',
      id: 'listClockSheets',
      tag: 'Cases',
      summary: 'How each day that is owed in a case is counted, day by day',
      params: z.object({ caseId: z.string() }),
      answers: { 200: { description: 'A sheet for each deadline whose day is counted', schema: caseSheetsSchema } },
      problems: [400, 403, 404, 409, 503],
      async handle({ params, caller }) {
        const row = await mustReadCase(parts, params.caseId, caller)
        return { body: { caseId: row.id, sheets: await clockSheetsFor(parts, row, caller) } }
      },
    }),
    operation({
      method: 'get',
      path: '/api/clock-sheet',
      id: 'getClockSheet',
      tag: 'Calendar',
      summary: 'A clock counted day by day',
      query: z.strictObject({
        authority: z.string({ error: 'authority is missing' }),
        clock: z.string({ error: 'clock is missing' }).describe('the id of a deadline that has a sheet'),
        from: day.describe('the day it starts, its day 0'),
        school: urn.optional().describe('a URN: the school’s own term dates count'),
      }),
      answers: { 200: { description: 'The sheet', schema: clockSheetSchema } },
      problems: [400, 503],
      async handle({ query }) {
        const { authority, clock, from, school } = query
        const policy = policies.get(authority)
        if (!policy)
          throw badRequest([
            { field: 'authority', message: `"${authority}" is not one of ${[...policies.keys()].join(', ')}` },
          ])
        const calendar = await calendarFor(records, policy, school)
        try {
          return { body: sheetFor(policy, calendar, clock, from) }
        } catch (error) {
          if (!(error instanceof RangeError)) throw error
          const [, field = 'from', message = error.message] = /^(clock|from): (.*)$/.exec(error.message) ?? []
          throw badRequest([{ field, message }])
        }
      },
    }),
  ]
}
