import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startInbox } from '../../embedded/inbox.ts'

const letter = {
  from: 'Interventions <interventions@example.org>',
  to: 'head@example.org',
  subject: 'Agree the <agenda> – by Friday',
  text: 'Please agree it.',
  html: '<p>Please agree it.</p><script>alert(1)</script>',
  headers: { 'X-Kind': 'reminder', 'X-Case-Id': 'staffordshire-900001-1' },
  icalEvent: { method: 'PUBLISH', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' },
}

describe('the embedded inbox', () => {
  let dir: string
  let inbox: Awaited<ReturnType<typeof startInbox>>

  const send = (mail: object = letter) => nodemailer.createTransport(inbox.smtpUrl).sendMail(mail)
  const get = (path: string) => fetch(inbox.pageUrl + path)

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'interventions-'))
    inbox = await startInbox({ dir })
  })
  afterEach(async () => {
    await inbox.stop()
    rmSync(dir, { recursive: true, force: true })
  })

  it('lists a mail with its headers and its text', async () => {
    await send()
    const [message] = (await (await get('/messages.json')).json()) as unknown[]
    expect(message).toMatchObject({
      to: 'head@example.org',
      from: 'interventions@example.org',
      subject: letter.subject,
      headers: { 'x-kind': 'reminder', 'x-case-id': 'staffordshire-900001-1' },
      text: expect.stringContaining('Please agree it.'),
    })
  })

  it('still has its mails when it is started again, and numbers on', async () => {
    await send()
    await inbox.stop()
    inbox = await startInbox({ dir })
    await send()
    expect(inbox.messages().map(({ id }) => Number(id))).toEqual([1, 2])
  })

  it('shows a mail in a page where nothing of it can run', async () => {
    await send()
    const list = await (await get('/')).text()
    expect(list).toContain('Agree the &#60;agenda&#62; – by Friday')
    const page = await (await get('/messages/0000001')).text()
    expect(page).toContain('<iframe title="The message" src="/messages/0000001/body" sandbox=')
    const body = await get('/messages/0000001/body')
    expect(body.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
    expect((await get('/messages/0000009')).status).toBe(404)
  })

  it('gives out the calendar entry and the whole message', async () => {
    await send()
    const entry = await get('/messages/0000001/attachments/0')
    expect(entry.headers.get('content-type')).toContain('text/calendar')
    expect(await entry.text()).toContain('BEGIN:VCALENDAR')
    expect(await (await get('/messages/0000001.eml')).text()).toContain('X-Kind: reminder')
  })

  it('refuses an address for now or for good, as it is told to', async () => {
    inbox.refuse((address) => (address.startsWith('head') ? 550 : 451))
    await expect(send()).rejects.toMatchObject({ responseCode: 550 })
    await expect(send({ ...letter, to: 'chair@example.org' })).rejects.toMatchObject({ responseCode: 451 })
    expect(inbox.messages()).toEqual([])
  })

  it('takes a thousand mails in a few seconds', async () => {
    const pool = nodemailer.createTransport({ url: inbox.smtpUrl, pool: true, maxConnections: 5 } as object)
    const began = Date.now()
    await Promise.all(
      Array.from({ length: 1000 }, (_, index) => pool.sendMail({ ...letter, subject: `Number ${index}` })),
    )
    pool.close()
    expect(new Set(inbox.messages().map(({ subject }) => subject)).size).toBe(1000)
    expect(Date.now() - began).toBeLessThan(20_000)
  })
})
