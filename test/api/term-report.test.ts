import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { addCase, addDeadline, addSchool } from '../records/support.ts'
import { useApi } from './support/api.ts'

const api = useApi()
const id = (number: number) => `southend-90000${number}-1`

const enter = (caseId: string, seq: number, at: string, type: string, body: object) =>
  api.records
    .insertInto('case_file')
    .values({ case_id: caseId, seq, at: `${at}T10:00:00Z`, type, body: JSON.stringify(body) })
    .execute()

/** The autumn term of 2025: 2 September to 19 December by Southend's dates. */
beforeAll(async () => {
  for (const number of [1, 2, 3, 4]) {
    await addSchool(api.records, `90000${number}`, { authority: 'southend' })
    await addCase(api.records, id(number), `90000${number}`, { authority: 'southend', level: 'support' })
  }
  await enter(id(1), 1, '2025-05-06', 'case-opened', { level: 'monitoring' })
  await enter(id(1), 2, '2025-10-06', 'level-changed', { from: 'monitoring', to: 'support' })
  await enter(id(2), 1, '2025-05-06', 'case-opened', { level: 'support' })
  await enter(id(2), 2, '2025-11-10', 'case-closed', { reason: 'Done' })
  await enter(id(3), 1, '2025-11-11', 'case-opened', { level: 'monitoring' })
  await enter(id(4), 1, '2026-01-12', 'case-opened', { level: 'intervention' })
  const visit = {
    rule: 'SO-1',
    title: 'Visit the school and report',
    owner: 'assigned-officer',
    opened_at: '2025-09-08T09:00:00Z',
  }
  const of = (number: number, more: object) =>
    addDeadline(api.records, id(number), `visit#${number}`, { ...visit, ...more })
  await of(1, { due: '2025-12-19', status: 'met', ended_at: '2025-12-10T10:00:00Z' })
  await of(2, { due: '2025-12-19', status: 'met', ended_at: '2025-12-23T10:00:00Z' })
  await of(3, { due: '2025-12-19', status: 'missed' })
  await of(4, { due: '2026-03-27', status: 'open', opened_at: '2026-01-12T09:00:00Z' })
  await addDeadline(api.records, id(2), 'visit#9', {
    ...visit,
    due: '2025-12-19',
    status: 'cancelled',
    ended_at: '2025-11-10T10:00:00Z',
  })
})

const ask = async (query: string, role = 'education-board') => {
  const { body, status } = await api.as(role).get(`/api/reports/term?authority=southend${query}`)
  expect(status).toBe(200)
  return body
}

describe('the report of a term to the board and its sub-group (SO-1)', () => {
  it('counts schools causing concern by level, at the beginning of the term and at its end', async () => {
    const { term, levels, opened, closed } = await ask('&on=2025-11-03')
    expect(term).toMatchObject({ name: 'autumn term 2025', lastDay: '2025-12-19' })
    expect(levels).toEqual([
      { level: 'monitoring', name: 'Monitoring', atBeginning: 1, atEnd: 1 },
      { level: 'support', name: 'Support', atBeginning: 1, atEnd: 1 },
      { level: 'intervention', name: 'Intervention', atBeginning: 0, atEnd: 0 },
    ])
    expect([opened, closed]).toEqual([1, 1])
  })

  it('says duty by duty what was due, done in time, late or not at all, and how late', async () => {
    const { duties } = await ask('&on=2025-11-03')
    expect(duties).toEqual([
      {
        rule: 'SO-1',
        what: 'Visit the school and report',
        owner: 'assigned-officer',
        due: 3,
        metInTime: 1,
        metLate: 1,
        missed: 1,
        ahead: 0,
        cancelled: 1,
        // From 19 December to 16 March, without 25 and 26 December and 1 January
        latest: 58,
        late: 60,
      },
    ])
  })

  it('is of the present term where no day is named; what is still to come is not late', async () => {
    const { term, levels, duties } = await ask('')
    expect(term.name).toBe('spring term 2026')
    expect(levels.at(-1)).toMatchObject({ atBeginning: 0, atEnd: 1 })
    expect(duties).toMatchObject([{ due: 1, metInTime: 0, missed: 0, ahead: 1, latest: 0 }])
  })

  it('is a table for a spreadsheet', async () => {
    const { text, headers } = await api.as('director').get('/api/reports/term.csv?authority=southend&on=2025-11-03')
    expect(headers['content-disposition']).toContain('southend-autumn-term-2025.csv')
    const lines = parse(text, { relax_column_count: true, skip_empty_lines: true }) as string[][]
    expect(lines).toContainEqual(['Monitoring', '1', '1'])
    expect(lines.at(-1)).toEqual([
      'SO-1',
      'Visit the school and report',
      'link officer',
      '3',
      '1',
      '1',
      '1',
      '0',
      '1',
      '58',
    ])
  })

  it('is the authority’s own: a school, those outside and strangers are refused in a sentence', async () => {
    const path = '/api/reports/term?authority=southend'
    expect((await api.as('headteacher').get(path)).status).toBe(403)
    expect((await api.as('chief-inspector').get(path)).status).toBe(403)
    expect((await api.inAuthority('dsim', 'dudley').get(path)).body.detail).toContain(
      'There is no authority "southend"',
    )
  })
})
