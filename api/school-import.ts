import type { Readable } from 'node:stream'
import type { Caller } from '../access/caller.ts'
import { actsIn, readingScope, refuseSchools } from '../access/reading.ts'
import { requireKeeper } from '../access/writing.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Records } from '../records/database.ts'
import { importGias, startProgress, type GiasProgress } from '../records/gias.ts'
import type { ApiParts } from './parts.ts'
import type { CasesPort } from './cases-port.ts'
import { Problem } from './problem.ts'

const imports = new WeakMap<Records, GiasProgress>()

/** Refuses an import by one who may not, or while another is under way. */
export function mayImportSchools({ records, policies }: ApiParts, caller: Caller): void {
  requireKeeper(policies, caller, 'schools', null)
  const latest = imports.get(records)
  if (latest?.state === 'running')
    throw new Refusal(`An import is under way (${latest.read} rows so far): GET /api/schools/import shows it`)
}

/** Takes in the file of all schools as its bytes come; one at a time. */
export async function importSchools(parts: ApiParts, bytes: Readable, caller: Caller): Promise<GiasProgress> {
  const { records, policies, cases, log } = parts
  mayImportSchools(parts, caller)
  const progress = startProgress()
  imports.set(records, progress)
  try {
    const onProgress = (read: number): void => log.info({ read }, 'schools import: rows so far')
    const onReplaced: CasesPort['schoolReplaced'] = (caseIds, change) =>
      cases.schoolReplaced(caseIds, { ...change, as: caller.role })
    const own = new Map([...policies].filter(([authority]) => actsIn(caller, authority)))
    await importGias(bytes, { records, policies: own, onProgress, onReplaced }, progress)
    progress.state = 'done'
  } catch (error) {
    progress.state = 'failed'
    progress.why = error instanceof Refusal || error instanceof Problem ? error.message : 'it broke off'
    throw error
  } finally {
    progress.endedAt = new Date().toISOString()
    log.info({ ...progress, reported: undefined }, 'schools import: ended')
  }
  return progress
}

/** How far the running import has come, or what the last one came to; undefined where there was none since the start. */
export async function latestImport({ records, policies }: ApiParts, caller: Caller): Promise<GiasProgress | undefined> {
  refuseSchools(caller, 'imports')
  await readingScope(records, policies, caller)
  return imports.get(records)
}
