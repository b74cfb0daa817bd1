import { sql, type Transaction } from 'kysely'
import type { By, Input } from '../cases/commands.ts'
import { Refusal } from '../cases/refusal.ts'
import type { CaseState, School } from '../cases/state.ts'
import type { CaseKind } from '../policies/year.ts'
import type { Records } from './database.ts'
import { sealerOf } from './sealing.ts'
import type { Tables } from './tables.ts'

interface Opening {
  authority: string
  school: School
  by: By
  input: Input<'openCase'>
  key: string | null
}

/**
 * Reserves the id of a new case. One school has one open case: a second is refused with the first one's id, unless it is the
 * same request again.
 */
export async function reserveCase(records: Records, opening: Opening): Promise<string> {
  const { authority, school, by, input, key } = opening
  return records.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`${authority}-${school.urn}`}))`.execute(trx)
    const open = await openCaseOf(trx, school.urn)
    if (open) {
      const same = key !== null && (open.opening as { key?: string } | null)?.key === key
      if (same) return open.id
      throw new Refusal(
        `${school.name} has an open case already: ${open.id}. Give its commands there, or close it first`,
      )
    }
    const { count } = await trx
      .selectFrom('cases')
      .select((one) => one.fn.countAll<number>().as('count'))
      .where('authority', '=', authority)
      .where('urn', '=', school.urn)
      .where('kind', '=', 'intervention')
      .executeTakeFirstOrThrow()
    const number = Number(count) + 1
    const id = await freeId(trx, `${authority}-${school.urn}`, number)
    await trx
      .insertInto('cases')
      .values({
        id: id.id,
        authority,
        urn: school.urn,
        number: id.number,
        status: 'opening',
        level: sealerOf(trx, id.id).text(input.level),
        level_since: null,
        opened_on: null,
        closed_on: null,
        next_deadline: null,
        category: null,
        district: school.district,
        school_name: school.name,
        school: null,
        opening: sealerOf(trx, id.id).json({ name: 'openCase', by, input, key }),
        state: null,
      })
      .execute()
    await trx.insertInto('case_urns').values({ urn: school.urn, case_id: id.id }).execute()
    return id.id
  })
}

async function openCaseOf(trx: Transaction<Tables>, urn: string) {
  return trx
    .selectFrom('cases')
    .innerJoin('case_urns', 'case_urns.case_id', 'cases.id')
    .select(['cases.id', 'cases.opening'])
    .where('case_urns.urn', '=', urn)
    .where('cases.kind', '=', 'intervention')
    .where('cases.status', '<>', 'closed')
    .executeTakeFirst()
}

/** A school that took over another's URN may have cases under ids that are already given. */
async function freeId(trx: Transaction<Tables>, prefix: string, from: number): Promise<{ id: string; number: number }> {
  for (let number = from; ; number++) {
    const id = `${prefix}-${number}`
    const taken = await trx.selectFrom('cases').select('id').where('id', '=', id).executeTakeFirst()
    if (!taken) return { id, number }
  }
}

/** Takes a closed case up again: from here on it counts as its school's open one. */
export async function reserveReopening(
  records: Records,
  caseId: string,
  by: By,
  input: Input<'reopenCase'>,
  key: string | null = null,
): Promise<{ state: CaseState; seq: number }> {
  return records.transaction().execute(async (trx) => {
    const row = await trx.selectFrom('cases').selectAll().where('id', '=', caseId).forUpdate().executeTakeFirst()
    if (row && row.kind !== 'intervention')
      throw new Refusal('A year that has ended is not opened again: a school on record gets its year by itself')
    const same = key !== null && row?.status === 'opening' && (row.opening as { key?: string } | null)?.key === key
    if (row?.state && same) return { state: row.state as unknown as CaseState, seq: row.seq }
    if (!row?.state || row.status !== 'closed')
      throw new Refusal('The case is open already: only a closed case can be opened again')
    const open = await openCaseOf(trx, row.urn)
    if (open)
      throw new Refusal(`The school has an open case already: ${open.id}. Close it before opening this one again`)
    await trx
      .updateTable('cases')
      .set({ status: 'opening', opening: sealerOf(trx, caseId).json({ name: 'reopenCase', by, input, key }) })
      .where('id', '=', caseId)
      .execute()
    return { state: row.state as unknown as CaseState, seq: row.seq }
  })
}

/** Gives a reservation up: the id of a case that never began, or a closed case that stays closed. */
export async function releaseOpening(records: Records, caseId: string): Promise<void> {
  await records.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('cases')
      .select(['seq', 'status'])
      .where('id', '=', caseId)
      .forUpdate()
      .executeTakeFirst()
    if (row?.status !== 'opening') return
    if (row.seq > 0)
      await trx.updateTable('cases').set({ status: 'closed', opening: null }).where('id', '=', caseId).execute()
    else {
      await trx.deleteFrom('case_urns').where('case_id', '=', caseId).execute()
      await trx.deleteFrom('cases').where('id', '=', caseId).execute()
    }
  })
}

/** What the records know of a case, as one row. */
export async function caseRow(records: Records, caseId: string) {
  return records.selectFrom('cases').selectAll().where('id', '=', caseId).executeTakeFirst()
}

/** Whether a case's workflow has written what it was started with, after that entry. */
export async function isRecorded(records: Records, caseId: string, after: number): Promise<boolean> {
  const row = await records
    .selectFrom('cases')
    .select('seq')
    .where('id', '=', caseId)
    .where('seq', '>', after)
    .where('opening', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

export interface WaitingOpening {
  caseId: string
  authority: string
  urn: string
  kind: CaseKind
  school: School | null
  begin: { name: 'openCase' | 'reopenCase' | 'openYear'; by: By; input: unknown }
  state: CaseState | null
}

/**
 * Cases that were reserved and whose workflow has not been heard of: their start is repeated. The years of districts and schools
 * are the authority's year's to start, which tells them of their case.
 */
export async function waitingOpenings(records: Records): Promise<WaitingOpening[]> {
  const rows = await records
    .selectFrom('cases')
    .selectAll()
    .where('status', '=', 'opening')
    .where('kind', 'in', ['intervention', 'authority-year'])
    .execute()
  return rows.flatMap((row) => {
    const begin = row.opening as unknown as WaitingOpening['begin'] | null
    const { id, authority, urn, state, school } = row
    return begin
      ? [
          {
            caseId: id,
            authority,
            urn,
            kind: row.kind as CaseKind,
            school: school as unknown as School | null,
            begin: { name: begin.name, by: begin.by, input: begin.input },
            state: state as unknown as CaseState | null,
          },
        ]
      : []
  })
}

/** Changes of the calendar that running cases may not have been told of. */
export async function untoldChanges(
  records: Records,
): Promise<{ id: number; authority: string | null; summary: string }[]> {
  const rows = await records
    .selectFrom('calendar_changes')
    .select(['id', 'authority', 'summary'])
    .where('told_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows
}

export async function markTold(records: Records, id: number): Promise<void> {
  await records
    .updateTable('calendar_changes')
    .set({ told_at: sql`now()` })
    .where('id', '=', id)
    .execute()
}

export interface StaleSchool {
  caseId: string
  from: string
  school: School
}

/** Open cases whose workflow knows their school otherwise than it is on record now: another URN, name, phase, district or denomination. */
export async function staleSchools(records: Records): Promise<StaleSchool[]> {
  const rows = await records
    .selectFrom('cases')
    .innerJoin('schools', 'schools.urn', 'cases.urn')
    .select([
      'cases.id',
      'cases.school',
      'schools.urn',
      'schools.name',
      'schools.phase',
      'schools.district',
      'schools.denomination',
    ])
    .where('cases.status', '=', 'open')
    .where('cases.school', 'is not', null)
    .where(
      sql<boolean>`(cases.school->>'urn', cases.school->>'name', cases.school->>'phase', cases.school->>'district', cases.school->>'denomination')
        is distinct from (schools.urn, schools.name, schools.phase, schools.district, schools.denomination)`,
    )
    .execute()
  return rows.map(({ id, school, urn, name, phase, district, denomination }) => ({
    caseId: id,
    from: String(school?.urn ?? urn),
    school: { urn, name, phase: phase as School['phase'], district, denomination },
  }))
}
