import { londonDay } from '../calendar/london.ts'
import type { LetterOnRecord } from '../cases/receipts.ts'
import type { Day } from '../cases/state.ts'
import type { Records } from './database.ts'
import { letterKeyOnRecord } from './sealing.ts'

/** A letter of a case by its key, or the latest of a name that went to a role. */
export async function letterNamed(
  records: Records,
  caseId: string,
  named: string,
  role: string,
): Promise<LetterOnRecord | undefined> {
  const rows = await records
    .selectFrom('letters')
    .leftJoin('mails', 'mails.id', 'letters.mail_id')
    .select(['letters.key', 'letters.letter', 'letters.to_role', 'letters.person', 'letters.address', 'letters.at'])
    .select(['letters.deadline', 'mails.subject'])
    .where('letters.case_id', '=', caseId)
    .where((where) =>
      where.or([where('letters.key', '=', letterKeyOnRecord(records, named)), where('letters.to_role', '=', role)]),
    )
    .orderBy('letters.at', 'desc')
    .orderBy('letters.key')
    .execute()
  // The name of its text may be sealed, so that the database cannot look for it
  const row = rows.find((one) => one.key === named || (one.letter === named && one.to_role === role))
  if (!row) return undefined
  const { key, letter, subject, to_role: to, person, address, at, deadline } = row
  const acknowledged = await receiptOf(records, caseId, key)
  const acknowledgedOn = acknowledged?.receivedOn ?? null
  return { key, letter, subject, to, person, address, writtenOn: londonDay(at.getTime()), deadline, acknowledgedOn }
}

export interface Receipt {
  receivedOn: Day
  at: Date
}

interface ReceiptBody {
  letter?: string
  entry?: number
  corrects?: number
  receivedOn: Day
}

/** When a letter was acknowledged as received, where it was; the day as it was last corrected (LAW-14). */
export async function receiptOf(records: Records, caseId: string, key: string): Promise<Receipt | undefined> {
  const rows = await records
    .selectFrom('case_file')
    .select(['body', 'at'])
    .where('case_id', '=', caseId)
    .where('type', '=', 'receipt-acknowledged')
    .orderBy('seq')
    .execute()
  const receipts = rows.map(({ body, at }) => ({ ...(body as unknown as ReceiptBody), at }))
  const first = receipts.find((one) => one.letter === key)
  if (!first) return undefined
  const { receivedOn } = receipts.findLast((one) => one.corrects !== undefined && one.corrects === first.entry) ?? first
  return { receivedOn, at: first.at }
}
