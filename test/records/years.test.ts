import { beforeAll, describe, expect, it } from 'vitest'
import { waitingOpenings } from '../../records/openings.ts'
import { replaceSchool } from '../../records/schools.ts'
import {
  authorityYearsBehind,
  reserveAuthorityYear,
  reserveYears,
  successorYearOf,
  yearOfSchool,
  yearOpenedSince,
  yearsOfGoneSchools,
} from '../../records/years.ts'
import { addCase, addSchool, policies, staffordshire, useRecords } from './support.ts'

const use = useRecords()
const by = { role: 'administrator', personId: null }
const yearOf = (urn: string) => `staffordshire-${urn}-year`
const begin = (...ids: string[]) =>
  use.records.updateTable('cases').set({ status: 'open', opening: null, seq: 1 }).where('id', 'in', ids).execute()
const end = (id: string, gone = true) =>
  use.records
    .updateTable('cases')
    .set({ status: 'closed', closed_on: '2026-02-02', state: JSON.stringify({ seq: 9, year: { gone } }) })
    .where('id', '=', id)
    .execute()
const behind = () => authorityYearsBehind(use.records, policies)
const reserved = async () => (await reserveYears(use.records, staffordshire, by)).map((one) => one.caseId)

describe("an authority's year (ST-30 to ST-32)", () => {
  beforeAll(async () => {
    await addSchool(use.records, '900301')
    await addSchool(use.records, '900302')
  })

  it('is started by a repeat where the first try ended on its way, and refused when it runs', async () => {
    const { caseId } = await reserveAuthorityYear(use.records, staffordshire, by)
    expect((await reserveAuthorityYear(use.records, staffordshire, by)).caseId).toBe(caseId)
    await begin(caseId)
    await expect(reserveAuthorityYear(use.records, staffordshire, by)).rejects.toThrow('runs already')
  })

  it('is behind until the year of each district and school runs, and is left alone when they do', async () => {
    expect(await behind()).toEqual(['staffordshire-year'])
    const ids = await reserved()
    expect(ids).toHaveLength(staffordshire.districts.length + 2)
    expect(await reserved()).toEqual(ids)
    expect(await behind()).toEqual(['staffordshire-year'])
    await begin(...ids)
    expect([await reserved(), await behind()]).toEqual([[], []])
  })

  it('alone starts the years of its schools, which it tells of their case', async () => {
    await addSchool(use.records, '900303')
    expect(await reserved()).toEqual([yearOf('900303')])
    expect(await waitingOpenings(use.records)).toEqual([])
    await begin(yearOf('900303'))
  })

  it('is behind while the year of a school runs that is closed or belongs to another authority', async () => {
    await addSchool(use.records, '900303', { authority: 'dudley' })
    expect(await yearsOfGoneSchools(use.records, 'staffordshire')).toEqual([yearOf('900303')])
    expect(await behind()).toEqual(['staffordshire-year'])
    await end(yearOf('900303'))
    expect(await behind()).toEqual([])
  })
})

describe('a year that has ended', () => {
  const openedOn = (day: string) =>
    use.records.updateTable('cases').set({ opened_on: day }).where('id', '=', 'staffordshire-year').execute()

  it('begins anew with what is known when its school is there again', async () => {
    await addSchool(use.records, '900303', { authority: 'staffordshire' })
    expect(await behind()).toEqual(['staffordshire-year'])
    const [again, ...others] = await reserveYears(use.records, staffordshire, by)
    expect(again).toMatchObject({ caseId: yearOf('900303'), state: { seq: 9 } })
    expect(others).toEqual([])
    await begin(yearOf('900303'))
  })

  it('stays ended where somebody has ended it, until the authority’s year begins anew', async () => {
    await openedOn('2026-01-05')
    await end(yearOf('900303'), false)
    expect([await reserved(), await behind()]).toEqual([[], []])
    await openedOn('2026-03-02')
    expect(await reserved()).toEqual([yearOf('900303')])
    await begin(yearOf('900303'))
  })

  it('is the authority’s own too: it is begun anew, and found by a repeat whose answer was lost', async () => {
    const before = new Date()
    await end('staffordshire-year')
    const { caseId, state } = await reserveAuthorityYear(use.records, staffordshire, by)
    expect([caseId, state?.seq]).toEqual(['staffordshire-year', 9])
    expect(await yearOpenedSince(use.records, 'staffordshire', before)).toBeUndefined()
    await begin(caseId)
    expect(await yearOpenedSince(use.records, 'staffordshire', before)).toBe(caseId)
    expect(await yearOpenedSince(use.records, 'staffordshire', new Date(Date.now() + 60_000))).toBeUndefined()
  })
})

describe('a school with a year of its own that takes the place of another (LAW-16)', () => {
  it('keeps its year; the other takes its case along, and its year ends', async () => {
    await addCase(use.records, 'staffordshire-900301-1', '900301')
    const { caseIds } = await replaceSchool(use.records, { from: '900301', to: '900302', on: '2026-03-01' })
    expect(caseIds).toEqual(['staffordshire-900301-1'])
    expect(await yearsOfGoneSchools(use.records, 'staffordshire')).toEqual([yearOf('900301')])
    expect(await yearOfSchool(use.records, '900302')).toBe(yearOf('900302'))
    expect(await successorYearOf(use.records, yearOf('900301'))).toBe(yearOf('900302'))
    expect(await successorYearOf(use.records, yearOf('900302'))).toBeNull()
    await end(yearOf('900301'))
    expect(await behind()).toEqual([])
  })

  it('takes the year along where it has none', async () => {
    const { caseIds } = await replaceSchool(use.records, { from: '900302', to: '900304', on: '2026-04-01' })
    expect(caseIds).toEqual(['staffordshire-900301-1', yearOf('900302')])
    expect([await reserved(), await yearsOfGoneSchools(use.records, 'staffordshire')]).toEqual([[], []])
  })
})
