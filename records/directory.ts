import type { Day } from '../calendar/day.ts'
import type { Records } from './database.ts'
import { urnsOfEach } from './former-urns.ts'
import { peopleOf, type Person, type RoleQuery } from './holders.ts'

/** Who may hold what in some schools, in one look, so that many letters can be addressed without asking again. */
export interface Directory {
  /** By id. */
  people: Person[]
  /** Of each school its URN and those it had before, the newest first (LAW-16). */
  urns: Map<string, string[]>
}

/** Reads who has ever held these roles in these schools or above them, and these people besides. */
export async function openDirectory(
  records: Records,
  { roles, schools, people }: { roles: string[]; schools: string[]; people: string[] },
): Promise<Directory> {
  if (!roles.length) return { urns: new Map(), people: await peopleOf(records, people) }
  const urns = await urnsOfEach(records, schools)
  const known = [...new Set([...urns.values()].flat())]
  const held = await records
    .selectFrom('roles_held')
    .select('person_id')
    .distinct()
    .where('role', 'in', roles)
    .where((where) => where.or([where('school', 'is', null), ...(known.length ? [where('school', 'in', known)] : [])]))
    .execute()
  return { urns, people: await peopleOf(records, [...new Set([...held.map((row) => row.person_id), ...people])]) }
}

/** Who holds a role there on that day: all of the most specific scope (case, school, district, authority), by id. */
export async function holdersOf(records: Records, query: RoleQuery): Promise<Person[]> {
  const { role, school, assignedPersonId } = query
  const directory = await openDirectory(records, {
    roles: [role],
    schools: school ? [school] : [],
    people: assignedPersonId ? [assignedPersonId] : [],
  })
  return holdersIn(directory, query)
}

/** Whoever has had roles and holds none on that day has left, and is written to no more. */
const isHere = ({ roles }: Person, on: Day): boolean =>
  roles.length === 0 || roles.some((held) => held.from <= on && (held.to === null || on <= held.to))

/** Who of a directory holds a role there on that day (`holdersOf`). */
export function holdersIn(directory: Directory, query: RoleQuery): Person[] {
  const assigned = directory.people.find((person) => person.id === query.assignedPersonId)
  if (assigned && isHere(assigned, query.on)) return [assigned]
  const urns = query.school ? (directory.urns.get(query.school) ?? [query.school]) : []
  const held = directory.people.flatMap((person) =>
    rolesThere(person, query, urns).map((role) => ({ person, ...role })),
  )
  const scopes = [
    ...urns.map((urn) => held.filter((one) => one.school === urn)),
    held.filter((one) => one.school === null && one.district !== null),
    held.filter((one) => one.school === null && one.district === null),
  ]
  const holders = scopes.find((scope) => scope.length > 0) ?? []
  return [...new Set(holders.map((one) => one.person))]
}

/** The roles that a person holds that day in that authority which reach to this school and district. */
function rolesThere(person: Person, { authority, role, district, on }: RoleQuery, urns: string[]) {
  if (person.authority !== null && person.authority !== authority) return []
  return person.roles.filter(
    (held) =>
      held.role === role &&
      held.from <= on &&
      (held.to === null || on <= held.to) &&
      (held.school === null || urns.includes(held.school)) &&
      (held.district === null || held.school !== null || held.district === district),
  )
}
