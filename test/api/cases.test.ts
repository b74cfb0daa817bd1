import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PartDown } from '../../api/cases-port.ts'
import { caseSchema } from '../../api/schemas.ts'
import { Refusal } from '../../cases/refusal.ts'
import { addCase, addDeadline, addEvent, addPeople, addSchool, holder } from '../records/support.ts'
import { useApi } from './support/api.ts'

const api = useApi()
const opening = (urn: string, more: object = {}) => ({
  authority: 'staffordshire',
  school: urn,
  level: 'stage-1',
  reasons: ['low-attainment'],
  summary: 'Results fell for the second year.',
  ...more,
})

beforeAll(async () => {
  const { records } = api
  for (const urn of ['900001', '900002', '900003', '900004', '900005', '900006']) await addSchool(records, urn)
  await addPeople(records, holder('dora', 'dsim', { district: 'south-staffs' }))
  await addCase(records, 'staffordshire-900002-1', '900002', {
    overdue: true,
    level: 'stage-3',
    category: 'special-measures',
  })
  await addCase(records, 'staffordshire-900003-1', '900003', { status: 'closed', closed_on: '2026-02-01' })
  await records
    .insertInto('case_officers')
    .values({ case_id: 'staffordshire-900002-1', role: 'assigned-officer', person_id: 'dora' })
    .execute()
  await addDeadline(records, 'staffordshire-900002-1', 'sip-visit#1', {
    status: 'missed',
    due: '2026-03-10',
    missed_at: '2026-03-11T00:00:00Z',
    owner: 'sip',
  })
  await addDeadline(records, 'staffordshire-900002-1', 'sip-visit#2', { owner: 'sip', due: '2026-07-17' })
  await addDeadline(records, 'staffordshire-900002-1', 'assign-officer#1', {
    status: 'met',
    ended_at: '2026-03-05T10:00:00Z',
  })
  await addDeadline(records, 'staffordshire-900002-1', 'appeal-decision#1', { due: null })
  for (let seq = 1; seq <= 5; seq++)
    await addEvent(records, 'staffordshire-900002-1', seq, seq === 1 ? 'command' : 'deadline-opened', {
      deadline: `d-${seq}`,
    })
})

beforeEach(() => {
  api.cases.calls.length = 0
})

