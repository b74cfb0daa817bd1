import { sql } from 'kysely'
import type { By } from '../cases/commands.ts'
import { Refusal } from '../cases/refusal.ts'
import type { CaseState, School } from '../cases/state.ts'
import { districtName } from '../notifications/plain.ts'
import type { Policy } from '../policies/policy.ts'
import type { Policies } from '../policies/policies.ts'
import { yearOf, type CaseKind } from '../policies/year.ts'
import type { Records } from './database.ts'

type YearKind = Exclude<CaseKind, 'intervention'>

/** A year that is to be started: its id, its kind, and of whom it is (a district or an authority in the place of a school). */
export interface YearToStart {
  caseId: string
  kind: YearKind
  school: School
  /** Of one that has ended and begins anew: what is known. */
  state?: CaseState | undefined
}

/** The id of a year; of the authority's own, where `of` is empty. */
export const yearId = (authority: string, of: string): string => (of ? `${authority}-${of}-year` : `${authority}-year`)

/** Reserves the authority's own year; refused where it runs already. One that has ended begins anew. A repeat gives what is still to be started. */
export async function reserveAuthorityYear(records: Records, policy: Policy, by: By): Promise<YearToStart> {
  const { authority, name } = policy
  const year = ofPlace('authority-year', authority, '', name, null)
  await reserve(records, authority, [year], by)
  const row = await records.selectFrom('cases').select('status').where('id', '=', year.caseId).executeTakeFirstOrThrow()
  if (row.status !== 'opening') throw new Refusal(`The year of ${name} runs already: ${year.caseId}`)
  return { ...year, state: (await statesOf(records, [year.caseId])).get(year.caseId) }
}

/** The authority's year, where it was opened since an instant: what an earlier try of the same request may have done. */
export async function yearOpenedSince(records: Records, authority: string, since: Date): Promise<string | undefined> {
  const row = await records
    .selectFrom('cases')
    .select('id')
    .where('id', '=', yearId(authority, ''))
    .where('status', '=', 'open')
    .where('opened_at', '>=', since)
    .executeTakeFirst()
  return row?.id
}

/** What is known of years that have ended before. */
async function statesOf(records: Records, ids: string[]): Promise<Map<string, CaseState>> {
  if (!ids.length) return new Map()
  const rows = await records
    .selectFrom('cases')
    .select(['id', 'state'])
    .where('id', 'in', ids)
    .where('state', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [row.id, row.state as unknown as CaseState]))
}

/**
 * The years of districts and schools whose workflow has not been heard of. One that has ended begins anew if its school was gone and is
 * there again, or if the authority's year has begun anew since; else somebody has ended it, and it stays so.
 */
async function yearsNotBegun(records: Records, policy: Policy): Promise<YearToStart[]> {
  const { authority } = policy
  const districts = yearOf(policy, 'district-year')
    ? policy.districts.map((one) => ofPlace('district-year', authority, one, districtName(one), one))
    : []
  const schools = yearOf(policy, 'school-year') ? await schoolsWithoutYear(records, authority) : []
  const begun = await yearsBegun(records, authority)
  return [...districts, ...schools].filter((one) => !begun.has(one.caseId))
}

/** Reserves the years of districts and schools that have none yet; a repeat gives those whose workflow has not been heard of. */
export async function reserveYears(records: Records, policy: Policy, by: By): Promise<YearToStart[]> {
  const wanted = await yearsNotBegun(records, policy)
  await reserve(records, policy.authority, wanted, by)
  const reserved = await idsReserved(records, policy.authority)
  const waiting = wanted.filter((one) => reserved.has(one.caseId))
  const ids = waiting.map((one) => one.caseId)
  const states = await statesOf(records, ids)
  return waiting.map((one) => ({ ...one, state: states.get(one.caseId) }))
}

const yearsOf = (records: Records, authority: string) =>
  records.selectFrom('cases').where('authority', '=', authority).where('kind', '<>', 'intervention')

async function idsReserved(records: Records, authority: string): Promise<Set<string>> {
  const rows = await yearsOf(records, authority).select('id').where('status', '=', 'opening').execute()
  return new Set(rows.map((row) => row.id))
}

/** Those that run, and those that somebody has ended since the authority's year was opened. */
async function yearsBegun(records: Records, authority: string): Promise<Set<string>> {
  const rows = await yearsOf(records, authority)
    .select(['id', 'status', 'state', 'closed_on', 'opened_on'])
    .where('status', '<>', 'opening')
    .execute()
  const opened = rows.find((row) => row.id === yearId(authority, ''))?.opened_on ?? ''
  const beginsAnew = ({ status, state, closed_on }: (typeof rows)[number]) =>
    status === 'closed' &&
    ((state as unknown as CaseState | null)?.year?.gone === true || (closed_on ?? opened) < opened)
  return new Set(rows.filter((row) => !beginsAnew(row)).map((row) => row.id))
}

