import { addDays, formatDay, type Day } from '../calendar/day.ts'
import type { Policy } from './policy.ts'

/** The policy in force of each authority; with all editions of its paper, where they were read. */
export type Policies = Map<string, Policy> & { editions?: ReadonlyMap<string, readonly Policy[]> }

/** The policies of these documents, those in force on a day under their authorities' names. */
export function policiesOf(documents: readonly Policy[], day: Day): Policies {
  const editions = new Map<string, Policy[]>()
  const inOrder = documents.toSorted((a, b) => (a.authority < b.authority ? -1 : 1))
  for (const policy of inOrder) editions.set(policy.authority, [...(editions.get(policy.authority) ?? []), policy])
  for (const all of editions.values()) all.sort((a, b) => (a.inForceFrom < b.inForceFrom ? -1 : 1))
  const policies: Policies = Object.assign(new Map<string, Policy>(), { editions })
  turnTo(policies, day)
  return policies
}

/** Puts the editions in force on a day into their places: those of a day that has begun, or of a scenario's. */
export function turnTo(policies: Policies, day: Day): void {
  for (const authority of policies.editions?.keys() ?? []) {
    const policy = editionOn(policies, authority, day)
    if (policy) policies.set(authority, policy)
  }
}

/** All editions of an authority's paper, the oldest first. */
export function editionsOf(policies: Policies, authority: string): readonly Policy[] {
  const alone = policies.get(authority)
  return policies.editions?.get(authority) ?? (alone ? [alone] : [])
}

/** The edition in force on a day; before the first of all, that one: nothing is known of what held before. */
export function editionOn(policies: Policies, authority: string, day: Day): Policy | undefined {
  const all = editionsOf(policies, authority)
  return all.findLast(({ inForceFrom }) => inForceFrom <= day) ?? all[0]
}

/** The edition of that name; the one in force where the case knows none, or one that is kept no longer. */
export function editionNamed(policies: Policies, authority: string, edition?: string | null): Policy | undefined {
  return editionsOf(policies, authority).find((one) => one.edition === edition) ?? policies.get(authority)
}

/** The last day of an edition: the day before the next one's first, or as it says itself; null where it has no end. */
export function inForceTo(policies: Policies, { authority, edition, inForceTo: own }: Policy): Day | null {
  const all = editionsOf(policies, authority)
  const next = all[all.findIndex((one) => one.edition === edition) + 1]
  return own ?? (next ? addDays(next.inForceFrom, -1) : null)
}

/** Why an edition cannot follow the one before it: both of one name, both in force on one day, or neither. */
export function faultOfFollowing(before: Policy, policy: Policy): string | null {
  const { authority, edition, inForceFrom } = policy
  if (before.edition === edition) return `there is an edition "${edition}" of "${authority}" already`
  if (before.inForceFrom === inForceFrom || (before.inForceTo && before.inForceTo >= inForceFrom))
    return `the editions "${before.edition}" and "${edition}" of "${authority}" are both in force on ${formatDay(inForceFrom)}`
  if (before.inForceTo && addDays(before.inForceTo, 1) < inForceFrom)
    return `no edition of "${authority}" is in force from ${formatDay(addDays(before.inForceTo, 1))} until "${edition}" begins on ${formatDay(inForceFrom)}`
  return null
}
