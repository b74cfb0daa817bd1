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
