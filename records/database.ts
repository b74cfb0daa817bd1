import { readdirSync, readFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Vault } from '../codec/vault.ts'
import { Opening } from './sealing.ts'
import type { Tables } from './tables.ts'

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export type Records = Kysely<Tables>

/** Milliseconds without a word from the database after which it is taken for dead. */
const longestSilenceMs = 120_000

/**
 * A machine that is switched off, or a network that is cut, closes no connection: whoever waits for an answer would wait for ever, and
 * with it every step that is written in one transaction with others.
 */
function socketThatGivesUp(silenceMs: number): Socket {
  const socket = new Socket()
  return socket.setTimeout(silenceMs, () =>
    socket.destroy(new Error(`The database has said nothing for ${silenceMs / 1000} seconds`)),
  )
}

/**
 * Connects to the records by a `postgres:` address; nothing is asked of the database yet. What confidential cases have sealed there
 * is read with the vault; without one it stays sealed.
 */
export function connectRecords(
  url: string,
  connections = 4,
  vault: Vault | null = null,
  silenceMs = longestSilenceMs,
): Records {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    stream: () => socketThatGivesUp(silenceMs),
  })
  pool.on('error', () => {})
  // A connection that breaks in the middle of a transaction fails what was asked of it; without this it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins: vault ? [new Opening(vault)] : [] })
}

const folder = join(import.meta.dirname, 'migrations')

/** Applies the migrations not yet applied, in the order of their names, each whole or not at all. */
export async function migrate(records: Records): Promise<void> {
  await records.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(7331)`.execute(trx)
    await sql`create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())`.execute(
      trx,
    )
    const done = new Set(
      (await sql<{ name: string }>`select name from migrations`.execute(trx)).rows.map((row) => row.name),
    )
    const names = readdirSync(folder).filter((name) => name.endsWith('.sql') && !done.has(name))
    for (const name of names.sort()) {
      await sql.raw(readFileSync(join(folder, name), 'utf8')).execute(trx)
      await sql`insert into migrations (name) values (${name})`.execute(trx)
    }
  })
}

/** Whether the database answers. */
export async function reachRecords(records: Records): Promise<void> {
  await sql`select 1`.execute(records)
}
