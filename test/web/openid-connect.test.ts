import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useApi } from '../api/support/api.ts'
import { addPeople, addSchool, holder } from '../records/support.ts'
import { followWithin, startProvider } from './support/openid-provider.ts'
import { headingIn, textOf, visitor } from './support/visitor.ts'

const client = { id: 'interventions', secret: 'a secret of a test', redirectTo: 'http://localhost:3000/signed-in' }
const provider = await startProvider(client)
const api = useApi({ provider: { issuer: provider.issuer, clientId: client.id, clientSecret: client.secret } })

beforeAll(async () => {
  await addSchool(api.records, '900001')
  await addPeople(
    api.records,
    holder('dana', 'dsim', {}, { email: 'Dana@example.org' }),
    holder('left', 'dsim', { to: '2025-01-01' }),
    holder('one', 'headteacher', { school: '900001' }, { email: 'both@example.org' }),
    holder('two', 'chair-of-governors', { school: '900001' }, { email: 'both@example.org' }),
  )
})
afterAll(() => provider.stop())

/** Goes to the provider and back, and gives the answer to that. */
async function signInBy(someone: ReturnType<typeof visitor>, path = '/sign-in') {
  const away = await someone.get(path)
  const back = await followWithin(provider.issuer, String(away.headers['location']))
  return { answer: await someone.get(back.pathname + back.search), back }
}

describe('signing in by OpenID Connect', () => {
  it('says in a page that the provider does not answer, and goes on when it does', async () => {
    provider.works.now = false
    const answer = await visitor(api.app).get('/sign-in')
    expect([answer.status, headingIn(answer.text)]).toEqual([503, 'A part of the service is down'])
    provider.works.now = true
    expect((await visitor(api.app).get('/sign-in')).status).toBe(303)
  })

  it('lets in whoever the provider says owns a mail address on record, and shows the page that was asked for', async () => {
    provider.account.next = { email: 'dana@example.org', email_verified: true }
    const dana = visitor(api.app)
    const { answer } = await signInBy(dana, '/sign-in?to=%2F%3Fx%3D1')
    expect([answer.status, answer.headers['location']]).toEqual([303, '/?x=1'])
    expect(textOf((await dana.get('/')).text)).toContain('Signed in as Invented dana')
  })

  it('knows whoever stands on record more than once as one', async () => {
    provider.account.next = { email: 'both@example.org', email_verified: true }
    const both = visitor(api.app)
    expect((await signInBy(both)).answer.status).toBe(303)
    expect(headingIn((await both.get('/')).text)).toBe('Your work')
  })

  it.each([
    [{ email: 'dana@example.org', email_verified: false }, 'vouches for no mail address'],
    [{ email: 'dana@example.org' }, 'vouches for no mail address'],
    [{ email: 'stranger@example.org', email_verified: true }, 'is the mail address of nobody on record here'],
    [{ email: 'left@example.org', email_verified: true }, 'holds no role here today'],
  ])('lets nobody in of whom it says %j', async (account, why) => {
    provider.account.next = account
    const someone = visitor(api.app)
    const { answer } = await signInBy(someone)
    expect([answer.status, headingIn(answer.text)]).toEqual([403, 'This is not for you to do'])
    expect(textOf(answer.text)).toContain(why)
    expect((await someone.get('/')).status).toBe(303)
  })

  it('takes nothing that another browser began, and nothing twice', async () => {
    provider.account.next = { email: 'dana@example.org', email_verified: true }
    const victim = visitor(api.app)
    const { back } = await signInBy(visitor(api.app))
    const stolen = await victim.get(back.pathname + back.search)
    expect([stolen.status, stolen.headers['location']]).toEqual([303, '/sign-in'])
    await victim.get('/sign-in')
    const mixed = await victim.get(back.pathname + back.search)
    expect([mixed.status, (await victim.get('/')).status]).toEqual([403, 303])
  })

  it('makes choosing who one is impossible', async () => {
    const someone = visitor(api.app)
    const posted = await someone.post('/sign-in', { person: 'dana' }).set('Sec-Fetch-Site', 'same-origin')
    expect([posted.status, posted.headers['location']]).toEqual([303, '/sign-in'])
    expect(String((await someone.get('/sign-in')).headers['location'])).toContain(provider.issuer)
    expect((await someone.get('/')).status).toBe(303)
  })
})
