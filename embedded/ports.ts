import { createServer, type AddressInfo } from 'node:net'

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  return (await listenOnce(0, '127.0.0.1')).port
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

function listenOnce(port: number, host: string): Promise<AddressInfo> {
  const server = createServer()
  return new Promise((settle, fail) => {
    server.once('error', fail)
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo
      server.close(() => settle(address))
    })
  })
}
