import { deadlinesCalendar, deadlinesQuery, feedQuery, findDeadlines } from '../deadlines.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { deadlineInCaseSchema, pageOf } from '../schemas.ts'

/** What is owed, over all cases. */
export function deadlineRoutes(parts: ApiParts) {
  return [
    operation({
      method: 'get',
      path: '/api/deadlines',
      id: 'listDeadlines',
      tag: 'Deadlines',
      summary: 'Finds deadlines over all cases, the soonest first',
      description:
        'Without a status it gives what is still owed: open, suspended and missed. What was met, was cancelled or lapsed is asked for by its status; `overdue` is what was missed, and what is open past its day.',
      query: deadlinesQuery,
      answers: { 200: { description: 'A page of deadlines', schema: pageOf(deadlineInCaseSchema) } },
      problems: [400, 403, 503],
      handle: async ({ query, caller }) => ({ body: await findDeadlines(parts, query, caller) }),
    }),
    operation({
      method: 'get',
      path: '/api/deadlines.ics',
      id: 'getDeadlinesCalendar',
      tag: 'Deadlines',
      summary: 'The same as a calendar: an all-day entry for each, a thousand at most',
      query: feedQuery,
      answers: { 200: { description: 'The calendar', type: 'text/calendar' } },
      problems: [400, 403, 503],
      async handle({ query, caller, response }) {
        response.type('text/calendar').send(await deadlinesCalendar(parts, query, caller))
      },
    }),
  ]
}
