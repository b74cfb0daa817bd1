import type { Transaction } from 'kysely'
import { addDays, type Day } from '../calendar/day.ts'
import type { Records } from './database.ts'
import { urnsOf } from './former-urns.ts'
import type { Tables } from './tables.ts'

export interface Contact {
  name: string
  email: string
}

type LeadingRole = 'headteacher' | 'chair-of-governors'

/** Who leads these schools on a day, under `headteacher URN` and `chair-of-governors URN`. */
export async function headOf(records: Records, urns: string[], on: Day): Promise<Map<string, Contact>> {
  const rows = await records
    .selectFrom('roles_held')
    .innerJoin('people', 'people.id', 'roles_held.person_id')
    .select(['roles_held.role', 'roles_held.school', 'people.name', 'people.email'])
    .where('roles_held.school', 'in', urns)
    .where('roles_held.role', 'in', ['headteacher', 'chair-of-governors'])
    .where('roles_held.from_day', '<=', on)
    .where((where) => where.or([where('roles_held.to_day', 'is', null), where('roles_held.to_day', '>=', on)]))
    .orderBy('people.id', 'desc')
    .execute()
  return new Map(rows.map(({ role, school, name, email }) => [`${role} ${school}`, { name, email }]))
}

/** Gives a school's role to a contact from a day on and ends it for everybody else; `null` only ends it. */
export async function endAndGive(
  trx: Transaction<Tables>,
  school: { urn: string; authority: string | null },
  role: LeadingRole,
  contact: Contact | null,
  on: Day,
): Promise<void> {
  const urns = await urnsOf(trx, school.urn)
  const holders = await trx
    .selectFrom('roles_held')
    .innerJoin('people', 'people.id', 'roles_held.person_id')
    .select(['roles_held.id', 'roles_held.person_id', 'roles_held.from_day', 'people.email', 'roles_held.school'])
    .where('roles_held.role', '=', role)
    .where('roles_held.school', 'in', urns)
    .where((where) => where.or([where('roles_held.to_day', 'is', null), where('roles_held.to_day', '>=', on)]))
    .orderBy('roles_held.person_id')
    .execute()
  const address = contact?.email.toLowerCase()
  const stays = holders.find(
    (row) => row.school === school.urn && row.from_day <= on && row.email.toLowerCase() === address,
  )
  for (const row of holders) if (row.id !== stays?.id) await end(trx, row, on)
  if (!contact) return
  if (stays) await trx.updateTable('people').set({ name: contact.name }).where('id', '=', stays.person_id).execute()
  else await give(trx, school, role, contact, on)
}

async function end(trx: Transaction<Tables>, held: { id: number; from_day: Day }, on: Day): Promise<void> {
  if (held.from_day >= on) await trx.deleteFrom('roles_held').where('id', '=', held.id).execute()
  else
    await trx
      .updateTable('roles_held')
      .set({ to_day: addDays(on, -1) })
      .where('id', '=', held.id)
      .execute()
}

/** The person `headteacher-URN` is whoever leads now; what the person before was away for is forgotten. */
async function give(
  trx: Transaction<Tables>,
  { urn, authority }: { urn: string; authority: string | null },
  role: LeadingRole,
  { name, email }: Contact,
  on: Day,
): Promise<void> {
  const id = `${role}-${urn}`
  await trx
    .insertInto('people')
    .values({ id, name, email, authority })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, email, authority }))
    .execute()
  await trx.deleteFrom('absences').where('person_id', '=', id).execute()
  await trx
    .insertInto('roles_held')
    .values({ person_id: id, role, from_day: on, to_day: null, district: null, school: urn })
    .execute()
}
