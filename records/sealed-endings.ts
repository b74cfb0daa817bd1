import type { Records } from './database.ts'

/** What the case file says of how something owed ended, and who did it with which words. */
export interface Ending {
  ending: Record<string, unknown> | null
  ending_seq: number | null
  command: Record<string, unknown> | null
  moves: string[] | null
}

interface Owed extends Ending {
  case_id: string
  key: string
  status: string
}

type Entry = { seq: number; at: Date; type: string; body: Record<string, unknown> }

const ends = ['deadline-met', 'deadline-cancelled']
const moves = ['deadline-moved', 'deadline-suspended']

/** The same for confidential cases: their entries are sealed, so that the database cannot look into them, and are read here (DA-4). */
export async function withSealedEndings<T extends Owed>(records: Records, rows: T[], sealed: string[]): Promise<T[]> {
  if (!sealed.length) return rows
  const found = await records
    .selectFrom('case_file')
    .select(['case_id', 'seq', 'at', 'type', 'body'])
    .where('case_id', 'in', sealed)
    .where('type', 'in', [...ends, ...moves, 'command'])
    .orderBy('seq')
    .execute()
  const files = Map.groupBy(found, (entry) => entry.case_id)
  return rows.map((row) =>
    sealed.includes(row.case_id) ? { ...row, ...endingIn(files.get(row.case_id) ?? [], row) } : row,
  )
}

function endingIn(file: Entry[], { key, status }: Owed): Ending {
  const own = file.filter((entry) => entry.body['key'] === key)
  const end = own.findLast((entry) => ends.includes(entry.type))
  const given = file.findLast(
    (entry) => entry.type === 'command' && end && entry.seq < end.seq && entry.at.getTime() === end.at.getTime(),
  )
  const reasons = own.flatMap(({ type, body: { reason } }) =>
    moves.includes(type) && typeof reason === 'string' ? [reason] : [],
  )
  return {
    ending: end?.body ?? null,
    ending_seq: end?.seq ?? null,
    command: status === 'met' ? (given?.body ?? null) : null,
    moves: reasons.length ? reasons : null,
  }
}
