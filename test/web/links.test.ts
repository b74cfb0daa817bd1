import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import request from 'supertest'
import { addDays } from '../../calendar/day.ts'
import { succeed } from '../outside-input/support/calls.ts'
import { open, school } from '../outside-input/support/content.ts'
import { startWhole, type Whole } from '../outside-input/support/whole-service.ts'
import { inventedPeople } from '../../demonstration/people.ts'
import { narrowReader } from './support/checked-in-browser.ts'
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

/** Where a form of the page is sent to. */
const formOn = (html: string, name: string) =>
  new RegExp(`(?:action|href)="(/l/[^"]*/do/${name}\\?about=[^"]*)"`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''

/** Sends a form, and once more where its answers are looked at first. */
async function send(someone: ReturnType<typeof visit>, from: string, fields: Record<string, string>, address = from) {
  const answer = await someone.submit(from, fields, address)
  if (headingIn(answer.text) !== 'Check your answers') return answer
  return someone.submit(from, { ...fields, step: 'give' }, address)
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

  it('by itself, because it is an officer’s, leads to the form that meets what is owed, once they have signed in', async () => {
    const link = await linkTo('dsim@staffordshire.example', /4 things now owed/)
    const answer = await visit().get(link)
    expect([answer.status, answer.headers['location']]).toEqual([
      303,
      `/cases/${caseId}/commands/assignOfficer?role=assigned-officer`,
    ])
    expect((await visit().get(String(answer.headers['location']))).headers['location']).toMatch(/^\/sign-in\?to=/)
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

describe('an officer', () => {
  it('sees in the case that a letter was received, never its link, and withdraws the links of an address', async () => {
    const dsim = await visit().signIn('staffordshire-dsim')
    const letters = await dsim.get(`/cases/${caseId}/letters`)
    const [letter = ''] = /\/cases\/[^"]*\/letters\/text\?key=[^"]*concern%2Fheadteacher[^"]*/.exec(letters.text) ?? []
    const shown = (await dsim.get(letter)).text
    expect(textOf(shown)).toContain('Acknowledged as received on')
    expect(shown).not.toMatch(/\/l\/[0-9a-f]{64}/)
    const [form = ''] = /\/cases\/[^"]*\/links\/revoke\?address=[^"]*/.exec(shown) ?? []
    expect(form).toContain('head-900001')
    const empty = await dsim.submit(form, { address: 'nobody', reason: '' })
    expect([empty.status, textOf(empty.text)]).toEqual([
      400,
      expect.stringMatching(/There is a problem.*reason is empty/),
    ])
    const other = await dsim.submit(form, { address: 'nobody@school.example', reason: 'A slip of the pen' })
    expect(other.headers['location']).toBe(`/cases/${caseId}/letters`)
    expect(textOf((await dsim.get(`/cases/${caseId}/letters`)).text)).toContain('0 links are withdrawn')
    const sip = await visit().signIn('staffordshire-sip')
    expect((await sip.submit(form, { address: 'nobody@school.example', reason: 'r' })).status).toBe(403)
  })
})

describe('the pages of a link', () => {
  it('have nothing that WCAG 2.2 AA forbids, and fit 320 px', async () => {
    const link = await ofHead()
    const { text } = await visit().get(link)
    const reader = await narrowReader(whole.app, null)
    const revoked = await linkTo('chair-900001@school.example', /causing concern/)
    const forms = ['requestExtension', 'acknowledge', 'recordEvaluation'].map((name) => formOn(text, name))
    try {
      for (const path of [link, ...forms, revoked, `/l/${'f'.repeat(64)}`])
        expect(await reader.faultsOf(path)).toEqual([])
    } finally {
      await reader.close()
    }
  }, 120_000)
})

describe('by the link a headteacher', () => {
  const owed = async (id: string) => {
    const shown = (await succeed(whole, 'dsim', 'GET', `/api/cases/${caseId}`)) as {
      deadlines: { id: string; key: string; status: string; due: string }[]
    }
    return shown.deadlines.filter((one) => one.id === id)
  }
  const inDays = (days: number) => addDays(whole.today(), days)
  const dayFields = (id: string, day: string) => {
    const [year = '', month = '', date = ''] = day.split('-')
    return { [`${id}-day`]: date, [`${id}-month`]: month, [`${id}-year`]: year }
  }

  it('promises a day, and the promise is theirs', async () => {
    const link = await ofHead()
    const someone = visit()
    const address = formOn((await someone.get(link)).text, 'acknowledge')
    const [before] = await owed('name-improvement-coordinator')
    const wrong = await someone.submit(address, dayFields('promisedFor', '2020-01-01'))
    expect([wrong.status, textOf(wrong.text)]).toEqual([
      400,
      expect.stringContaining('is past: promise a day from today on'),
    ])
    const answer = await someone.submit(address, dayFields('promisedFor', inDays(3)))
    expect([answer.status, answer.headers['location']]).toEqual([303, link])
    expect(textOf((await someone.get(link)).text)).toContain('Your promise is on record')
    expect((await caseFile()).findLast((one) => one.type === 'command')).toMatchObject({
      command: 'acknowledge',
      as: 'headteacher',
      input: { deadline: `name-improvement-coordinator@${before?.due}`, promisedFor: inDays(3) },
    })
  })

  it('asks for more time, which puts a decision before the officer, whose mail leads to it', async () => {
    const link = await ofHead()
    const someone = visit()
    const address = formOn((await someone.get(link)).text, 'requestExtension')
    const fields = { ...dayFields('to', inDays(40)), reason: 'The deputy is ill', deadline: 'sip-visit' }
    const done = await send(someone, address, fields)
    expect([done.status, done.headers['location']]).toEqual([303, link])
    expect(textOf((await someone.get(link)).text)).toMatch(/Asked for on .*, to .*; it is being decided on/)
    expect((await caseFile()).findLast((one) => one['command'] === 'requestExtension')).toMatchObject({
      as: 'headteacher',
      input: { deadline: expect.stringMatching(/^name-improvement-coordinator@/) },
    })
    expect(await owed('decide-extension')).toMatchObject([{ status: 'open' }])
    expect(await linkTo('dsim@staffordshire.example', /More time is asked for/)).toMatch(/^\/l\//)
  })

  it('does what is owed, on the very page that the link opens; what else it speaks of is still owed', async () => {
    const link = await ofHead()
    const someone = visit()
    const { text } = await someone.get(link)
    const address = formOn(text, 'nameImprovementCoordinator')
    expect(text).toMatch(/<form method="post" action="[^"]*nameImprovementCoordinator/)
    const empty = await someone.submit(link, { name: '', email: 'r@school.example' }, address)
    expect([empty.status, textOf(empty.text)]).toEqual([400, expect.stringContaining('There is a problem')])
    const answer = await send(someone, link, { name: 'R. Example', email: 'r@school.example' }, address)
    expect([answer.status, answer.headers['location']]).toEqual([303, link])
    const after = textOf((await someone.get(link)).text)
    expect(after).toContain('The improvement co-ordinator is named')
    expect(after).toMatch(/Done Recorded as done on/)
    expect((await owed('name-improvement-coordinator')).map((one) => one.status)).toEqual(['met'])
    expect((await owed('decide-extension')).map((one) => one.status)).toEqual(['cancelled'])
    expect((await someone.get(address)).status).toBe(409)
  })

  it('does nothing that the link is not bound to: no other command, no other deadline, no other case', async () => {
    const link = await ofHead()
    const someone = visit()
    const before = await caseFile()
    for (const path of [
      `${link}/do/closeCase?about=half-termly-evaluation%231`,
      `${link}/do/acknowledge?about=sip-visit%231`,
      `${link}/do/recordEvaluation?about=nothing`,
    ])
      expect((await someone.submit(link, { reason: 'r', deadline: 'sip-visit' }, path)).status, path).toBe(409)
    expect(await caseFile()).toEqual(before)
  })

  it('records an evaluation, and then the link has ended, with thanks', async () => {
    const link = await ofHead()
    const someone = visit()
    const address = formOn((await someone.get(link)).text, 'recordEvaluation')
    const answer = await send(someone, link, { pace: 'sufficient', evidence: 'Two milestones of three' }, address)
    expect([answer.status, answer.headers['location']]).toEqual([303, link])
    const ended = await someone.get(link)
    expect([ended.status, headingIn(ended.text)]).toEqual([410, 'There is nothing more to do here'])
    expect(textOf(ended.text)).toContain('The evaluation is recorded')
    expect((await owed('half-termly-evaluation')).map((one) => one.status)).toEqual(['met'])
  })
})

describe('a warning notice', () => {
  it('is answered by the chair of governors by its link, and its copy acknowledged by whoever is outside (LAW-4, LAW-14)', async () => {
    const give = (role: string, name: string, input: object) =>
      succeed(whole, role, 'POST', `/api/cases/${caseId}/commands/${name}`, input)
    await give('dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'Minutes of four meetings' })
    await give('head-of-sid', 'approveWarningNotice', { reason: 'DIRG agrees' })
    await give('director', 'issueWarningNotice', {
      matters: 'No quorum',
      actionRequired: 'Meet',
      actionMinded: 'Add governors',
    })
    const inspector = visit()
    const copy = await linkTo('chief-inspector@staffordshire.example', /warning notice/i)
    const { text } = await inspector.get(copy)
    expect(textOf(text)).toContain('No quorum')
    expect(text).not.toContain('/do/')
    expect((await inspector.submit(copy, {}, `${copy}/receipt`)).headers['location']).toBe(copy)
    const link = await linkTo('chair-900001@school.example', /^Warning notice/)
    const someone = visit()
    const page = await someone.get(link)
    const address = formOn(page.text, 'recordWarningResponse')
    expect(page.text).not.toContain('/do/requestExtension')
    const fields = { kind: 'response', summary: 'We meet again, with a quorum' }
    const done = await send(someone, link, fields, address)
    expect([done.status, done.headers['location']]).toEqual([303, link])
    const file = await caseFile()
    expect(file.findLast((one) => one.type === 'notice')).toMatchObject({ event: 'answered', summary: fields.summary })
    expect(file.findLast((one) => one.type === 'receipt-acknowledged')).toMatchObject({ to: 'chief-inspector' })
    expect(headingIn((await someone.get(link)).text)).toBe('There is nothing more to do here')
  })
})
