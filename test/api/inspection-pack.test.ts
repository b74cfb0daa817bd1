import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { addCase, addDeadline, addEvent, addSchool } from '../records/support.ts'
import { today, useApi } from './support/api.ts'

const api = useApi()
const id = 'staffordshire-900001-1'

beforeAll(async () => {
  const { records } = api
  await addSchool(records, '900001', { name: 'Ashfield "Primary"' })
  await addSchool(records, '900002')
  await addCase(records, id, '900001')
  await addCase(records, 'staffordshire-900002-1', '900002')
  await addEvent(records, id, 1, 'case-opened')
  await addEvent(records, id, 2, 'deadline-moved', { key: 'evaluation#1', reason: 'The term dates were published' })
  await addEvent(records, id, 3, 'command', {
    command: 'recordEvaluation',
    as: 'headteacher',
    person: 'head',
    input: { pace: 'sufficient', evidence: '=HYPERLINK("http://example.org")' },
  })
  await addEvent(records, id, 4, 'deadline-met', { key: 'evaluation#1', deadline: 'half-termly-evaluation' })
  const ended = {
    status: 'met',
    due: '2026-03-03',
    ended_at: '2026-03-05T09:00:00Z',
    opened_at: '2026-01-05T00:00:00Z',
  }
  await addDeadline(records, id, 'evaluation#1', {
    ...ended,
    rule: 'ST-13',
    title: 'Evaluate progress',
    owner: 'headteacher',
  })
  await addDeadline(records, id, 'assign-officer#1', { due: '2026-03-20', rule: 'ST-13' })
  await addDeadline(records, 'staffordshire-900002-1', 'visit#1', { due: '2026-03-02', status: 'missed', rule: 'ST-7' })
})

interface Row {
  rule: string
  caseId: string
  what: string
  status: string
  workingDaysLate: number
  reason: string
  evidence: string
  entry: number | null
}

const pack = async (query: string, role = 'director') => {
  const { body, status } = await api.as(role).get(`/api/inspection-pack?authority=staffordshire${query}`)
  expect(status).toBe(200)
  return body as { rows: Row[]; heads: { caseId: string; entry: number; hash: string }[]; faults: unknown[] }
}

describe('an inspection pack (SO-2)', () => {
  it('says rule by rule what was owed, what was done, how late, why, with what evidence', async () => {
    const { rows } = await pack('')
    expect(rows.map((row) => row.rule)).toEqual(['ST-13', 'ST-13', 'ST-7'])
    expect(rows.find((row) => row.what === 'Evaluate progress')).toMatchObject({
      status: 'met',
      workingDaysLate: 2,
      reason: 'The term dates were published',
      evidence: 'headteacher, head: =HYPERLINK("http://example.org")',
      entry: 4,
    })
  })

  it('counts what is still owed to today, and nothing as late that is not', async () => {
    const { rows } = await pack('')
    expect(today).toBe('2026-03-16')
    expect(rows.find((row) => row.status === 'missed')?.workingDaysLate).toBe(10)
    expect(rows.find((row) => row.status === 'open')?.workingDaysLate).toBe(0)
  })

  it('pins each case file by the hash of its last entry', async () => {
    const { heads } = await pack('')
    const last = await api.records
      .selectFrom('case_file')
      .select('hash')
      .where('case_id', '=', id)
      .where('seq', '=', 4)
      .executeTakeFirstOrThrow()
    expect(heads).toEqual([{ caseId: id, entry: 4, hash: last.hash }])
  })

  it('says in every form what its case files do not bear out', async () => {
    const { faults } = await pack('&school=900002')
    expect(faults).toEqual([
      { caseId: 'staffordshire-900002-1', entry: null, fault: '“Do what is owed” is on record, and no entry opens it' },
    ])
    for (const form of ['csv', 'html'])
      expect((await api.as('director').get(`/api/inspection-pack.${form}?authority=staffordshire`)).text).toContain(
        'is on record, and no entry opens it',
      )
  })

  it('is of one school, or of a period', async () => {
    expect((await pack('&school=900002')).rows.map((row) => row.caseId)).toEqual(['staffordshire-900002-1'])
    expect((await pack('&until=2026-02-28')).rows.map((row) => row.what)).toEqual(['Evaluate progress'])
    expect((await pack('&from=2026-03-06')).rows.map((row) => row.what)).not.toContain('Evaluate progress')
    expect((await pack('&until=2020-01-01')).rows).toEqual([])
  })

  it('is a table that a spreadsheet takes, in which no word is a formula', async () => {
    const { text, headers } = await api.as('director').get('/api/inspection-pack.csv?authority=staffordshire')
    expect(headers['content-type']).toContain('text/csv')
    const lines = parse(text, { relax_column_count: true }) as string[][]
    const at = (name: string) => lines[0]?.indexOf(name) ?? -1
    const evaluation = lines.find((line) => line.includes('Evaluate progress'))
    expect(evaluation?.[at('School')]).toContain('900001')
    expect(evaluation?.[at('Working days late')]).toBe('2')
    for (const line of lines) for (const one of line) expect(one).not.toMatch(/^[=+@]/)
    expect(lines.map((line) => line.slice(0, 2))).toContainEqual([id, '4'])
  })

  it('is a document to print, with the words of the records as words', async () => {
    const { text, headers } = await api
      .as('director')
      .get('/api/inspection-pack.html?authority=staffordshire&until=2026-12-31')
    expect(headers['content-type']).toContain('text/html')
    expect(text).toContain('until Thursday 31 December 2026')
    expect(text).toContain('=HYPERLINK(&quot;http://example.org&quot;)')
    expect(text).toContain('<h2>ST-13</h2>')
  })

  it('is refused in a sentence for what is not there, or not to be read', async () => {
    const ask = (query: string) => api.as('director').get(`/api/inspection-pack?${query}`)
    expect((await ask('authority=narnia')).status).toBe(404)
    expect((await ask('authority=staffordshire&school=900099')).body.detail).toContain('There is no school 900099')
    const { body, status } = await ask('authority=staffordshire&from=2026-03-02&until=2026-03-01')
    expect([status, body.faults[0].field]).toEqual([400, 'from'])
    expect((await api.as('chief-inspector').get('/api/inspection-pack?authority=staffordshire')).status).toBe(403)
  })
})