describe('POST /api/cases', () => {
  it('opens a case, and says where it is', async () => {
    const answer = await api.as('dsim').post('/api/cases', opening('900001'))
    expect(answer.status).toBe(201)
    expect(answer.headers['location']).toBe('/api/cases/staffordshire-900001-1')
    const { caseId, recorded, warnings, ...shown } = answer.body
    expect([caseId, recorded, warnings]).toEqual(['staffordshire-900001-1', true, []])
    expect(shown).toEqual((await api.as('dsim').get('/api/cases/staffordshire-900001-1')).body)
    expect(api.cases.calls[0]?.slice(0, 2)).toEqual(['open', { role: 'dsim', personId: 'dora' }])
    expect((await api.as('sip').get(answer.headers['location'] ?? '')).body).toMatchObject({
      id: 'staffordshire-900001-1',
      status: 'open',
    })
  })

  it('refuses a second open case for the same school with the first one’s id', async () => {
    const answer = await api.as('dsim').post('/api/cases', opening('900002'))
    expect(answer.status).toBe(409)
    expect(answer.body.detail).toContain('staffordshire-900002-1')
    expect(api.cases.calls).toEqual([])
  })

  it('says so where the case is reserved and its workflow not heard of yet', async () => {
    const { open } = api.cases.port
    api.cases.port.open = async (...call) => {
      const opened = await open(...call)
      await api.records.updateTable('cases').set({ status: 'opening' }).where('id', '=', opened.caseId).execute()
      return { ...opened, recorded: false }
    }
    const answer = await api.as('dsim').post('/api/cases', opening('900006'))
    api.cases.port.open = open
    expect([answer.status, answer.headers['location']]).toEqual([201, '/api/cases/staffordshire-900006-1'])
    expect(answer.body).toMatchObject({ recorded: false, status: 'opening', deadlines: [] })
  })

  it('takes a URN that is a number', async () => {
    expect((await api.as('director').post('/api/cases', opening('', { school: 900004 }))).status).toBe(201)
  })

  it.each([
    [{ school: '900999' }, 'school', 'no school with the URN 900999'],
    [{ authority: 'atlantis' }, 'authority', '"atlantis" is not one of'],
    [{ level: undefined }, 'level', 'level is missing'],
    [{ reasons: [] }, 'reasons', 'reasons is empty'],
    [{ summary: '  ' }, 'summary', 'summary is empty'],
    [{ summary: 'zero \u0000' }, 'summary', 'no text'],
    [{ summary: '\ud800' }, 'summary', 'no text'],
    [{ colour: 'red' }, 'colour', 'there is no field colour'],
  ])('refuses %j', async (wrong, field, message) => {
    const answer = await api.as('dsim').post('/api/cases', opening('900005', wrong))
    expect(answer.status).toBe(400)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.body.faults[0].field).toBe(field)
    expect(answer.body.detail).toContain(message)
    expect(api.cases.calls).toEqual([])
  })

  it.each([
    ['level "x" is not one of stage-1, stage-2, stage-3', 'level', 'level "x" is not one of stage-1, stage-2, stage-3'],
    ['reasons: "x" is not one of budget, other (ST-5)', 'reasons', '"x" is not one of budget, other (ST-5)'],
    ['The policy of Dudley has no levels', 'input', 'The policy of Dudley has no levels'],
  ])('names the field of the case’s own refusal: %s', async (sentence, field, message) => {
    api.cases.fails.next = new Refusal(sentence, 'input')
    const answer = await api.as('dsim').post('/api/cases', opening('900005'))
    expect([answer.status, answer.body.detail]).toEqual([400, sentence])
    expect(answer.body.faults).toEqual([{ field, message }])
  })

  it('says it once which field is wrong', async () => {
    const { body } = await api.as('dsim').post('/api/cases', opening('900999'))
    expect(body.detail).toMatch(/^school: there is no school/)
    expect(body.faults).toEqual([{ field: 'school', message: expect.stringMatching(/^there is no school/) }])
  })

  it('refuses a role that may not', async () => {
    for (const role of ['sip', 'headteacher', 'administrator', 'chief-inspector']) {
      const answer = await api.as(role).post('/api/cases', opening('900005'))
      expect([role, answer.status]).toEqual([role, 403])
    }
    expect((await api.inAuthority('dsim', 'dudley').post('/api/cases', opening('900005'))).status).toBe(403)
  })
})

