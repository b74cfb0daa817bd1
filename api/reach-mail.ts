import { connect as connectPlainly } from 'node:net'
import { connect as connectSafely } from 'node:tls'

const patienceMs = 3_000

/** Whether a mail server greets at this address; throws where it does not. */
export function reachMail(smtpUrl: string): Promise<void> {
  const { protocol, hostname, port } = new URL(smtpUrl)
  const isSafe = protocol === 'smtps:'
  const host = hostname.replace(/^\[|\]$/g, '')
  const where = { host, port: Number(port) || (isSafe ? 465 : 25) }
  return new Promise((settle, fail) => {
    const socket = isSafe ? connectSafely({ ...where, servername: host }) : connectPlainly(where)
    const end = (error?: Error) => {
      socket.destroy()
      if (error) fail(error)
      else settle()
    }
    socket.setTimeout(patienceMs, () => end(new Error('The mail server does not greet')))
    socket.once('error', end)
    socket.once('close', () => end(new Error('The mail server hung up')))
    socket.once('data', (greeting) =>
      end(String(greeting).startsWith('220') ? undefined : new Error('The mail server does not greet')),
    )
  })
}
