import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PartDown } from '../../api/cases-port.ts'
import { forecastSchema } from '../../api/ahead-schemas.ts'
import type { By } from '../../cases/commands.ts'
import { blankCase } from '../../cases/blank-case.ts'
import { readCommand } from '../../cases/commands.ts'
import { decide } from '../../cases/decide.ts'
import { caseOnPaper, type CaseOnPaper } from '../../cases/on-paper.ts'
import { cardOf } from '../../cases/record.ts'
import type { School } from '../../cases/state.ts'
import type { Policy } from '../../policies/policy.ts'
import { calendarFor } from '../../records/calendar.ts'
import { writeLetters } from '../../records/writing.ts'
import { addCase, addPeople, addSchool, holder, policies, staffordshire } from '../records/support.ts'
import { useApi } from './support/api.ts'

const api = useApi()
const caseId = 'staffordshire-900001-1'
const of = (until: string, id = caseId) => `/api/cases/${id}/forecast?until=${until}`
const post = {
  policies,
  publicUrl: 'http://localhost:3000',
  linkKeys: ['a key that only tests sign links with'],
  mailFrom: 'interventions@example.org',
}

interface Line {
  at: string
  type: string
  kind?: string
  to?: string[]
  addresses?: string[]
  person?: string
  standsInFor?: string
  about?: { deadlines: { deadline: string; why: string }[]; passedOn?: string }[]
  deadline?: string
}

let paper: CaseOnPaper

function give(when: string, role: string, name: string, input: unknown) {
  const read = readCommand(name, input)
  if (!read.ok) throw new Error(`${name} cannot be read`)
  const by: By = { role, personId: role }
  return paper.turn(`${when}:00+00:00`, 'command', by, (turn) => decide(turn, read.command))
}

async function aCase(policy: Policy) {
  const school: School = {
    urn: '900001',
    name: 'Invented School 900001',
    phase: 'primary',
    district: 'south-staffs',
    denomination: null,
  }
  const calendar = await calendarFor(api.records, policy)
  paper = caseOnPaper(policy, calendar, blankCase(policy, school, caseId))
  const opening = { authority: 'staffordshire', school: '900001', level: 'stage-2', reasons: ['other'], summary: 'S' }
  return give('2026-03-16T10:00', 'dsim', 'openCase', opening)
}

const standingOf = (policy: Policy) => {
  api.cases.standing.next = { state: paper.state(), policy }
}

beforeAll(async () => {
  const { records } = api
  await addSchool(records, '900001')
  await addSchool(records, '900002')
  await addSchool(records, '900003')
  await addPeople(
    records,
    holder('dora', 'dsim', {}, { away: [{ from: '2026-03-20', to: '2026-03-20' }] }),
    holder('hana', 'headteacher', { school: '900001' }),
    holder('sid', 'head-of-sid'),
    holder('adam', 'administrator'),
  )
  await addCase(records, caseId, '900001')
  await addCase(records, 'staffordshire-900002-1', '900002', { status: 'closed', closed_on: '2026-02-01' })
  await addCase(records, 'staffordshire-900003-1', '900003', { status: 'opening' })
})

beforeEach(async () => {
  api.cases.calls.length = 0
  await aCase(staffordshire)
  standingOf(staffordshire)
})

