import { sql, type ExpressionBuilder } from 'kysely'
import type { Day } from '../calendar/day.ts'
import type { Records } from './database.ts'
import type { Tables } from './tables.ts'

import { getPerson, peopleOf, type Absence, type Person } from './holders.ts'

export { addressees } from './addressees.ts'
export type { Addressee, Addressees, Addressing } from './addressees.ts'
export { holdersOf } from './directory.ts'
export { urnsOf } from './former-urns.ts'
export { awayAmong, getPerson, isAway, peopleOf } from './holders.ts'
export type { Absence, Person, RoleHeld, RoleQuery } from './holders.ts'

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

/** Replaces the absences of a person. */
export async function putAbsences(records: Records, personId: string, away: Absence[]): Promise<void> {
  await records.transaction().execute(async (trx) => {
    await trx.deleteFrom('absences').where('person_id', '=', personId).execute()
    if (away.length > 0)
      await trx
        .insertInto('absences')
        .values(away.map(({ from, to }) => ({ person_id: personId, from_day: from, to_day: to })))
        .execute()
  })
}

/** People in order of id, after `after`; those without an authority belong to every one. */
export async function listPeople(
  records: Records,
  filters: {
    authorities?: string[] | undefined
    role?: string | undefined
    /** Looked for in names, mail addresses, roles held that day and their schools. */
    text?: string | undefined
    /** Roles that the text means besides, by the authority that calls them so. */
    titled?: { authority: string; roles: string[] }[] | undefined
    on: Day
    after?: string | undefined
    limit: number
  },
): Promise<Person[]> {
  const { authorities, role, text, titled = [], on, after, limit } = filters
  const pattern = `%${(text ?? '').replace(/[\\%_]/g, '\\$&')}%`
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
      query.where('id', 'in', (held) => rolesOn(held, on).where('role', '=', role ?? '')),
    )
    .$if(Boolean(text), (query) =>
      query.where((where) =>
        where.or([
          where('name', 'ilike', pattern),
          where('email', 'ilike', pattern),
          where('id', 'in', (held) => rolesLike(held, pattern, on)),
          ...titled.map(({ authority, roles }) =>
            where.and([
              where.or([where('authority', 'is', null), where('authority', '=', authority)]),
              where('id', 'in', (held) => rolesOn(held, on).where('role', 'in', roles)),
            ]),
          ),
        ]),
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

/** Who holds a role that day. */
const rolesOn = (held: ExpressionBuilder<Tables, 'people'>, on: Day) =>
  held
    .selectFrom('roles_held')
    .select('person_id')
    .where('from_day', '<=', on)
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>=', on)]))

/** Who holds a role that day whose name, school or school's name is like this. */
const rolesLike = (held: ExpressionBuilder<Tables, 'people'>, pattern: string, on: Day) =>
  rolesOn(held, on)
    .leftJoin('schools', 'schools.urn', 'roles_held.school')
    .where(sql<boolean>`concat_ws(' ', replace(role, '-', ' '), role, school, schools.name) ilike ${pattern}`)

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

/** The people with a mail address, ordered by id. */
export async function peopleWithEmail(records: Records, email: string): Promise<Person[]> {
  const rows = await records
    .selectFrom('people')
    .select('id')
    .where(sql<boolean>`lower(email) = lower(${email})`)
    .execute()
  return peopleOf(
    records,
    rows.map((row) => row.id),
  )
}
