import { beforeAll, describe, expect, it } from 'vitest'
import { addCase, addDeadline, addSchool } from '../records/support.ts'
import { useApi } from './support/api.ts'

const api = useApi()

beforeAll(async () => {
  const { records } = api
  for (const number of [1, 2, 3]) {
    await addSchool(records, `90000${number}`)
    const id = `staffordshire-90000${number}-1`
    await addCase(records, id, `90000${number}`)
    await addDeadline(records, id, 'assign-officer#1', { due: `2026-03-1${number}` })
    await addDeadline(records, id, 'sip-visit#1', {
      due: '2026-03-20',
      owner: 'sip',
      status: number === 2 ? 'missed' : 'open',
    })
    await addDeadline(records, id, 'appeal-decision#1', { due: null })
    await addDeadline(records, id, 'agree-action-plan#1', { status: 'suspended', owner: 'lead-project-officer' })
    await addDeadline(records, id, 'old#1', { status: 'met', ended_at: '2026-03-10T00:00:00Z' })
    await addLetter(id, `${id}/1`, 'headteacher', '2026-03-10T09:00:00Z', 'sent')
    await addLetter(id, `${id}/2`, 'dsim', '2026-03-11T09:00:00Z', 'waiting')
    await addLetter(id, `${id}/3`, 'chief-inspector', '2026-03-11T09:00:00Z', null)
  }
})

async function addLetter(caseId: string, key: string, role: string, at: string, mail: string | null) {
  const { records } = api
  const row = {
    message_id: `<${key}@example.org>`,
    case_id: caseId,
    kind: 'reminder',
    address: `${role}@example.org`,
    at,
    subject: 'A reminder',
    text: '',
    html: '',
    ics: null,
    headers: '{}',
    status: mail ?? 'waiting',
    error: mail === 'waiting' ? 'The mail server is away' : null,
    sent_at: mail === 'sent' ? at : null,
  }
  const inserted = mail ? await records.insertInto('mails').values(row).returning('id').executeTakeFirst() : undefined
  await records
    .insertInto('letters')
    .values({
      key,
      case_id: caseId,
      entry: 1,
      letter: 'reminder',
      kind: 'reminder',
      to_role: role,
      person: mail && 'Some Body',
      stands_in_for: null,
      address: mail && `${role}@example.org`,
      at,
      deadline: 'sip-visit',
      deadline_key: 'sip-visit#1',
      statutory: false,
      rule: 'ST-7',
      status: mail ? 'mailed' : 'by post',
      mail_id: inserted?.id ?? null,
      body: '{}',
    })
    .execute()
}

describe('GET /api/deadlines', () => {
  const list = async (query: string, role = 'dsim') => (await api.as(role).get(`/api/deadlines?${query}`)).body.items
  const owed = async (query: string) =>
    (await list(query)).map(
      (one: { caseId: string; occurrence: string }) => `${one.caseId.slice(14, 20)} ${one.occurrence}`,
    )

  it('gives what is still owed, the soonest first, what waits on others last', async () => {
    const all = await owed('')
    expect(all).toHaveLength(12)
    expect(all.slice(0, 3)).toEqual([
      '900001 assign-officer@2026-03-11',
      '900002 assign-officer@2026-03-12',
      '900003 assign-officer@2026-03-13',
    ])
    expect(all.slice(-3)).toEqual(['900001 appeal-decision', '900002 appeal-decision', '900003 appeal-decision'])
    expect((await list('limit=1'))[0]).toMatchObject({
      authority: 'staffordshire',
      school: { urn: '900001', name: 'Invented School 900001' },
      owner: 'dsim',
    })
  })

  it('filters by status, owner and day', async () => {
    expect(await owed('status=missed')).toEqual(['900002 sip-visit@2026-03-20'])
    expect(await owed('status=suspended')).toHaveLength(3)
    expect(await owed('status=met')).toHaveLength(3)
    expect(await owed('owner=sip&dueBefore=2026-03-21')).toHaveLength(3)
    expect(await owed('dueBefore=2026-03-12')).toEqual(['900001 assign-officer@2026-03-11'])
    expect(await owed('status=overdue')).toEqual([
      '900001 assign-officer@2026-03-11',
      '900002 assign-officer@2026-03-12',
      '900003 assign-officer@2026-03-13',
      '900002 sip-visit@2026-03-20',
    ])
    expect(await owed('case=staffordshire-900001-1&status=open')).toHaveLength(3)
    expect(await owed('school=900003&owner=sip')).toEqual(['900003 sip-visit@2026-03-20'])
  })

  it('gives pages over dated and undated ones alike', async () => {
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await api.as('dsim').get(`/api/deadlines?limit=5${cursor && `&cursor=${cursor}`}`)
      seen.push(
        ...body.items.map(
          (one: { caseId: string; occurrence: string }) => `${one.caseId.slice(14, 20)} ${one.occurrence}`,
        ),
      )
      cursor = body.next
    }
    expect(seen).toEqual(await owed(''))
  })

  it.each(['status=late', 'dueBefore=soon', 'owner=A%20B', 'owner=martian', 'authority=nowhere', 'cursor=e30'])(
    'refuses %s',
    async (query) => {
      expect((await api.as('dsim').get(`/api/deadlines?${query}`)).status).toBe(400)
    },
  )
})

describe('GET /api/notifications', () => {
  const list = async (query: string, role = 'dsim') =>
    (await api.as(role).get(`/api/notifications?${query}`)).body.items

  it('gives letters, the latest first, each with what became of it', async () => {
    const all = await list('case=staffordshire-900001-1')
    expect(all.map((one: { to: string; status: string }) => [one.to, one.status])).toEqual([
      ['chief-inspector', 'by post'],
      ['dsim', 'waiting'],
      ['headteacher', 'sent'],
    ])
    expect(all[2]).toMatchObject({
      kind: 'reminder',
      person: 'Some Body',
      standsInFor: null,
      address: 'headteacher@example.org',
      at: '2026-03-10T09:00:00+00:00',
      subject: 'A reminder',
      messageId: '<staffordshire-900001-1/1@example.org>',
      sentAt: '2026-03-10T09:00:00+00:00',
      error: null,
    })
    expect(await list('status=waiting')).toHaveLength(3)
    expect(await list('caseId=staffordshire-900002-1&kind=notice')).toEqual([])
  })

  it('gives pages', async () => {
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await api.as('dsim').get(`/api/notifications?limit=2${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.items.map((one: { key: string }) => one.key))
      cursor = body.next
    }
    expect(new Set(seen).size).toBe(9)
    expect(seen).toHaveLength(9)
  })

  it('shows a school only letters to itself, of its own case', async () => {
    const { body } = await api.bound('headteacher', '900002').get('/api/notifications')
    expect(body.items.map((one: { key: string }) => one.key)).toEqual(['staffordshire-900002-1/1'])
    expect(await list('', 'headteacher')).toHaveLength(3)
  })
})

describe('GET /api/policies', () => {
  it('shows what the papers say', async () => {
    const { body } = await api.as('headteacher').get('/api/policies')
    expect(body.items).toContainEqual(expect.objectContaining({ authority: 'staffordshire', edition: '2009-01' }))
    const policy = await api.as('headteacher').get('/api/policies/staffordshire')
    expect(policy.body).toMatchObject({ authority: 'staffordshire', ladders: { standard: {} } })
    expect((await api.as('headteacher').get('/api/policies/atlantis')).status).toBe(404)
  })
})
