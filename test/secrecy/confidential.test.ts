import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DefaultLogger, Runtime } from '@temporalio/worker'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policiesOf } from '../../policies/editions.ts'
import { loadPolicies, readPolicy } from '../../policies/policies.ts'
import { openLink } from '../../records/links.ts'
import { putPerson } from '../../records/people.ts'
import { playScenario } from '../../simulate/run.ts'
import { readScenario } from '../../simulate/scenario.ts'
import { startParts, type World } from '../../simulate/world.ts'
import { visitor } from '../web/support/visitor.ts'
import { allOfTemporal, allOfTheDatabase, apiOf, withBase64 } from './everything.ts'

/** Darlington's own policy, its category 'intensive' under a name that stands nowhere else. */
const document = readFileSync(join(import.meta.dirname, '../../policies/documents/darlington.yaml'), 'utf8')
const own = readPolicy(
  document.replaceAll('intensive', 'zebrafinch').replaceAll('Intensive', 'Zebrafinch'),
  'darlington.yaml',
)
const others = [...loadPolicies().values()].filter((one) => one.authority !== 'darlington')
const policies = policiesOf([...others, own], '2024-09-02')

const year = 'darlington-900301-year'
const ofCase = 'darlington-900301-1'
const workflows = ['darlington-year', year, ofCase]
const seeing = ['director', 'assistant-director', 'lead-officer', 'headteacher']
const unseeing = ['sip', 'sip-manager', 'chair-of-governors', 'administrator', 'dsim', 'head-of-sid', 'research']

/** The category, what only some categories owe, and what was said of it. */
const telltale =
  /zebra|action.?plan|lead-officer-visit|as its lead officer|because-of-the-budget|a-view-of-the-head|leaders-meeting/i

const story = readScenario(
  JSON.stringify({
    authority: 'darlington',
    school: { urn: '900301', name: 'Larch Rehearsal School', phase: 'primary', district: null },
    start: '2024-09-02',
    until: '2024-11-20',
    people: { director: null, 'chair-of-governors': { name: 'C. Example', email: 'chair@example.org' } },
    steps: [
      { on: '2024-09-02', as: 'administrator', command: 'openYear' },
      {
        on: '2024-09-10',
        as: 'assistant-director',
        of: 'school-year',
        command: 'confirmCategory',
        input: { category: 'zebrafinch', reason: 'because-of-the-budget' },
      },
      {
        on: '2024-09-16',
        as: 'headteacher',
        of: 'school-year',
        command: 'challengeCategory',
        input: { reason: 'a-view-of-the-head' },
      },
      {
        on: '2024-09-18',
        as: 'administrator',
        of: 'school-year',
        command: 'agreeActionPlan',
        input: { priorities: ['Reading'] },
      },
      {
        on: '2024-09-20',
        as: 'assistant-director',
        of: 'school-year',
        command: 'decideChallenge',
        input: { decision: 'stands', reason: 'because-of-the-budget' },
      },
      {
        on: '2024-10-01',
        as: 'sip',
        of: 'school-year',
        command: 'recordVisit',
        input: { by: 'sip', report: 'Every class was seen' },
      },
      {
        on: '2024-10-02',
        as: 'lead-officer',
        of: 'school-year',
        command: 'planSupport',
        input: { kind: 'programme', days: 0, stream: 'Zebra readers' },
      },
      {
        on: '2024-10-03',
        as: 'lead-officer',
        of: 'school-year',
        command: 'recordSupport',
        input: { kind: 'programme', days: 1, stream: 'Zebra readers', impact: 'a-view-of-the-head' },
      },
      {
        on: '2024-10-07',
        as: 'lead-officer',
        command: 'openCase',
        input: { level: 'zebrafinch', reasons: ['declining-standards'], summary: 'because-of-the-budget' },
      },
      {
        on: '2024-10-08',
        as: 'assistant-director',
        of: 'case',
        command: 'changeLevel',
        input: { to: 'targeted', reason: 'because-of-the-budget' },
      },
      {
        on: '2024-10-09',
        as: 'assistant-director',
        of: 'case',
        command: 'changeLevel',
        input: { to: 'zebrafinch', reason: 'because-of-the-budget' },
      },
      {
        on: '2024-10-10',
        as: 'assistant-director',
        of: 'case',
        command: 'changeLevel',
        input: { to: 'zebrafinch', reason: 'said twice' },
      },
    ],
  }),
  'story',
)

