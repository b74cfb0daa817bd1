import { createServer } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { parseArgs } from 'node:util'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { inboxPages } from './inbox-pages.ts'
import { openMailbox, type Mailbox } from './mailbox.ts'

/** What a mail server answers to an address that it will not take: 4xx for now, 5xx for good. */
export type Refusal = (address: string) => number | undefined

/** Starts a mail server that keeps every mail and shows it on a web page; both on 127.0.0.1, free ports by default. */
export async function startInbox({
  dir,
  smtpPort = 0,
  inboxPort = 0,
}: { dir?: string; smtpPort?: number; inboxPort?: number } = {}) {
  const mailbox = await openMailbox(dir)
  let refusal: Refusal = () => undefined
  const smtp = mailServer(mailbox, (address) => refusal(address))
  const web = createServer(inboxPages(mailbox))
  await listening(smtp.server, smtpPort, 'SMTP_PORT')
  await listening(web, inboxPort, 'INBOX_PORT')
  return {
    smtpUrl: `smtp://127.0.0.1:${portOf(smtp.server)}`,
    pageUrl: `http://127.0.0.1:${portOf(web)}`,
    /** Oldest first. */
    messages: () => [...mailbox.list()],
    refuse(next: Refusal) {
      refusal = next
    },
    async stop() {
      web.close()
      web.closeAllConnections()
      await new Promise<void>((settle) => smtp.close(settle))
    },
  }
}

function mailServer(mailbox: Mailbox, refusal: Refusal): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 500,
    size: 20_000_000,
    logger: false,
    onRcptTo({ address }, _session, answer) {
      const code = refusal(address)
      if (code === undefined) return answer()
      answer(Object.assign(new Error(`${address} is not taken here`), { responseCode: code }))
    },
    onData(stream, _session, answer) {
      buffer(stream)
        .then((source) => mailbox.keep(source))
        .then(() => answer(), answer)
    },
  })
}

function listening(server: Server, port: number, name: string): Promise<void> {
  return new Promise((settle, fail) => {
    const refused = (error: Error) => fail(new Error(`${name} is ${port}, where nothing can listen: ${error.message}`))
    server.once('error', refused)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', refused)
      settle()
    })
  })
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

async function main() {
  const { values } = parseArgs({
    options: { dir: { type: 'string' }, 'smtp-port': { type: 'string' }, 'inbox-port': { type: 'string' } },
  })
  const inbox = await startInbox({
    dir: values.dir,
    smtpPort: Number(values['smtp-port']),
    inboxPort: Number(values['inbox-port']),
  })
  process.once('SIGTERM', () => void inbox.stop().then(() => process.exit(0)))
}

if (import.meta.main) await main()
