import { sql } from 'kysely'
import request from 'supertest'
import { beforeAll, describe, expect, it } from 'vitest'
import { PartDown } from '../../api/cases-port.ts'
import { useApi } from '../api/support/api.ts'
import { addCase, addDeadline, addPeople, addSchool, holder } from '../records/support.ts'
import { headingIn, textOf, tokenIn, visitor } from './support/visitor.ts'

const waits: { for: Error | null } = { for: null }
const api = useApi({ notReady: () => waits.for })

beforeAll(async () => {
  await addSchool(api.records, '900001', { name: 'Ashfield Primary School' })
  await addPeople(
    api.records,
    holder('dana', 'dsim', { district: 'south-staffs' }),
    holder('hilda', 'headteacher', { school: '900001' }),
    holder('left', 'dsim', { to: '2025-01-01' }),
  )
})

describe('a page', () => {
  it('asks whoever is not signed in to choose who they are, says loudly that nobody proves it, and then shows the page', async () => {
    const someone = visitor(api.app)
    const asked = await someone.get('/')
    expect([asked.status, asked.headers['location']]).toEqual([303, '/sign-in?to=%2F'])
    const unasked = await request(api.app).get('/handbook').set('Accept', '*/*')
    expect([unasked.status, unasked.headers['location']]).toEqual([303, '/sign-in?to=%2Fhandbook'])
    const choice = await someone.get('/sign-in?to=%2Fsign-out%3Fx')
    expect(textOf(choice.text)).toContain('Nobody proves here who they are')
    expect(choice.text).toContain('Invented dana')
    expect(choice.text).not.toContain('Invented left')
    const signed = await someone.submit('/sign-in?to=%2F%3Fa%3D1', { person: 'dana' })
    expect([signed.status, signed.headers['location']]).toEqual([303, '/?a=1'])
    expect(headingIn((await someone.get('/')).text)).toBe('Your work')
  })

  it('never leads to another site after signing in', async () => {
    for (const to of ['https://example.org/', '//example.org/', '/\\example.org', 'javascript:alert(1)']) {
      const someone = visitor(api.app)
      const answer = await someone.submit(`/sign-in?to=${encodeURIComponent(to)}`, { person: 'dana' })
      expect(answer.headers['location']).toBe('/')
    }
  })

  it('is not for somebody behind a proxy or under another name, while anybody may choose who to be', async () => {
    const proxied = await request(api.app).get('/sign-in').set('Accept', 'text/html').set('X-Forwarded-For', '10.0.0.1')
    const via = await request(api.app).get('/sign-in').set('Accept', 'text/html').set('Via', '1.1 proxy.example')
    const renamed = await request(api.app).get('/sign-in').set('Accept', 'text/html').set('Host', 'evil.example')
    for (const answer of [proxied, via, renamed]) {
      expect(answer.status).toBe(403)
      expect(textOf(answer.text)).toContain('no OpenID provider is configured')
    }
  })

  it('lets nobody in who holds no role, or is nobody', async () => {
    for (const person of ['left', 'nobody']) {
      const answer = await visitor(api.app).submit('/sign-in', { person })
      expect([answer.status, headingIn(answer.text)]).toEqual([400, 'Choose who you are'])
      expect(answer.text).toContain('<title>Error: Choose who you are')
    }
  })

  it('runs only scripts that bear its nonce, and is framed by nobody', async () => {
    const { headers, text } = await (await visitor(api.app).signIn('dana')).get('/')
    const policy = String(headers['content-security-policy'])
    const [, nonce] = /'nonce-([^']+)'/.exec(policy) ?? []
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(policy).toContain("frame-ancestors 'none'")
    const scripts = [...text.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)
    expect(scripts.length).toBeGreaterThan(0)
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
    expect(text).not.toMatch(/ style="| on[a-z]+="/)
    expect(
      (await request(api.app).get('/sign-in').set('Accept', 'text/html')).headers['content-security-policy'],
    ).not.toBe(policy)
  })

  it('bears neither the crown, nor the typeface of GOV.UK, nor its name as an owner', async () => {
    const { text } = await (await visitor(api.app).signIn('dana')).get('/')
    expect(text).not.toMatch(/crown|logotype|Open Government Licence/i)
    const styles = [...text.matchAll(/href="(\/assets\/[^"]+\.css)"/g)].map(([, path]) => String(path))
    expect(styles).toHaveLength(3)
    for (const path of styles) {
      const style = await request(api.app).get(path).set('Accept-Encoding', 'gzip')
      expect(style.headers['cache-control']).toContain('immutable')
      expect(style.headers['content-encoding'] ?? 'small').toMatch(/gzip|small/)
      expect(/GDS Transport|@font-face|crest\.svg/.exec(style.text)).toBeNull()
      for (const [, picture] of style.text.matchAll(/url\((\/assets\/[^)]+)\)/g))
        expect([picture, (await request(api.app).get(String(picture))).status]).toEqual([picture, 200])
    }
  })

  it('is shown to nobody any more whose roles have ended', async () => {
    await addPeople(api.records, holder('leaver', 'dsim'))
    const leaver = await visitor(api.app).signIn('leaver')
    expect((await leaver.get('/')).status).toBe(200)
    await addPeople(api.records, holder('leaver', 'dsim', { to: '2026-03-01' }))
    expect((await leaver.get('/')).status).toBe(303)
  })

  it('is left by a button, and then nobody is signed in', async () => {
    const dana = await visitor(api.app).signIn('dana')
    const out = await dana.submit('/sign-out')
    expect([out.status, out.headers['location']]).toEqual([303, '/signed-out'])
    expect((await dana.get('/signed-out')).status).toBe(200)
    expect((await dana.get('/')).status).toBe(303)
  })
})

