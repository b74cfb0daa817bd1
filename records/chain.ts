import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Records } from './database.ts'

export interface ChainFault {
  caseId: string
  seq: number
  fault: string
}

export interface Verified {
  cases: number
  entries: number
  /** The last hash of each case: written down elsewhere, it pins the whole file. */
  heads: { caseId: string; seq: number; hash: string }[]
  faults: ChainFault[]
}

interface EntryText {
  case_id: string
  seq: number
  at: string
  type: string
  body: string
  hash: string
}

const pageSize = 5_000

/**
 * Reckons every hash of the case files anew, apart from the database that wrote them (SO-2). Finds an entry that was changed, put
 * in or taken out, and a last entry that is not the one the case knows of.
 */
export async function verifyChains(records: Records, caseId?: string): Promise<Verified> {
  const found: Verified = { cases: 0, entries: 0, heads: [], faults: [] }
  let before: EntryText | undefined
  for (let page = await entriesAfter(records, undefined, caseId); page.length;) {
    for (const entry of page) {
      if (entry.case_id !== before?.case_id) {
        closeCase(found, before)
        before = undefined
      }
      found.faults.push(...faultsOf(entry, before))
      found.entries += 1
      before = entry
    }
    page = await entriesAfter(records, before, caseId)
  }
  closeCase(found, before)
  found.faults.push(...(await missingEnds(records, found, caseId)))
  return found
}

const closeCase = (found: Verified, last: EntryText | undefined): void => {
  if (last) found.heads.push({ caseId: last.case_id, seq: last.seq, hash: last.hash })
  if (last) found.cases += 1
}

function faultsOf(entry: EntryText, before: EntryText | undefined): ChainFault[] {
  const { case_id: caseId, seq } = entry
  const expected = (before?.seq ?? 0) + 1
  const gap =
    seq === expected
      ? []
      : [{ caseId, seq, fault: `the entries ${expected} to ${seq - 1} are missing before this one` }]
  const text = [before?.hash ?? '', caseId, seq, entry.at, entry.type, entry.body].join('\n')
  const hash = createHash('sha256').update(text, 'utf8').digest('hex')
  const changed =
    hash === entry.hash ? [] : [{ caseId, seq, fault: 'the entry, or its place behind the one before, was changed' }]
  return [...gap, ...(gap.length ? [] : changed)]
}

async function entriesAfter(records: Records, after: EntryText | undefined, caseId?: string): Promise<EntryText[]> {
  const { rows } = await sql<EntryText>`
    select case_id, seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, type, body::text as body, hash
    from case_file
    where (${after === undefined} or (case_id, seq) > (${after?.case_id ?? ''}, ${after?.seq ?? 0}::int))
      and (${caseId === undefined} or case_id = ${caseId ?? ''})
    order by case_id, seq
    limit ${pageSize}`.execute(records)
  return rows
}

/** Cases that know of more entries than their file has. */
async function missingEnds(records: Records, { heads }: Verified, caseId?: string): Promise<ChainFault[]> {
  const known = await records
    .selectFrom('cases')
    .select(['id', 'seq'])
    .where('seq', '>', 0)
    .$if(caseId !== undefined, (query) => query.where('id', '=', caseId ?? ''))
    .execute()
  const last = new Map(heads.map((one) => [one.caseId, one.seq]))
  return known
    .filter((one) => (last.get(one.id) ?? 0) < one.seq)
    .map((one) => ({
      caseId: one.id,
      seq: one.seq,
      fault: `the file ends with entry ${last.get(one.id) ?? 0}, but the case knows of ${one.seq}`,
    }))
}
