import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { Client } from '@temporalio/client'
import { DefaultLogger, Runtime, Worker, type NativeConnection } from '@temporalio/worker'
import { callerOf, recognizeTokens, type Caller } from '../../../access/caller.ts'
import { createActivities } from '../../../activities/activities.ts'
import { createApp } from '../../../api/app.ts'
import { createCasesPort } from '../../../api/cases-client.ts'
import { createApiServer } from '../../../api/listen.ts'
import { usualLimits } from '../../../api/parts.ts'
import { reachMail } from '../../../api/reach-mail.ts'
import { londonDay } from '../../../calendar/london.ts'
import { clientConverter, workerConverter } from '../../../codec/data-converter.ts'
import { newKey, readKeys } from '../../../codec/keys.ts'
import { createVault } from '../../../codec/vault.ts'
import { startDatabase } from '../../../embedded/database.ts'
import { startInbox } from '../../../embedded/inbox.ts'
import { createTransport } from '../../../notifications/transport.ts'
import { loadPolicies } from '../../../policies/policies.ts'
import { seedCalendar } from '../../../records/calendar.ts'
import { connectRecords, migrate } from '../../../records/database.ts'
import { taskQueue } from '../../../workflows/starting.ts'
import { workflowBundle } from '../../../worker/workflow-bundle.ts'
import { startDevServer } from '../../support/temporal.ts'

const mailFrom = 'Interventions <interventions@example.org>'
const many = 1_000_000

/** The whole service in this process, its parts real: database, Temporal, worker, mail, and the API on a port of its own. */
export async function startWhole() {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] })
  const policies = loadPolicies()
  const [temporal, inbox, database] = await Promise.all([startDevServer(), startInbox(), startDatabase()])
  const keys = readKeys(newKey())
  const records = connectRecords(database.url, 8, createVault(policies, keys))
  await migrate(records)
  await seedCalendar(records)
  const transport = createTransport(inbox.smtpUrl, mailFrom)
  const namespace = temporal.namespace ?? 'default'
  const client = new Client({
    connection: temporal.connection,
    namespace,
    dataConverter: clientConverter(policies, keys),
  })
  const post = {
    policies,
    publicUrl: 'http://localhost:3000',
    linkKeys: ['a key that only tests sign links with'],
    mailFrom,
  }
  const worker = await Worker.create({
    connection: temporal.nativeConnection as NativeConnection,
    namespace,
    taskQueue,
    workflowBundle: await workflowBundle(),
    dataConverter: workerConverter(policies, keys),
    activities: createActivities({ records, transport, client, ...post }),
  })
  const running = worker.run()
  const roles = [...new Set([...policies.values()].flatMap((policy) => Object.keys(policy.roles)))]
  const tokens = Object.fromEntries(roles.map((role) => [role, `the-token-of-${role}`]))
  const known = recognizeTokens(tokens, policies)
  const faults: string[] = []
  const waits: { for: Error | null } = { for: null }
  const app = createApp({
    records,
    cases: createCasesPort({ client, records, policies }),
    policies,
    keys,
    uiOrigins: [],
    post,
    recognize: (token) => limitedCaller(token) ?? known(token),
    log: pino({ level: 'error' }, { write: (line: string) => void faults.push(line) }),
    reachMail: () => reachMail(inbox.smtpUrl),
    today: () => londonDay(Date.now()),
    notReady: () => waits.for,
    limits: { ...usualLimits, callsPerMinute: many, wrongTokensPerMinute: many },
    provider: null,
    temporalUi: null,
  })
  const server = createApiServer(app)
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))

  /** `one-school.ROLE.URN`: a caller of one school; `one-authority.ROLE.AUTHORITY`: a caller of one authority. */
  function limitedCaller(token: string): Caller | undefined {
    const [kind, role = '', place = ''] = token.split('.')
    if (kind === 'one-school') return { ...callerOf(policies, role), school: place }
    if (kind === 'one-authority') return { ...callerOf(policies, role), authorities: [place] }
    return undefined
  }

  return {
    app,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    policies,
    roles,
    tokens,
    records,
    inbox,
    client,
    /** What the API has logged as not foreseen. */
    faults,
    /** What the API and the pages answer while they wait for a part. */
    waits,
    today: () => londonDay(Date.now()),
    async stop() {
      server.closeAllConnections()
      await new Promise((settle) => server.close(settle))
      worker.shutdown()
      await running
      transport.close()
      await records.destroy()
      await Promise.all([temporal.teardown(), inbox.stop(), database.stop()])
    },
  }
}

export type Whole = Awaited<ReturnType<typeof startWhole>>