describe('GET /api/cases', () => {
  const ids = async (query: string) =>
    (await api.as('research').get(`/api/cases?${query}`)).body.items.map((item: { id: string }) => item.id)

  it('finds cases by what they are', async () => {
    expect(await ids('level=stage-3')).toEqual(['staffordshire-900002-1'])
    expect(await ids('status=closed')).toEqual(['staffordshire-900003-1'])
    expect(await ids('overdue=true')).toEqual(['staffordshire-900002-1'])
    expect(await ids('overdue=false&status=closed')).toEqual(['staffordshire-900003-1'])
    expect(await ids('school=900002')).toEqual(['staffordshire-900002-1'])
    expect(await ids('officer=dora')).toEqual(['staffordshire-900002-1'])
    expect(await ids('authority=dudley')).toEqual([])
  })

  it('finds cases by a word of the school, its URN or its district', async () => {
    expect(await ids('text=900002')).toEqual(['staffordshire-900002-1'])
    expect(await ids('text=100%25')).toEqual([])
    expect(await ids('district=the-moon')).toEqual([])
    expect(await ids('district=south-staffs')).toContain('staffordshire-900002-1')
  })

  it('gives them by what is due next, page by page, and what is due on no day last', async () => {
    const rows: { id: string; nextDeadline: string | null }[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await api
        .as('dsim')
        .get(`/api/cases?order=next-deadline&limit=1${cursor && `&cursor=${cursor}`}`)
      rows.push(...body.items)
      cursor = body.next
    }
    const sorted = rows.toSorted(
      (one, other) =>
        (one.nextDeadline ?? '9999').localeCompare(other.nextDeadline ?? '9999') || one.id.localeCompare(other.id),
    )
    expect(rows.map((row) => row.id)).toEqual(sorted.map((row) => row.id))
    expect(rows.map((row) => row.id).toSorted()).toEqual(await ids(''))
    expect(rows.at(-1)?.nextDeadline).toBeNull()
  })

  it('gives pages, each with the cursor of the next', async () => {
    const all = await ids('authority=staffordshire')
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await api.as('dsim').get(`/api/cases?limit=1${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.items.map((item: { id: string }) => item.id))
      cursor = body.next
    }
    expect(seen).toEqual(all)
    expect(seen.length).toBeGreaterThan(3)
  })

  it.each([
    'limit=0',
    'limit=201',
    'limit=x',
    'cursor=%00',
    'cursor=bm9wZQ',
    'status=ajar',
    'overdue=perhaps',
    'school=12',
    'stauts=open',
    'authority=nowhere',
    'level=stage-9',
  ])('refuses %s', async (query) => {
    const answer = await api.as('dsim').get(`/api/cases?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.body.faults).toHaveLength(1)
  })

  it('names the values that there are, where a filter can find nothing', async () => {
    const detail = async (query: string) => (await api.as('dsim').get(`/api/cases?${query}`)).body.detail
    expect(await detail('authority=nowhere')).toContain('"nowhere" is not one of darlington, dudley')
    expect(await detail('level=stage-9')).toMatch(/"stage-9" is not one of .*stage-1, stage-2, stage-3/)
    expect(await ids('officer=martian')).toEqual([])
  })
})

