import { sql } from 'kysely'
import { commandEntry } from './case-file.ts'
import type { Records } from './database.ts'

/** The school's contribution as it was last assessed, and as that entry was last corrected (ST-13, ST-41). */
export async function assessedOf(records: Records, caseId: string): Promise<{ days: number; pounds: number } | null> {
  const row = await records
    .selectFrom('case_file')
    .select('seq')
    .where('case_id', '=', caseId)
    .where('type', '=', 'command')
    .where(sql<boolean>`body->>'command' = 'assessContribution'`)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const entry = row && (await commandEntry(records, caseId, row.seq))
  return entry ? { days: Number(entry.input['days']), pounds: Number(entry.input['amount']) } : null
}
