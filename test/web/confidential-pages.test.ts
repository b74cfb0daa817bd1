import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PartDown } from '../../api/cases-port.ts'
import { Refusal } from '../../cases/refusal.ts'
import { newKey, readKeys } from '../../codec/keys.ts'
import { createVault } from '../../codec/vault.ts'
import { loadPolicies } from '../../policies/policies.ts'
import { useApi } from '../api/support/api.ts'
import { addCase, addDeadline, addPeople, addSchool, holder } from '../records/support.ts'
import { textOf, tokenIn, visitor } from './support/visitor.ts'

const api = useApi()
const caseId = 'darlington-900301-1'
const form = `/cases/${caseId}/commands/planSupport`
const support = { kind: 'service', days: '2', 'on-day': '4', 'on-month': '5', 'on-year': '2026' }
const darlington = { authority: 'darlington' }
const ofDarlington = { ...darlington, district: null }

beforeAll(async () => {
  await addSchool(api.records, '900301', ofDarlington)
  await addSchool(api.records, '900302', ofDarlington)
  const sip = holder('sam', 'sip', {}, darlington)
  const headToo = holder('x', 'headteacher', { school: '900302' })
  await addPeople(api.records, sip, holder('lea', 'lead-officer', {}, darlington), {
    ...sip,
    id: 'heather',
    email: 'heather@example.org',
    roles: [...sip.roles, ...headToo.roles],
  })
  for (const urn of ['900301', '900302'])
    await addCase(api.records, `darlington-${urn}-1`, urn, { ...ofDarlington, level: 'intensive' })
  await addDeadline(api.records, caseId, 'one', { id: 'action-plan', title: 'An action plan', owner: 'lead-officer' })
})

beforeEach(() => {
  api.cases.calls.length = 0
})

describe('a page of a case whose category is confidential (DA-4)', () => {
  it('says of what was refused, to whoever may not know the category, only that it cannot be done', async () => {
    const sam = await visitor(api.app).signIn('sam')
    api.cases.fails.next = new Refusal('At the category intensive support is not planned so')
    const refused = await sam.submit(form, support)
    expect(api.cases.calls).toHaveLength(1)
    expect(refused.status).toBe(409)
    expect(textOf(refused.text)).toContain('This cannot be done in this case now; a lead officer can tell you more')
    expect(refused.text).not.toContain('intensive')
  })

  it('tells them nothing of which to beware', async () => {
    const sam = await visitor(api.app).signIn('sam')
    const given = await sam.submit(form, support)
    expect([given.status, given.headers['location']]).toEqual([303, `/cases/${caseId}`])
    expect(textOf((await sam.get(`/cases/${caseId}`)).text)).not.toMatch(/beware/i)
  })

  it('tells whoever may know it why, and of what to beware', async () => {
    const lea = await visitor(api.app).signIn('lea')
    const token = tokenIn((await lea.get(form)).text)
    const give = { ...support, step: 'give', _csrf: token }
    api.cases.fails.next = new Refusal('At the category intensive support is not planned so')
    expect(textOf((await lea.post(form, give)).text)).toContain('At the category intensive support is not planned so')
    await lea.post(form, give)
    expect(textOf((await lea.get(`/cases/${caseId}`)).text)).toContain('Beware: beware')
  })

  it('lets the head of one school know nothing more of another, where they are an officer', async () => {
    const heather = await visitor(api.app).signIn('heather')
    const other = await heather.get(`/cases/${caseId}`)
    expect(other.text).not.toMatch(/intensive|action.plan/i)
    expect(other.text).not.toContain('/commands/challengeCategory')
    expect((await heather.get('/cases/darlington-900302-1')).text).toMatch(/intensive/i)
    expect((await heather.submit(form, support)).status).toBe(303)
    expect(api.cases.calls.at(-1)?.slice(0, 4)).toEqual([
      'command',
      caseId,
      'planSupport',
      { role: 'sip', personId: 'heather' },
    ])
  })

  it('keeps what was typed into its form where nobody reads it in the records', async () => {
    const lea = await visitor(api.app).signIn('lea')
    const token = tokenIn((await lea.get(form)).text)
    api.cases.fails.next = new PartDown('Temporal', 'Temporal does not answer')
    const down = await lea.post(form, { ...support, note: 'because it is intensive', step: 'give', _csrf: token })
    expect(down.status).toBe(503)
    expect((await lea.get(form)).text).toContain('because it is intensive')
    const kept = await sql`select sess::text as kept from sessions`.execute(api.records.withoutPlugins())
    expect(kept.rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(kept.rows)).not.toMatch(/because it is intensive|people/)
  })

  it('asks whoever’s session no key opens any more to sign in again', async () => {
    const lea = await visitor(api.app).signIn('lea')
    const lost = createVault(loadPolicies(), readKeys(newKey())).seal('session', '{}')
    await sql`update sessions set sess = ${JSON.stringify({ sealed: lost })}`.execute(api.records)
    expect((await lea.get('/')).headers['location']).toBe('/sign-in?to=%2F')
  })

  it('leaves in the log neither which command was given there, nor by which address a calendar is read', async () => {
    const sam = await visitor(api.app).signIn('sam')
    await sam.get(form)
    await sam.get('/feeds/0123456789abcdef.ics')
    const paths = api.lines.map((one) => (JSON.parse(one) as { path?: string }).path)
    expect(paths).toContain(`/cases/${caseId}/commands`)
    expect(paths).toContain('/feeds/…')
    expect(api.lines.join('')).not.toMatch(/planSupport|0123456789abcdef/)
  })
})