describe('GET /api/cases/{caseId}', () => {
  it('shows a case with what is owed, what is overdue first', async () => {
    const { status, body } = await api.as('sip').get('/api/cases/staffordshire-900002-1')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      authority: 'staffordshire',
      school: { urn: '900002', name: 'Invented School 900002', phase: 'primary', district: 'south-staffs' },
      urns: ['900002'],
      level: 'stage-3',
      levelName: 'Stage 3',
      status: 'open',
      category: 'special-measures',
      overdue: true,
      nextDeadline: '2026-03-20',
      officers: [{ role: 'assigned-officer', person: 'dora', name: 'Invented dora' }],
      notices: [],
      statements: [],
    })
    const occurrences = (shown: typeof body) => shown.deadlines.map((one: { occurrence: string }) => one.occurrence)
    expect(occurrences(body)).toEqual([
      'sip-visit@2026-03-10',
      'assign-officer@2026-03-20',
      'sip-visit@2026-07-17',
      'appeal-decision',
    ])
    const owed = await api.as('sip').get('/api/cases/staffordshire-900002-1?owed=true')
    expect(occurrences(owed.body)).toEqual(['sip-visit@2026-03-10', 'sip-visit@2026-07-17', 'appeal-decision'])
    const all = await api.as('sip').get('/api/cases/staffordshire-900002-1?owed=false')
    expect(all.body).toEqual(body)
    expect(body.deadlines[0]).toMatchObject({ status: 'missed', openedAt: '2026-03-02T09:00:00+00:00', endedAt: null })
  })

  it('shows of a notice what it says, and nothing of how the case keeps it', async () => {
    const { records } = api
    const id = 'staffordshire-900002-1.warning-notice-1'
    const statements = { matters: 'Results.', actionRequired: 'A plan.', actionMinded: 'A board.' }
    const kept = {
      number: 1,
      childId: id,
      requestedBy: 4,
      stage: 'issued',
      grounds: ['serious-breakdown'],
      evidence: 'Two years.',
      law: 'LAW-9',
      period: { clock: { due: '2026-04-01' }, from: '2026-03-10', due: '2026-04-01', endsAt: null, ended: false },
      windowEndsOn: '2026-06-01',
      proposed: ['suspend-delegated-budget'],
      statements,
    }
    const row = { id, case_id: 'staffordshire-900002-1', number: 1, stage: 'issued', given_on: '2026-03-10' }
    await records
      .insertInto('notices')
      .values({ ...row, received_on: null, decided_on: null, ended: null, details: JSON.stringify(kept) })
      .execute()
    await records
      .insertInto('statements')
      .values({
        id: 'staffordshire-900002-1.statement-of-action-1',
        case_id: 'staffordshire-900002-1',
        number: 1,
        urgent: false,
        owed_from: '2026-03-10',
        filed_on: null,
        ended: null,
        details: JSON.stringify({ deadlineKey: 'statement-of-action#1', childId: 'x' }),
      })
      .execute()
    const { body } = await api.as('sip').get('/api/cases/staffordshire-900002-1')
    expect(body.notices[0].details).toEqual({
      grounds: ['serious-breakdown'],
      evidence: 'Two years.',
      law: 'LAW-9',
      statements,
      complyBy: null,
      periodEndsOn: '2026-04-01',
      answered: false,
      appealed: false,
      proposed: ['suspend-delegated-budget'],
      proposedOn: null,
      windowEndsOn: '2026-06-01',
      used: [],
      ended: null,
    })
    expect(JSON.stringify(body)).not.toMatch(/requestedBy|deadlineKey|childId/)
    expect(caseSchema.safeParse(body).error).toBeUndefined()
    await records.deleteFrom('notices').execute()
    await records.deleteFrom('statements').execute()
  })

  it('is a 404 where there is none', async () => {
    expect((await api.as('dsim').get('/api/cases/staffordshire-900099-1')).status).toBe(404)
    expect((await api.as('dsim').get('/api/cases/%E0%A4%A')).status).toBe(400)
  })

  it('shows the case file page by page', async () => {
    const first = await api.as('dsim').get('/api/cases/staffordshire-900002-1/events?limit=2')
    expect(first.body.items).toEqual([
      { seq: 1, at: '2026-03-02T09:00:00+00:00', type: 'command', deadline: 'd-1' },
      { seq: 2, at: '2026-03-02T09:00:00+00:00', type: 'deadline-opened', deadline: 'd-2' },
    ])
    const rest = await api.as('dsim').get(`/api/cases/staffordshire-900002-1/events?cursor=${first.body.next}`)
    expect(rest.body.items.map((one: { seq: number }) => one.seq)).toEqual([3, 4, 5])
    expect(rest.body.next).toBeNull()
    expect((await api.as('dsim').get('/api/cases/nowhere/events')).status).toBe(404)
    const opened = await api.as('dsim').get('/api/cases/staffordshire-900002-1/events?type=command')
    expect(opened.body.items).toHaveLength(1)
    const unknown = await api.as('dsim').get('/api/cases/staffordshire-900002-1/events?type=eclipse')
    expect([unknown.status, unknown.body.detail]).toEqual([400, expect.stringContaining('case-opened')])
  })
})

