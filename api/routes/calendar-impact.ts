import { calendarImpactSchema } from '../ahead-schemas.ts'
import { impactOf, impactQuery } from '../calendar-impact.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'

/** What a change of the calendar would move, before anybody applies it. */
export function calendarImpactRoutes(parts: ApiParts) {
  return [
    operation({
      method: 'get',
      path: '/api/calendar/impact',
      id: 'calendarImpact',
      tag: 'Calendar',
      summary: 'Which running deadlines a proposed bank holiday or term would move; nothing is changed',
      description:
        'Propose one thing: a bank holiday (`date`, `title`; `change=removed` for one that goes), one term by the columns of the import, or several (`terms`). Answered is what each running case would find if the same were imported (LAW-15, TERM-3), each under the policy it runs under and the term dates of its school. `notice-period` is the period of a warning notice, which runs on when the school has answered.',
      query: impactQuery,
      answers: { 200: { description: 'A page of deadlines that would move, by case', schema: calendarImpactSchema } },
      problems: [400, 403, 503],
      handle: async ({ query, caller }) => ({ body: await impactOf(parts, query, caller) }),
    }),
  ]
}
