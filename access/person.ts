import type { Day } from '../calendar/day.ts'
import { isSchoolRole } from '../cases/roles.ts'
import type { Policies } from '../policies/policies.ts'
import type { Person, RoleHeld } from '../records/people.ts'
import type { Caller } from './caller.ts'
import { actsIn } from './reading.ts'
import { seesLevels } from './secrecy.ts'

/** The roles that a person holds on a day. */
export const rolesOn = (person: Person, on: Day): RoleHeld[] =>
  person.roles.filter((held) => held.from <= on && (held.to === null || on <= held.to))

/**
 * A person as callers, one for each role held on that day: in the person's authority, and with a school's role in that school
 * alone. A school's role that is held in no school acts nowhere.
 */
export function callersOf(policies: Policies, person: Person, on: Day): Caller[] {
  const authorities = person.authority === null ? 'all' : [person.authority]
  const callers = rolesOn(person, on).flatMap(({ role, school }): Caller[] => {
    const ofSchool = [...policies.values()].some((policy) => isSchoolRole(policy, role))
    const { id: personId } = person
    if (!ofSchool) return [{ role, authorities, school: null, personId }]
    return school === null ? [] : [{ role, authorities, school, personId }]
  })
  const seen = new Set<string>()
  return callers.filter(({ role, school }) => {
    const key = `${role} ${school}`
    return !seen.has(key) && seen.add(key)
  })
}

/**
 * Somebody who reads as whatever they hold: with a role of the authority everything there, else each school that they hold a
 * role in. Of a confidential level they are told as an officer who may know it; with schools alone only where each of their roles
 * may (DA-4). Undefined where they hold none that reads.
 */
export function readerAmong(policies: Policies, callers: Caller[]): Caller | undefined {
  const inside = callers.filter(({ role }) => ![...policies.values()].some((policy) => policy.roles[role]?.outside))
  const officers = inside.filter((caller) => caller.school === null)
  const readers = officers.length > 0 ? officers : inside
  const sees = (caller: Caller): boolean =>
    [...policies.keys()].every((authority) => !actsIn(caller, authority) || seesLevels(policies, caller, authority))
  const first = readers.find((caller) => sees(caller) === officers.length > 0) ?? readers[0]
  if (!first) return undefined
  const everywhere = readers.some((caller) => caller.authorities === 'all')
  const authorities = everywhere ? 'all' : [...new Set(readers.flatMap((caller) => caller.authorities))]
  const school = officers.length > 0 ? null : [...new Set(readers.flatMap((caller) => caller.school ?? []))]
  return { ...first, authorities, school }
}