describe('POST /api/cases/{caseId}/commands/{name}', () => {
  const at = (name: string, id = 'staffordshire-900002-1') => `/api/cases/${id}/commands/${name}`

  it('gives the command, by whoever holds the role', async () => {
    const answer = await api.as('dsim').post(at('changeLevel'), { to: 'stage-2', reason: 'Progress is shown.' })
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      caseId: 'staffordshire-900002-1',
      command: 'changeLevel',
      entry: 7,
      warnings: ['beware'],
      case: (await api.as('dsim').get('/api/cases/staffordshire-900002-1')).body,
    })
    expect(api.cases.calls).toEqual([
      [
        'command',
        'staffordshire-900002-1',
        'changeLevel',
        { role: 'dsim', personId: 'dora' },
        { to: 'stage-2', reason: 'Progress is shown.' },
        expect.any(String),
      ],
    ])
  })

  it('refuses wrong input before anything is asked of the case', async () => {
    const answer = await api
      .as('dsim')
      .post(at('agreeImprovementAgenda'), { milestones: [{ what: 'x', by: '2026-02-30' }] })
    expect(answer.status).toBe(400)
    expect(answer.body.faults).toEqual([
      { field: 'milestones.0.by', message: 'by must be a date that exists, written YYYY-MM-DD' },
    ])
    expect(api.cases.calls).toEqual([])
  })

  it('refuses the wrong role, and an unknown or unclear person', async () => {
    expect((await api.as('sip').post(at('closeCase'), { reason: 'done' })).status).toBe(403)
    const unknown = await api.as('dsim').post(at('assignOfficer'), { role: 'assigned-officer', person: 'Nobody' })
    expect([unknown.status, unknown.body.faults[0].field]).toEqual([400, 'person'])
    await addPeople(
      api.records,
      holder('t1', 'finance', {}, { name: 'Twin' }),
      holder('t2', 'finance', {}, { name: 'Twin' }),
    )
    const unclear = await api.as('dsim').post(at('assignOfficer'), { role: 'assigned-officer', person: 'twin' })
    expect(unclear.body.detail).toContain('t1, t2')
    expect((await api.as('dsim').post(at('assignOfficer'), { role: 'assigned-officer', person: 'dora' })).status).toBe(
      200,
    )
  })

  it('passes the case’s own refusals on', async () => {
    const wrong: [Error, number][] = [
      [new Refusal('No notice is open'), 409],
      [new Refusal('givenOn: later than today', 'input'), 400],
      [new Refusal('Not yours', 'access'), 403],
      [new PartDown('worker', 'The worker does not answer'), 503],
    ]
    for (const [error, status] of wrong) {
      api.cases.fails.next = error
      const answer = await api.as('director').post(at('closeCase'), { reason: 'done' })
      expect([answer.status, answer.body.detail]).toEqual([status, error.message])
    }
  })

  it.each([
    ['recordVisit', 'visitedOn (Friday 6 March 2026) lies before the publication: correct it', 'visitedOn'],
    ['changeLevel', 'to: "x" is not one of stage-1, stage-2', 'to'],
    ['acknowledge', 'promisedFor (Friday 6 March 2026) is past: promise a day from today on', 'promisedFor'],
    ['decideReview', 'until is missing: say until when (ST-26)', 'until'],
    ['issueWarningNotice', 'complyBy does not belong to this notice', 'complyBy'],
    ['recordOfstedJudgement', 'publishedOn (x) is later than receivedOn (y): correct one of them', 'publishedOn'],
    ['fileStatementOfAction', 'filedOn is Friday, later than today: record it when it has happened', 'filedOn'],
    ['usePower', "consentedOn is missing: it needs the Secretary of State's consent", 'consentedOn'],
    ['recordSecretaryOfState', 'on (x) lies before the day he was told (y): correct it', 'on'],
    ['agreeImprovementAgenda', 'milestones.0.by: must be a date', 'milestones.0.by'],
    ['correctEntry', 'entry 3 is a correction itself: correct the entry that it corrected', 'entry'],
    ['correctEntry', 'input: level cannot be corrected', 'input'],
    ['correctEntry', 'givenOn would bring the notice under another regime', 'input'],
    ['closeCase', 'There is no such thing on record', 'input'],
  ])('names the field of a refused %s: %s', async (name, sentence, field) => {
    const input = {
      recordVisit: { by: 'sip', report: 'x' },
      changeLevel: { to: 'x', reason: 'x' },
      acknowledge: { deadline: 'sip-visit' },
      decideReview: { review: 'two-term-review', decision: 'continue', reason: 'x' },
      issueWarningNotice: { matters: 'x', actionRequired: 'x', actionMinded: 'x' },
      recordOfstedJudgement: { judgement: 'special-measures' },
      fileStatementOfAction: { document: 'x', parents: 'x', parentalChampion: 'x' },
      usePower: { power: 'interim-executive-board', reason: 'x' },
      recordSecretaryOfState: { event: 'told' },
      agreeImprovementAgenda: { milestones: [{ what: 'x', by: '2026-09-01' }] },
      correctEntry: { entry: 3, input: {}, reason: 'x' },
      closeCase: { reason: 'x' },
    }[name]
    api.cases.fails.next = new Refusal(sentence, 'input')
    const answer = await api.as(name === 'acknowledge' ? 'sip' : 'director').post(at(name), input)
    expect([answer.status, answer.body.detail, answer.body.faults[0].field]).toEqual([400, sentence, field])
  })

  it('refuses what the moment does not allow, and opens a closed case again', async () => {
    expect((await api.as('dsim').post(at('closeCase', 'staffordshire-900003-1'), { reason: 'x' })).status).toBe(409)
    const answer = await api.as('dsim').post(at('reopenCase', 'staffordshire-900003-1'), { reason: 'It fell back.' })
    expect([answer.status, answer.body.entry]).toEqual([200, 9])
  })

  it('knows no other command, and no other case', async () => {
    expect((await api.as('dsim').post(at('eatCase'), {})).status).toBe(404)
    expect((await api.as('dsim').post(at('openCase'), {})).status).toBe(404)
    expect((await api.as('dsim').post(at('closeCase', 'nowhere'), { reason: 'x' })).status).toBe(404)
    const answer = await api.as('dsim').get(at('closeCase'))
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'POST'])
  })
})

