import * as z from 'zod'
import { differencesBetween } from '../../policies/differences.ts'
import { editionsOf, type Policies } from '../../policies/editions.ts'
import { handbookOf } from '../../policies/handbook.ts'
import type { Policy } from '../../policies/policy.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { changesSchema, handbookSchema } from '../policy-schemas.ts'
import { Problem } from '../problem.ts'
import { editionShown, editionsShown, mustReadEdition } from './policies.ts'

const params = z.object({ authority: z.string() })
const edition = z.string().optional()

/** The policies as handbooks, and what their editions say otherwise (SO-1); whoever has a token may read them. */
export function handbookRoutes({ policies }: ApiParts) {
  return [
    operation({
      method: 'get',
      path: '/api/handbook/{authority}',
      id: 'getHandbook',
      tag: 'Policies',
      summary:
        'An authority’s policy in words: levels, what is owed by whom and when, who hears, who may, the law (SO-1)',
      params,
      query: z.strictObject({ edition: edition.describe('another edition than the one in force') }),
      answers: { 200: { description: 'The handbook', schema: handbookSchema } },
      problems: [400, 404],
      async handle({ params, query, caller }) {
        const policy = mustReadEdition(policies, params.authority, caller, query.edition)
        const before = editionBefore(policies, policy)
        const since = before && { edition: before.edition, changes: differencesBetween(before, policy) }
        const editions = editionsShown(policies, policy.authority)
        return { body: { ...handbookOf(policy), editions, since: since ?? null } }
      },
    }),
    operation({
      method: 'get',
      path: '/api/policies/{authority}/changes',
      id: 'getChanges',
      tag: 'Policies',
      summary: 'What one edition of a policy says otherwise than another, in sentences',
      params,
      query: z.strictObject({
        from: edition.describe('the edition before `to` where left out'),
        to: edition.describe('the edition in force where left out'),
      }),
      answers: { 200: { description: 'The differences', schema: changesSchema } },
      problems: [400, 404],
      async handle({ params: { authority }, query, caller }) {
        const to = mustReadEdition(policies, authority, caller, query.to)
        const from = query.from
          ? mustReadEdition(policies, authority, caller, query.from)
          : (editionBefore(policies, to) ?? refuseFirst(to))
        return {
          body: {
            authority,
            from: editionShown(policies, from),
            to: editionShown(policies, to),
            changes: differencesBetween(from, to),
          },
        }
      },
    }),
  ]
}

function editionBefore(policies: Policies, { authority, edition }: Policy): Policy | undefined {
  const all = editionsOf(policies, authority)
  return all[all.findIndex((one) => one.edition === edition) - 1]
}

function refuseFirst({ name, edition }: Policy): never {
  throw new Problem(404, `The edition "${edition}" of ${name} is the first: name another under from`)
}
