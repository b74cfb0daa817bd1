import nodemailer from 'nodemailer'
import { bareAddress } from './identity.ts'
import type { Mail } from './mail.ts'
import { oneLine } from './plain.ts'

/** A mail as the outbox keeps it. */
export interface OutgoingMail extends Omit<Mail, 'kind'> {
  address: string
}

/** A refusal for good is the recipient's or the message's; everything else may go better later. The sentence has no full stop. */
export type Sent = { ok: true } | { ok: false; refusedForGood: boolean; sentence: string }

export type Transport = ReturnType<typeof createTransport>

/** A few connections to the mail server, kept open. Sending never throws. */
export function createTransport(smtpUrl: string, mailFrom: string) {
  const server = serverOf(smtpUrl)
  const pool = nodemailer.createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 3,
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    dnsTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    normalizeHeaderKey: (name) => (name === 'X-Case-ID' ? 'X-Case-Id' : name),
  })

  return {
    async send(mail: OutgoingMail): Promise<Sent> {
      try {
        await pool.sendMail(messageOf(mail, mailFrom))
        return { ok: true }
      } catch (error) {
        return whyNot(error as SmtpFault, mail.address, server)
      }
    },
    /** Whether the mail server answers. Throws an error whose message is a sentence. */
    async verify(): Promise<void> {
      await pool.verify().catch((error: SmtpFault) => {
        throw new Error(whatFailed(error, server), { cause: error })
      })
    },
    close: () => pool.close(),
  }
}

function messageOf(mail: OutgoingMail, mailFrom: string) {
  return {
    from: mailFrom,
    to: { name: '', address: oneLine(mail.address) },
    envelope: { from: bareAddress(mailFrom), to: [oneLine(mail.address)] },
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    headers: { 'Auto-Submitted': 'auto-generated', ...mail.headers },
    messageId: mail.messageId,
    ...(mail.ics && { attachments: [calendarOf(mail.ics)] }),
  }
}

const calendarOf = (ics: string) => ({
  filename: 'deadlines.ics',
  content: ics,
  contentType: `text/calendar; charset=utf-8; method=${/^METHOD:(\w+)/m.exec(ics)?.[1] ?? 'PUBLISH'}`,
  contentTransferEncoding: 'base64' as const,
})

interface SmtpFault extends Error {
  code?: string
  command?: string
  response?: string
  responseCode?: number
}

/** The steps in which a server speaks of the recipient or of the message, not of us. */
const ofTheMail = ['RCPT TO', 'DATA', 'BDAT']

function whyNot(fault: SmtpFault, address: string, server: string): Sent {
  const code = fault.responseCode ?? 0
  const step = fault.command ?? ''
  const forGood = code >= 500 && code !== 530 && code !== 535 && ofTheMail.includes(step)
  if (forGood || cannotEver(fault)) {
    const answer = oneLine(fault.response ?? fault.message)
    return { ok: false, refusedForGood: true, sentence: `The mail server refused ${address} for good: ${answer}` }
  }
  return { ok: false, refusedForGood: false, sentence: whatFailed(fault, server, address) }
}

/** What nodemailer itself will not hand over: an address that is none, a mail larger than the server takes. */
const cannotEver = ({ code, responseCode, message }: SmtpFault): boolean =>
  !responseCode && ((code === 'EENVELOPE' && /recipient/i.test(message)) || code === 'EMESSAGE')

function whatFailed(fault: SmtpFault, server: string, address?: string): string {
  const answer = oneLine(fault.response ?? fault.message).replace(/\.$/, '')
  if (fault.code === 'EAUTH' || fault.responseCode === 535)
    return `The mail server at ${server} does not accept our user name and password: ${answer}`
  if (fault.responseCode)
    return `The mail server at ${server} does not take ${address ? `the mail to ${address}` : 'mail'} now: ${answer}`
  return `The mail server at ${server} does not answer${reasonOf(fault)}`
}

const reasons: Record<string, string> = {
  ECONNECTION: '',
  ESOCKET: '',
  ECONNREFUSED: '',
  ETIMEDOUT: ' in time',
  EDNS: ': its name is not known',
  ETLS: ' with an encryption that we accept',
}

const reasonOf = (fault: SmtpFault): string =>
  reasons[fault.code ?? ''] ?? `: ${oneLine(fault.message).replace(/\.$/, '')}`

/** 'host:port' of the URL, without its password. */
function serverOf(smtpUrl: string): string {
  const url = new URL(smtpUrl)
  return `${url.hostname}:${url.port || (url.protocol === 'smtps:' ? '465' : '587')}`
}
