import { partsReached } from '../health.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { aliveSchema, readySchema } from '../schemas.ts'

/** Whether this process is alive, and whether it reaches what it needs. */
export function healthRoutes(parts: ApiParts) {
  const { notReady } = parts
  return [
    operation({
      method: 'get',
      path: '/healthz',
      id: 'getHealth',
      tag: 'Health',
      summary: 'The API is alive',
      isPublic: true,
      answers: { 200: { description: 'Alive', schema: aliveSchema } },
      async handle() {
        return { body: { status: 'alive' } }
      },
    }),
    operation({
      method: 'get',
      path: '/readyz',
      id: 'getReadiness',
      tag: 'Health',
      summary: 'The database, Temporal and the mail server answer',
      isPublic: true,
      answers: { 200: { description: 'All are reached', schema: readySchema } },
      problems: [503],
      async handle() {
        const reached = await partsReached(parts)
        const down = reached.filter((one) => !one.reached).map((one) => one.part)
        const why = notReady()
        const headers = { 'Retry-After': '5' }
        if (down.length > 0)
          throw new Problem(503, `Not reached: ${down.join(', ')}`, { headers, more: { part: down[0], parts: down } })
        if (why) throw new Problem(503, why.message, { headers })
        return {
          body: { status: 'ready', parts: Object.fromEntries(reached.map((one) => [one.part, 'reached'])) },
        }
      },
    }),
  ]
}
