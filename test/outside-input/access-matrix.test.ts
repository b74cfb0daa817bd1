import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inventedPeople } from '../../demonstration/people.ts'
import { asked, commandOn, differing, get, outcome, post, send, termRow, type Request } from './support/asking.ts'
import { call, succeed } from './support/calls.ts'
import { fillWhole, open, school, type Cases } from './support/content.ts'
import { startWhole, type Whole } from './support/whole-service.ts'
import { forEverybody, roles, whoMayAsk, whoMayGive } from './support/who-may.ts'

let whole: Whole
let cases: Cases

beforeAll(async () => {
  whole = await startWhole()
  cases = await fillWhole(whole)
}, 240_000)
afterAll(() => whole?.stop())

const ofSchool = (urn: string) => (role: string) => `one-school.${role}.${urn}`
const ofDarlington = (role: string) => `one-authority.${role}.darlington`
const listed = async (token: string, path: string) => {
  const { json, status } = await call(whole, token, 'GET', path)
  expect(status, path).toBe(200)
  return (json as { items: Record<string, unknown>[] }).items
}

/** The case of the row's command: the closed one, but for those that only an open one can hear. */
const caseOf = (name: string): string =>
  ['reopenCase', 'acknowledge', 'requestExtension'].includes(name) ? cases.own : cases.closed
const command = (name: string, where: object, on = caseOf(name)): Request => commandOn(on, name, where, whole.today())
const everyCommand = (on?: string) => whoMayGive.map(([name, where]) => command(name, where, on ?? caseOf(name)))
const everyRole = (may: string[]): [string, string][] =>
  roles.all.map((role) => [`the-token-of-${role}`, may.includes(role) ? 'may' : 'may not'])

describe('the table of who may what', () => {
  it('has a row for every operation and every role that there is', async () => {
    const { json } = await call(whole, undefined, 'GET', '/openapi.json')
    const paths = Object.values((json as { paths: Record<string, Record<string, { operationId: string }>> }).paths)
    const operations = paths.flatMap((item) => Object.values(item).map((one) => one.operationId))
    const rows = [...Object.keys(whoMayAsk), ...whoMayGive.map(([name]) => name), ...forEverybody]
    expect([...new Set(rows)].toSorted()).toEqual(operations.toSorted())
    expect(Object.keys(asked(cases)).toSorted()).toEqual(Object.keys(whoMayAsk).toSorted())
    expect(roles.all.toSorted()).toEqual(whole.roles.toSorted())
  })
})

describe('the alarms of the whole service', () => {
  it('are none: every rule of every running case has a next moment, and its workflow waits for the same', async () => {
    const rules = await listed('the-token-of-administrator', '/api/alarms?check=true&limit=200')
    expect(new Set(rules.map((one) => one.caseId))).toContain(cases.own)
    expect(rules.filter((one) => one.alarm !== null || one.next === null)).toEqual([])
    expect(rules.filter((one) => one.agrees === true).length).toBeGreaterThan(5)
  })

  it('are raised by every rule of a case whose workflow somebody has ended in Temporal', async () => {
    await succeed(whole, 'administrator', 'PUT', '/api/schools/900006', school('900006'))
    await open(whole, '900006', 'stage-2')
    await whole.client.workflow.getHandle('staffordshire-900006-1').terminate('Ended by hand')
    const path = '/api/alarms?case=staffordshire-900006-1'
    expect((await listed('the-token-of-administrator', path)).filter((one) => one.alarm !== null)).toEqual([])
    const rules = await listed('the-token-of-administrator', `${path}&check=true`)
    expect(rules.length).toBeGreaterThan(5)
    for (const { alarm, agrees } of rules) {
      expect(alarm).toContain('no workflow of it runs in Temporal')
      expect(agrees).toBe(false)
    }
  })
})

describe('without a token that is known', () => {
  it('nobody is told anything, not even whether there is something', async () => {
    const requests = [...Object.values(asked(cases)), ...everyCommand(), get('/api/cases/staffordshire-999999-1')]
    for (const token of [undefined, 'wrong', 'the-token-of-nobody'])
      for (const request of requests) {
        const { status, type } = await send(whole, token, request)
        expect([status, type], `${request.method} ${request.path}`).toEqual([401, 'application/problem+json'])
      }
  })

  it('everybody reads how the service is, and its description', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs'])
      expect((await send(whole, undefined, get(path))).status, path).toBe(200)
  })
})

