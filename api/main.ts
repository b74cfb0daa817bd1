import { setTimeout as pause } from 'node:timers/promises'
import { Client, Connection } from '@temporalio/client'
import { pino } from 'pino'
import { clientConverter } from '../codec/data-converter.ts'
import { loadOrCreateKeys, type Keys } from '../codec/keys.ts'
import { createVault } from '../codec/vault.ts'
import { recognizeTokens } from '../access/caller.ts'

import { loadOrCreateTokens } from '../access/tokens.ts'
import { londonDay } from '../calendar/london.ts'
import { environmentOrExit, openIdProvider, temporalUi, wrongConfiguration } from '../config/environment.ts'
import { loadOrCreateLinkKeys } from '../config/link-keys.ts'
import { turnTo } from '../policies/editions.ts'
import { loadPolicies, type Policies } from '../policies/policies.ts'
import { seedCalendar } from '../records/calendar.ts'
import { connectRecords, migrate } from '../records/database.ts'
import { forgetOldKeys } from '../records/idempotency.ts'
import { createApp } from './app.ts'
import { createCasesPort } from './cases-client.ts'
import { PartDown } from './cases-port.ts'
import { createApiServer } from './listen.ts'
import { applyOwnFiles, readOwnFiles, type OwnFiles } from './own-files.ts'
import { usualLimits, type ApiParts } from './parts.ts'
import { reachMail } from './reach-mail.ts'

const environment = environmentOrExit()
const { PORT, LISTEN_ADDRESS, DATA_DIR, LOG_LEVEL, TEMPORAL_NAMESPACE, TEMPORAL_PORT, SMTP_PORT } = environment
const log = pino({ level: LOG_LEVEL, base: { part: 'api' } })
if (!environment.DATABASE_URL) giveUp('DATABASE_URL is not set: npm start sets it, or set it yourself.')
const { policies, tokens, own, keys, linkKeys } = readFiles()

const records = connectRecords(environment.DATABASE_URL ?? '', 8, createVault(policies, keys))
const connection = Connection.lazy({ address: environment.TEMPORAL_ADDRESS ?? `127.0.0.1:${TEMPORAL_PORT}` })
const client = new Client({
  connection,
  namespace: TEMPORAL_NAMESPACE,
  dataConverter: clientConverter(policies, keys),
})
const cases = createCasesPort({ client, records, policies })

let waitsFor: Error | null = new PartDown('database', 'The service is starting: the records database is not ready yet')

const parts: ApiParts = {
  records,
  cases,
  policies,
  recognize: recognizeTokens(tokens, policies),
  post: { policies, publicUrl: environment.PUBLIC_URL, mailFrom: environment.MAIL_FROM, linkKeys },
  log,
  reachMail: () => reachMail(environment.SMTP_URL ?? `smtp://127.0.0.1:${SMTP_PORT}`),
  today: () => londonDay(Date.now()),
  keys,
  uiOrigins: [
    `http://localhost:${environment.TEMPORAL_UI_PORT}`,
    `http://127.0.0.1:${environment.TEMPORAL_UI_PORT}`,
    ...(environment.TEMPORAL_UI_URL ? [new URL(environment.TEMPORAL_UI_URL).origin] : []),
  ],
  temporalUi: temporalUi(environment),
  notReady: () => waitsFor,
  limits: { ...usualLimits, linkDays: environment.LINK_DAYS },
  provider: openIdProvider(environment),
}

const server = createApiServer(createApp(parts))
server.on('error', (error) => giveUp(`PORT is ${PORT}, where the API cannot listen: ${error.message}`))
server.listen(PORT, LISTEN_ADDRESS, () => log.info({ port: PORT, address: LISTEN_ADDRESS }, 'listening'))

process.once('SIGTERM', () => void stop())
process.once('SIGINT', () => void stop())
process.once('disconnect', () => void stop())

await untilDone('prepare the records', async () => {
  await migrate(records)
  await seedCalendar(records)
  await applyOwnFiles(records, own)
})
waitsFor = null
setInterval(() => void cases.resume().catch(() => {}), 30_000).unref()
void untilDone('take up what was left half done', () => cases.resume())
setInterval(() => turnTo(policies, londonDay(Date.now())), 60_000).unref()
setInterval(() => void forgetOldKeys(records).catch(() => {}), 3_600_000).unref()

interface Files {
  policies: Policies
  tokens: Record<string, string>
  own: OwnFiles
  keys: Keys
  linkKeys: string[]
}

/** Policies, tokens, people, terms and keys; a file that is wrong stops the start with the line and the reason. */
function readFiles(): Files {
  try {
    const read = loadPolicies()
    const roles = [...read.values()].flatMap((policy) => Object.keys(policy.roles))
    return {
      policies: read,
      tokens: loadOrCreateTokens(DATA_DIR, roles),
      own: readOwnFiles(DATA_DIR, read),
      keys: loadOrCreateKeys(DATA_DIR, environment.CODEC_KEYS),
      linkKeys: loadOrCreateLinkKeys(environment),
    }
  } catch (error) {
    return giveUp(error instanceof Error ? error.message : String(error))
  }
}

function giveUp(sentence: string): never {
  console.error(sentence)
  process.exit(wrongConfiguration)
}

/** Tries again each second, however long a part of the service is away. */
async function untilDone(what: string, work: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries % 30 === 0)
        log.warn({ error: error instanceof Error ? error.message : String(error) }, `waits to ${what}`)
      await pause(1_000)
    }
  }
}

/** Lets calls in hand end, two seconds at most. */
async function stop(): Promise<void> {
  const force = setTimeout(() => server.closeAllConnections(), 1_500).unref()
  server.closeIdleConnections()
  await new Promise((settle) => server.close(settle))
  clearTimeout(force)
  setTimeout(() => process.exit(0), 1_000).unref()
  await Promise.allSettled([records.destroy(), connection.close()])
  process.exit(0)
}
