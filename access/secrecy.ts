import { maySeeLevel, tellsLevel } from '../policies/secrecy.ts'
import { editionsOf, type Policies } from '../policies/editions.ts'
import { policyFor, type CaseKind } from '../policies/year.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Caller } from './caller.ts'

/** Where something stands: a case's authority and kind. */
interface Of {
  authority: string
  kind: string
}

/** Whether a caller may know the levels and categories of an authority's schools (DA-4); a school's role reads its own case alone. */
export function seesLevels(policies: Policies, { role }: Caller, authority: string): boolean {
  return editionsOf(policies, authority).every((policy) => maySeeLevel(policy, role))
}

/** The authorities whose levels are confidential, and open to the caller. */
export const openedTo = (policies: Policies, caller: Caller): string[] =>
  [...policies.values()]
    .filter((policy) => policy.confidential && maySeeLevel(policy, caller.role))
    .map((policy) => policy.authority)

/** Whether a caller may know of a duty, by its id: every duty, or those that say nothing of a level. What no policy knows says something. */
export function seesDuty(policies: Policies, caller: Caller, { authority, kind }: Of, id: string): boolean {
  if (seesLevels(policies, caller, authority)) return true
  const views = editionsOf(policies, authority).map((policy) => policyFor(policy, kind as CaseKind))
  const rules = views.flatMap((view) => view.deadlines.filter((one) => one.id === id).map((rule) => ({ view, rule })))
  return rules.length > 0 && rules.every(({ view, rule }) => !tellsLevel(view, rule))
}

/** Refuses what cannot be told without telling a confidential level. */
export function requireLevels(policies: Policies, caller: Caller, authority: string, what: string): void {
  if (seesLevels(policies, caller, authority)) return
  throw new Refusal(`${what} tells a category that is confidential: it is not for the role ${caller.role}`, 'access')
}
