import type { Records } from './database.ts'

/** Something on record that its case file does not bear out. */
export interface RecordFault {
  caseId: string
  /** The entry that says otherwise; null where there is none. */
  entry: number | null
  fault: string
}

interface Entry {
  case_id: string
  seq: number
  type: string
  body: Record<string, unknown>
}

interface Owed {
  case_id: string
  key: string
  title: string
  status: string
  due: string | null
  ended_at: Date | null
}

const types = ['opened', 'moved', 'suspended', 'resumed', 'missed', 'met', 'cancelled'].map((one) => `deadline-${one}`)

/**
 * Compares everything owed, as lists and inspection packs show it, with the case files, which alone are chained by hashes (SO-2): what was
 * opened is on record and nothing else is, under its last day, and ended as the file says. Cases whose words are sealed and cannot be
 * opened here are left out.
 */
export async function faultsAgainstFile(records: Records, caseIds?: string[]): Promise<RecordFault[]> {
  const entries: Entry[] = await records
    .selectFrom('case_file')
    .select(['case_id', 'seq', 'type', 'body'])
    .where('type', 'in', types)
    .$if(caseIds !== undefined, (query) => query.where('case_id', 'in', ['', ...(caseIds ?? [])]))
    .orderBy('case_id')
    .orderBy('seq')
    .execute()
  const owed: Owed[] = await records
    .selectFrom('deadlines')
    .select(['case_id', 'key', 'title', 'status', 'due', 'ended_at'])
    .$if(caseIds !== undefined, (query) => query.where('case_id', 'in', ['', ...(caseIds ?? [])]))
    .execute()
  const sealed = new Set(entries.filter(({ body }) => 'sealed' in body).map((one) => one.case_id))
  const files = Map.groupBy(entries, keyOf)
  const rows = new Map(owed.map((row) => [`${row.case_id} ${row.key}`, row]))
  const keys = [...new Set([...files.keys(), ...rows.keys()])]
  return keys
    .filter((key) => !sealed.has(key.split(' ')[0] ?? ''))
    .flatMap((key) => faultOf(files.get(key) ?? [], rows.get(key)) ?? [])
}

const keyOf = ({ case_id, body }: Entry): string => `${case_id} ${String(body['key'])}`

function faultOf(file: Entry[], row: Owed | undefined): RecordFault | undefined {
  const last = file.at(-1)
  if (!last)
    return row && { caseId: row.case_id, entry: null, fault: `“${row.title}” is on record, and no entry opens it` }
  const say = (fault: string): RecordFault => ({ caseId: last.case_id, entry: last.seq, fault })
  if (!row) return say(`${String(last.body['key'])} is in the case file and not on record`)
  const due = file.findLast(({ body }) => body['due'])?.body['due'] ?? null
  if (row.due !== null && row.due !== due)
    return say(`“${row.title}” is due on ${row.due} on record, and by the case file on ${String(due)}`)
  const ended = { 'deadline-met': 'met', 'deadline-cancelled': 'cancelled' }[last.type]
  const onRecord = row.status === 'met' || row.status === 'cancelled' ? row.status : undefined
  if (ended !== onRecord)
    return say(`“${row.title}” is ${row.status} on record, and by the case file ${ended ?? 'owed'}`)
  if (last.type === 'deadline-missed' && !['missed', 'lapsed'].includes(row.status))
    return say(`“${row.title}” is ${row.status} on record, and by the case file missed`)
  return undefined
}
