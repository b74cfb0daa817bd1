import type { Caller } from '../../access/caller.ts'
import { actsIn } from '../../access/reading.ts'
import { seesLevels } from '../../access/secrecy.ts'
import type { ApiParts } from '../../api/parts.ts'
import { mustReadCase } from '../../api/routes/cases.ts'
import type { CaseRow } from '../../records/reading.ts'
import type { Who } from '../who.ts'

/**
 * A case that somebody may read, and the caller as whom they read it: whichever of their roles knows confidential categories of
 * this school, where one does (DA-4). Throws a 404 where they may not read it.
 */
export async function caseFor(parts: ApiParts, who: Who, caseId: string): Promise<{ row: CaseRow; reader: Caller }> {
  const row = await mustReadCase(parts, caseId, who.reader)
  const knows = who.callers.find(
    (caller) =>
      actsIn(caller, row.authority) && isOfSchool(caller, row) && seesLevels(parts.policies, caller, row.authority),
  )
  return { row, reader: knows ? { ...who.reader, role: knows.role } : who.reader }
}

const isOfSchool = ({ school }: Caller, { urn }: CaseRow): boolean =>
  school === null || school === 'all' || [school].flat().includes(urn)
