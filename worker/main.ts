import { NativeConnection, Runtime, Worker, DefaultLogger } from '@temporalio/worker'
import { createActivities } from '../activities/activities.ts'
import { Client } from '@temporalio/client'
import { clientConverter, workerConverter } from '../codec/data-converter.ts'
import { loadOrCreateKeys } from '../codec/keys.ts'
import { createVault } from '../codec/vault.ts'
import { environmentOrExit } from '../config/environment.ts'
import { loadOrCreateLinkKeys } from '../config/link-keys.ts'
import { registerSearchAttributes } from '../config/search-attributes.ts'
import { createTransport } from '../notifications/transport.ts'
import { londonDay } from '../calendar/london.ts'
import { turnTo } from '../policies/editions.ts'
import { loadPolicies } from '../policies/policies.ts'
import { connectRecords, migrate } from '../records/database.ts'
import { seedCalendar } from '../records/calendar.ts'
import { taskQueue } from '../workflows/starting.ts'
import { workerSettings } from './settings.ts'
import { workflowBundle } from './workflow-bundle.ts'

const environment = environmentOrExit()
const { DATABASE_URL, SMTP_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, MAIL_FROM, PUBLIC_URL } = environment
if (!DATABASE_URL || !SMTP_URL || !TEMPORAL_ADDRESS) {
  console.error(
    'The worker alone needs DATABASE_URL, SMTP_URL and TEMPORAL_ADDRESS; npm start sets them for what it starts itself.',
  )
  process.exit(1)
}

const policies = orExit(loadPolicies)
const keys = orExit(() => loadOrCreateKeys(environment.DATA_DIR, environment.CODEC_KEYS))
const linkKeys = orExit(() => loadOrCreateLinkKeys(environment))
setInterval(() => turnTo(policies, londonDay(Date.now())), 60_000).unref()
Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] })

const bundle = await workflowBundle()
const records = connectRecords(DATABASE_URL, 10, createVault(policies, keys))
await patiently('the records database', async () => {
  await migrate(records)
  await seedCalendar(records)
})
const connection = await patiently('Temporal', () => NativeConnection.connect({ address: TEMPORAL_ADDRESS }))
await patiently('Temporal', () => registerSearchAttributes(connection, TEMPORAL_NAMESPACE))

const transport = createTransport(SMTP_URL, MAIL_FROM)
const worker = await Worker.create({
  connection,
  namespace: TEMPORAL_NAMESPACE,
  taskQueue,
  workflowBundle: bundle,
  dataConverter: workerConverter(policies, keys),
  activities: createActivities({
    records,
    transport,
    policies,
    client: new Client({
      connection,
      namespace: TEMPORAL_NAMESPACE,
      dataConverter: clientConverter(policies, keys),
    }),
    publicUrl: PUBLIC_URL,
    mailFrom: MAIL_FROM,
    linkKeys,
  }),
  ...workerSettings,
  shutdownGraceTime: '3 seconds',
  shutdownForceTime: '5 seconds',
})

const stop = () => {
  if (worker.getState() === 'RUNNING') worker.shutdown()
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
process.on('disconnect', () => process.exit(0))
console.log('The worker is ready')
await worker.run()
transport.close()
await records.destroy()
process.exit(0)

/** A file that is wrong (a policy, the keys of links or of what is sealed) stops the start, with the reason. */
function orExit<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

/** Tries again until the part answers, saying so once. */
async function patiently<T>(part: string, work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === 2) console.error(`Waiting for ${part}: ${error instanceof Error ? error.message : String(error)}`)
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}
