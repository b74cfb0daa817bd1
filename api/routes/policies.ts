import * as z from 'zod'
import type { Caller } from '../../access/caller.ts'
import { actsIn } from '../../access/reading.ts'
import { editionsOf, inForceTo, type Policies } from '../../policies/editions.ts'
import { policySchema, type Policy } from '../../policies/policy.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { editionSchema, pageOf, policySummarySchema } from '../schemas.ts'

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
        const items = policiesFor(policies, caller)
        return { body: { items, next: null } }
      },
    }),
    operation({
      method: 'get',
      path: '/api/policies/{authority}',
      id: 'getPolicy',
      tag: 'Policies',
      summary:
        'An authority’s policy as a whole: levels, deadlines, clocks, ladders, permissions; the edition in force',
      params: z.object({ authority: z.string() }),
      query: z.strictObject({ edition: z.string().optional().describe('another edition than the one in force') }),
      answers: {
        200: {
          description: 'The policy, and the list of all its editions',
          schema: policySchema.extend({ editions: z.array(editionSchema) }),
        },
      },
      problems: [400, 404],
      async handle({ params, query, caller }) {
        const policy = mustReadEdition(policies, params.authority, caller, query.edition)
        return { body: { ...policy, editions: editionsShown(policies, params.authority) } }
      },
    }),
  ]
}

/** The policies in force that a caller may read, in short. */
export const policiesFor = (policies: Policies, caller: Caller) =>
  [...policies.values()]
    .filter((policy) => actsIn(caller, policy.authority))
    .map(({ authority, name, edition, inForceFrom, paper, levels }) => ({
      authority,
      name,
      edition,
      inForceFrom,
      paper,
      levels: levels.map((level) => ({ id: level.id, name: level.name })),
    }))

/** An edition that the caller may read: the one in force, or the one named. Throws a 404. */
export function mustReadEdition(policies: Policies, authority: string, caller: Caller, edition?: string): Policy {
  const present = policies.get(authority)
  if (!present || !actsIn(caller, authority)) throw new Problem(404, `There is no policy of "${authority}" here`)
  if (edition === undefined) return present
  const all = editionsOf(policies, authority)
  const found = all.find((one) => one.edition === edition)
  if (found) return found
  const names = all.map((one) => one.edition).join(', ')
  throw new Problem(404, `There is no edition "${edition}" of "${authority}": there are ${names}`)
}

/** An edition as lists show it. */
export const editionShown = (policies: Policies, policy: Policy) => ({
  edition: policy.edition,
  inForceFrom: policy.inForceFrom,
  inForceTo: inForceTo(policies, policy),
  inForce: policies.get(policy.authority)?.edition === policy.edition,
})

/** The editions of a paper, the oldest first. */
export const editionsShown = (policies: Policies, authority: string) =>
  editionsOf(policies, authority).map((policy) => editionShown(policies, policy))