describe('a form', () => {
  it('of another site is refused, signed in or not', async () => {
    const dana = await visitor(api.app).signIn('dana')
    for (const headers of [{}, { Origin: 'https://example.org' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
      const answer = await dana.post('/sign-out').set(headers)
      expect([answer.status, headingIn(answer.text)]).toEqual([403, 'This is not for you to do'])
    }
    expect((await dana.get('/')).status).toBe(200)
  })

  it('that was open when its session ended is shown again', async () => {
    const someone = visitor(api.app)
    const answer = await someone.post('/sign-out', { words: 'typed' }).set('Sec-Fetch-Site', 'same-origin')
    expect([answer.status, answer.headers['location']]).toEqual([303, '/sign-out'])
    const again = await someone.get('/sign-out')
    expect(textOf(again.text)).toContain('What you typed is here again')
    await someone.submit('/sign-out')
    expect(textOf((await someone.get('/sign-out')).text)).not.toContain('What you typed')
  })
})

describe('what goes wrong', () => {
  it('is a page with a way on in a browser, and a problem document elsewhere', async () => {
    const dana = await visitor(api.app).signIn('dana')
    const missing = await dana.get('/nothing-here')
    expect([missing.status, headingIn(missing.text)]).toEqual([404, 'That page is not here'])
    expect(missing.text).toContain('href="/"')
    expect((await request(api.app).get('/nothing-here')).headers['content-type']).toContain('problem+json')
    expect((await dana.get('/api/cases')).headers['content-type']).toContain('problem+json')
  })
})

describe('your work', () => {
  beforeAll(async () => {
    await addCase(api.records, 'staffordshire-900001-1', '900001')
    await addDeadline(api.records, 'staffordshire-900001-1', 'one', {
      title: 'Name an improvement co-ordinator',
      owner: 'headteacher',
      due: '2026-03-12',
    })
    await addDeadline(api.records, 'staffordshire-900001-1', 'two', {
      title: 'Assign an officer',
      owner: 'dsim',
      due: '2026-03-23',
    })
    await addDeadline(api.records, 'staffordshire-900001-1', 'four', {
      title: 'Visit the school',
      owner: 'dsim',
      due: '2026-05-04',
    })
    await addDeadline(api.records, 'staffordshire-900001-1', 'three', {
      title: 'Met already',
      owner: 'dsim',
      status: 'met',
      ended_at: '2026-03-10T10:00:00Z',
    })
  })

  it('says what somebody owes by date in words, and what those owe they answer for', async () => {
    const hilda = textOf((await (await visitor(api.app).signIn('hilda')).get('/')).text)
    expect(hilda).toMatch(/What you owe Overdue .*Thursday 12 March 2026 Overdue by 2 working days/)
    expect(hilda).toContain('Name an improvement co-ordinator')
    expect(hilda).not.toContain('Assign an officer')
    const { text } = await (await visitor(api.app).signIn('dana')).get('/')
    const dana = textOf(text)
    expect(text).toMatch(/<summary.*?Later \(1\).*?<\/summary>.*?Monday 4 May 2026/s)
    expect(dana).toContain('Monday 23 March 2026 5 working days left')
    expect(dana).not.toContain('Met already')
  })
})

describe('what was typed', () => {
  const away = {
    'from-day': '30',
    'from-month': '3',
    'from-year': '2026',
    'to-day': '3',
    'to-month': '4',
    'to-year': '2026',
  }
  const refuse = (what: string) =>
    sql
      .raw(
        `create or replace function refuse_absence() returns trigger language plpgsql as $$ begin ${what} return new; end $$`,
      )
      .execute(api.records)

  it('survives a fault of ours: a button sends it again, and the form shows it again', async () => {
    await refuse("raise exception 'a fault of a test';")
    await sql`create trigger refuse_absence before insert on absences for each row execute function refuse_absence()`.execute(
      api.records,
    )
    const dana = await visitor(api.app).signIn('dana')
    const broken = await dana.submit('/people/dana', away)
    expect([broken.status, headingIn(broken.text)]).toEqual([500, 'Something went wrong here'])
    expect(broken.text).toContain('name="from-day" value="30"')
    expect(broken.text).not.toContain('a fault of a test')
    const again = (await dana.get('/people/dana')).text
    expect(textOf(again)).toContain('What you typed is here again')
    expect(again).toMatch(/id="from-day"[^>]*value="30"/)
    await refuse('')
    const fields = [...broken.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name, value]) => [name, value],
    )
    expect((await dana.post('/people/dana', Object.fromEntries(fields))).status).toBe(303)
    expect(textOf((await dana.get('/people/dana')).text)).not.toContain('What you typed')
  })

  it('survives a part that is down, also where no session can be read', async () => {
    const dana = await visitor(api.app).signIn('dana')
    const token = tokenIn((await dana.get('/people/dana')).text)
    waits.for = new PartDown('database', 'The records database is not ready yet')
    const down = await dana.post('/people/dana', { ...away, _csrf: token })
    waits.for = null
    expect([down.status, headingIn(down.text)]).toEqual([503, 'A part of the service is down'])
    expect(textOf(down.text)).toContain('No deadline is held up by this')
    const fields = [...down.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name, value]) => [name, value],
    )
    expect((await dana.post('/people/dana', Object.fromEntries(fields))).status).toBe(303)
  })

  it('survives a session that has ended by itself', async () => {
    const dana = await visitor(api.app).signIn('dana')
    const token = tokenIn((await dana.get('/people/dana')).text)
    await sql`update sessions set expire = now() - interval '1 minute'`.execute(api.records)
    const late = await dana
      .post('/people/dana', { ...away, 'from-day': '31', _csrf: token })
      .set('Sec-Fetch-Site', 'same-origin')
    expect(late.status).toBe(303)
    expect((await dana.get('/people/dana')).headers['location']).toBe('/sign-in?to=%2Fpeople%2Fdana')
    await dana.signIn('dana')
    expect((await dana.get('/people/dana')).text).toMatch(/id="from-day"[^>]*value="31"/)
  })
})
