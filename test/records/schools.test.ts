import { describe, expect, it } from 'vitest'
import { getPerson, holdersOf, putPerson } from '../../records/people.ts'
import { readCases } from '../../records/reading.ts'
import { getSchool, listSchools, putSchool, replaceSchool } from '../../records/schools.ts'
import { addCase, addPeople, addSchool, holder, school, useRecords } from './support.ts'

const use = useRecords()
const anna = { name: 'Anna Head', email: 'anna@example.org' }
const ben = { name: 'Ben Head', email: 'ben@example.org' }

const headOn = async (urn: string, on: string) =>
  (
    await holdersOf(use.records, { authority: 'staffordshire', role: 'headteacher', school: urn, district: null, on })
  ).map((person) => person.name)

describe('a school on record', () => {
  it('keeps whoever leads it as people with that role in this school', async () => {
    await putSchool(use.records, school('900001', { headteacher: anna, chairOfGovernors: ben }), '2026-01-05')
    expect(await getSchool(use.records, '900001', '2026-01-05')).toEqual({
      ...school('900001'),
      status: 'open',
      successor: null,
      headteacher: anna,
      chairOfGovernors: ben,
    })
    expect(await getPerson(use.records, 'headteacher-900001')).toMatchObject({
      ...anna,
      authority: 'staffordshire',
      roles: [{ role: 'headteacher', from: '2026-01-05', to: null, district: null, school: '900001' }],
    })
  })

  it('ends the role of whoever held it before, so that a new post-holder gets the next mail', async () => {
    await addSchool(use.records, '900002')
    await putPerson(use.records, holder('helen', 'headteacher', { school: '900002' }, { name: 'Helen Former' }))
    await putSchool(use.records, school('900002', { headteacher: anna }), '2026-03-01')
    expect(await headOn('900002', '2026-02-28')).toEqual(['Helen Former'])
    expect(await headOn('900002', '2026-03-01')).toEqual(['Anna Head'])
    await use.records
      .insertInto('absences')
      .values({ person_id: 'headteacher-900002', from_day: '2026-03-01', to_day: '2026-12-31' })
      .execute()
    await putSchool(use.records, school('900002', { headteacher: ben }), '2026-03-01')
    expect(await headOn('900002', '2026-03-01')).toEqual(['Ben Head'])
    expect((await getPerson(use.records, 'headteacher-900002'))?.away).toEqual([])
  })

  it('changes nobody when the same contact comes again, and no contact where it is left out', async () => {
    await putSchool(use.records, school('900003', { headteacher: anna }), '2026-01-01')
    await putSchool(use.records, school('900003', { headteacher: { ...anna, name: 'Anna Wed' } }), '2026-02-01')
    await putSchool(use.records, school('900003'), '2026-02-02')
    expect((await getPerson(use.records, 'headteacher-900003'))?.roles).toEqual([
      { role: 'headteacher', from: '2026-01-01', to: null, district: null, school: '900003' },
    ])
    expect(await headOn('900003', '2026-02-03')).toEqual(['Anna Wed'])
    await putSchool(use.records, school('900003', { headteacher: null }), '2026-02-04')
    expect(await headOn('900003', '2026-02-04')).toEqual([])
  })

  it('is found by authority and text, page by page', async () => {
    await addSchool(use.records, '900021', { name: '100% Invented' })
    await addSchool(use.records, '900022', { name: 'Also invented' })
    const list = async (text: string, after?: string) =>
      (await listSchools(use.records, { authorities: ['staffordshire'], text, on: '2026-01-01', after, limit: 1 })).map(
        (one) => one.urn,
      )
    expect(await list('90002')).toEqual(['900021'])
    expect(await list('90002', '900021')).toEqual(['900022'])
    expect(await list('100%')).toEqual(['900021'])
    expect(await list('%_%')).toEqual([])
  })
})

describe('a school that gets a new URN (LAW-16)', () => {
  it('takes its cases, people and own term dates along, and both URNs find them', async () => {
    const { records } = use
    await addSchool(records, '900101', { headteacher: anna, denomination: 'Church of England' })
    await addPeople(records, holder('sip-101', 'sip', { school: '900101' }))
    await addCase(records, 'staffordshire-900101-1', '900101', { status: 'closed', closed_on: '2025-01-01' })
    await addCase(records, 'staffordshire-900101-2', '900101')
    const change = { from: '900101', to: '900102', on: '2026-03-01' }
    const done = await replaceSchool(records, change, 'administrator')
    expect(done.caseIds).toEqual(['staffordshire-900101-2'])
    expect(await getSchool(records, '900101', '2026-03-02')).toMatchObject({ successor: '900102', status: 'closed' })
    expect(await getSchool(records, '900102', '2026-03-02')).toMatchObject({
      name: 'Invented School 900101',
      denomination: 'Church of England',
      headteacher: anna,
      status: 'open',
    })
    for (const found of ['900101', '900102']) {
      const rows = await readCases(records, { school: found }, { limit: 10 })
      expect(rows.map((row) => [row.id, row.urn])).toEqual([
        ['staffordshire-900101-1', '900102'],
        ['staffordshire-900101-2', '900102'],
      ])
    }
    const again = await replaceSchool(records, change)
    expect(again).toEqual({ caseIds: ['staffordshire-900101-2'], changeId: null })
    expect((await getPerson(records, 'sip-101'))?.roles.map((held) => held.school)).toEqual(['900101', '900102'])
  })

  it('takes over only what is unknown of the new one', async () => {
    const { records } = use
    await addSchool(records, '900111', { headteacher: anna })
    await addSchool(records, '900112', {
      name: 'Invented Academy',
      district: null,
      headteacher: ben,
      phase: 'all-through',
    })
    await addCase(records, 'staffordshire-900111-1', '900111', { status: 'closed' })
    await addCase(records, 'staffordshire-900112-1', '900112', { status: 'closed' })
    await replaceSchool(records, { from: '900111', to: '900112', on: '2026-03-01' })
    expect(await getSchool(records, '900112', '2026-03-02')).toMatchObject({
      name: 'Invented Academy',
      phase: 'all-through',
      district: 'south-staffs',
      headteacher: ben,
    })
    expect(await readCases(records, { school: '900111' }, { limit: 10 })).toHaveLength(1)
    expect(await readCases(records, { school: '900112' }, { limit: 10 })).toHaveLength(2)
  })

  it('is refused, changing nothing, where it cannot be', async () => {
    const { records } = use
    await addSchool(records, '900121')
    await addSchool(records, '900122')
    await addCase(records, 'staffordshire-900121-1', '900121')
    await addCase(records, 'staffordshire-900122-1', '900122')
    const replace = (from: string, to: string) => replaceSchool(records, { from, to, on: '2026-03-01' })
    await expect(replace('900999', '900998')).rejects.toThrow('no school with the URN 900999')
    await expect(replace('900121', '900121')).rejects.toThrow('must have another URN')
    await expect(replace('900121', '900122')).rejects.toThrow('staffordshire-900121-1 and staffordshire-900122-1')
    await expect(replace('900101', '900122')).rejects.toThrow('has a successor already: 900102')
    await expect(replace('900102', '900101')).rejects.toThrow('is a former URN')
    expect(await getSchool(records, '900121', '2026-03-02')).toMatchObject({ successor: null, status: 'open' })
  })
})
