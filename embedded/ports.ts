import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the ports that systems give to outgoing connections: one of those may be taken before it is listened on. */
const lowest = 12_000
const highest = 31_999

/** A port of 127.0.0.1 that nobody listens on at this moment, and that no outgoing connection will be given. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest + 1)
    if ((await portFault('port', port)) === undefined) return port
  }
}

/** A sentence if nothing can listen on the port that a variable names. */
export async function portFault(name: string, port: number, host = '127.0.0.1'): Promise<string | undefined> {
  try {
    await listenOnce(port, host)
    return undefined
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error
    if (code === 'EADDRINUSE') return `${name} is ${port}, a port that another program uses: set ${name} to a free one.`
    return `${name} is ${port}, where nothing may listen (${code}): set ${name} to another port.`
  }
}

function listenOnce(port: number, host: string): Promise<void> {
  const server = createServer()
  return new Promise((settle, fail) => {
    server.once('error', fail)
    server.listen(port, host, () => server.close(() => settle()))
  })
}
