import { sql } from 'kysely'
import type { Day } from '../calendar/day.ts'
import type { Records } from './database.ts'

export interface RoleHeld {
  role: string
  from: Day
  to: Day | null
  district: string | null
  /** A URN. */
  school: string | null
}

export interface Absence {
  from: Day
  to: Day
}

export interface Person {
  id: string
  name: string
  email: string
  /** `null`: acts in every authority. */
  authority: string | null
  roles: RoleHeld[]
  away: Absence[]
}

/** A person with all their roles and absences, past and future; `null` where nobody has that id. */
export async function getPerson(records: Records, id: string): Promise<Person | null> {
  const [person] = await peopleOf(records, [id])
  return person ?? null
}

/** The people with these ids, ordered by id. */
export async function peopleOf(records: Records, ids: string[]): Promise<Person[]> {
  if (ids.length === 0) return []
  const people = await records.selectFrom('people').selectAll().where('id', 'in', ids).orderBy('id').execute()
  const roles = await records.selectFrom('roles_held').selectAll().where('person_id', 'in', ids).orderBy('id').execute()
  const absences = await records
    .selectFrom('absences')
    .selectAll()
    .where('person_id', 'in', ids)
    .orderBy('from_day')
    .execute()
  return people.map(({ id, name, email, authority }) => ({
    id,
    name,
    email,
    authority,
    roles: roles
      .filter((row) => row.person_id === id)
      .map((row) => ({
        role: row.role,
        from: row.from_day,
        to: row.to_day,
        district: row.district,
        school: row.school,
      })),
    away: absences.filter((row) => row.person_id === id).map((row) => ({ from: row.from_day, to: row.to_day })),
  }))
}

/** Where a role is looked for, and on which day. */
export interface RoleQuery {
  authority: string
  role: string
  /** A URN; a holder scoped to one of its former URNs still holds. */
  school: string | null
  district: string | null
  /** The person assigned to the case for that role, who comes before every holder. */
  assignedPersonId?: string | null | undefined
  on: Day
}

/** Whoever has had roles and holds none on that day has left, and is written to no more. */
const isHere = ({ roles }: Person, on: Day): boolean =>
  roles.length === 0 || roles.some((held) => held.from <= on && (held.to === null || on <= held.to))

/** Who holds a role there on that day: all of the most specific scope (case, school, district, authority), by id. */
export async function holdersOf(records: Records, query: RoleQuery): Promise<Person[]> {
  if (query.assignedPersonId) {
    const assigned = await getPerson(records, query.assignedPersonId)
    if (assigned && isHere(assigned, query.on)) return [assigned]
  }
  const urns = query.school ? await urnsOf(records, query.school) : []
  const held = await rolesHeldIn(records, query, urns)
  const scopes = [
    ...urns.map((urn) => held.filter((row) => row.school === urn)),
    held.filter((row) => row.school === null && row.district !== null),
    held.filter((row) => row.school === null && row.district === null),
  ]
  const holders = scopes.find((scope) => scope.length > 0) ?? []
  return peopleOf(records, [...new Set(holders.map((row) => row.person_id))])
}

/** The roles held that day in that authority which reach to this school and district. */
async function rolesHeldIn(records: Records, { authority, role, district, on }: RoleQuery, urns: string[]) {
  return records
    .selectFrom('roles_held')
    .innerJoin('people', 'people.id', 'roles_held.person_id')
    .select(['roles_held.person_id', 'roles_held.school', 'roles_held.district'])
    .where('roles_held.role', '=', role)
    .where('roles_held.from_day', '<=', on)
    .where((where) => where.or([where('roles_held.to_day', 'is', null), where('roles_held.to_day', '>=', on)]))
    .where((where) => where.or([where('people.authority', 'is', null), where('people.authority', '=', authority)]))
    .where((where) =>
      where.or([
        where('roles_held.school', 'is', null),
        ...(urns.length ? [where('roles_held.school', 'in', urns)] : []),
      ]),
    )
    .where((where) =>
      where.or([
        where('roles_held.district', 'is', null),
        where('roles_held.school', 'is not', null),
        ...(district === null ? [] : [where('roles_held.district', '=', district)]),
      ]),
    )
    .execute()
}

/** A school's URN and those it had before, the newest first (LAW-16). */
export async function urnsOf(records: Records, urn: string): Promise<string[]> {
  const former = await sql<{ urn: string }>`
    with recursive former (urn, step) as (
      select ${urn}::text, 0
      union
      select schools.urn, former.step + 1 from schools join former on schools.successor_urn = former.urn
      where former.step < 20
    )
    select urn from former group by urn order by min(step), urn`.execute(records)
  return former.rows.map((row) => row.urn)
}

/** Whether a person is away on a day. */
export async function isAway(records: Records, personId: string, on: Day): Promise<boolean> {
  return (await awayAmong(records, [personId], on)).has(personId)
}

/** Which of these people are away on a day. */
export async function awayAmong(records: Records, personIds: string[], on: Day): Promise<Set<string>> {
  if (personIds.length === 0) return new Set()
  const rows = await records
    .selectFrom('absences')
    .select('person_id')
    .where('person_id', 'in', personIds)
    .where('from_day', '<=', on)
    .where('to_day', '>=', on)
    .execute()
  return new Set(rows.map((row) => row.person_id))
}
