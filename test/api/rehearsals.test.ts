import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rehearsalSchema } from '../../api/ahead-schemas.ts'
import { blankCase } from '../../cases/blank-case.ts'
import { readCommand } from '../../cases/commands.ts'
import { decide } from '../../cases/decide.ts'
import { caseOnPaper, type CaseOnPaper } from '../../cases/on-paper.ts'
import type { School } from '../../cases/state.ts'
import { calendarFor } from '../../records/calendar.ts'
import { addCase, addPeople, addSchool, holder, staffordshire } from '../records/support.ts'
import { useApi } from './support/api.ts'

const api = useApi()
const caseId = 'staffordshire-900001-1'
const closed = 'staffordshire-900002-1'
const to = (name: string, id = caseId) => `/api/cases/${id}/rehearsals/${name}`
const opening = { authority: 'staffordshire', level: 'stage-2', reasons: ['other'], summary: 'Results fell' }

interface Told {
  level: { from: string | null; to: string }
  deadlines: { change: string; id: string; due: string | null; from: string | null; owner: string; why: string }[]
  entries: { type: string }[]
  mails: { to: string[]; person: string; subject: string }[]
  unreached: { to: string }[]
  warnings: string[]
}

let paper: CaseOnPaper

async function stands(urn: string, id: string): Promise<CaseOnPaper> {
  const school: School = {
    urn,
    name: `Invented School ${urn}`,
    phase: 'primary',
    district: 'south-staffs',
    denomination: null,
  }
  const calendar = await calendarFor(api.records, staffordshire)
  return caseOnPaper(staffordshire, calendar, blankCase(staffordshire, school, id))
}

function give(on: CaseOnPaper, when: string, role: string, name: string, input: unknown) {
  const read = readCommand(name, input)
  if (!read.ok) throw new Error(`${name} cannot be read`)
  on.turn(`${when}:00+00:00`, 'command', { role, personId: role }, (turn) => decide(turn, read.command))
}

const rehearsed = async (name: string, input: object, role = 'dsim') => {
  const { status, body } = await api.as(role).post(to(name), input)
  expect([status, body.detail]).toEqual([200, undefined])
  expect(() => rehearsalSchema.parse(body)).not.toThrow()
  return body as Told
}
const changes = ({ deadlines }: Told) => deadlines.map(({ change, id, due }) => `${change} ${id} ${due}`)

beforeAll(async () => {
  const { records } = api
  for (const urn of ['900001', '900002', '900003', '900004']) await addSchool(records, urn)
  await addPeople(
    records,
    holder('dora', 'dsim'),
    holder('hana', 'headteacher', { school: '900001' }),
    holder('chris', 'chair-of-governors', { school: '900001' }),
    holder('sid', 'head-of-sid'),
    holder('dirk', 'director'),
  )
  await addCase(records, caseId, '900001')
  const other = await stands('900002', closed)
  give(other, '2026-01-12T10:00', 'dsim', 'openCase', { ...opening, school: '900002' })
  give(other, '2026-02-02T10:00', 'dsim', 'closeCase', { reason: 'Improved' })
  const state = JSON.stringify(other.state())
  await addCase(records, closed, '900002', { status: 'closed', closed_on: '2026-02-02', state })
  await addCase(records, 'staffordshire-900003-1', '900003', { status: 'opening' })
})

beforeEach(async () => {
  api.cases.calls.length = 0
  paper = await stands('900001', caseId)
  give(paper, '2026-03-11T10:00', 'dsim', 'openCase', { ...opening, school: '900001' })
  api.cases.standing.next = { state: paper.state(), policy: staffordshire }
})

