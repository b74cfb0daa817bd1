import { alarmsFor } from '../alarms.ts'
import { alarmsQuery, alarmsSchema } from '../alarm-schemas.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'

/** What has no next moment of action is silent, and nothing here may be. */
export function alarmRoutes(parts: ApiParts) {
  return [
    operation({
      method: 'get',
      path: '/api/alarms',
      id: 'listAlarms',
      tag: 'Deadlines',
      summary: 'Every rule of every running case with its next moment of action; one that has none has an alarm',
      description:
        'As the records know it from what each case last wrote: the next rung of the ladder, the passing of the day, the next time that a duty comes. `limit` counts cases, of which all rules are given. A case that has written nothing since the service keeps this has no `next` and no alarm: `check` asks it.',
      query: alarmsQuery,
      answers: { 200: { description: 'The rules of a page of cases, by id', schema: alarmsSchema } },
      problems: [400, 403, 503],
      async handle({ query, caller }) {
        return { body: await alarmsFor(parts, caller, query) }
      },
    }),
  ]
}
