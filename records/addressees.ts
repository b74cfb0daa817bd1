import type { Day } from '../calendar/day.ts'
import { standInOf } from '../cases/roles.ts'
import type { Policy } from '../policies/policy.ts'
import type { Records } from './database.ts'
import { awayAmong, holdersOf, type Person } from './holders.ts'

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

/**
 * Who is written to for a role: its holder; while all its holders are away the stand-in on record; if they are away
 * too, the line manager in the same way, and so on up; if everybody is away, the holder all the same: no silence.
 * Empty only where nobody holds the role.
 */
export async function addressees(records: Records, policy: Policy, wanted: Addressing): Promise<Addressees> {
  const { role, coordinator, school } = wanted
  if (role === 'improvement-coordinator' && coordinator)
    return { role, people: [{ id: `improvement-coordinator-${school.urn}`, ...coordinator, standsInFor: null }] }
  const holders = await lookUp(records, wanted, role, wanted.assigned)
  const [first] = holders.all
  if (!first) return { role, people: [] }
  if (holders.present.length > 0) return { role, people: holders.present.map((person) => plain(person, null)) }
  const instead = await insteadOf(records, policy, wanted)
  const people =
    instead.length > 0
      ? instead.map((person) => plain(person, first))
      : holders.all.map((person) => plain(person, null))
  return { role, people }
}

/** Those who take what a role gets while its holders are away: its stand-in, else the nearest line manager at hand. */
async function insteadOf(records: Records, policy: Policy, wanted: Addressing): Promise<Person[]> {
  const seen = new Set<string>()
  for (let role: string | undefined = wanted.role; role && !seen.has(role); role = policy.roles[role]?.lineManager) {
    seen.add(role)
    if (role !== wanted.role) {
      const managers = await lookUp(records, wanted, role)
      if (managers.present.length > 0) return managers.present
    }
    const standIn = standInOf(policy, role, wanted.school.phase)
    const { present } = standIn ? await lookUp(records, wanted, standIn) : { present: [] }
    if (present.length > 0) return present
  }
  return []
}

async function lookUp(records: Records, { authority, school, on }: Addressing, role: string, assigned?: string | null) {
  const { urn, district } = school
  const all = await holdersOf(records, { authority, role, school: urn, district, assignedPersonId: assigned, on })
  const ids = all.map((person) => person.id)
  const away = await awayAmong(records, ids, on)
  return { all, present: all.filter((person) => !away.has(person.id)) }
}

const plain = ({ id, name, email }: Person, absent: Person | null): Addressee => ({
  id,
  name,
  email,
  standsInFor: absent && { id: absent.id, name: absent.name },
})
