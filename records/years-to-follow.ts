import type { By } from '../cases/commands.ts'
import type { Records } from './database.ts'
import { yearId } from './years.ts'

/** An edition that the authority's year has adopted, and the running years that have not followed it. */
export interface Adoption {
  /** The entry of the case file of the authority's year that says so. */
  entry: number
  edition: string
  reason: string
  by: By
  caseIds: string[]
}

/** The last adoption of an authority's year, and the years of its districts and schools that run under an edition of before. */
export async function yearsToFollow(records: Records, authority: string): Promise<Adoption | undefined> {
  const caseId = yearId(authority, '')
  const entries = records.selectFrom('case_file').select(['seq', 'at', 'body']).orderBy('seq', 'desc')
  const own = entries.where('case_id', '=', caseId)
  const adopted = await own.where('type', '=', 'policy-adopted').executeTakeFirst()
  if (!adopted) return undefined
  const given = await own.where('type', '=', 'command').where('seq', '<', adopted.seq).executeTakeFirst()
  const edition = String(adopted.body['to'])
  const rows = await records
    .selectFrom('cases')
    .select('id')
    .where('authority', '=', authority)
    .where('kind', 'in', ['school-year', 'district-year'])
    .where('status', '=', 'open')
    .where('edition', '<>', edition)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('case_file')
            .select('seq')
            .whereRef('case_file.case_id', '=', 'cases.id')
            .where('type', 'in', ['year-opened', 'policy-adopted'])
            .where('at', '>=', adopted.at),
        ),
      ),
    )
    .orderBy('id')
    .execute()
  return {
    entry: adopted.seq,
    edition,
    reason: String(adopted.body['reason']),
    by: { role: String(given?.body['as'] ?? 'administrator'), personId: (given?.body['person'] as string) ?? null },
    caseIds: rows.map((row) => row.id),
  }
}