describe('a role, with its word from section 4', () => {
  it.each(Object.entries(whoMayAsk))('%s: %j', async (id, may) => {
    expect(await differing(whole, asked(cases)[id]!, everyRole(may))).toEqual([])
  })

  it.each(whoMayGive)('%s %o: %j', async (name, where, may) => {
    expect(await differing(whole, command(name, where), everyRole(may))).toEqual([])
  })

  it('who stands in may while the holder is away, in a school of their phase', async () => {
    const staffordshire = inventedPeople(whole.policies.get('staffordshire')!)
    const away = [{ from: whole.today(), to: whole.today() }]
    for (const role of ['head-of-sid', 'director']) {
      const holder = staffordshire.find((one) => one.id === `staffordshire-${role}`)!
      await succeed(whole, 'administrator', 'PUT', `/api/people/${holder.id}`, { ...holder, away })
    }
    const approve = command('approveWarningNotice', {})
    const mayNow = ['head-of-sid', 'deputy-head-of-sid-primary']
    expect(await differing(whole, approve, everyRole(mayNow))).toEqual([])
    for (const name of ['issueWarningNotice', 'usePower'] as const)
      expect(await differing(whole, command(name, {}), everyRole(['director', 'deputy-director']))).toEqual([])
    for (const role of ['head-of-sid', 'director']) {
      const holder = staffordshire.find((one) => one.id === `staffordshire-${role}`)!
      await succeed(whole, 'administrator', 'PUT', `/api/people/${holder.id}`, holder)
    }
    expect(await differing(whole, approve, everyRole(['head-of-sid']))).toEqual([])
  })

  it('hears the same from the case itself, whoever asks it in Temporal', async () => {
    for (const [name, where, may] of whoMayGive) {
      const { body } = command(name, where, cases.own)
      if (name === 'reopenCase') continue
      const refused = whole.client.workflow
        .getHandle(cases.own)
        .executeUpdate<unknown, [object]>(name, { args: [{ by: { role: 'research', personId: null }, input: body }] })
      expect(may, name).not.toContain('research')
      await expect(refused, name).rejects.toMatchObject({ cause: { type: 'Refusal', details: ['access'] } })
    }
  })

  it('hears the same of a command that is only rehearsed', async () => {
    for (const [name, where, may] of whoMayGive) {
      const given = command(name, where)
      const rehearsed = { ...given, path: given.path.replace('/commands/', '/rehearsals/') }
      const asking = [may[0] ?? '', 'research', 'headteacher', 'dsim'].map((role): [string, string] => [
        `the-token-of-${role}`,
        may.includes(role) ? 'may' : 'may not',
      ])
      expect(await differing(whole, rehearsed, asking), name).toEqual([])
    }
  })

  it('that may is let through to the case, which says whether it fits the moment', async () => {
    const lively = whoMayGive.filter(([name]) => !['closeCase', 'reopenCase'].includes(name))
    for (const [name, where, may] of lively) {
      const answer = await send(whole, `the-token-of-${may[0]}`, command(name, where, cases.other))
      expect(outcome(answer), name).toBe('may')
    }
  })
})

describe('a school’s role', () => {
  it('gives its own commands in its own case, and no others', async () => {
    for (const [name, where, may] of whoMayGive) {
      const own = ofSchool(caseOf(name) === cases.own ? '900001' : '900003')
      const expected = roles.ofTheSchool.map((role): [string, string] => [
        own(role),
        may.includes(role) ? 'may' : 'may not',
      ])
      expect(await differing(whole, command(name, where), expected), name).toEqual([])
    }
  })

  it('cannot tell that another school has a case', async () => {
    const elsewhere = roles.ofTheSchool.map((role): [string, string] => [ofSchool('900004')(role), 'is not there'])
    const others = ['getCase', 'listEvents', 'listCommands', 'forecastCase', 'rehearseCommand', 'getSchool'].map(
      (id) => asked(cases)[id]!,
    )
    for (const request of [...others, ...everyCommand(cases.own), ...everyCommand(cases.closed)])
      expect(await differing(whole, request, elsewhere), request.path).toEqual([])
    const words = await Promise.all(
      [cases.own, 'staffordshire-999999-1'].map(async (id) => {
        const { text } = await send(whole, ofSchool('900004')('headteacher'), get(`/api/cases/${id}`))
        return text.replaceAll(id, 'ID')
      }),
    )
    expect(words[0]).toBe(words[1])
  })

  it('finds in every list what is its own alone', async () => {
    for (const role of roles.ofTheSchool) {
      const token = ofSchool('900001')(role)
      expect((await listed(token, '/api/cases')).map((one) => one.id)).toEqual([cases.own])
      expect((await listed(token, '/api/schools')).map((one) => one.urn)).toEqual(['900001'])
      const owed = await listed(token, '/api/deadlines?limit=200')
      expect([...new Set(owed.map((one) => one.caseId))]).toEqual([cases.own])
      const letters = await listed(token, '/api/notifications?limit=200')
      expect([...new Set(letters.map((one) => one.caseId))]).toEqual([cases.own])
      for (const { to } of letters) expect(roles.ofTheSchool).toContain(to)
      for (const path of [
        `/api/deadlines?case=${cases.other}`,
        `/api/notifications?case=${cases.other}`,
        '/api/cases?school=900002',
      ])
        expect(await listed(token, path), path).toEqual([])
    }
  })
})

describe('people of another authority', () => {
  it('cannot tell that there is a case, a school or a person', async () => {
    const expected = roles.ofTheAuthority.map((role): [string, string] => [ofDarlington(role), 'is not there'])
    const reads = [
      'getCase',
      'listEvents',
      'forecastCase',
      'rehearseCommand',
      'getSchool',
      'getPerson',
      'getPolicy',
    ].map((id) => asked(cases)[id]!)
    for (const request of [...reads, ...everyCommand()])
      expect(await differing(whole, request, expected), request.path).toEqual([])
  })

  it('find nothing in any list, and change nothing', async () => {
    for (const role of ['dsim', 'administrator', 'director']) {
      const token = ofDarlington(role)
      for (const list of ['cases', 'deadlines', 'notifications', 'schools', 'people'])
        for (const path of [`/api/${list}`, `/api/${list}?authority=staffordshire`])
          expect(await listed(token, path), path).toEqual([])
      const { openCase, putSchool, putPerson } = asked(cases)
      for (const request of [openCase!, putSchool!, putPerson!])
        expect(await differing(whole, request, [[token, 'may not']]), request.path).toEqual([])
      const terms = await send(
        whole,
        token,
        post('/api/calendar/term-dates/import', { rows: [{ ...termRow, last_day: '2031-12-18' }] }),
      )
      expect([400, 403], role).toContain(terms.status)
    }
  })
})
