import { sql } from 'kysely'
import type { By } from '../cases/commands.ts'
import { Refusal } from '../cases/refusal.ts'
import type { School } from '../cases/state.ts'
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
}

/** The id of a year; of the authority's own, where `of` is empty. */
export const yearId = (authority: string, of: string): string => (of ? `${authority}-${of}-year` : `${authority}-year`)

/** Reserves the authority's own year; refused where it runs already, or has ended. A repeat gives what is still to be started. */
export async function reserveAuthorityYear(records: Records, policy: Policy, by: By): Promise<YearToStart> {
  const { authority, name } = policy
  const year = ofPlace('authority-year', authority, '', name, null)
  await reserve(records, authority, [year], by)
  const row = await records.selectFrom('cases').select('status').where('id', '=', year.caseId).executeTakeFirstOrThrow()
  if (row.status === 'closed')
    throw new Refusal(`The year of ${name} has ended, and is not begun again: ${year.caseId}`)
  if (row.status !== 'opening') throw new Refusal(`The year of ${name} runs already: ${year.caseId}`)
  return year
}

/** The years of districts and schools whose workflow has not been heard of. One that has ended does not begin again. */
async function yearsNotBegun(records: Records, policy: Policy): Promise<YearToStart[]> {
  const { authority } = policy
  const districts = yearOf(policy, 'district-year')
    ? policy.districts.map((one) => ofPlace('district-year', authority, one, titleOfDistrict(one), one))
    : []
  const schools = yearOf(policy, 'school-year') ? await schoolsWithoutYear(records, authority) : []
  const begun = await idsOfYears(records, authority, '<>')
  return [...districts, ...schools].filter((one) => !begun.has(one.caseId))
}

/** Reserves the years of districts and schools that have none yet; a repeat gives those whose workflow has not been heard of. */
export async function reserveYears(records: Records, policy: Policy, by: By): Promise<YearToStart[]> {
  const wanted = await yearsNotBegun(records, policy)
  await reserve(records, policy.authority, wanted, by)
  const reserved = await idsOfYears(records, policy.authority, '=')
  return wanted.filter((one) => reserved.has(one.caseId))
}

async function idsOfYears(records: Records, authority: string, isOpening: '=' | '<>'): Promise<Set<string>> {
  const rows = await records
    .selectFrom('cases')
    .select('id')
    .where('authority', '=', authority)
    .where('kind', '<>', 'intervention')
    .where('status', isOpening, 'opening')
    .execute()
  return new Set(rows.map((row) => row.id))
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

const titleOfDistrict = (district: string): string =>
  district
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')

/** Puts on record those that are not there yet. */
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