const logged: string[] = []
Runtime.install({
  logger: new DefaultLogger('TRACE', (entry) => void logged.push(JSON.stringify([entry.message, entry.meta], bigints))),
  shutdownSignals: [],
})
const bigints = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)

const parts = startParts()
let world: World
let api: ReturnType<typeof apiOf>

beforeAll(async () => {
  const played = await playScenario(story, await parts, policies)
  world = played.world
  const refused = played.happenings.filter((one) => one.type === 'command-refused')
  expect(refused.map((one) => `${String(one.as)} ${String(one.command)}`)).toEqual([
    'administrator agreeActionPlan',
    'assistant-director changeLevel',
  ])
  api = apiOf(world, policies, () => '2024-11-20')
}, 240_000)
afterAll(async () => {
  await world?.stop()
  await (await parts).stop()
})

/** Somebody who holds a role, one of the school in that school, with a browser. */
async function signedInAs(role: string) {
  const school = ['headteacher', 'chair-of-governors'].includes(role) ? '900301' : null
  const id = `reader-of-pages-${role}`
  const held = { role, from: '2024-11-01', to: null, district: null, school }
  const person = {
    id,
    name: `Reader ${role}`,
    email: `${id}@example.org`,
    authority: 'darlington',
    roles: [held],
    away: [],
  }
  await putPerson(world.records, person)
  return visitor(api.app).signIn(id)
}

const silent = (text: string): void =>
  expect(telltale.exec(text) ? text.slice(Math.max(0, text.search(telltale) - 200)).slice(0, 400) : null).toBeNull()

