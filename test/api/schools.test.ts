import { beforeEach, describe, expect, it } from 'vitest'
import { addCase, addSchool } from '../records/support.ts'
import { giasFile } from '../records/gias-file.ts'
import { useApi } from './support/api.ts'

const api = useApi({
  limits: { callsPerMinute: 3000, wrongTokensPerMinute: 60, schoolFileBytes: 50_000, linkDays: 60 },
})
const invented = {
  name: 'Invented Primary',
  authority: 'staffordshire',
  phase: 'primary',
  district: 'south-staffs',
  headteacher: { name: 'Anna Head', email: 'anna@example.org' },
  chairOfGovernors: { name: 'Carl Chair', email: 'carl@example.org' },
}

beforeEach(() => {
  api.cases.calls.length = 0
})

describe('PUT and GET /api/schools/{urn}', () => {
  it('puts a school on record and shows it', async () => {
    const put = await api.as('dsim').put('/api/schools/900001', { urn: 900001, ...invented })
    expect(put.status).toBe(200)
    const got = await api.as('sip').get('/api/schools/900001')
    expect(got.body).toEqual({ urn: '900001', ...invented, denomination: null, status: 'open', successor: null })
    expect(put.body).toEqual(got.body)
    expect((await api.as('sip').get('/api/schools/900999')).status).toBe(404)
    expect((await api.as('sip').get('/api/schools?text=Invented')).body.items).toHaveLength(1)
  })

  it.each([
    [{ urn: '900002' }, 'urn'],
    [{ name: '' }, 'name'],
    [{ name: 'sealed:key:darlington-900001-1:x' }, 'name'],
    [{ authority: 'atlantis' }, 'authority'],
    [{ phase: 'college' }, 'phase'],
    [{ district: 'the-moon' }, 'district'],
    [{ headteacher: { name: 'A' } }, 'headteacher.email'],
    [{ headteacher: 'Anna' }, 'headteacher'],
    [{ pupils: 12 }, 'pupils'],
  ])('refuses %j', async (wrong, field) => {
    const answer = await api.as('administrator').put('/api/schools/900003', { ...invented, ...wrong })
    expect([answer.status, answer.body.faults?.[0].field]).toEqual([400, field])
    expect((await api.as('dsim').get('/api/schools/900003')).status).toBe(404)
  })

  it('is for the administrator, DSIM and up', async () => {
    for (const role of ['sip', 'headteacher', 'research', 'chief-inspector'])
      expect([role, (await api.as(role).put('/api/schools/900004', invented)).status]).toEqual([role, 403])
    expect((await api.as('administrator').put('/api/schools/12', invented)).status).toBe(400)
  })
})

describe('POST /api/schools/{urn}/successor (LAW-16)', () => {
  it('moves the school, and tells its open cases', async () => {
    await addSchool(api.records, '900021')
    await addCase(api.records, 'staffordshire-900021-1', '900021')
    const change = { from: '900021', to: '900022', on: '2026-03-01' }
    const answer = await api.as('dsim').post('/api/schools/900021/successor', { to: 900022, on: '2026-03-01' })
    expect([answer.status, answer.body]).toEqual([200, { ...change, caseIds: ['staffordshire-900021-1'] }])
    expect(api.cases.calls).toEqual([['schoolReplaced', ['staffordshire-900021-1'], { ...change, as: 'dsim' }]])
    expect((await api.as('dsim').post('/api/schools/900021/successor', { urn: '900022' })).status).toBe(200)
    expect((await api.as('dsim').post('/api/schools/900021/successor', { to: '900023' })).status).toBe(409)
    expect((await api.as('dsim').post('/api/schools/900999/successor', { to: '900023' })).status).toBe(404)
    expect((await api.as('dsim').post('/api/schools/900021/successor', {})).status).toBe(400)
    expect((await api.as('sip').post('/api/schools/900021/successor', { to: '900022' })).status).toBe(403)
  })
})

describe('POST /api/schools/import', () => {
  const send = (bytes: Buffer, role = 'dsim', type = 'text/csv') =>
    api
      .as(role)
      .post('/api/schools/import')
      .set('Content-Type', type)
      .serialize((body: unknown) => body as never)
      .send(bytes)

  it('takes in the file as GIAS publishes it, and shows how it went', async () => {
    expect((await api.as('dsim').get('/api/schools/import')).status).toBe(404)
    const answer = await send(giasFile([{ URN: '900101', EstablishmentName: 'Café’s Invented' }, 'too,short']))
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      state: 'done',
      read: 2,
      added: 1,
      reported: [{ line: 3, why: 'the row has 2 fields, the header has 139: it was left out' }],
    })
    expect((await api.as('dsim').get('/api/schools/import')).body).toEqual(answer.body)
    expect((await api.as('dsim').get('/api/schools/900101')).body.name).toBe('Café’s Invented')
  })

  it('refuses a file without our columns, saying which', async () => {
    const answer = await send(Buffer.from('URN,Name\r\n900102,X\r\n'))
    expect(answer.status).toBe(400)
    expect(answer.body.detail).toContain('LA (name)')
    expect((await api.as('dsim').get('/api/schools/import')).body).toMatchObject({
      state: 'failed',
      why: answer.body.detail,
    })
  })

  it('refuses what is too large, no CSV, or from somebody else', async () => {
    const large = await send(Buffer.concat([giasFile([]), Buffer.alloc(60_000, 'x')]))
    expect(large.status).toBe(413)
    expect((await send(Buffer.from('{}'), 'dsim', 'application/json')).status).toBe(415)
    expect((await send(Buffer.from(''))).status).toBe(400)
    expect((await send(giasFile([]), 'sip')).status).toBe(403)
    expect((await api.as('headteacher').get('/api/schools/import')).status).toBe(403)
  })
})
