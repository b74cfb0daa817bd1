import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { pino } from 'pino'
import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../api/app.ts'
import { PartDown } from '../../api/cases-port.ts'
import { reachMail } from '../../api/reach-mail.ts'
import { newKey, readKeys } from '../../codec/keys.ts'
import { connectRecords } from '../../records/database.ts'
import { loadPolicies } from '../../policies/policies.ts'
import { fakeCases, useApi } from './support/api.ts'

const few = { callsPerMinute: 3000, wrongTokensPerMinute: 3, schoolFileBytes: 1000, linkDays: 60 }
let starting: Error | null = null
const api = useApi({ limits: few, notReady: () => starting })

const isProblem = (answer: { headers: Record<string, string>; body: Record<string, unknown> }, status: number) => {
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.body).toMatchObject({
    status,
    title: expect.any(String),
    detail: expect.any(String),
    type: expect.stringMatching(/^\/docs#problem-/),
  })
  expect(JSON.stringify(answer.body)).not.toMatch(/\bat .*:\d+:\d+|node_modules|\.ts\b/)
}

describe('a problem', () => {
  it('is a 401 without a token or with a wrong one, and many of those have to wait', async () => {
    const none = await api.anybody().get('/api/cases')
    expect([none.status, none.headers['www-authenticate']]).toEqual([401, 'Bearer'])
    isProblem(none, 401)
    const wrong = await api.anybody().get('/api/nothing').auth('wrong', { type: 'bearer' })
    expect([wrong.status, wrong.headers['www-authenticate']]).toEqual([401, 'Bearer error="invalid_token"'])
    await api.anybody().get('/api/cases')
    const many = await api.anybody().get('/api/cases')
    expect([many.status, many.headers['retry-after']]).toEqual([429, '60'])
    isProblem(many, 429)
    expect((await api.as('dsim').get('/api/policies')).status).toBe(200)
  })

  it('is a 400 for JSON that cannot be read, a 413 for too much, a 415 for another type', async () => {
    const post = (type: string, body: string) => api.as('dsim').post('/api/cases').set('Content-Type', type).send(body)
    const answers = [
      await post('application/json', '{"authority":'),
      await post('application/json', `{"summary":"${'x'.repeat(1_100_000)}"}`),
      await post('text/plain', 'hello'),
      await post('application/json; charset=latin1', '{}'),
    ]
    expect(answers.map((answer) => answer.status)).toEqual([400, 413, 415, 415])
    for (const answer of answers) isProblem(answer, answer.status)
  })

  it('says in a sentence what a body must be', async () => {
    const send = (path: string, body: string, role = 'administrator') =>
      api.as(role).post(path).set('Content-Type', 'application/json').send(body)
    const detail = async (path: string, body: string) => {
      const answer = await send(path, body)
      isProblem(answer, 400)
      expect(answer.body.faults[0].field).toBe('body')
      return answer.body.detail
    }
    const fields = 'authority, school, level, reasons, summary, note'
    for (const body of ['[]', 'null', '3', '"text"'])
      expect(await detail('/api/cases', body)).toBe(`The body must be a JSON object with the fields ${fields}`)
    expect(await detail('/api/schools/900001/successor', '[]')).toMatch(/^The body must be a JSON object with/)
    expect(await detail('/api/calendar/bank-holidays/import', 'null')).toMatch(
      /^The body must be the government’s feed/,
    )
    expect(await detail('/api/cases', '{"authority":')).toBe('The body is not JSON that can be read')
    const missing = await send('/api/cases', '{}')
    expect(missing.body.detail).toMatch(/^authority is missing/)
    const person = { name: 'A', email: 'a@example.org', roles: ['dsim'], away: [{ from: '2026-01-01', to: 3 }] }
    const nested = await api.as('administrator').put('/api/people/a', person)
    expect(nested.body.detail).toBe(
      'roles.0: must be a JSON object; away.0.to: must be a date that exists, written YYYY-MM-DD',
    )
  })

  it('is a 404 or a 405 for what is not there', async () => {
    const missing = await api.as('dsim').get('/api/nothing')
    isProblem(missing, 404)
    const method = await api.as('dsim').put('/api/cases', {})
    expect([method.status, method.headers['allow']]).toEqual([405, 'POST, GET, HEAD'])
    isProblem(method, 405)
    const whole = await api.as('administrator').put('/api/schools/import', {})
    expect([whole.status, whole.headers['allow']]).toEqual([405, 'POST, GET, HEAD'])
    isProblem(await api.anybody().get('/nothing'), 404)
  })

  it('is a 503 while the service is starting, but for those who ask how it is', async () => {
    starting = new PartDown('database', 'The service is starting')
    const answer = await api.as('dsim').get('/api/cases')
    expect([answer.status, answer.body.part]).toEqual([503, 'database'])
    expect((await api.anybody().get('/healthz')).body).toEqual({ status: 'alive' })
    expect((await api.anybody().get('/readyz')).status).toBe(503)
    starting = null
    const ready = await api.anybody().get('/readyz')
    expect(ready.body).toEqual({
      status: 'ready',
      parts: { database: 'reached', Temporal: 'reached', mail: 'reached' },
    })
  })

  it('is a 500 that says nothing of its cause', async () => {
    api.cases.fails.next = new Error('secret words')
    await api
      .as('administrator')
      .put('/api/schools/900001', { name: 'Invented', authority: 'staffordshire', phase: 'primary' })
    const opening = {
      authority: 'staffordshire',
      school: '900001',
      level: 'stage-1',
      reasons: ['other'],
      summary: 'secret summary',
    }
    const answer = await api.as('dsim').post('/api/cases', opening)
    isProblem(answer, 500)
    expect(JSON.stringify(answer.body)).not.toContain('secret')
    expect(api.lines.join('')).toContain('not foreseen')
    expect(api.lines.join('')).not.toContain('secret')
  })

  it('is a 503 naming the part where the database, Temporal or the mail server is away', async () => {
    const records = connectRecords('postgres://postgres@127.0.0.1:1/postgres')
    const cases = fakeCases(() => records)
    const app = createApp({
      records,
      cases: cases.port,
      policies: loadPolicies(),
      keys: readKeys(newKey()),
      uiOrigins: [],
      recognize: () => ({ role: 'dsim', authorities: 'all', school: null }),
      post: {
        policies: loadPolicies(),
        publicUrl: '',
        linkKeys: ['a key that only tests sign links with'],
        mailFrom: '',
      },
      log: pino({ level: 'silent' }),
      reachMail: () => reachMail('smtp://127.0.0.1:1'),
      today: () => '2026-03-16',
      notReady: () => null,
      limits: few,
      provider: null,
      temporalUi: null,
    })
    const answer = await request(app).get('/api/cases').auth('t', { type: 'bearer' })
    expect([answer.status, answer.body.part]).toEqual([503, 'database'])
    isProblem(answer, 503)
    cases.fails.next = new PartDown('Temporal', 'away')
    const ready = await request(app).get('/readyz')
    expect([ready.status, ready.body.parts]).toEqual([503, ['database', 'Temporal', 'mail']])
    expect((await request(app).get('/metrics')).text).toContain('interventions_database_reached 0')
    await records.destroy()
  })
})

