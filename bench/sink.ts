import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface Accepted {
  messageId: string
  at: number
}

/** A mail server that takes every mail and remembers only its Message-ID and when it had all of it. */
export async function startSink() {
  let accepted: Accepted[] = []
  let waiting: { count: number; done: () => void } | undefined
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 500,
    logger: false,
    onData(stream, _session, answer) {
      let head = ''
      stream.on('data', (part: Buffer) => {
        if (!/^message-id:.*\r\n/im.test(head)) head += part.toString('latin1')
      })
      stream.on('end', () => {
        const messageId = /^message-id:\s*(\S+)/im.exec(head)?.[1] ?? ''
        accepted.push({ messageId, at: Date.now() })
        answer()
        if (waiting && accepted.length >= waiting.count) waiting.done()
      })
    },
  })
  await new Promise<void>((settle, fail) => {
    server.server.once('error', fail)
    server.listen(0, '127.0.0.1', settle)
  })
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    /** Forgets what came before. */
    empty() {
      accepted = []
    },
    accepted: (): readonly Accepted[] => accepted,
    /** Waits for that many mails, or throws. */
    async until(count: number, patienceMs: number): Promise<readonly Accepted[]> {
      if (accepted.length >= count) return accepted
      const enough = Promise.withResolvers<void>()
      const late = setTimeout(
        () => enough.reject(new Error(`Only ${accepted.length} of ${count} mails came in ${patienceMs / 1000} s`)),
        patienceMs,
      )
      waiting = { count, done: enough.resolve }
      await enough.promise.finally(() => {
        clearTimeout(late)
        waiting = undefined
      })
      return accepted
    },
    stop: () => new Promise<void>((settle) => server.close(settle)),
  }
}

export type Sink = Awaited<ReturnType<typeof startSink>>