describe('the category of a school whose authority keeps it confidential (DA-4)', () => {
  it('is seen by nobody in the Temporal UI who may not decrypt: not in a history, a search attribute, a summary, a detail or a failure', async () => {
    const text = await allOfTemporal(world, workflows)
    expect(text).toContain('binary/encrypted')
    expect(text).toContain('900301')
    silent(text)
  })

  it('is in no search attribute, and neither is the next day, whose rhythm would tell it', async () => {
    for (const id of workflows) {
      const { typedSearchAttributes } = await world.client.workflow.getHandle(id).describe()
      const names = typedSearchAttributes.getAll().map(({ key }) => key.name)
      expect(names).toContain('Authority')
      expect(names).not.toContain('Level')
      expect(names).not.toContain('NextDeadline')
    }
  })

  it('is in no column of the database, in no word that the database keeps', async () => {
    const text = await allOfTheDatabase(world)
    expect(text).toContain('sealed:')
    silent(text)
  })

  it('is in no mail to a role that may not know it, nor in its calendar entry', async () => {
    const mails = (await parts).inbox.messages()
    const to = (role: string) =>
      mails.filter(
        (one) => one.to.startsWith(`${role}@`) || (role === 'chair-of-governors' && one.to.startsWith('chair@')),
      )
    expect(
      to('administrator')
        .map((one) => one.subject)
        .join(),
    ).toContain('Could not be told')
    for (const role of unseeing) silent(withBase64(JSON.stringify(to(role))))
    const rows = await world.records.selectFrom('mails').selectAll().execute()
    const theirs = rows.filter((row) => !seeing.some((role) => row.address.startsWith(`${role}@`)))
    expect(theirs.length).toBeGreaterThan(0)
    silent(JSON.stringify(theirs))
  })

  it.each(unseeing)('is in no answer of the API to %s, and in no cursor', async (role) => {
    const text = await api.answersTo(role, [year, ofCase, 'darlington-year'], ['zebrafinch', 'targeted'])
    silent(text.replaceAll(/one of [^"]*/g, ''))
    expect(text).toContain('Larch')
  })

  it.each(unseeing)('is on no page that %s opens of the case or of the year, nor in a form', async (role) => {
    const reader = await signedInAs(role)
    for (const id of [year, ofCase]) {
      for (const tab of ['', '/deadlines', '/timeline', '/letters', '/people']) {
        const { status, text } = await reader.get(`/cases/${id}${tab}`)
        expect([status, text.includes('Larch')], `${role} ${id}${tab}`).toEqual([200, true])
        silent(text)
      }
      expect((await reader.get(`/cases/${id}/forecast`)).status).toBe(403)
      for (const name of ['acknowledge', 'requestExtension', 'completeDuty', 'acknowledgeReceipt', 'correctEntry'])
        silent((await reader.get(`/cases/${id}/commands/${name}`)).text)
      for (const entry of [1, 2, 3, 4, 5, 6, 7, 8])
        expect((await reader.get(`/cases/${id}/commands/correctEntry?entry=${entry}`)).status).toBe(404)
    }
  })

  it.each(unseeing)('is not told to %s by whether a command is taken or refused, nor by why', async (role) => {
    const give = (id: string, name: string, body: object) => api.post(role, `/api/cases/${id}/commands/${name}`, body)
    for (const id of [year, ofCase]) {
      const answers = [
        await give(id, 'agreeActionPlan', { priorities: ['Reading'] }),
        await give(id, 'recordEvaluation', { pace: 'sufficient', evidence: 'seen' }),
        await give(id, 'acknowledge', { deadline: 'nothing-of-that' }),
        await give(id, 'completeDuty', { duty: 'nothing-of-that', summary: 'done' }),
      ]
      for (const one of answers) {
        expect([403, 409], `${role} ${one.text}`).toContain(one.status)
        silent(one.text.replace('agreeActionPlan', ''))
      }
    }
  })

  it.each(unseeing)('is not told to %s by what an edition or a command would do', async (role) => {
    const effect = await api.get(role, `/api/policies/darlington/effect?edition=${own.edition}`)
    const opening = { authority: 'darlington', school: '900301', level: 'targeted', reasons: ['other'], summary: 's' }
    const rehearsed = await api.post(role, '/api/rehearsals/openCase', opening)
    for (const one of [effect, rehearsed]) expect(one.status, one.text).toBe(403)
  })

  it('does not keep the link in a mail from what its letter asks for, sealed as that is', async () => {
    const mails = (await parts).inbox.messages().filter((one) => one.to.startsWith('lead-officer@'))
    const linked = await Promise.all(
      mails.map(({ text }) => {
        const token = /\/l\/([0-9a-f]{64})/.exec(text)?.[1] ?? ''
        return openLink(world.records, world.post, token, { today: '2024-11-20', days: 60 })
      }),
    )
    const ends = linked.flatMap((one) => (one?.linked.letter.deadline === 'action-plan' ? [one.end?.why] : []))
    expect(ends).toContain('deadline')
  })

  it('is in no log line and in no metric', async () => {
    expect(logged.length).toBeGreaterThan(0)
    silent(logged.join('\n'))
    silent(api.lines.join('\n'))
    silent((await api.get('administrator', '/metrics')).text.replaceAll('/commands/agreeActionPlan', ''))
  })

  it.each(seeing)('is read by %s, with all that is owed for it', async (role) => {
    const { body } = await api.get(role, `/api/cases/${year}`)
    expect([body.level, body.levelName]).toEqual(['zebrafinch', 'Zebrafinch'])
    const found = (await api.get(role, '/api/cases?level=zebrafinch')).body
    expect(found.items.map((one: { id: string }) => one.id)).toEqual([ofCase])
    const text = await api.answersTo(role, [year, ofCase], ['zebrafinch'])
    for (const word of ['action-plan', 'because-of-the-budget', 'a-view-of-the-head', 'Put together'])
      expect(text).toContain(word)
    const pages = await signedInAs(role)
    expect((await pages.get(`/cases/${ofCase}`)).text).toContain('Zebrafinch')
    expect((await pages.get(`/cases/${year}/timeline`)).text).toContain('because-of-the-budget')
  })

  it('leaves all streams of support to be seen together, by those alone who may know it (DA-5)', async () => {
    for (const role of seeing) {
      const { body } = await api.get(role, '/api/schools/900301/support')
      expect(body).toMatchObject({ goOn: 1, most: { streams: 4, rule: 'DA-5' }, tooMany: false, withoutImpact: [] })
      expect(body.streams).toMatchObject([
        {
          stream: 'Zebra readers',
          from: '2024-10-02',
          until: null,
          given: { days: 1 },
          achieved: [{ on: '2024-10-03', impact: 'a-view-of-the-head' }],
        },
      ])
    }
    for (const role of unseeing) {
      const { status, text } = await api.get(role, '/api/schools/900301/support')
      expect(status, role).toBe(403)
      silent(text)
    }
  })

  it('leaves the inspection pack whole for those who may read it: how each thing ended, and with what evidence (SO-2)', async () => {
    const { body } = await api.get('director', '/api/inspection-pack?authority=darlington')
    const rows = body.rows as {
      what: string
      status: string
      evidence: string
      entry: number
      workingDaysLate: number
    }[]
    const visit = rows.find((row) => row.what.startsWith('Visit the school and write'))
    expect(visit).toMatchObject({
      status: 'met',
      evidence: 'sip, sip: Every class was seen',
      entry: expect.any(Number),
    })
    const plan = rows.find((row) => row.status === 'cancelled' && row.what.startsWith('Put together'))
    expect(plan).toMatchObject({ reason: expect.stringMatching(/^The school has the case darlington-900301-1/) })
  })

  it('is decrypted for the Temporal UI by the codec endpoint, for those alone who may know it', async () => {
    const { connection, options } = world.client
    const { history } = await connection.workflowService.getWorkflowExecutionHistory({
      namespace: options.namespace,
      execution: { workflowId: year },
    })
    const [hidden] = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? []
    const base64 = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString('base64')
    const metadata = Object.fromEntries(
      Object.entries(hidden?.metadata ?? {}).map(([name, one]) => [name, base64(one)]),
    )
    const payloads = [{ metadata, data: base64(hidden?.data) }]
    const decode = (role?: string) => {
      const asked = request(api.app).post('/codec/decode').set('Origin', 'http://localhost:8233').send({ payloads })
      return role ? asked.auth(role, { type: 'bearer' }) : asked
    }
    for (const role of seeing) {
      const { body, headers } = await decode(role)
      expect(Buffer.from(body.payloads[0].data, 'base64').toString()).toContain('Zebrafinch')
      expect(headers['access-control-allow-origin']).toBe('http://localhost:8233')
    }
    for (const role of unseeing) expect((await decode(role)).status).toBe(403)
    expect((await decode()).status).toBe(401)
    expect((await decode('headteacher.900302')).status).toBe(403)
    expect((await decode('headteacher.900301')).status).toBe(200)
    const asBrowser = await request(api.app).post('/codec/decode').auth('anybody', 'director').send({ payloads })
    expect(asBrowser.status).toBe(200)
    const open = { metadata: { encoding: base64(Buffer.from('json/plain')) }, data: base64(Buffer.from('"open"')) }
    const passed = await request(api.app)
      .post('/codec/decode')
      .send({ payloads: [open] })
    expect(passed.body).toEqual({ payloads: [open] })
    const elsewhere = await request(api.app).options('/codec/decode').set('Origin', 'http://elsewhere.example')
    expect(elsewhere.headers['access-control-allow-origin']).toBeUndefined()
    const encoded = await request(api.app)
      .post('/codec/encode')
      .auth('director', { type: 'bearer' })
      .send({ payloads: [open] })
    const back = await request(api.app).post('/codec/decode').auth('director', { type: 'bearer' }).send(encoded.body)
    expect([encoded.body.payloads[0].data === open.data, back.body]).toEqual([false, { payloads: [open] }])
  })

  it('is read in Temporal with the keys', async () => {
    const state = await world.client.workflow.getHandle(year).query<{ level: string }>('case')
    expect(state.level).toBe('zebrafinch')
  })
})
