import type { Day } from '../calendar/day.ts'
import { standInOf } from '../cases/roles.ts'
import type { Policy } from '../policies/policy.ts'
import type { Records } from './database.ts'
import { holdersIn, openDirectory, type Directory } from './directory.ts'
import type { Person } from './holders.ts'

export interface Addressee {
  id: string
  name: string
  email: string
  standsInFor: { id: string; name: string } | null
}

export interface Addressees {
  role: string
  people: Addressee[]
}

/** A role in a case, to be written to on a day. */
export interface Addressing {
  role: string
  authority: string
  school: { urn: string; phase: string; district: string | null }
  /** The person assigned to the case for that role. */
  assigned?: string | null | undefined
  /** Whom the school has named (ST-13): comes before whoever holds `improvement-coordinator` in general. */
  coordinator?: { name: string; email: string } | null | undefined
  on: Day
}

/** Who is written to for a role (`addresseesIn`), as it stands on record now. */
export async function addressees(records: Records, policy: Policy, wanted: Addressing): Promise<Addressees> {
  const directory = await openDirectory(records, {
    roles: Object.keys(policy.roles),
    schools: [wanted.school.urn],
    people: wanted.assigned ? [wanted.assigned] : [],
  })
  return addresseesIn(directory, policy, wanted)
}

/**
 * Who is written to for a role: its holder; while all its holders are away the stand-in on record; if they are away
 * too, the line manager in the same way, and so on up; if everybody is away, the holder all the same: no silence.
 * Empty only where nobody holds the role.
 */
export function addresseesIn(directory: Directory, policy: Policy, wanted: Addressing): Addressees {
  const { role, coordinator, school } = wanted
  if (role === 'improvement-coordinator' && coordinator)
    return { role, people: [{ id: `improvement-coordinator-${school.urn}`, ...coordinator, standsInFor: null }] }
  const holders = lookUp(directory, wanted, role, wanted.assigned)
  const [first] = holders.all
  if (!first) return { role, people: [] }
  if (holders.present.length > 0) return { role, people: holders.present.map((person) => plain(person, null)) }
  const instead = insteadOf(directory, policy, wanted)
  const people =
    instead.length > 0
      ? instead.map((person) => plain(person, first))
      : holders.all.map((person) => plain(person, null))
  return { role, people }
}

/** Those who take what a role gets while its holders are away: its stand-in, else the nearest line manager at hand. */
function insteadOf(directory: Directory, policy: Policy, wanted: Addressing): Person[] {
  const seen = new Set<string>()
  for (
    let role: string | null | undefined = wanted.role;
    role && !seen.has(role);
    role = policy.roles[role]?.lineManager
  ) {
    seen.add(role)
    if (role !== wanted.role) {
      const managers = lookUp(directory, wanted, role)
      if (managers.present.length > 0) return managers.present
    }
    const standIn = standInOf(policy, role, wanted.school.phase)
    const { present } = standIn ? lookUp(directory, wanted, standIn) : { present: [] }
    if (present.length > 0) return present
  }
  return []
}

function lookUp(directory: Directory, { authority, school, on }: Addressing, role: string, assigned?: string | null) {
  const { urn, district } = school
  const all = holdersIn(directory, { authority, role, school: urn, district, assignedPersonId: assigned, on })
  return { all, present: all.filter(({ away }) => !away.some((absence) => absence.from <= on && on <= absence.to)) }
}

const plain = ({ id, name, email }: Person, absent: Person | null): Addressee => ({
  id,
  name,
  email,
  standsInFor: absent && { id: absent.id, name: absent.name },
})