describe('GET /api/cases/{caseId}/forecast', () => {
  it('tells each deadline and mail to come: when, to whom by name and address, and why', async () => {
    const { status, body } = await api.as('dsim').get(of('2026-04-02'))
    expect(status).toBe(200)
    expect(() => forecastSchema.parse(body)).not.toThrow()
    expect(body).toMatchObject({ caseId, status: 'open', from: '2026-03-16', until: '2026-04-02', waiting: [] })
    const lines = body.happenings as Line[]
    expect(lines.filter((one) => one.type === 'deadline-missed').map((one) => `${one.at} ${one.deadline}`)).toEqual([
      '2026-03-24T00:00:00+00:00 assign-officer',
      '2026-03-28T00:00:00+00:00 half-termly-evaluation',
      '2026-03-28T00:00:00+00:00 sip-visit',
      '2026-03-31T00:00:00+01:00 name-improvement-coordinator',
    ])
    const overdue = lines.find((one) => one.at.startsWith('2026-03-24T09:00') && one.to?.includes('dsim'))
    expect(overdue).toMatchObject({
      type: 'mail',
      kind: 'overdue',
      addresses: ['dora@example.org'],
      person: 'Invented dora',
    })
    expect(overdue?.about?.[0]?.deadlines[0]).toMatchObject({ deadline: 'assign-officer', why: expect.any(String) })
    expect(body.owed.map((one: { id: string }) => one.id)).toContain('assign-officer')
  })

  it('knows who is away on the day, and passes on what would reach nobody', async () => {
    const { body } = await api.as('dsim').get(of('2026-04-02'))
    const lines = body.happenings as Line[]
    const away = lines.find((one) => one.at.startsWith('2026-03-20T09:00') && one.to?.includes('dsim'))
    expect(away).toMatchObject({ person: 'Invented sid', standsInFor: 'Invented dora', addresses: ['sid@example.org'] })
    expect(body.unreached.map((one: { to: string }) => one.to)).toContain('sip')
    expect(lines.filter((one) => one.to?.includes('administrator')).length).toBeGreaterThan(0)
    expect(lines.some((one) => one.about?.some((each) => each.passedOn))).toBe(true)
  })

  it('gathers what one person gets at one moment, and writes no letter twice', async () => {
    const { body } = await api.as('dsim').get(of('2026-07-31'))
    const mails = (body.happenings as Line[]).filter((one) => one.type === 'mail')
    expect(mails.some((one) => one.kind === 'digest')).toBe(true)
    const keys = mails.map((one) => JSON.stringify(one))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('says what is written already and waits, and does not tell it again', async () => {
    const before = await api.as('dsim').get(of('2026-03-31'))
    const brought = paper.pass()
    await api.records
      .transaction()
      .execute((trx) =>
        writeLetters(trx, post, [{ card: cardOf(paper.state()), letters: brought?.letters ?? [], leased: false }]),
      )
    const after = await api.as('dsim').get(of('2026-03-31'))
    const first = (before.body.happenings as Line[]).filter((one) => one.at === brought?.at && one.type === 'mail')
    const written = first.filter(
      (one) => !one.about?.some((each) => each.passedOn) && !one.to?.includes('administrator'),
    )
    expect(written.length).toBeGreaterThan(0)
    expect(after.body.waiting).toEqual(written)
    expect(after.body.happenings).toEqual(
      (before.body.happenings as Line[]).filter((one) => one.at !== brought?.at || one.type !== 'mail'),
    )
    await api.records.deleteFrom('letters').execute()
  })

  it('shows a school’s role its own case, and of the mails those to the school', async () => {
    const { status, body } = await api.bound('headteacher', '900001').get(of('2026-04-02'))
    expect(status).toBe(200)
    const lines = body.happenings as Line[]
    const told = new Set(lines.filter((one) => one.type === 'mail').flatMap((one) => one.to ?? []))
    expect([...told].sort()).toEqual(['headteacher'])
    expect(lines.some((one) => one.type === 'deadline-missed' && one.deadline === 'assign-officer')).toBe(true)
    expect((await api.bound('headteacher', '900002').get(of('2026-04-02'))).status).toBe(404)
    expect((await api.as('chief-inspector').get(of('2026-04-02'))).status).toBe(403)
    expect((await api.inAuthority('dsim', 'dudley').get(of('2026-04-02'))).status).toBe(404)
  })

  it('answers of a closed case that nothing comes, and asks no workflow', async () => {
    const { body, status } = await api.as('dsim').get(of('2026-04-02', 'staffordshire-900002-1'))
    expect([status, body.status, body.happenings, body.owed]).toEqual([200, 'closed', [], []])
    expect(api.cases.calls).toEqual([])
  })

  it.each([
    ['', /until.*missing|YYYY-MM-DD/],
    ['2026-02-30', /YYYY-MM-DD/],
    ['2026-03-15', /before today/],
    ['2028-03-17', /2028-03-16 at the latest/],
  ])('refuses the day "%s"', async (until, words) => {
    const { status, body } = await api.as('dsim').get(of(until))
    expect([status, body.faults?.[0].field]).toEqual([400, 'until'])
    expect(body.detail).toMatch(words)
  })

  it('tells an unknown case from a part that is down', async () => {
    expect((await api.as('dsim').get(of('2026-04-02', 'staffordshire-900009-1'))).status).toBe(404)
    expect((await api.as('dsim').get(of('2026-04-02', 'staffordshire-900003-1'))).body.part).toBe('worker')
    api.cases.fails.next = new PartDown('Temporal', 'Temporal does not answer')
    const { status, body } = await api.as('dsim').get(of('2026-04-02'))
    expect([status, body.part]).toEqual([503, 'Temporal'])
  })
})

describe('a case whose clocks are minutes', () => {
  it('is told up to a point, and asked for an earlier day beyond', async () => {
    const rule = staffordshire.deadlines.find((one) => one.id === 'assign-officer')
    const [ladder] = Object.values(staffordshire.ladders)
    if (!rule || !ladder) throw new Error('Staffordshire has no ladder')
    const every = { offset: 1, to: ['owner'], kind: 'overdue' as const, every: 1 }
    const minutes: Policy = {
      ...staffordshire,
      ladders: { ...staffordshire.ladders, quick: { ...ladder, rungs: [every] } },
      deadlines: [{ ...rule, clock: { kind: 'minutes', minutes: 1 }, ladder: 'quick' }],
    }
    await aCase(minutes)
    standingOf(minutes)
    const { status, body } = await api.as('dsim').get(of('2026-04-02'))
    expect([status, body.faults?.[0].field]).toEqual([400, 'until'])
    expect(body.detail).toMatch(/name an earlier day/)
  })
})
