import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PartDown } from '../../api/cases-port.ts'
import { Refusal } from '../../cases/refusal.ts'
import { addCase, addSchool } from '../records/support.ts'
import { useApi } from './support/api.ts'

const api = useApi()
const opening = (urn: string) => ({
  authority: 'staffordshire',
  school: urn,
  level: 'stage-1',
  reasons: ['other'],
  summary: 'A concern.',
})
const post = (key: string, body: object, path = '/api/cases', role = 'dsim') =>
  api.as(role).post(path, body).set('Idempotency-Key', key)
const closing = '/api/cases/staffordshire-900002-1/commands/closeCase'

beforeAll(async () => {
  for (const urn of ['900001', '900002', '900003', '900004', '900005']) await addSchool(api.records, urn)
  await addCase(api.records, 'staffordshire-900002-1', '900002')
})

beforeEach(() => {
  api.cases.calls.length = 0
})

describe('an Idempotency-Key', () => {
  it('makes a repeated POST have one effect, and gives the first answer again', async () => {
    const first = await post('key-1', opening('900001'))
    const second = await post('key-1', opening('900001'))
    expect([second.status, second.body, second.headers['location']]).toEqual([
      201,
      first.body,
      first.headers['location'],
    ])
    expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([undefined, 'true'])
    expect(api.cases.calls).toHaveLength(1)
  })

  it('is free again after a refusal, for a corrected body or a later day', async () => {
    expect((await post('key-2', { ...opening('900004'), level: undefined })).status).toBe(400)
    expect((await post('key-2', opening('900001'))).status).toBe(409)
    const corrected = await post('key-2', opening('900004'))
    expect([corrected.status, corrected.headers['idempotency-replayed']]).toEqual([201, undefined])
    expect((await post('key-2', opening('900001'))).body.detail).toContain('was used for another request')
    api.cases.fails.next = new Refusal('Not today')
    expect((await post('key-8', { reason: 'x' }, closing)).status).toBe(409)
    expect((await post('key-8', { reason: 'x' }, closing)).status).toBe(200)
    const ids = api.cases.calls.filter(([name]) => name === 'command').map((call) => call[5])
    expect(new Set(ids).size).toBe(2)
  })

  it('finds the year that a first try has opened before its answer was lost (ST-30)', async () => {
    const open = () => post('key-year', { authority: 'staffordshire' }, '/api/years', 'head-of-sid')
    api.cases.fails.next = new PartDown('worker', 'away')
    expect((await open()).status).toBe(503)
    await addCase(api.records, 'staffordshire-year', '', { kind: 'authority-year', number: 0 })
    api.cases.fails.next = new Refusal('The year runs already')
    const again = await open()
    expect([again.status, (again.body as { id: string }).id]).toEqual([201, 'staffordshire-year'])
  })

  it('stays with its request where a first try may have had its effect', async () => {
    api.cases.fails.next = new PartDown('worker', 'away')
    expect((await post('key-9', { reason: 'x' }, closing)).status).toBe(503)
    api.cases.fails.next = new Refusal('Not today')
    expect((await post('key-9', { reason: 'x' }, closing)).status).toBe(409)
    expect((await post('key-9', { reason: 'y' }, closing)).body.detail).toContain('was used for another request')
    expect((await post('key-9', { reason: 'x' }, closing)).status).toBe(200)
    const ids = api.cases.calls.map((call) => call[5])
    expect([ids.length, new Set(ids).size]).toEqual([3, 1])
  })

  it('is not for another request, but another caller may use the same', async () => {
    expect((await post('key-1', opening('900003'))).status).toBe(409)
    expect((await post('key-1', { reason: 'x' }, closing)).status).toBe(409)
    expect((await post('key-1', { reason: 'x' }, closing, 'director')).status).toBe(200)
  })

  it('is the update’s id, told apart by caller', async () => {
    await post('key-3', { reason: 'x' }, closing)
    await post('key-3', { reason: 'x' }, closing, 'director')
    const ids = api.cases.calls.map((call) => String(call[5]))
    expect(ids.map((id) => id.slice(17))).toEqual(['key-3', 'key-3'])
    expect(new Set(ids).size).toBe(2)
  })

  it('lets a repeat try again after a 503', async () => {
    api.cases.fails.next = new PartDown('Temporal', 'away')
    expect((await post('key-4', { reason: 'x' }, closing)).status).toBe(503)
    const again = await post('key-4', { reason: 'x' }, closing)
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([200, undefined])
    const [first, second] = api.cases.calls.map((call) => call[5])
    expect(first).toBe(second)
  })

  it('finds a case again whose opening ended while its repeat was on the way', async () => {
    const { open } = api.cases.port
    api.cases.fails.next = new PartDown('Temporal', 'away')
    expect((await post('key-15', opening('900005'))).status).toBe(503)
    api.cases.port.open = async (...call) => {
      const { caseId } = await open(...call)
      throw new Refusal(`The school has an open case already: ${caseId}`)
    }
    const again = await post('key-15', opening('900005'))
    api.cases.port.open = open
    expect([again.status, again.body.id]).toEqual([201, 'staffordshire-900005-1'])
  })

  it('finds a case again that was opened just before a crash', async () => {
    const first = await post('key-5', opening('900003'))
    expect(first.status).toBe(201)
    const lost = { status: null, body: null, headers: JSON.stringify({ leasedUntil: '0' }) }
    await api.records.updateTable('idempotency_keys').set(lost).where('key', '=', 'key-5').execute()
    const again = await post('key-5', opening('900003'))
    expect([again.status, again.body.id]).toEqual([201, first.body.id])
    expect((await post('key-6', opening('900003'))).status).toBe(409)
  })

  it('is refused with Retry-After while the first is being carried out', async () => {
    const release = Promise.withResolvers<void>()
    const { command } = api.cases.port
    api.cases.port.command = async (...call) => {
      await release.promise
      return command(...call)
    }
    const first = post('key-7', { reason: 'x' }, closing).then((answer) => answer)
    await new Promise((settle) => setTimeout(settle, 150))
    const second = await post('key-7', { reason: 'x' }, closing)
    expect([second.status, Number(second.headers['retry-after']) > 0]).toEqual([409, true])
    release.resolve()
    expect((await first).status).toBe(200)
    api.cases.port.command = command
  })

  it('must be of visible characters', async () => {
    expect((await post('a b', opening('900004'))).status).toBe(400)
    expect((await post('x'.repeat(201), opening('900004'))).status).toBe(400)
  })
})
