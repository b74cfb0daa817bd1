import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import pg from 'pg'
import { readEnvironment } from '../config/environment.ts'
import { listenIn } from '../embedded/database.ts'
import { embeddedParts, partEnvironment } from '../embedded/embedded-parts.ts'
import { freePort } from '../embedded/ports.ts'
import { findTemporal } from '../embedded/temporal-binaries.ts'
import { prepareTemporal } from '../embedded/temporal-settings.ts'
import { seedCalendar } from '../records/calendar.ts'
import { connectRecords, migrate, reachRecords, type Records } from '../records/database.ts'
import { patiently } from './patience.ts'
import { processorSeconds, startPart, type Part } from './processes.ts'
import { startSink } from './sink.ts'

/** Milliseconds that a part is given to end in good order. */
const endingMs = 4_000

/**
 * The parts of the service that its measures share: Temporal as `npm start` embeds it, the records, a mail server that takes
 * everything. With DATABASE_URL set the records are a database beside that one, dropped at the end. `policy` names one more
 * policy document.
 */
export async function startService(policy?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'interventions-bench-'))
  mkdirSync(join(folder, 'logs'))
  const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.once('exit', removeFolder)
  const sink = await startSink()
  const own = await ownDatabase()
  const [port, temporalPort, temporalUiPort] = [await freePort(), await freePort(), await freePort()]
  const environment = readEnvironment({
    PORT: String(port),
    TEMPORAL_PORT: String(temporalPort),
    TEMPORAL_UI_PORT: String(temporalUiPort),
    SMTP_URL: sink.url,
    DATABASE_URL: own?.url,
    DATA_DIR: folder,
    LOG_LEVEL: 'error',
  })
  const listen = listenIn(folder)
  const env: NodeJS.ProcessEnv = {
    ...partEnvironment(environment, listen || (await freePort())),
    ...(policy && { DEMONSTRATION: policy }),
  }
  const parts: Part[] = []
  const start = (name: string, script: string, args: string[] = [], more: NodeJS.ProcessEnv = {}): Part => {
    const part = startPart(name, script, args, { ...env, ...more }, join(folder, 'logs', `${name}.log`))
    parts.push(part)
    return part
  }
  for (const { name, script, args } of embeddedParts(environment, listen, await findTemporal()))
    start(name, script, args)
  await prepareTemporal(env['TEMPORAL_ADDRESS'] ?? '', environment.TEMPORAL_NAMESPACE, true)
  const records = connectRecords(env['DATABASE_URL'] ?? '')
  await prepareRecords(records)
  const connection = await Connection.connect({ address: env['TEMPORAL_ADDRESS'] ?? '' })
  return {
    folder,
    environment,
    sink,
    records,
    client: new Client({ connection, namespace: environment.TEMPORAL_NAMESPACE }),
    url: `http://127.0.0.1:${port}`,
    databaseUrl: env['DATABASE_URL'] ?? '',
    start,
    startWorker: () => start('worker', 'worker/main.ts'),
    /** Seconds of processor time by part, this process included. */
    processorTime: (): Record<string, number> =>
      Object.fromEntries([
        ...parts.map((one): [string, number] => [one.name, processorSeconds(one.pid())]),
        ['bench', processorSeconds(process.pid)],
      ]),
    async stop() {
      await connection.close()
      await records.destroy()
      for (const part of [...parts].reverse()) await part.stop(endingMs)
      await sink.stop()
      await own?.drop()
      removeFolder()
      process.off('exit', removeFolder)
    },
  }
}

export type Service = Awaited<ReturnType<typeof startService>>

async function prepareRecords(records: Records): Promise<void> {
  await patiently('the records', () => reachRecords(records))
  await migrate(records)
  await seedCalendar(records)
}

/** A database of its own on the PostgreSQL that DATABASE_URL names, if it does. */
async function ownDatabase(): Promise<{ url: string; drop: () => Promise<void> } | undefined> {
  const given = process.env['DATABASE_URL']
  if (!given) return undefined
  const name = `interventions_bench_${process.pid}`
  const ask = async (statement: string) => {
    const client = new pg.Client({ connectionString: given })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  await ask(`create database ${name}`)
  const url = new URL(given)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => ask(`drop database ${name} with (force)`) }
}
