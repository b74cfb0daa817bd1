import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { addCase, addEvent, addSchool, addSupport, aSupport } from '../records/support.ts'
import { today, useApi } from './support/api.ts'

const api = useApi()
const id = 'staffordshire-900001-1'
const ask = (query: string, role = 'dirg', address = '') =>
  api.as(role).get(`/api/reports/expenditure${address}?authority=staffordshire${query}`)

beforeAll(async () => {
  const { records } = api
  await addSchool(records, '900001')
  await addSchool(records, '900002', { district: 'cannock-lichfield' })
  await addCase(records, id, '900001', { school_name: 'Ashfield "Primary"' })
  await addCase(records, 'staffordshire-900002-1', '900002', { district: 'cannock-lichfield' })
  const strategy = { kind: 'strategy', days: 12, pounds: 5_760, on: '2026-02-02', stream: 'Reading' }
  const given = { stage: 'given', days: 2, pounds: 960, on: '2026-03-10', impact: '=1+1, and more' } as const
  await addSupport(records, id, aSupport(3, { on: '2026-01-12' }), aSupport(4, strategy), aSupport(5, given))
  await addSupport(records, 'staffordshire-900002-1', aSupport(3, { on: '2026-03-02', officer: null }))
  const assess = { command: 'assessContribution', as: 'dsim', input: { days: 12, amount: 900 } }
  await addEvent(records, id, 1, 'command', assess)
  await addEvent(records, id, 6, 'command', {
    command: 'correctEntry',
    as: 'dsim',
    input: { entry: 1, input: { amount: 960 }, reason: 'Misread' },
  })
})

describe('the report of expenditure (ST-43)', () => {
  it('is of the year of the budget so far, for whoever reads the authority', async () => {
    const { body, status } = await ask('')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      authority: 'staffordshire',
      from: '2025-04-01',
      to: today,
      cases: [{ caseId: id, pays: { fund: 1_440, school: 960, authority: 4_800 } }, { urn: '900002' }],
      total: { cases: 2, planned: { days: 18, pounds: 8_640 }, given: { days: 2, pounds: 960 } },
    })
    expect((body as { capacities: unknown[] }).capacities).toContainEqual(
      expect.objectContaining({ id: 'days-of-an-officer', who: 'anna', used: 15, limit: 170 }),
    )
  })

  it('is of a period, a district or a school', async () => {
    const cases = async (query: string) =>
      ((await ask(query)).body as { cases: { caseId: string }[] }).cases.map((one) => one.caseId)
    expect(await cases('&from=2026-03-01&to=2026-03-09')).toEqual(['staffordshire-900002-1'])
    expect(await cases('&district=south-staffs')).toEqual([id])
    expect(await cases('&school=900002')).toEqual(['staffordshire-900002-1'])
    expect(await cases('&school=900003')).toEqual([])
  })

  it('comes as CSV, in which nothing is a formula', async () => {
    const { text, headers } = await ask('', 'dirg', '.csv')
    expect(headers['content-disposition']).toContain('expenditure-staffordshire-2025-04-01-2026-03-16.csv')
    const lines = parse(text, { relax_column_count: true, skip_empty_lines: true }) as string[][]
    expect(lines[1]?.slice(0, 3)).toEqual([id, 'Ashfield "Primary"', '900001'])
    expect(lines[1]?.slice(7)).toEqual(['3', '1440', '2', '960', '0', '2026-03-10: =1+1, and more'])
    expect(lines.at(-1)).toEqual(['All', '', '2880', '960', '4800', '0'])
  })

  it('is refused to schools and to those outside, for days that stand the wrong way, and where the paper says nothing of money', async () => {
    expect((await ask('', 'headteacher')).status).toBe(403)
    expect((await ask('', 'chief-inspector')).status).toBe(403)
    expect((await ask('&from=2026-03-02&to=2026-03-01')).status).toBe(400)
    expect((await ask('&district=nowhere')).status).toBe(400)
    expect((await api.as('administrator').get('/api/reports/expenditure?authority=southend')).status).toBe(404)
  })
})

describe('a case with its days and its money', () => {
  it('says each support, what it comes to, who pays, and what the contribution was assessed at (ST-40, ST-41)', async () => {
    const { body } = await api.as('dsim').get(`/api/cases/${id}`)
    expect((body as { money: object }).money).toMatchObject({
      support: [{ entry: 3 }, { entry: 4, stream: 'Reading', on: '2026-02-02' }, { entry: 5, stage: 'given' }],
      kinds: [
        { kind: 'audit', limit: { days: 5, pounds: 2_500 } },
        { kind: 'strategy', limit: null },
      ],
      bandDays: 12,
      schoolDays: 2,
      pays: { fund: 1_440, school: 960, authority: 4_800, others: 0 },
      assessed: { days: 12, pounds: 960 },
    })
  })
})
