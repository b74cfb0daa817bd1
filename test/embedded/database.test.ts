import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseUrl, listenIn, startDatabase } from '../../embedded/database.ts'

describe('the embedded database', () => {
  let database: Awaited<ReturnType<typeof startDatabase>>
  let pools: pg.Pool[]

  beforeAll(async () => {
    database = await startDatabase()
    pools = [0, 1].map(() => new pg.Pool({ connectionString: database.url, max: 4 }))
    pools.forEach((pool) => pool.on('error', () => {}))
    await pools[0]!.query('create table counter (value int); insert into counter values (0)')
  })
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()))
    await database.stop()
  })

  it('keeps the transactions of many connections apart', async () => {
    const before = await value(pools[0]!)
    const outcomes = await Promise.all(Array.from({ length: 200 }, (_, index) => countOneUp(pools[index % 2]!, index)))
    expect(await value(pools[0]!)).toBe(before + outcomes.filter(Boolean).length)
  })

  it('gives each connection the answer to its own question', async () => {
    const ask = (index: number) =>
      pools[index % 2]!.query('select $1::int as number, $2::text as word', [index, `${index}`])
    const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => ask(index)))
    expect(answers.map(({ rows }) => rows[0])).toEqual(
      Array.from({ length: 200 }, (_, index) => ({ number: index, word: `${index}` })),
    )
  })

  it('undoes the transaction of a connection that dies, and goes on', async () => {
    const before = await value(pools[0]!)
    const client = new pg.Client(database.url)
    client.on('error', () => {})
    await client.connect()
    await client.query('begin')
    await client.query('update counter set value = value + 1000')
    const others = value(pools[1]!)
    client.connection.stream.destroy()
    expect(await others).toBe(before)
  })

  it('goes on after a query that is wrong', async () => {
    await expect(pools[0]!.query('select 1 / $1::int', [0])).rejects.toThrow('division by zero')
    expect(await value(pools[0]!)).toBeGreaterThanOrEqual(0)
  })
})

describe('the embedded database process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'interventions-'))
  const listen = listenIn(folder)
  const script = fileURLToPath(new URL('../../embedded/database.ts', import.meta.url))
  let running: ChildProcess

  const start = () => {
    running = spawn(process.execPath, [script, '--folder', join(folder, 'records'), '--listen', String(listen)])
  }
  afterAll(() => {
    running.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  it('has every acknowledged row after it was killed', async () => {
    start()
    const client = await connected(databaseUrl(listen))
    await client.query('create table entry (number int)')
    let acknowledged = 0
    const writing = (async () => {
      for (;;)
        acknowledged = (await client.query('insert into entry values ($1) returning number', [acknowledged + 1]))
          .rows[0].number
    })().catch(() => undefined)
    await expect.poll(() => acknowledged, { timeout: 20_000 }).toBeGreaterThan(200)
    running.kill('SIGKILL')
    await writing
    start()
    const after = await connected(databaseUrl(listen))
    const { rows } = await after.query('select count(*)::int as count from entry')
    await after.end()
    expect(rows[0].count).toBeGreaterThanOrEqual(acknowledged)
  })
})

/** Adds one in a transaction of several steps; every third one takes it back, every seventh one fails on the way. */
async function countOneUp(pool: pg.Pool, index: number): Promise<boolean> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query('select value from counter where value >= $1 for update', [0])
    if (index % 7 === 0) await client.query('select * from nowhere').catch(() => {})
    else await client.query('update counter set value = $1', [rows[0].value + 1])
    const keep = index % 3 !== 0 && index % 7 !== 0
    await client.query(keep ? 'commit' : 'rollback')
    return keep
  } finally {
    client.release()
  }
}

async function value(pool: pg.Pool): Promise<number> {
  return (await pool.query('select value from counter')).rows[0].value
}

async function connected(url: string): Promise<pg.Client> {
  for (;;) {
    const client = new pg.Client(url)
    client.on('error', () => {})
    try {
      await client.connect()
      return client
    } catch {
      await new Promise((settle) => setTimeout(settle, 50))
    }
  }
}
