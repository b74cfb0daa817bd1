import { beforeAll, describe, expect, it } from 'vitest'
import { addSchool } from '../records/support.ts'
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
