import { beforeAll, describe, expect, it } from 'vitest'
import { getPerson } from '../../records/people.ts'
import { useApi } from '../api/support/api.ts'
import { addPeople, addSchool, holder } from '../records/support.ts'
import { headingIn, textOf, visitor } from './support/visitor.ts'

const api = useApi()
const away = {
  'from-day': '30',
  'from-month': '3',
  'from-year': '2026',
  'to-day': '3',
  'to-month': '4',
  'to-year': '2026',
}

beforeAll(async () => {
  await addSchool(api.records, '900001', { name: 'Ashfield Primary School' })
  await addPeople(
    api.records,
    holder('head', 'head-of-sid', {}, { away: [{ from: '2026-03-16', to: '2026-03-17' }] }),
    holder('assistant', 'district-administrator'),
    holder('sid', 'sip'),
    holder('hilda', 'headteacher', { school: '900001' }),
  )
})

const as = (person: string) => visitor(api.app).signIn(person)

describe('the page of people', () => {
  it('finds people by name, role or school, and says who is away', async () => {
    const sid = await as('sid')
    const all = textOf((await sid.get('/people')).text)
    expect(all).toContain('Invented head Head of School Improvement Division Away today')
    const found = (await sid.get('/people?text=ashfield&role=')).text
    expect(found).toContain('/people/hilda')
    expect(found).not.toContain('/people/head"')
    const titled = (await sid.get('/people?text=improvement+division&role=')).text
    expect([titled.includes('/people/head"'), titled.includes('/people/hilda')]).toEqual([true, false])
    expect((await sid.get('/people?role=sip')).text).not.toContain('/people/hilda')
  })

  it('is for the authority’s own people, as the API says it in a sentence', async () => {
    const { status, text } = await (await as('hilda')).get('/people')
    expect([status, textOf(text).includes('The role headteacher does not see people')]).toEqual([403, true])
  })
})

describe('a person’s page', () => {
  it('says who stands in while they are away', async () => {
    const text = textOf((await (await as('sid')).get('/people/head')).text)
    expect(text).toContain('Deputy Head of School Improvement Division (primary) for primary schools')
    expect(text).toContain('from Monday 16 March 2026 to Tuesday 17 March 2026')
    expect((await (await as('sid')).get('/people/nobody')).status).toBe(404)
  })

  it('lets an assistant put on record when their head of service is away, and take it back', async () => {
    const assistant = await as('assistant')
    const put = await assistant.submit('/people/head', away)
    expect([put.status, put.headers['location']]).toEqual([303, '/people/head'])
    await assistant.submit('/people/head', away)
    expect((await getPerson(api.records, 'head'))?.away).toEqual([
      { from: '2026-03-16', to: '2026-03-17' },
      { from: '2026-03-30', to: '2026-04-03' },
    ])
    const told = await assistant.get('/people/head')
    expect(textOf(told.text)).toContain('It is on record when Invented head is away')
    await assistant.submit('/people/head', { remove: '2026-03-30/2026-04-03' })
    expect((await getPerson(api.records, 'head'))?.away).toEqual([{ from: '2026-03-16', to: '2026-03-17' }])
    const twice = await assistant.submit('/people/head', { remove: '2026-03-30/2026-04-03' })
    expect([twice.status, headingIn(twice.text)]).toEqual([409, 'That is not possible now'])
  })

  it('is each person’s own to say when they are away, and no other’s without a role for it', async () => {
    const sid = await as('sid')
    expect((await sid.submit('/people/sid', away)).status).toBe(303)
    const refused = await sid.submit('/people/sid', away, '/people/head')
    expect([refused.status, textOf(refused.text).includes('The absences on record are not for the role sip')]).toEqual([
      403,
      true,
    ])
    expect((await sid.get('/people/head')).text).not.toContain('Add an absence')
  })

  it('keeps what was typed where a day does not exist or lies before the first, and leads to the field', async () => {
    const sid = await as('sid')
    const wrong = await sid.submit('/people/sid', { ...away, 'from-month': '13' })
    expect(wrong.status).toBe(400)
    expect(wrong.text).toMatch(/<title>Error: /)
    expect(wrong.text).toContain('href="#from-day"')
    expect(wrong.text).toMatch(/id="from-month"[^>]*value="13"/)
    const turned = await sid.submit('/people/sid', { ...away, 'to-day': '1', 'to-month': '3' })
    expect(textOf(turned.text)).toContain('lies before the first')
  })

  it('shows again what was typed when the session had ended, to whoever signs in', async () => {
    const late = visitor(api.app)
    const posted = await late.post('/people/sid', { ...away, 'from-day': '31' }).set('Sec-Fetch-Site', 'same-origin')
    expect([posted.status, posted.headers['location']]).toEqual([303, '/people/sid'])
    expect((await late.get('/people/sid')).headers['location']).toBe('/sign-in?to=%2Fpeople%2Fsid')
    await late.signIn('sid')
    const again = await late.get('/people/sid')
    expect(textOf(again.text)).toContain('You had been signed out before this was sent')
    expect(again.text).toMatch(/id="from-day"[^>]*value="31"/)
  })
})
