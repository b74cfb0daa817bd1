import { setTimeout as pause } from 'node:timers/promises'
import { type NativeConnection, Worker } from '@temporalio/worker'
import { Client } from '@temporalio/client'
import { defaultPayloadConverter, type Headers } from '@temporalio/common'
import { londonDay } from '../calendar/london.ts'
import { createActivities } from '../activities/activities.ts'
import { createCasesPort } from '../api/cases-client.ts'
import { clientConverter, workerConverter } from '../codec/data-converter.ts'
import { newKey, readKeys } from '../codec/keys.ts'
import { createVault } from '../codec/vault.ts'
import { startDatabase } from '../embedded/database.ts'
import { startInbox } from '../embedded/inbox.ts'
import { createTransport } from '../notifications/transport.ts'
import type { Policies } from '../policies/policies.ts'
import { seedCalendar } from '../records/calendar.ts'
import { connectRecords, migrate } from '../records/database.ts'
import { taskQueue } from '../workflows/starting.ts'
import { workflowBundle } from '../worker/workflow-bundle.ts'
import { startTimeSkipping } from './time-skipping.ts'

/** How long the test server's clock may stand still while it is to skip. */
const stillMs = 3_000

const mailFrom = 'Interventions <interventions@example.org>'

/** The parts that several scenarios may share, one after another. */
export async function startParts() {
  const [temporal, inbox] = await Promise.all([startTimeSkipping(), startInbox()])
  return {
    temporal,
    inbox,
    async stop() {
      await temporal.teardown().catch(() => {})
      await inbox.stop()
    },
  }
}

export type WorldParts = Awaited<ReturnType<typeof startParts>>

/** Whether the workflows see the scenario's time or the test server's own. */
export type WorldClock = 'shifted' | 'server'

/**
 * The real service in skipped time, its clock set to `startMs`: workflows, activities, database and mail. On the server's own
 * clock the workflows are those of production to the letter, and time starts at today.
 */
export async function startWorld(
  parts: WorldParts,
  policies: Policies,
  startMs: number,
  clock: WorldClock = 'shifted',
) {
  const { temporal } = parts
  const database = await startDatabase()
  const keys = readKeys(newKey())
  const records = connectRecords(database.url, 3, createVault(policies, keys))
  await migrate(records)
  await seedCalendar(records)
  const transport = createTransport(parts.inbox.smtpUrl, mailFrom)
  const post = {
    policies,
    publicUrl: 'http://localhost:3000',
    mailFrom,
    linkKeys: ['of a world that ends with its scenario'],
  }
  const shifted = clock === 'shifted'
  const offsetMs = shifted ? startMs - (await temporal.currentTimeMs()) : 0
  let nominal: number | null = null
  const client = new Client({
    connection: temporal.connection,
    namespace: temporal.namespace ?? 'default',
    dataConverter: clientConverter(policies, keys),
    interceptors: {
      workflow: [
        {
          start: (input, next) => next({ ...input, headers: { ...input.headers, ...nominalHeader() } }),
          startUpdate: (input, next) => next({ ...input, headers: { ...input.headers, ...nominalHeader() } }),
          signal: (input, next) => next({ ...input, headers: { ...input.headers, ...nominalHeader() } }),
        },
      ],
    },
  })
  const employ = (workflowBundle: { code: string }) =>
    Worker.create({
      connection: temporal.nativeConnection as NativeConnection,
      namespace: temporal.namespace ?? 'default',
      taskQueue,
      workflowBundle,
      dataConverter: workerConverter(policies, keys),
      activities: createActivities({ records, transport, client, ...post }),
      maxCachedWorkflows: 500,
    })
  let worker = await employ(await workflowBundle(shifted ? offsetMs : undefined))
  let running = worker.run()
  const now = async () => (await temporal.currentTimeMs()) + offsetMs

  function nominalHeader(): Headers {
    return nominal === null || !shifted ? {} : { 'nominal-at': defaultPayloadConverter.toPayload(nominal) }
  }

  return {
    records,
    keys,
    client,
    post,
    cases: createCasesPort({ client, records, policies, today: () => londonDay(nominal ?? startMs) }),
    now,
    /** Skips to a moment of the scenario's time; does nothing when it is past. */
    async skipTo(ms: number): Promise<void> {
      const wait = ms - (await now())
      if (wait > 0) await unstuck(temporal.sleep(wait))
      await settled()
    },
    /** Whatever is done within counts as done at that moment. */
    async at<T>(ms: number, work: () => Promise<T>): Promise<T> {
      nominal = ms
      try {
        return await work()
      } finally {
        nominal = null
      }
    },
    settled,
    /** Another worker takes the place of the present one, with other code, as in a deploy (on the real server; the one that skips time does not hand running cases over). */
    async replaceWorker(bundle: { code: string }): Promise<void> {
      worker.shutdown()
      await running
      worker = await employ(bundle)
      running = worker.run()
    },
    /** Ends everything, the workflows that still run included. */
    async stop() {
      await Promise.all(
        (await openWorkflows()).map((id) =>
          client.workflow
            .getHandle(id)
            .terminate()
            .catch(() => {}),
        ),
      )
      worker.shutdown()
      await running
      transport.close()
      await records.destroy()
      await database.stop()
    },
  }

  /**
   * The test server keeps its clock locked after a child has ended whose parent went on in a new run (sdk-java issue 1540): where
   * the clock stands still although nothing is in hand, the lock is taken off.
   */
  async function unstuck(skipped: Promise<void>): Promise<void> {
    let done = false
    const finished = skipped.finally(() => {
      done = true
    })
    const watch = async () => {
      for (;;) {
        const before = await temporal.currentTimeMs()
        await pause(stillMs, undefined, { ref: false })
        const standsStill = (await temporal.currentTimeMs()) - before < 2 * stillMs
        if (done) return
        if (!standsStill || (await Promise.all((await openWorkflows()).map(hasInHand))).some(Boolean)) continue
        await temporal.connection.testService?.unlockTimeSkipping({}).catch(() => {})
      }
    }
    void watch().catch(() => {})
    await finished
  }

  async function openWorkflows(): Promise<string[]> {
    const cases = await records.selectFrom('cases').select('id').where('status', '<>', 'closed').execute()
    const notices = await records.selectFrom('notices').select('id').where('ended', 'is', null).execute()
    const statements = await records.selectFrom('statements').select('id').where('ended', 'is', null).execute()
    return [...cases, ...notices, ...statements].map((row) => row.id)
  }

  async function hasInHand(id: string): Promise<boolean> {
    const { raw } = await client.workflow
      .getHandle(id)
      .describe()
      .catch(() => ({ raw: null }))
    return Boolean(raw && (raw.pendingActivities?.length || raw.pendingWorkflowTask))
  }

  /** Waits until the running workflows have nothing in hand: what time has brought is on record. */
  async function settled(): Promise<void> {
    for (const id of await openWorkflows()) {
      for (let tries = 0; tries < 400 && (await hasInHand(id)); tries++)
        await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
}

export type World = Awaited<ReturnType<typeof startWorld>>