describe('POST /api/cases/{caseId}/rehearsals/{name}', () => {
  it('tells which deadlines a move to stage 3 would open and cancel, and who would be told (ST-14, ST-16)', async () => {
    const told = await rehearsed('changeLevel', { to: 'stage-3', reason: 'The pace is insufficient' })
    expect(told.level).toEqual({ from: 'stage-2', to: 'stage-3' })
    expect(changes(told)).toContain('cancelled name-improvement-coordinator 2026-03-25')
    expect(changes(told)).toContain('opened assign-lead-officer 2026-03-23')
    expect(told.deadlines.find((one) => one.id === 'assign-lead-officer')).toMatchObject({
      owner: 'dsim',
      why: expect.stringMatching(/5 working days from the day after Monday 16 March 2026/),
    })
    expect(told.mails.map(({ to, person }) => `${to.join()} ${person}`)).toContain('headteacher Invented hana')
    expect(told.entries.map(({ type }) => type).slice(0, 2)).toEqual(['command', 'level-changed'])
  })

  it('says by when a school would have to answer a warning notice, before it is given (ST-21, LAW-9)', async () => {
    give(paper, '2026-03-12T10:00', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'E' })
    give(paper, '2026-03-12T11:00', 'head-of-sid', 'approveWarningNotice', { reason: 'Agreed' })
    api.cases.standing.next = { state: paper.state(), policy: staffordshire }
    const words = { matters: 'The board does not meet', actionRequired: 'Meet', actionMinded: 'Add governors' }
    const told = await rehearsed('issueWarningNotice', words, 'director')
    expect(changes(told)).toEqual(['met issue-warning-notice 2026-03-19', 'opened warning-notice-response 2026-04-08'])
    expect(told.mails.flatMap((one) => one.to)).toContain('chair-of-governors')
    expect(told.unreached.map((one) => one.to)).toContain('chief-inspector')
  })

  it('tells a day that would move, from where to where, and what would be met', async () => {
    const later = await rehearsed('extendDeadline', {
      deadline: 'name-improvement-coordinator',
      to: '2026-04-30',
      reason: 'The deputy is new',
    })
    expect(later.deadlines).toMatchObject([{ change: 'moved', from: '2026-03-25', due: '2026-04-30' }])
    const met = await rehearsed('nameImprovementCoordinator', { name: 'R', email: 'r@x.example' }, 'headteacher')
    expect(changes(met)).toEqual(['met name-improvement-coordinator 2026-03-25'])
  })

  it('comes after what time has brought: a day that has passed is missed before anything else', async () => {
    paper = await stands('900001', caseId)
    give(paper, '2026-03-02T10:00', 'dsim', 'openCase', { ...opening, school: '900001' })
    api.cases.standing.next = { state: paper.state(), policy: staffordshire }
    const input = { deadline: 'assign-officer', to: '2026-04-30', reason: 'Nobody is free' }
    const { status, body } = await api.as('dsim').post(to('extendDeadline'), input)
    expect([status, body.detail]).toEqual([
      409,
      expect.stringMatching(/assign-officer has passed on Monday 9 March 2026/),
    ])
  })

  it('changes nothing: no command, no entry, no letter', async () => {
    const before = await api.records.selectFrom('case_file').selectAll().execute()
    await rehearsed('closeCase', { reason: 'Improved' })
    expect(api.cases.calls.map(([what]) => what)).toEqual(['standing'])
    expect(await api.records.selectFrom('case_file').selectAll().execute()).toEqual(before)
    expect(await api.records.selectFrom('letters').selectAll().execute()).toEqual([])
  })

  it('warns as the command would (ST-16)', async () => {
    give(paper, '2026-03-12T10:00', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'E' })
    api.cases.standing.next = { state: paper.state(), policy: staffordshire }
    const { warnings } = await rehearsed('closeCase', { reason: 'Improved' })
    expect(warnings).toEqual([expect.stringMatching(/Still owed when the case was closed/)])
  })

  it.each([
    ['changeLevel', { to: 'stage-2', reason: 'R' }, 'dsim', 409, /is at Stage 2 already/],
    ['changeLevel', { to: 'stage-9', reason: 'R' }, 'dsim', 400, /stage-9/],
    ['changeLevel', { to: 'stage-3' }, 'dsim', 400, /reason is missing/],
    ['changeLevel', { to: 'stage-3', reason: 'R' }, 'sip', 403, /may not be given by the School Improvement Partner/],
    ['assignOfficer', { role: 'assigned-officer', person: 'nobody' }, 'dsim', 400, /nobody in staffordshire has/],
    ['recordVisit', { by: 'sip', report: 'Seen', visitedOn: '2026-03-17' }, 'sip', 400, /later than today/],
    ['openCase', {}, 'dsim', 400, /must be the name of a command/],
  ])('refuses %s %o to the %s as the command does: %d', async (name, input, role, wanted, words) => {
    const { status, body } = await api.as(role).post(to(name), input)
    expect([status, body.detail]).toEqual([wanted, expect.stringMatching(words)])
  })

  it('opens a closed case again on paper, and refuses everything else there', async () => {
    const again = await api.as('dsim').post(to('reopenCase', closed), { reason: 'Results fell again' })
    expect(again.status).toBe(200)
    expect(changes(again.body)).toContain('opened name-improvement-coordinator 2026-03-30')
    const other = await api.as('dsim').post(to('changeLevel', closed), { to: 'stage-3', reason: 'R' })
    expect([other.status, other.body.detail]).toEqual([409, expect.stringMatching(/closed: open it again first/)])
    expect(api.cases.calls).toEqual([])
  })

  it('shows a school’s role of the mails those to the school, and no other school’s case', async () => {
    const input = { name: 'R. Example', email: 'r@x.example' }
    const { status, body } = await api.bound('headteacher', '900001').post(to('nameImprovementCoordinator'), input)
    expect(status).toBe(200)
    expect((body as Told).mails.flatMap((one) => one.to).filter((role) => !/^(head|chair|improve)/.test(role))).toEqual(
      [],
    )
    const elsewhere = await api.bound('headteacher', '900002').post(to('nameImprovementCoordinator'), input)
    expect(elsewhere.status).toBe(404)
  })
})

describe('POST /api/rehearsals/openCase', () => {
  it('tells what would be owed first, and by whom, before the case is open (ST-11, ST-13)', async () => {
    const { status, body } = await api.as('dsim').post('/api/rehearsals/openCase', { ...opening, school: '900004' })
    expect(status).toBe(200)
    expect(() => rehearsalSchema.parse(body)).not.toThrow()
    expect(body).toMatchObject({ caseId: null, level: { from: null, to: 'stage-2' } })
    expect(changes(body)).toContain('opened assign-officer 2026-03-23')
    expect(api.cases.calls).toEqual([])
    const rows = await api.records.selectFrom('cases').select('id').where('urn', '=', '900004').execute()
    expect(rows).toEqual([])
  })

  it.each([
    ['a school that has a case', { school: '900001' }, 409, /has an open case already/],
    ['a school that is not on record', { school: '900099' }, 400, /no school with the URN 900099/],
  ])('refuses %s, as the opening does', async (_, wrong, wanted, words) => {
    const { status, body } = await api.as('dsim').post('/api/rehearsals/openCase', { ...opening, ...wrong })
    expect([status, body.detail]).toEqual([wanted, expect.stringMatching(words)])
    const opened = await api.as('dsim').post('/api/cases', { ...opening, ...wrong })
    expect(opened.body.detail).toBe(body.detail)
  })

  it('refuses a level that the policy does not know', async () => {
    const input = { ...opening, school: '900004', level: 'stage-7' }
    const { status, body } = await api.as('dsim').post('/api/rehearsals/openCase', input)
    expect([status, body.detail]).toEqual([400, expect.stringMatching(/stage-7/)])
  })
})
