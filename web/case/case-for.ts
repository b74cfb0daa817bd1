import type { Caller } from '../../access/caller.ts'
import { callersIn } from '../../access/reading.ts'
import { seesLevels } from '../../access/secrecy.ts'
import type { ApiParts } from '../../api/parts.ts'
import { mustReadCase } from '../../api/routes/cases.ts'
import type { CaseRow } from '../../records/reading.ts'
import type { Who } from '../who.ts'

interface CaseFor {
  row: CaseRow
  /** As whom they read it: whichever of their roles knows confidential categories of this school, where one does (DA-4). */
  reader: Caller
  /** Those of their roles in which they have to do with it. */
  callers: Caller[]
}

/** A case that somebody may read. Throws a 404 where they may not. */
export async function caseFor(parts: ApiParts, who: Who, caseId: string): Promise<CaseFor> {
  const row = await mustReadCase(parts, caseId, who.reader)
  const callers = await callersIn(parts.records, who.callers, row)
  const knows = callers.find((caller) => seesLevels(parts.policies, caller, row.authority))
  return { row, reader: knows ? { ...who.reader, role: knows.role } : who.reader, callers }
}
