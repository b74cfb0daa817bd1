import { sql } from 'kysely'
import type { Day } from '../calendar/day.ts'
import type { Records } from './database.ts'

export { addressees } from './addressees.ts'
export type { Addressee, Addressees, Addressing } from './addressees.ts'

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

/** Puts a person on record, their roles and absences replaced as a whole, in one transaction. */
export async function putPerson(records: Records, person: Person): Promise<void> {
  const { id, name, email, authority, roles, away } = person
  await records.transaction().execute(async (trx) => {
    await trx
      .insertInto('people')
      .values({ id, name, email, authority })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, email, authority }))
      .execute()
    await trx.deleteFrom('roles_held').where('person_id', '=', id).execute()
    await trx.deleteFrom('absences').where('person_id', '=', id).execute()
    if (roles.length > 0)
      await trx
        .insertInto('roles_held')
        .values(
          roles.map(({ role, from, to, district, school }) => ({
            person_id: id,
            role,
            from_day: from,
            to_day: to,
            district,
            school,
          })),
        )
        .execute()
    if (away.length > 0)
      await trx
        .insertInto('absences')
        .values(away.map(({ from, to }) => ({ person_id: id, from_day: from, to_day: to })))
        .execute()
  })
}

/** People in order of id, after `after`; those without an authority belong to every one. */
export async function listPeople(
  records: Records,
  filters: {
    authorities?: string[] | undefined
    role?: string | undefined
    on: Day
    after?: string | undefined
    limit: number
  },
): Promise<Person[]> {
  const { authorities, role, on, after, limit } = filters
  const rows = await records
    .selectFrom('people')
    .select('id')
    .$if(authorities !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where('authority', 'is', null),
          ...(authorities?.length ? [where('authority', 'in', authorities)] : []),
        ]),
      ),
    )
    .$if(role !== undefined, (query) =>
      query.where('id', 'in', (held) =>
        held
          .selectFrom('roles_held')
          .select('person_id')
          .where('role', '=', role ?? '')
          .where('from_day', '<=', on)
          .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>=', on)])),
      ),
    )
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute()
  return peopleOf(
    records,
    rows.map((row) => row.id),
  )
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

/** Who holds a role there on that day: all of the most specific scope (case, school, district, authority), by id. */
export async function holdersOf(records: Records, query: RoleQuery): Promise<Person[]> {
  if (query.assignedPersonId) {
    const assigned = await getPerson(records, query.assignedPersonId)
    if (assigned) return [assigned]
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

/** The one person of an authority whom a text names (see `peopleNamed`); `null` where it names nobody, or several. */
export async function findPerson(records: Records, authority: string, text: string, on: Day): Promise<Person | null> {
  const [id, ...others] = await peopleNamed(records, authority, text, on)
  return id !== undefined && others.length === 0 ? getPerson(records, id) : null
}

/** The ids of those whom a text names: by id, else mail address, else name, else a role they hold on that day. */
export async function peopleNamed(records: Records, authority: string, text: string, on: Day): Promise<string[]> {
  const named = text.trim()
  const there = records
    .selectFrom('people')
    .select('id')
    .where((where) => where.or([where('authority', 'is', null), where('authority', '=', authority)]))
    .orderBy('id')
  const ways = [
    there.where('id', '=', named),
    there.where(sql<boolean>`lower(email) = lower(${named})`),
    there.where(sql<boolean>`lower(name) = lower(${named})`),
    there.where('id', 'in', (held) =>
      held
        .selectFrom('roles_held')
        .select('person_id')
        .where('role', '=', named)
        .where('from_day', '<=', on)
        .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>=', on)])),
    ),
  ]
  for (const way of ways) {
    const rows = await way.execute()
    if (rows.length > 0) return rows.map((row) => row.id)
  }
  return []
}
