import { sql, type Transaction } from 'kysely'
import { formatDay, type Day } from '../calendar/day.ts'
import { Refusal } from '../cases/refusal.ts'
import { recordChange } from './changes.ts'
import type { Records } from './database.ts'
import { urnsOf } from './former-urns.ts'
import type { Tables } from './tables.ts'

export interface Replacement {
  from: string
  to: string
  on: Day
}

type SchoolRow = Awaited<ReturnType<typeof mustKnowSchool>>

/**
 * A school gets a new URN (LAW-16): its cases, its roles and its own term dates go with it, and both URNs find them.
 * A repeat changes nothing. Gives the open cases, which are to be told. Throws a Refusal.
 */
export async function replaceSchool(
  records: Records,
  change: Replacement,
  byRole: string | null = null,
): Promise<{ caseIds: string[]; changeId: number | null }> {
  return records.transaction().execute(async (trx) => {
    const former = await mustKnowSchool(trx, change.from)
    await refuseImpossible(trx, former, change)
    const isNew = former.successor_urn === null
    if (isNew) await takeOver(trx, former, change)
    const open = await trx
      .selectFrom('cases')
      .innerJoin('case_urns', 'case_urns.case_id', 'cases.id')
      .select('cases.id')
      .where('case_urns.urn', '=', change.from)
      .where('cases.urn', '<>', change.from)
      .where('cases.status', '<>', 'closed')
      .orderBy('cases.id')
      .execute()
    const caseIds = open.map((row) => row.id)
    const summary = `${former.name}: the URN ${change.from} became ${change.to} on ${formatDay(change.on)}`
    const changeId = isNew
      ? await recordChange(trx, {
          kind: 'school-replaced',
          authority: former.authority,
          byRole,
          summary,
          details: { ...change },
        })
      : null
    return { caseIds, changeId }
  })
}

async function refuseImpossible(trx: Transaction<Tables>, former: SchoolRow, { from, to }: Replacement): Promise<void> {
  if (from === to) throw new Refusal(`The successor of ${from} must have another URN`, 'input')
  if (former.successor_urn !== null && former.successor_urn !== to)
    throw new Refusal(`${from} has a successor already: ${former.successor_urn}`)
  if ((await urnsOf(trx, from)).includes(to)) throw new Refusal(`${to} is a former URN of ${from}: it cannot follow it`)
  const two = await trx
    .selectFrom('cases as old')
    .innerJoin('cases as young', 'young.authority', 'old.authority')
    .select(['old.id as oldId', 'young.id as youngId'])
    .where('old.kind', '=', 'intervention')
    .where('young.kind', '=', 'intervention')
    .where('old.urn', '=', from)
    .where('young.urn', '=', to)
    .where('old.status', '<>', 'closed')
    .where('young.status', '<>', 'closed')
    .executeTakeFirst()
  if (two) throw new Refusal(`Both URNs have an open case (${two.oldId} and ${two.youngId}): close one of them first`)
}

async function takeOver(trx: Transaction<Tables>, former: SchoolRow, { from, to, on }: Replacement): Promise<void> {
  const { name, authority, phase, district, denomination } = former
  await trx
    .insertInto('schools')
    .values({ urn: to, name, authority, phase, district, denomination })
    .onConflict((conflict) =>
      conflict.column('urn').doUpdateSet({
        authority: sql`coalesce(schools.authority, excluded.authority)`,
        district: sql`coalesce(schools.district, excluded.district)`,
        denomination: sql`coalesce(schools.denomination, excluded.denomination)`,
      }),
    )
    .execute()
  await trx.updateTable('schools').set({ successor_urn: to, status: 'closed' }).where('urn', '=', from).execute()
  await copyRoles(trx, { from, to, on })
  await sql`
    insert into terms (authority, school, academic_year, term, first_day, half_term_first_day, half_term_last_day, last_day, inset_days)
    select authority, ${to}, academic_year, term, first_day, half_term_first_day, half_term_last_day, last_day, inset_days
    from terms where school = ${from} on conflict do nothing`.execute(trx)
  await moveCases(trx, from, to)
}

/** A role that somebody holds at the new URN already stays theirs alone. */
async function copyRoles(trx: Transaction<Tables>, { from, to, on }: Replacement): Promise<void> {
  await sql`
    insert into roles_held (person_id, role, from_day, to_day, district, school)
    select person_id, role, greatest(from_day, ${on}::date), to_day, district, ${to}
    from roles_held former
    where school = ${from} and (to_day is null or to_day >= ${on}::date) and not exists (
      select from roles_held own
      where own.school = ${to} and own.role = former.role and (own.to_day is null or own.to_day >= ${on}::date)
    )`.execute(trx)
}

/**
 * Cases keep their ids for life; where the new URN has had cases of its own, theirs are numbered on. A year stays where the new
 * URN has one already, and ends with its school.
 */
async function moveCases(trx: Transaction<Tables>, from: string, to: string): Promise<void> {
  await sql`
    insert into case_urns (urn, case_id)
    select ${to}, case_id from case_urns where urn = ${from}
    union select ${from}, id from cases where urn = ${from}
    union select ${to}, id from cases where urn = ${from}
    on conflict do nothing`.execute(trx)
  await sql`
    update cases set urn = ${to}, number = number + (
      select coalesce(max(own.number), 0) from cases own where own.urn = ${to} and own.authority = cases.authority
    ) where urn = ${from} and (kind = 'intervention' or status = 'closed' or not exists (
      select from cases own where own.urn = ${to} and own.authority = cases.authority and own.kind = cases.kind and own.status <> 'closed'
    ))`.execute(trx)
}

/** The row of a school as a case knows it; throws a Refusal where it is not on record. */
export async function mustKnowSchool(records: Records, urn: string) {
  const row = await records.selectFrom('schools').selectAll().where('urn', '=', urn).executeTakeFirst()
  if (!row) throw new Refusal(`There is no school with the URN ${urn} on record: put it in first`, 'input')
  return row
}
