import * as z from 'zod'
import { actsIn } from '../../access/reading.ts'
import { policySchema } from '../../policies/policy.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { pageOf, policySummarySchema } from '../schemas.ts'

/** What the authorities' papers say; whoever has a token may read it. */
export function policyRoutes({ policies }: ApiParts) {
  return [
    operation({
      method: 'get',
      path: '/api/policies',
      id: 'listPolicies',
      tag: 'Policies',
      summary: 'The policies in force, one an authority',
      answers: { 200: { description: 'All of them', schema: pageOf(policySummarySchema) } },
      async handle({ caller }) {
        const items = [...policies.values()]
          .filter((policy) => actsIn(caller, policy.authority))
          .map(({ authority, name, edition, inForceFrom, paper, levels }) => ({
            authority,
            name,
            edition,
            inForceFrom,
            paper,
            levels: levels.map((level) => ({ id: level.id, name: level.name })),
          }))
        return { body: { items, next: null } }
      },
    }),
    operation({
      method: 'get',
      path: '/api/policies/{authority}',
      id: 'getPolicy',
      tag: 'Policies',
      summary: 'An authority’s policy as a whole: levels, deadlines, clocks, ladders, permissions',
      params: z.object({ authority: z.string() }),
      answers: { 200: { description: 'The policy', schema: policySchema } },
      problems: [404],
      async handle({ params, caller }) {
        const policy = policies.get(params.authority)
        if (!policy || !actsIn(caller, policy.authority))
          throw new Problem(404, `There is no policy of "${params.authority}" here`)
        return { body: policy }
      },
    }),
  ]
}
