import { beforeAll, describe, expect, it } from 'vitest'
import { addCase, addDeadline, addPeople, addSchool, holder } from '../records/support.ts'
import { useApi } from './support/api.ts'

const api = useApi()
const olga = {
  name: 'Olga Officer',
  email: 'olga@example.org',
  authority: 'staffordshire',
  roles: [{ role: 'sip', from: '2026-01-01', school: '900001' }],
  away: [{ from: '2026-04-01', to: '2026-04-10' }],
}

beforeAll(() => addSchool(api.records, '900001'))

describe('PUT and GET /api/people/{personId}', () => {
  it('replaces a person as a whole', async () => {
    const put = await api.as('head-of-sid').put('/api/people/olga', olga)
    expect(put.status).toBe(200)
    expect(put.body).toEqual({
      id: 'olga',
      ...olga,
      roles: [{ role: 'sip', from: '2026-01-01', to: null, district: null, school: '900001' }],
    })
    expect((await api.as('sip').get('/api/people/olga')).body).toEqual(put.body)
    const less = await api.as('administrator').put('/api/people/olga', { ...olga, roles: [], away: undefined })
    expect(less.body).toMatchObject({ roles: [], away: [] })
    expect((await api.as('sip').get('/api/people/nobody')).status).toBe(404)
  })

  it.each([
    [{ id: 'other' }, 'id'],
    [{ email: 'olga' }, 'email'],
    [{ authority: 'atlantis' }, 'authority'],
    [{ roles: 'sip' }, 'roles'],
    [{ roles: [{ role: 'wizard', from: '2026-01-01' }] }, 'roles.0.role'],
    [{ roles: [{ role: 'sip', from: '2026-02-30' }] }, 'roles.0.from'],
    [{ roles: [{ role: 'sip', from: '2026-02-02', to: '2026-02-01' }] }, 'roles.0.to'],
    [{ roles: [{ role: 'sip', from: '2026-02-02', district: 'the-moon' }] }, 'roles.0.district'],
    [{ roles: [{ role: 'sip', from: '2026-02-02', school: '900999' }] }, 'roles.0.school'],
    [{ away: [{ from: '2026-02-02', to: '2026-02-01' }] }, 'away.0.to'],
  ])('refuses %j', async (wrong, field) => {
    const answer = await api.as('administrator').put('/api/people/refused', { ...olga, ...wrong })
    expect([answer.status, answer.body.faults?.[0].field]).toEqual([400, field])
    expect((await api.as('dsim').get('/api/people/refused')).status).toBe(404)
  })

  it('is for the administrator, Head of SID and up; a school sees nobody', async () => {
    for (const role of ['dsim', 'sip', 'headteacher'])
      expect([role, (await api.as(role).put('/api/people/olga', olga)).status]).toEqual([role, 403])
    expect((await api.as('headteacher').get('/api/people/olga')).status).toBe(403)
    expect((await api.as('headteacher').get('/api/people')).status).toBe(403)
    expect((await api.inAuthority('administrator', 'dudley').put('/api/people/olga', olga)).status).toBe(403)
    expect((await api.inAuthority('administrator', 'dudley').get('/api/people/olga')).status).toBe(404)
    expect((await api.as('administrator').put('/api/people/not%20an%20id', olga)).status).toBe(400)
  })
})

describe('GET /api/people', () => {
  it('lists by role and authority', async () => {
    await api.as('administrator').put('/api/people/olga', olga)
    await api.as('administrator').put('/api/people/pat', { ...olga, name: 'Pat', authority: null, roles: [] })
    const ids = async (query: string) =>
      (await api.as('dsim').get(`/api/people?${query}`)).body.items.map((one: { id: string }) => one.id)
    expect(await ids('role=sip')).toEqual(['olga'])
    expect(await ids('')).toEqual(['olga', 'pat'])
    expect(await ids('authority=dudley')).toEqual(['pat'])
  })
})

