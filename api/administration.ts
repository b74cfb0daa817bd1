import { requireAdministrator } from '../access/administrator.ts'
import type { Caller } from '../access/caller.ts'
import { readingScope } from '../access/reading.ts'
import { countAlarms } from '../records/alarms.ts'
import { countUndelivered } from '../records/undelivered.ts'
import { partsReached, type PartHealth } from './health.ts'
import type { ApiParts } from './parts.ts'
import { temporalViews } from './temporal-views.ts'

/** How the service runs, for its administrator: its parts, mails that did not arrive, alarms, views of Temporal's UI. */
export async function administrationFor(parts: ApiParts, caller: Caller) {
  requireAdministrator(caller)
  const { records, policies } = parts
  const scope = await readingScope(records, policies, caller)
  const [health, mails, cases] = await Promise.all([
    healthWithWorkers(parts),
    countUndelivered(records, scope),
    countAlarms(records, scope),
  ])
  return { parts: health, mails, cases, views: temporalViews(parts, caller) }
}

/** The parts that must answer, and whether a worker asks for work. */
async function healthWithWorkers(parts: ApiParts): Promise<PartHealth[]> {
  const workers = parts.cases.workers().catch(() => 0)
  return [...(await partsReached(parts)), { part: 'worker', reached: (await workers) > 0 }]
}