async function schoolsWithoutYear(records: Records, authority: string): Promise<YearToStart[]> {
  const rows = await records
    .selectFrom('schools')
    .selectAll()
    .where('authority', '=', authority)
    .where('status', '=', 'open')
    .where('successor_urn', 'is', null)
    .where('urn', 'not in', (query) =>
      query
        .selectFrom('case_urns')
        .innerJoin('cases', 'cases.id', 'case_urns.case_id')
        .select('case_urns.urn')
        .where('cases.kind', '=', 'school-year')
        .where('cases.status', '=', 'open'),
    )
    .orderBy('urn')
    .execute()
  return rows.map(({ urn, name, phase, district, denomination }) => ({
    caseId: yearId(authority, urn),
    kind: 'school-year',
    school: { urn, name, phase: phase as School['phase'], district, denomination },
  }))
}

function ofPlace(kind: YearKind, authority: string, of: string, name: string, district: string | null): YearToStart {
  return {
    caseId: yearId(authority, of),
    kind,
    school: { urn: of, name, phase: 'all-through', district, denomination: null },
  }
}

/** Puts on record those that are not there yet, and takes up those that have ended. */
async function reserve(records: Records, authority: string, years: YearToStart[], by: By): Promise<void> {
  if (!years.length) return
  const rows = years.map(({ caseId, kind, school }) => ({
    id: caseId,
    authority,
    urn: school.urn,
    number: 0,
    kind,
    status: 'opening',
    level: null,
    level_since: null,
    opened_on: null,
    closed_on: null,
    next_deadline: null,
    category: null,
    district: school.district,
    school_name: school.name,
    school: JSON.stringify(school),
    opening: JSON.stringify({ name: 'openYear', by, input: { authority } }),
    state: null,
  }))
  await records.transaction().execute(async (trx) => {
    for (const { id, opening, school, district, school_name } of rows)
      await trx
        .updateTable('cases')
        .set({ status: 'opening', opening, school, district, school_name, opened_at: sql`now()` })
        .where('id', '=', id)
        .where('status', '=', 'closed')
        .execute()
    const inserted = await trx
      .insertInto('cases')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .returning(['id', 'urn', 'kind'])
      .execute()
    const schools = inserted.filter((row) => row.kind === 'school-year')
    if (schools.length)
      await trx
        .insertInto('case_urns')
        .values(schools.map((row) => ({ urn: row.urn, case_id: row.id })))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
  })
}

/** The running year of the URN that has followed that of another year, where it has one of its own (LAW-16). */
export async function successorYearOf(records: Records, caseId: string): Promise<string | null> {
  const row = await records
    .selectFrom('cases as old')
    .innerJoin('schools', 'schools.urn', 'old.urn')
    .innerJoin('cases as next', 'next.urn', 'schools.successor_urn')
    .select('next.id')
    .where('old.id', '=', caseId)
    .where('next.kind', '=', 'school-year')
    .where('next.status', '=', 'open')
    .whereRef('next.authority', '=', 'old.authority')
    .executeTakeFirst()
  return row?.id ?? null
}

/** The running year of a school, by whichever of its URNs. */
export async function yearOfSchool(records: Records, urn: string): Promise<string | null> {
  const row = await records
    .selectFrom('cases')
    .innerJoin('case_urns', 'case_urns.case_id', 'cases.id')
    .select('cases.id')
    .where('case_urns.urn', '=', urn)
    .where('cases.kind', '=', 'school-year')
    .where('cases.status', '<>', 'closed')
    .orderBy(sql`cases.urn = ${urn}`, 'desc')
    .executeTakeFirst()
  return row?.id ?? null
}

export interface CaseOfYear {
  caseId: string
  level: string
}

/** The open case of a school, for its year to know of. */
export async function openInterventionOf(records: Records, urn: string): Promise<CaseOfYear | null> {
  const row = await records
    .selectFrom('cases')
    .innerJoin('case_urns', 'case_urns.case_id', 'cases.id')
    .select(['cases.id', 'cases.level'])
    .where('case_urns.urn', '=', urn)
    .where('cases.kind', '=', 'intervention')
    .where('cases.status', '=', 'open')
    .executeTakeFirst()
  return row ? { caseId: row.id, level: row.level ?? '' } : null
}

/** Running years of schools that have closed, or are no longer the authority's. */
export async function yearsOfGoneSchools(records: Records, authority: string): Promise<string[]> {
  const rows = await records
    .selectFrom('cases')
    .innerJoin('schools', 'schools.urn', 'cases.urn')
    .select('cases.id')
    .where('cases.authority', '=', authority)
    .where('cases.kind', '=', 'school-year')
    .where('cases.status', '=', 'open')
    .where(sql<boolean>`(schools.status = 'closed' or schools.authority is distinct from cases.authority)`)
    .execute()
  return rows.map((row) => row.id)
}

/** The running years of authorities in which a district or a school still wants its year, or a year its end. */
export async function authorityYearsBehind(records: Records, policies: Policies): Promise<string[]> {
  const rows = await records
    .selectFrom('cases')
    .select(['id', 'authority'])
    .where('kind', '=', 'authority-year')
    .where('status', '=', 'open')
    .execute()
  const behind = await Promise.all(
    rows.map(async ({ id, authority }) => {
      const policy = policies.get(authority)
      if (!policy) return []
      const left = [...(await yearsNotBegun(records, policy)), ...(await yearsOfGoneSchools(records, authority))]
      return left.length ? [id] : []
    }),
  )
  return behind.flat()
}
