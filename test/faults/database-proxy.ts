import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** Which of the parts that use the database speaks. */
export type Side = 'worker' | 'api'

export interface Watch {
  /** Before the database hears what a part asks; `false` holds it back for good. */
  asked: (side: Side, words: string) => boolean
  /** When a transaction stands in which these words were said; `false` keeps the answer back for good. */
  done: (side: Side, words: string) => boolean
}

/**
 * Stands between a part and the database and lets everything through, but for what `watch` holds back: so a part can be killed
 * in a moment that no chance would find. Speaks of a connection's words since its transaction began.
 */
export async function startDatabaseProxy(side: Side, socketPath: string, watch: Watch) {
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const database = connect(socketPath)
    let words = ''
    for (const socket of [client, database]) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        client.destroy()
        database.destroy()
      })
    }
    client.on('data', (data) => {
      const said = data.toString('latin1')
      words = said.includes('begin') ? said : words + said
      if (watch.asked(side, said)) database.write(data)
    })
    database.on('data', (data) => {
      const stands = data.toString('latin1').includes('COMMIT\0')
      if (stands && !watch.done(side, words)) return
      if (stands) words = ''
      client.write(data)
    })
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  return {
    url: `postgres://postgres@127.0.0.1:${(server.address() as AddressInfo).port}/postgres`,
    stop() {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}