describe('PUT /api/people/{personId}/absences', () => {
  const away = [{ from: '2026-04-01', to: '2026-04-10' }]

  it('says when somebody is away, and leaves all else as it is', async () => {
    await api.as('administrator').put('/api/people/olga', { ...olga, away: [] })
    const put = await api.as('dsim').put('/api/people/olga/absences', { away })
    expect([put.status, put.body.away, put.body.roles.length]).toEqual([200, away, 1])
  })

  it('is for DSIM and up, and for whoever keeps the diaries: an assistant says it for their head of service', async () => {
    for (const role of ['district-administrator', 'dsim', 'head-of-sid', 'administrator'])
      expect([role, (await api.as(role).put('/api/people/olga/absences', { away })).status]).toEqual([role, 200])
    for (const role of ['sip', 'headteacher', 'chief-inspector'])
      expect([role, (await api.as(role).put('/api/people/olga/absences', { away })).status]).toEqual([role, 403])
    expect((await api.inAuthority('dsim', 'dudley').put('/api/people/olga/absences', { away })).status).toBe(404)
  })

  it('refuses days out of order', async () => {
    const wrong = await api
      .as('dsim')
      .put('/api/people/olga/absences', { away: [{ from: '2026-04-02', to: '2026-04-01' }] })
    expect([wrong.status, wrong.body.faults[0].field]).toEqual([400, 'away.0.to'])
  })
})

describe('GET /api/people/{personId}/work', () => {
  const titles = async (id: string) => {
    const { body } = await api.as('dsim').get(`/api/people/${id}/work`)
    const named = (list: { title: string }[]) => list.map((one) => one.title)
    return { owes: named(body.owes), answersFor: named(body.answersFor) }
  }

  beforeAll(async () => {
    await addSchool(api.records, '900002', {
      district: 'cannock-lichfield',
      headteacher: { name: 'Two Example', email: 'two@school.example' },
    })
    await addPeople(
      api.records,
      holder('south', 'dsim', { district: 'south-staffs' }),
      holder('cannock', 'dsim', { district: 'cannock-lichfield' }),
      holder('officer', 'assigned-officer'),
      holder('other-officer', 'assigned-officer'),
      holder('head', 'head-of-sid', {}, { away: [{ from: '2026-03-16', to: '2026-03-20' }] }),
      holder('deputy', 'deputy-head-of-sid-primary'),
    )
    await addCase(api.records, 'staffordshire-900002-1', '900002', { district: 'cannock-lichfield' })
    await api.records
      .insertInto('case_officers')
      .values({ case_id: 'staffordshire-900002-1', role: 'assigned-officer', person_id: 'officer' })
      .execute()
    const owed = { one: 'headteacher', two: 'dsim', three: 'assigned-officer', four: 'head-of-sid' }
    for (const [key, owner] of Object.entries(owed))
      await addDeadline(api.records, 'staffordshire-900002-1', key, { title: `Owed by ${owner}`, owner })
  })

  it('is what is owed in a role that they hold there, by nobody more closely', async () => {
    expect(await titles('headteacher-900002')).toEqual({ owes: ['Owed by headteacher'], answersFor: [] })
    expect((await titles('cannock')).owes).toEqual(['Owed by dsim'])
    expect(await titles('south')).toEqual({ owes: [], answersFor: [] })
    expect((await titles('officer')).owes).toEqual(['Owed by assigned-officer'])
    expect((await titles('other-officer')).owes).toEqual([])
  })

  it('is what somebody who is away would owe, for whoever stands in for them', async () => {
    const { body } = await api.as('dsim').get('/api/people/deputy/work')
    expect(body.owes).toMatchObject([{ title: 'Owed by head-of-sid', standsIn: true }])
  })

  it('tells what those owe who answer to them', async () => {
    expect((await titles('cannock')).answersFor).toEqual(['Owed by assigned-officer'])
    expect((await titles('head')).answersFor).toEqual(['Owed by assigned-officer', 'Owed by dsim'])
  })

  it('is for the authority’s own people', async () => {
    expect((await api.as('headteacher').get('/api/people/cannock/work')).status).toBe(403)
    expect((await api.as('dsim').get('/api/people/nobody/work')).status).toBe(404)
  })
})