describe('a caller of one school', () => {
  it('reads its own case, and cannot tell that there are others', async () => {
    const own = api.bound('headteacher', '900002')
    expect((await own.get('/api/cases')).body.items).toHaveLength(1)
    expect((await own.get('/api/cases/staffordshire-900002-1')).status).toBe(200)
    expect((await own.get('/api/cases/staffordshire-900002-1/events')).status).toBe(200)
    expect((await own.get('/api/deadlines')).body.items).toHaveLength(3)
    expect((await own.get('/api/schools')).body.items.map((one: { urn: string }) => one.urn)).toEqual(['900002'])
    for (const path of ['/api/cases/staffordshire-900003-1', '/api/cases/nowhere', '/api/schools/900003'])
      expect((await own.get(path)).status).toBe(404)
    expect((await own.get('/api/deadlines?school=900003')).body.items).toEqual([])
    const evaluation = { pace: 'sufficient', evidence: 'Books.' }
    const elsewhere = await own.post('/api/cases/staffordshire-900001-1/commands/recordEvaluation', evaluation)
    expect(elsewhere.status).toBe(404)
    expect((await own.post('/api/cases/staffordshire-900002-1/commands/recordEvaluation', evaluation)).status).toBe(200)
  })

  it('follows its school to a new URN', async () => {
    const moved = await api
      .as('administrator')
      .post('/api/schools/900002/successor', { to: '900052', on: '2026-03-01' })
    expect(moved.status).toBe(200)
    expect(
      (await api.bound('headteacher', '900052').get('/api/cases/staffordshire-900002-1')).body.urns.sort(),
    ).toEqual(['900002', '900052'])
    expect((await api.as('dsim').get('/api/cases?school=900052')).body.items).toHaveLength(1)
    expect((await api.as('dsim').get('/api/cases?school=900002')).body.items).toHaveLength(1)
    const answer = await api.as('dsim').post('/api/cases', opening('900002'))
    expect([answer.status, answer.body.detail]).toEqual([400, expect.stringContaining('900052')])
  })

  it('is not whoever stands outside the authority', async () => {
    expect((await api.as('secretary-of-state').get('/api/cases')).status).toBe(403)
    expect((await api.as('secretary-of-state').get('/api/policies')).status).toBe(200)
    expect((await api.inAuthority('dsim', 'dudley').get('/api/cases')).body.items).toEqual([])
    expect((await api.inAuthority('dsim', 'dudley').get('/api/cases/staffordshire-900002-1')).status).toBe(404)
  })
})
