import { createServer, type Server, type Socket } from 'node:net'
import type { PGlite } from '@electric-sql/pglite'
import { messagesIn, type Message } from './postgres-messages.ts'

/** Milliseconds a transaction may stand open with nothing asked of it before its connection is closed. */
const idleInTransactionLimit = 30_000

/**
 * Lets many connections use the one session that PGlite has. A connection has the database to itself from its first
 * message to the end of its request or transaction; the others wait in line. (PGlite's own socket server mixes the
 * steps of prepared statements of different connections.) What belongs to a session (SET, named statements, LISTEN,
 * COPY, session locks) is shared or missing. `onBroken` hears of a database that no longer answers.
 */
export function createFront(db: PGlite, onBroken: (error: Error) => void): Server {
  const turns = createTurns()
  return createServer((socket) => serve(socket, db, turns, onBroken))
}

interface Turns {
  take: () => Promise<() => void>
}

/** One holder at a time, first come first served. */
function createTurns(): Turns {
  let last: Promise<void> = Promise.resolve()
  return {
    take() {
      const before = last
      const mine = Promise.withResolvers<void>()
      last = mine.promise
      return before.then(() => mine.resolve)
    },
  }
}

function serve(socket: Socket, db: PGlite, turns: Turns, onBroken: (error: Error) => void) {
  let rest: Buffer = Buffer.alloc(0)
  let request: Uint8Array[] = []
  let release: (() => void) | undefined
  let work: Promise<void> = Promise.resolve()
  let idle: NodeJS.Timeout | undefined

  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', (data) => {
    const { messages, remainder } = messagesIn(Buffer.concat([rest, data]))
    rest = remainder
    for (const message of messages) receive(message)
  })
  socket.on('close', () => {
    clearTimeout(idle)
    inOrder(abandon)
  })

  function inOrder(step: () => Promise<void>) {
    work = work.then(step).catch(() => void socket.destroy())
  }

  function receive({ kind, bytes }: Message) {
    if (kind === 'encryption') return void socket.write('N')
    if (kind === 'cancel') return void socket.end()
    if (kind === 'goodbye') return void socket.end()
    request.push(bytes)
    if (kind === 'part') return
    const whole = Buffer.concat(request)
    request = []
    inOrder(() => answer(whole))
  }

  async function answer(whole: Uint8Array) {
    clearTimeout(idle)
    release ??= await turns.take()
    if (socket.destroyed) return abandon()
    const inTransaction = await ask(whole)
    if (inTransaction) idle = setTimeout(() => socket.destroy(), idleInTransactionLimit)
    else giveBack()
  }

  async function ask(whole: Uint8Array): Promise<boolean> {
    let tail: Uint8Array = new Uint8Array(0)
    await db.runExclusive(() =>
      db.execProtocolRawStream(whole, {
        onRawData(data) {
          const copy = Buffer.from(data)
          tail = Buffer.concat([tail, copy]).subarray(-6)
          if (socket.writable) socket.write(copy)
        },
      }),
    )
    return saysInTransaction(tail)
  }

  async function abandon() {
    if (release === undefined) return
    await db.exec('ROLLBACK').catch(onBroken)
    giveBack()
  }

  function giveBack() {
    release?.()
    release = undefined
  }
}

/** Every request ends with ReadyForQuery: Z, the length 5, and I (idle), T or E (in a transaction, whole or failed). */
function saysInTransaction(tail: Uint8Array): boolean {
  return tail[0] === 0x5a && tail[5] !== 0x49
}