describe('the mail server', () => {
  it('is reached when it greets', async () => {
    const greeting = async (words: string) => {
      const server: Server | ReturnType<typeof createServer> = createServer(
        (socket) => void socket.on('error', () => {}).write(words),
      )
      await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
      const url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
      return reachMail(url).finally(() => server.close())
    }
    await expect(greeting('220 hello\r\n')).resolves.toBeUndefined()
    await expect(greeting('554 no\r\n')).rejects.toThrow('does not greet')
  })
})

describe('what goes out with every answer', () => {
  it('lets a browser run and load nothing, and nothing of the request into the log', async () => {
    const answer = await api.as('dsim').get('/api/schools?text=Confidential')
    expect(answer.headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.headers['x-powered-by']).toBeUndefined()
    const line = api.lines.map((one) => JSON.parse(one)).findLast((one) => one.path === '/api/schools')
    expect(line).toMatchObject({
      method: 'GET',
      path: '/api/schools',
      status: 200,
      role: 'dsim',
      ms: expect.any(Number),
    })
    expect(api.lines.join('')).not.toMatch(/Confidential|token-of/)
  })

  it('is counted for Prometheus', async () => {
    const { text, headers } = await api.anybody().get('/metrics')
    expect(headers['content-type']).toContain('text/plain')
    expect(text).toMatch(/http_request_duration_seconds_count\{method="GET",route="\/api\/schools",status="200"\} \d/)
    expect(text).toContain('interventions_overdue_deadlines 0')
    expect(text).toContain('interventions_waiting_mails 0')
    expect(text).toContain('interventions_database_reached 1')
  })
})
