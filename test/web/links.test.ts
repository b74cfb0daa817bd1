import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import request from 'supertest'
import { succeed } from '../outside-input/support/calls.ts'
import { open, school } from '../outside-input/support/content.ts'
import { startWhole, type Whole } from '../outside-input/support/whole-service.ts'
import { inventedPeople } from '../../demonstration/people.ts'
import { headingIn, textOf, tokenIn, visitor } from './support/visitor.ts'

const caseId = 'staffordshire-900001-1'
let whole: Whole

beforeAll(async () => {
  whole = await startWhole()
  const staffordshire = whole.policies.get('staffordshire')!
  for (const person of inventedPeople(staffordshire))
    await succeed(whole, 'administrator', 'PUT', `/api/people/${person.id}`, person)
  await succeed(
    whole,
    'administrator',
    'PUT',
    '/api/schools/900001',
    school('900001', { denomination: 'Roman Catholic' }),
  )
  await open(whole, '900001', 'stage-2')
}, 240_000)
afterAll(() => whole?.stop())

const visit = () => visitor(whole.app)

/** The link in the newest mail to an address whose subject says so. */
async function linkTo(address: string, subject: RegExp): Promise<string> {
  for (let tries = 0; tries < 300; tries++) {
    const mail = whole.inbox.messages().findLast((one) => one.to === address && subject.test(one.subject))
    const [path] = /\/l\/[0-9a-f]{64}/.exec(mail?.text ?? '') ?? []
    if (path) return path
    await pause(100)
  }
  throw new Error(
    `No mail to ${address} with ${subject}: ${whole.inbox
      .messages()
      .map((one) => `${one.to} ${one.subject}`)
      .join('; ')}`,
  )
}

interface Entry {
  seq: number
  type: string
  [field: string]: unknown
}

async function caseFile(): Promise<Entry[]> {
  const { items } = (await succeed(whole, 'dsim', 'GET', `/api/cases/${caseId}/events?limit=200`)) as { items: Entry[] }
  return items
}

const ofHead = () => linkTo('head-900001@school.example', /causing concern/)

describe('the link in a mail to a headteacher', () => {
  it('shows what was sent to them and what they owe, to nobody signed in, and changes nothing however often it is opened', async () => {
    const link = await ofHead()
    const before = await caseFile()
    const answer = await visit().get(link)
    expect(answer.status).toBe(200)
    expect(headingIn(answer.text)).toContain('is causing concern')
    const text = textOf(answer.text)
    expect(text).toContain('This page is for Head Example 900001, headteacher')
    expect(text).toContain('Results fell three years running')
    expect(text).toMatch(
      /Name an improvement co-ordinator from the school's leadership By \w+ \d+ \w+ \d{4} \d+ working days left/,
    )
    expect(answer.text).not.toMatch(/ style="/)
    expect(answer.headers['referrer-policy']).toBe('no-referrer')
    expect(answer.headers['cache-control']).toContain('no-store')
    await request(whole.app).head(link)
    for (let times = 0; times < 3; times++) await visit().get(link)
    expect(await caseFile()).toEqual(before)
  })

  it('takes the receipt by a button: when and by whom stands in the case file, once (LAW-14)', async () => {
    const link = await ofHead()
    const someone = visit()
    expect((await someone.post(`${link}/receipt`)).status).toBe(403)
    const pressed = await Promise.all([
      someone.submit(link, {}, `${link}/receipt`),
      someone.submit(link, {}, `${link}/receipt`),
    ])
    expect(pressed.map((one) => one.headers['location'])).toEqual([link, link])
    const text = textOf((await someone.get(link)).text)
    expect(text).toContain('Its receipt is on record: it was received on')
    expect(text).not.toContain('I have received this')
    const file = await caseFile()
    const receipts = file.filter((one) => one.type === 'receipt-acknowledged')
    expect(receipts).toMatchObject([
      { rule: 'LAW-14', text: 'concern', to: 'headteacher', person: 'Head Example 900001', receivedOn: whole.today() },
    ])
    expect(file.findLast((one) => one['command'] === 'acknowledgeReceipt')).toMatchObject({
      as: 'headteacher',
      person: expect.stringContaining('900001'),
    })
  })

  it('whose session ends between opening and pressing shows the letter again', async () => {
    const link = await ofHead()
    const { text } = await visit().get(link)
    const other = await request(whole.app)
      .post(`${link}/receipt`)
      .set({ Accept: 'text/html', 'Sec-Fetch-Site': 'same-origin' })
      .type('form')
      .send({ _csrf: tokenIn(`${text}<input name="_csrf" value="00">`) })
    expect([other.status, other.headers['location']]).toEqual([303, `${link}/receipt`])
    expect((await visit().get(`${link}/receipt`)).headers['location']).toBe(link)
  })
})

describe('a link that opens nothing', () => {
  it('because it is forged or cut off says so, and what to do', async () => {
    const link = await ofHead()
    for (const path of [
      link.slice(0, -1),
      `${link.slice(0, -1)}${link.endsWith('0') ? '1' : '0'}`,
      `/l/${'f'.repeat(64)}`,
    ]) {
      const answer = await visit().get(path)
      expect([answer.status, textOf(answer.text)]).toEqual([
        404,
        expect.stringContaining('open it as it stands in the mail'),
      ])
    }
  })

  it('is an officer’s until they sign in: it leads to the case', async () => {
    const link = await linkTo('dsim@staffordshire.example', /./)
    const answer = await visit().get(link)
    expect([answer.status, answer.headers['location']]).toEqual([303, `/cases/${caseId}`])
  })

  it('because it was revoked says so, by whoever keeps links alone, and its button does nothing any more', async () => {
    const link = await linkTo('chair-900001@school.example', /causing concern/)
    const someone = visit()
    const { text } = await someone.get(link)
    const revocation = { address: 'chair-900001@school.example', reason: 'She has left' }
    const path = `/api/cases/${caseId}/links/revoke`
    await expect(succeed(whole, 'sip', 'POST', path, revocation)).rejects.toThrow('403')
    expect(await succeed(whole, 'dsim', 'POST', path, revocation)).toMatchObject({ revoked: expect.any(Number) })
    const answer = await someone.get(link)
    expect([answer.status, headingIn(answer.text)]).toEqual([410, 'This link no longer works'])
    const before = await caseFile()
    expect((await someone.post(`${link}/receipt`, { _csrf: tokenIn(text) })).status).toBe(410)
    expect(await caseFile()).toEqual(before)
  })
})
