import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { loadPolicies } from '../policies/policies.ts'
import { playScenario } from '../simulate/run.ts'
import { readScenario, type Scenario } from '../simulate/scenario.ts'
import { startParts, type World, type WorldParts } from '../simulate/world.ts'

/** What a scenario took, and what it left behind. */
export interface Played {
  seconds: number
  /** Events in the histories of the case and of its formal procedures. */
  events: number
  /** Bytes of the records, with their indexes, that were not there before. */
  bytes: number
  mails: number
}

export const readShipped = (name: string): Scenario => {
  const file = join(import.meta.dirname, '..', 'test', 'scenarios', name)
  return readScenario(readFileSync(file, 'utf8'), file)
}

/** Does something with the parts that scenarios share, and ends them. */
export async function withParts<T>(work: (parts: WorldParts) => Promise<T>): Promise<T> {
  const parts = await startParts()
  try {
    return await work(parts)
  } finally {
    await parts.stop()
  }
}

/** Plays a scenario to its end. */
export async function play(scenario: Scenario, parts: WorldParts): Promise<Played> {
  const empty = await bytesOfNothing(scenario, parts)
  const began = performance.now()
  const { world } = await playScenario(scenario, parts, loadPolicies())
  const seconds = (performance.now() - began) / 1000
  try {
    return { seconds, bytes: (await bytesOf(world)) - empty, ...(await leftBehind(world)) }
  } finally {
    await world.stop()
  }
}

let nothing: number | undefined

/** What the records take before anything has happened in them. */
async function bytesOfNothing(scenario: Scenario, parts: WorldParts): Promise<number> {
  if (nothing !== undefined) return nothing
  const until = scenario.start.slice(0, 10)
  const { world } = await playScenario({ ...scenario, steps: [], until }, parts, loadPolicies())
  nothing = await bytesOf(world)
  await world.stop()
  return nothing
}

async function bytesOf({ records }: World): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select sum(pg_total_relation_size(oid))::float as bytes from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace`.execute(records)
  return rows[0]?.bytes ?? 0
}

async function leftBehind({ records, client }: World): Promise<{ events: number; mails: number }> {
  const tables = ['cases', 'notices', 'statements'] as const
  const ids = (await Promise.all(tables.map((table) => records.selectFrom(table).select('id').execute()))).flat()
  const histories = await Promise.all(ids.map(({ id }) => client.workflow.getHandle(id).fetchHistory()))
  const mails = await records.selectFrom('mails').select('id').execute()
  return { events: histories.reduce((sum, { events }) => sum + (events?.length ?? 0), 0), mails: mails.length }
}
