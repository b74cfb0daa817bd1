import type { Caller } from '../access/caller.ts'
import { differencesBetween } from '../policies/differences.ts'
import { editionsOf, type Policies } from '../policies/editions.ts'
import { handbookOf } from '../policies/handbook.ts'
import type { Policy } from '../policies/policy.ts'
import { Problem } from './problem.ts'
import { editionShown, editionsShown, mustReadEdition } from './routes/policies.ts'

/** An authority's policy in words, with its editions and what is otherwise than in the one before. Throws a 404. */
export function handbookFor(policies: Policies, caller: Caller, authority: string, edition?: string) {
  const policy = mustReadEdition(policies, authority, caller, edition)
  const before = editionBefore(policies, policy)
  const since = before && { edition: before.edition, changes: differencesBetween(before, policy) }
  const editions = editionsShown(policies, policy.authority)
  return { ...handbookOf(policy), editions, since: since ?? null }
}

/** What one edition says otherwise than another: `to` is the one in force, `from` the one before it, where not named. Throws a 404. */
export function changesFor(
  policies: Policies,
  caller: Caller,
  authority: string,
  named: { from?: string | undefined; to?: string | undefined },
) {
  const to = mustReadEdition(policies, authority, caller, named.to)
  const from = named.from
    ? mustReadEdition(policies, authority, caller, named.from)
    : (editionBefore(policies, to) ?? refuseFirst(to))
  return {
    authority,
    from: editionShown(policies, from),
    to: editionShown(policies, to),
    changes: differencesBetween(from, to),
  }
}

function editionBefore(policies: Policies, { authority, edition }: Policy): Policy | undefined {
  const all = editionsOf(policies, authority)
  return all[all.findIndex((one) => one.edition === edition) - 1]
}

function refuseFirst({ name, edition }: Policy): never {
  throw new Problem(404, `The edition "${edition}" of ${name} is the first: name another under from`)
}
