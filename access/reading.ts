import { isSchoolRole } from '../cases/roles.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Policies } from '../policies/policies.ts'
import type { Records } from '../records/database.ts'
import { urnsOf } from '../records/people.ts'
import type { Scope } from '../records/reading.ts'
import type { Caller } from './caller.ts'

/**
 * Who may see what (contract, section 4: readers). Everyone of the authority reads its cases, people, schools and
 * letters. A school's role reads its own case whole, its own school, and of the letters those to the school; no people.
 * Those outside (Ofsted, the diocese, the Secretary of State) read policies and clock sheets alone, as everybody may.
 */
export async function readingScope(records: Records, policies: Policies, caller: Caller): Promise<Scope> {
  refuseOutsiders(policies, caller)
  return {
    authorities: caller.authorities === 'all' ? undefined : caller.authorities,
    urns: await readableUrns(records, caller),
  }
}

/** The URNs of the caller's own schools, former ones too; undefined is all. */
export async function readableUrns(records: Records, { school }: Caller): Promise<string[] | undefined> {
  if (school === null || school === 'all') return undefined
  const urns = await Promise.all([school].flat().map((urn) => urnsOf(records, urn)))
  return [...new Set(urns.flat())]
}

/** The roles whose letters the caller may read; undefined is all. */
export function readableLetters(policies: Policies, caller: Caller): string[] | undefined {
  if (caller.school === null) return undefined
  const roles = [...policies.values()].flatMap((policy) =>
    Object.keys(policy.roles).filter((role) => isSchoolRole(policy, role)),
  )
  return [...new Set(roles)]
}

/** Refuses a school's role: people are the authority's to know. */
export function refuseSchools({ role, school }: Caller, what: string): void {
  if (school !== null)
    throw new Refusal(`The role ${role} does not see ${what}: they are for the authority's own roles`, 'access')
}

export function refuseOutsiders(policies: Policies, { role }: Caller): void {
  const outside = [...policies.values()].some((policy) => policy.roles[role]?.outside)
  if (outside) throw new Refusal(`The role ${role} is outside the authority: it does not read its records`, 'access')
}

/** Whether a case is in the caller's authority, and of their own school where theirs is a school's role. */
export async function readsCase(
  records: Records,
  caller: Caller,
  { authority, urn }: { authority: string; urn: string },
): Promise<boolean> {
  if (!actsIn(caller, authority)) return false
  const own = await readableUrns(records, caller)
  return own === undefined || own.includes(urn)
}

/** Those of somebody's roles in which they have to do with a case: a governor of one school is nobody in another's. */
export async function callersIn(records: Records, callers: readonly Caller[], of: { authority: string; urn: string }) {
  const here = await Promise.all(callers.map((caller) => readsCase(records, caller, of)))
  return callers.filter((_, at) => here[at])
}

export const actsIn = (caller: Caller, authority: string | null): boolean =>
  caller.authorities === 'all' || (authority !== null && caller.authorities.includes(authority))
