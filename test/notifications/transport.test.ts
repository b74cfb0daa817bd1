import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { renderMail } from '../../notifications/render.ts'
import { createTransport } from '../../notifications/transport.ts'
import { sample, sender } from './mails.ts'

const mail = { ...renderMail([sample('reminder')], sender), address: 'headteacher@example.org' }
const closing: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function mailServer(options: SMTPServerOptions = {}) {
  const received: Email[] = []
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 200,
    onData(stream, _session, answer) {
      buffer(stream)
        .then((source) => PostalMime.parse(source))
        .then((parsed) => void received.push(parsed))
        .then(() => answer(), answer)
    },
    ...options,
  })
  smtp.on('error', () => {})
  await new Promise<void>((listening) => smtp.listen(0, '127.0.0.1', listening))
  closing.push(() => new Promise<void>((closed) => smtp.close(closed)))
  return { port: (smtp.server.address() as AddressInfo).port, received }
}

function transportTo(port: number, user = '') {
  const transport = createTransport(`smtp://${user}127.0.0.1:${port}`, sender.mailFrom)
  closing.push(() => transport.close())
  return transport
}

const answering = (responseCode: number, message: string): SMTPServerOptions => ({
  onRcptTo: (_address, _session, answer) => answer(Object.assign(new Error(message), { responseCode })),
})

describe('a mail server that accepts', () => {
  it('receives text, HTML, headers, the message id and one calendar', async () => {
    const { port, received } = await mailServer()
    expect(await transportTo(port).send(mail)).toEqual({ ok: true })
    const [email] = received
    expect(email?.from).toMatchObject({ name: 'Interventions', address: 'interventions@mail.example.org' })
    expect(email?.to).toMatchObject([{ address: 'headteacher@example.org' }])
    expect(email?.subject).toBe(mail.subject)
    expect(email?.messageId).toBe(mail.messageId)
    expect(email?.text?.trim()).toBe(mail.text.trim())
    expect(email?.html?.trim()).toBe(mail.html.trim())
    const headers = Object.fromEntries(email?.headers.map((one) => [one.key, one.value]) ?? [])
    expect(headers).toMatchObject({
      'x-case-id': 'staffordshire-900001-1',
      'x-deadline': 'half-termly-evaluation',
      'x-rule': 'ST-13',
      'x-kind': 'reminder',
    })
    expect(email?.attachments.map((one) => [one.filename, one.mimeType])).toEqual([['deadlines.ics', 'text/calendar']])
    expect(Buffer.from(email?.attachments[0]?.content as ArrayBuffer).toString()).toBe(
      mail.ics?.replaceAll('\r\n', '\n'),
    )
  })

  it('receives a calendar of cancelled entries as such', async () => {
    const { port, received } = await mailServer()
    const cancelled = renderMail([sample('suspended')], sender)
    await transportTo(port).send({ ...cancelled, address: 'headteacher@example.org' })
    expect(received[0]?.attachments[0]).toMatchObject({ mimeType: 'text/calendar', method: 'CANCEL' })
  })

  it('receives twenty mails at once over few connections', async () => {
    let connections = 0
    const { port, received } = await mailServer({
      onConnect: (_session, answer) => {
        connections += 1
        answer()
      },
    })
    const transport = transportTo(port)
    const sent = await Promise.all(Array.from({ length: 20 }, () => transport.send(mail)))
    expect(sent.every((one) => one.ok)).toBe(true)
    expect(received).toHaveLength(20)
    expect(connections).toBeLessThanOrEqual(3)
  })

  it('is verified, and a subject with a line break adds no header', async () => {
    const { port, received } = await mailServer()
    const transport = transportTo(port)
    await transport.verify()
    await transport.send({
      ...mail,
      subject: 'One\r\nBcc: all@example.org',
      address: 'a@example.org\r\nBcc: x@example.org',
    })
    await transport.send({ ...mail, subject: 'One\r\nBcc: all@example.org' })
    expect(received.every((one) => !one.bcc?.length)).toBe(true)
  })
})

describe('a mail server that refuses', () => {
  it('for good: the recipient is not to be tried again', async () => {
    const { port } = await mailServer(answering(550, 'No such user'))
    expect(await transportTo(port).send(mail)).toEqual({
      ok: false,
      refusedForGood: true,
      sentence: 'The mail server refused headteacher@example.org for good: 550 No such user',
    })
  })

  it('for good, by what the mail says', async () => {
    const { port } = await mailServer({
      onData: (stream, _session, answer) => {
        stream.resume()
        stream.on('end', () => answer(Object.assign(new Error('Looks like spam'), { responseCode: 554 })))
      },
    })
    expect(await transportTo(port).send(mail)).toMatchObject({ refusedForGood: true })
  })

  it('for now: it is tried again', async () => {
    const { port } = await mailServer(answering(451, 'Try again later'))
    expect(await transportTo(port).send(mail)).toEqual({
      ok: false,
      refusedForGood: false,
      sentence: `The mail server at 127.0.0.1:${port} does not take the mail to headteacher@example.org now: 451 Try again later`,
    })
  })

  it("our password: not the recipient's fault", async () => {
    const { port } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, answer) => answer(new Error('Invalid username or password')),
    })
    const sent = await transportTo(port, 'me:secret@').send(mail)
    expect(sent).toMatchObject({ ok: false, refusedForGood: false })
    expect(JSON.stringify(sent)).toContain('does not accept our user name and password')
    expect(JSON.stringify(sent)).not.toContain('secret')
  })

  it('our sender address: not the recipient’s fault', async () => {
    const { port } = await mailServer({
      onMailFrom: (_address, _session, answer) => answer(Object.assign(new Error('Not you'), { responseCode: 550 })),
    })
    expect(await transportTo(port).send(mail)).toMatchObject({ ok: false, refusedForGood: false })
  })
})

describe('a mail server that is not there', () => {
  it('is waited for, and named', async () => {
    const { port } = await mailServer()
    await closing.pop()?.()
    const transport = transportTo(port)
    expect(await transport.send(mail)).toEqual({
      ok: false,
      refusedForGood: false,
      sentence: `The mail server at 127.0.0.1:${port} does not answer`,
    })
    await expect(transport.verify()).rejects.toThrow(`The mail server at 127.0.0.1:${port} does not answer`)
  })
})
