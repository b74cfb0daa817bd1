import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import type { AddressInfo, Server, Socket } from 'node:net'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PGlite } from '@electric-sql/pglite'
import { cachedSnapshot } from './database-snapshot.ts'
import { createFront } from './postgres-front.ts'

/** Where the database listens: a Unix socket's path, or a port of 127.0.0.1 (0: a free one). */
export type Listen = string | number

/** Longer paths are no socket on some systems. */
const longestSocketPath = 100

/** Where a database in this folder listens by default: a socket in it, or a free port if its path is too long. */
export function listenIn(folder: string): Listen {
  const path = resolve(folder, '.s.PGSQL.5432')
  return path.length <= longestSocketPath ? path : 0
}

/** The address that PostgreSQL clients use. */
export function databaseUrl(listen: Listen): string {
  if (typeof listen === 'number') return `postgres://postgres@127.0.0.1:${listen}/postgres`
  return `postgres://postgres@${encodeURIComponent(listen.slice(0, listen.lastIndexOf('/')))}/postgres`
}

/** Starts the embedded database: in memory, or kept in `folder`. `onBroken` hears of it when it no longer answers. */
export async function startDatabase({
  folder,
  listen = 0,
  onBroken = (error: Error) => console.error(`The database no longer answers: ${error.message}`),
}: { folder?: string; listen?: Listen; onBroken?: (error: Error) => void } = {}) {
  const db = await (folder === undefined ? create() : openFolder(folder))
  const server = createFront(db, onBroken)
  const connections = new Set<Socket>()
  server.on('connection', (socket) => {
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
  })
  await listening(server, listen)
  return {
    url: databaseUrl(typeof listen === 'string' ? listen : (server.address() as AddressInfo).port),
    async stop() {
      server.close()
      connections.forEach((socket) => socket.destroy())
      await db.close()
    },
  }
}

async function openFolder(folder: string): Promise<PGlite> {
  if (!existsSync(join(folder, 'PG_VERSION'))) await prepare(folder)
  return PGlite.create(folder)
}

/** Makes an empty database beside `folder` and moves it there when it is whole. */
async function prepare(folder: string) {
  const unfinished = `${folder}.new`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  const db = await create(unfinished)
  await db.close()
  rmSync(folder, { recursive: true, force: true })
  renameSync(unfinished, folder)
}

function create(dataDir?: string): Promise<PGlite> {
  const loadDataDir = cachedSnapshot()
  return PGlite.create({ ...(dataDir && { dataDir }), ...(loadDataDir && { loadDataDir }) })
}

function listening(server: Server, listen: Listen): Promise<void> {
  if (typeof listen === 'string') rmSync(listen, { force: true })
  return new Promise((settle, fail) => {
    server.once('error', fail)
    if (typeof listen === 'string') server.listen(listen, settle)
    else server.listen(listen, '127.0.0.1', settle)
  })
}

async function main() {
  const { values } = parseArgs({ options: { folder: { type: 'string' }, listen: { type: 'string' } } })
  const listen = /^\d+$/.test(values.listen ?? '') ? Number(values.listen) : values.listen
  const onBroken = () => process.exit(1)
  const { stop } = await startDatabase({ folder: values.folder, listen, onBroken })
  process.once('SIGTERM', () => void stop().then(() => process.exit(0)))
}

if (import.meta.main) await main()
