import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inputs } from './support/inputs.ts'
import { call, succeed } from './support/calls.ts'
import { fillWhole, school, type Cases } from './support/content.ts'
import { startWhole, type Whole } from './support/whole-service.ts'

let whole: Whole
let cases: Cases

beforeAll(async () => {
  whole = await startWhole()
  cases = await fillWhole(whole)
}, 240_000)
afterAll(() => whole?.stop())

const as = (role: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  call(whole, whole.tokens[role], method, path, { body, headers })
const command = (name: string, body: unknown, headers = {}, role = 'dsim') =>
  as(role, 'POST', `/api/cases/${cases.own}/commands/${name}`, body, headers)
const cursorOf = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url')
const statusesOf = async (paths: string[], role = 'dsim') =>
  Promise.all(paths.map(async (path) => [path, (await as(role, 'GET', path)).status] as const))
const itemsOf = async (role: string, path: string) =>
  ((await call(whole, role, 'GET', path)).json as { items: Record<string, unknown>[] }).items

describe('a number or a day beyond all bounds', () => {
  it('is refused, and holds up neither the case nor the service', async () => {
    for (const entry of [2 ** 31, Number.MAX_SAFE_INTEGER, 1e300, -1, 0.5])
      expect((await command('correctEntry', { entry, input: {}, reason: 'Wrong' })).status, String(entry)).toBe(400)
    const past = whole.client.workflow.getHandle(cases.own).executeUpdate<unknown, [object]>('correctEntry', {
      args: [{ by: { role: 'dsim', personId: null }, input: { entry: 2 ** 31, input: {}, reason: 'Wrong' } }],
    })
    await expect(past).rejects.toMatchObject({ cause: { type: 'Refusal' } })
    expect((await command('assessContribution', { days: 1e308, amount: 1e308 })).status).toBe(400)
    expect((await command('acknowledge', { deadline: 'sip-visit' })).status).toBe(200)
  })

  it('is refused as the place of a page, as a filter and as a day of somebody’s', async () => {
    const paths = [
      `/api/cases/${cases.own}/events?cursor=${cursorOf(Number.MAX_SAFE_INTEGER)}`,
      `/api/cases/${cases.own}/events?cursor=${cursorOf(-1)}`,
      `/api/deadlines?cursor=${cursorOf({ due: '0000-01-01', caseId: 'x', key: 'x' })}`,
      `/api/deadlines?cursor=${cursorOf({ due: null, caseId: 'x\u0000', key: 'x' })}`,
      `/api/notifications?cursor=${cursorOf({ at: '0000-01-01T00:00:00Z', key: 'x' })}`,
      `/api/cases?cursor=${cursorOf('\u0000')}`,
      `/api/cases?cursor=${cursorOf({ $gt: '' })}`,
      '/api/deadlines?dueBefore=0000-01-01',
      '/api/clock-sheet?authority=staffordshire&clock=powers-window&from=0000-01-01',
    ]
    expect(await statusesOf(paths)).toEqual(paths.map((path) => [path, 400]))
    const roles = [{ role: 'sip', from: '0000-01-01' }]
    const person = { name: 'Some Body', email: 'somebody@example.org', authority: 'staffordshire', roles }
    expect((await as('administrator', 'PUT', '/api/people/somebody', person)).status).toBe(400)
    expect(whole.faults).toEqual([])
  })
})

describe('a cursor that somebody made', () => {
  it('shows nothing that the caller may not read', async () => {
    const token = 'one-school.headteacher.900002'
    expect(await itemsOf(token, `/api/cases?cursor=${cursorOf('')}`)).toMatchObject([{ id: cases.other }])
    const owed = await itemsOf(
      token,
      `/api/deadlines?cursor=${cursorOf({ due: '2000-01-01', caseId: cases.own, key: '' })}`,
    )
    expect([...new Set(owed.map((one) => one['caseId']))]).toEqual([cases.other])
  })
})

describe('an Idempotency-Key', () => {
  it('of another role gets neither its answer nor its effect', async () => {
    const key = { 'Idempotency-Key': 'shared' }
    const heard = { deadline: 'sip-visit', note: 'Heard' }
    const first = await command('acknowledge', heard, key)
    const replayed = await command('acknowledge', heard, key)
    expect([first.status, replayed.headers.get('idempotency-replayed')]).toEqual([200, 'true'])
    const other = await command('acknowledge', heard, key, 'director')
    expect([other.status, other.headers.get('idempotency-replayed')]).toEqual([200, null])
    expect((await command('acknowledge', heard, key, 'finance')).status).toBe(403)
    const stranger = await call(
      whole,
      'one-school.headteacher.900004',
      'POST',
      `/api/cases/${cases.own}/commands/acknowledge`,
      {
        body: heard,
        headers: key,
      },
    )
    expect(stranger.status).toBe(404)
  })
})

describe('a body that is built to hurt', () => {
  it('is refused however deep it is, with and without a key', async () => {
    const deep = (open: string, close: string) => `${open.repeat(90_000)}1${close.repeat(90_000)}`
    const bodies: [string, string][] = [
      ['/api/calendar/term-dates/import', `{"rows":${deep('[', ']')}}`],
      ['/api/calendar/bank-holidays/import', deep('[', ']')],
      [`/api/cases/${cases.own}/commands/correctEntry`, `{"entry":1,"reason":"x","input":${deep('{"a":', '}')}}`],
    ]
    for (const [path, body] of bodies)
      for (const headers of [{}, { 'Idempotency-Key': 'deep' }] as Record<string, string>[])
        expect((await as('director', 'POST', path, body, headers)).status, path).toBe(400)
    expect(whole.faults).toEqual([])
  })

  it('changes nothing of what every object has', async () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']
    for (const name of names) {
      const body = `{"reason":"x","${name}":{"polluted":true}}`
      expect((await command('closeCase', body)).status, name).toBe(400)
      const corrected = `{"entry":1,"reason":"x","input":{"${name}":{"polluted":true}}}`
      expect((await command('correctEntry', corrected)).status, name).toBe(400)
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('is not unpacked beyond what may be sent, nor read in an encoding that nobody knows', async () => {
    const bomb = gzipSync(Buffer.from(`{"reason":"${'x'.repeat(20_000_000)}"}`))
    expect((await command('closeCase', bomb, { 'content-encoding': 'gzip' })).status).toBe(413)
    expect((await command('closeCase', '{}', { 'content-encoding': 'nonsense' })).status).toBe(415)
    expect((await command('closeCase', gzipSync('{"reason'), { 'content-encoding': 'gzip' })).status).toBe(400)
  })

  it('is refused as a table, with the reason, and nothing of it is kept', async () => {
    const csv = { 'content-type': 'text/csv' }
    const tables = [
      ','.repeat(900_000),
      `"${'x'.repeat(900_000)}`,
      '\n'.repeat(900_000),
      `authority,${'a,'.repeat(100_000)}\n${'"'.repeat(3)}`,
      gzipSync('x'.repeat(1_000_000)),
      '\u0000\ufffe',
    ]
    for (const path of ['/api/calendar/term-dates/import', '/api/schools/import'])
      for (const table of tables) {
        const { status, json } = await as('director', 'POST', path, table, csv)
        expect(status, `${path} ${String(table).slice(0, 9)}`).toBe(400)
        expect((json as { detail: string }).detail.length).toBeLessThan(2_000)
      }
    expect(whole.faults).toEqual([])
  })
})

describe('words from outside', () => {
  const evil = '<script>alert(1)</script>{{ 7*7 }}{% raw %} <img src=x onerror=y>'
  const world = 'Zoë’s 😀 خطة المدرسة 学校 \u202eesrever'

  it('never break a line in a name, nor pretend to be a header', async () => {
    const split = 'R. Example\r\nBcc: thief@example.org'
    const headteacher = { name: split, email: 'head@school.example' }
    const put = await as('administrator', 'PUT', '/api/schools/900004', school('900004', { headteacher }))
    const named = await command('nameImprovementCoordinator', { name: split, email: 'r@school.example' })
    const forged = await command(
      'nameImprovementCoordinator',
      { name: 'R', email: 'r@school.example\r\nBcc: t@x.example' },
      {},
      'administrator',
    )
    const asHead = await command(
      'nameImprovementCoordinator',
      { name: split, email: 'r@school.example' },
      {},
      'headteacher',
    )
    expect([put.status, named.status, forged.status, asHead.status]).toEqual([400, 400, 400, 400])
  })

  it('reach people as they were written, in mails that hold nothing to run', async () => {
    const name = `A${'😀'.repeat(149)}`
    await succeed(whole, 'administrator', 'PUT', '/api/schools/900005', school('900005', { name }))
    const opening = { authority: 'staffordshire', school: '900005', level: 'stage-2', reasons: ['other'] }
    await succeed(whole, 'dsim', 'POST', '/api/cases', {
      ...opening,
      summary: `${evil} ${world}`,
      note: 'n'.repeat(20_000),
    })
    const caseId = 'staffordshire-900005-1'
    const milestones = [{ what: `${evil}${world}${'😀'.repeat(4_000)}`, by: '2027-03-01' }]
    await succeed(whole, 'dsim', 'POST', `/api/cases/${caseId}/commands/agreeImprovementAgenda`, { milestones })
    const letter = await mailOf(caseId, 'head-900005@school.example')
    expect(letter.subject).toContain('A😀')
    expect(Object.keys(letter.headers)).not.toContain('bcc')
    const shown = await itemsOf(whole.tokens['dsim'] ?? '', `/api/notifications?case=${caseId}&limit=200`)
    for (const { subject } of shown) expect(subject ?? '').not.toMatch(/[\r\n\u202a-\u202e\u2066-\u2069]/)
    const mails = await whole.records.selectFrom('mails').select(['text', 'html', 'ics']).execute()
    const told = mails.filter((one) => one.text.includes(caseId))
    expect(told.length).toBeGreaterThan(1)
    for (const { html } of told) expect(html).not.toMatch(/<script>|<img src=x/)
    expect(told.some(({ text }) => text.includes('خطة المدرسة') && text.includes('{{ 7*7 }}'))).toBe(true)
    for (const { ics } of told)
      for (const line of (ics ?? '').split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  })

  it('of any length leave the case answering', async () => {
    const long = inputs(whole.today()) as Record<string, Record<string, unknown>>
    const heard = { deadline: 'sip-visit', note: '学'.repeat(20_000) }
    expect((await command('acknowledge', heard)).status).toBe(200)
    expect((await command('acknowledge', { ...heard, note: '学'.repeat(20_001) })).status).toBe(400)
    expect((await command('requestWarningNotice', { ...long['requestWarningNotice'], evidence: evil })).status).toBe(
      200,
    )
    expect((await as('dsim', 'GET', `/api/cases/${cases.own}`)).status).toBe(200)
  })
})

/** The first mail of a case to an address, as the mail server got it; waits until it has come. */
async function mailOf(caseId: string, address: string) {
  for (let tries = 0; tries < 600; tries++) {
    const found = whole.inbox.messages().find((one) => one.headers['x-case-id'] === caseId && one.to === address)
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`No mail of ${caseId} has come to ${address}`)
}
