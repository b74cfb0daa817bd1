import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { environmentOrExit } from '../config/environment.ts'
import { databaseUrl, listenIn } from '../embedded/database.ts'
import { isAlive } from '../embedded/processes.ts'
import { readRecord } from '../embedded/service-record.ts'

/** DATABASE_URL, or the embedded database of DATA_DIR while the service runs there. */
export function addressOfRecords(): string | undefined {
  const { DATABASE_URL, DATA_DIR } = environmentOrExit()
  if (DATABASE_URL) return DATABASE_URL
  const run = join(DATA_DIR, 'run')
  const service = readRecord(join(run, 'service.json'))
  const listen = listenIn(run)
  const isRunning = service?.identities.some((one) => one.pid === service.parts.database && isAlive(one))
  return isRunning && typeof listen === 'string' && existsSync(listen) ? databaseUrl(listen) : undefined
}
