import { sql, type Transaction } from 'kysely'
import type { OutgoingMail } from '../notifications/transport.ts'
import type { Records } from './database.ts'
import { letterKeyOnRecord } from './sealing.ts'
import type { Tables } from './tables.ts'

type Trx = Transaction<Tables>

export interface WaitingMail extends OutgoingMail {
  id: number
}

/** Milliseconds for which a mail is kept from others after the last sign of whoever sends it. */
const leaseMs = 12_000
const isLeased = sql<boolean>`coalesce(leased_until > now(), false)`
/** When a lease that is taken now ends, unless it is renewed. */
export const leaseEnds = sql<Date>`now() + ${sql.lit(leaseMs)} * interval '1 millisecond'`

/**
 * Keeps leased mails from others for as long as the work on them lasts, however long that is: the lease is renewed while this
 * process lives, and ends seconds after it; at once where the work fails.
 */
export async function holdingMails<T>(records: Records, ids: number[], work: () => Promise<T>): Promise<T> {
  if (!ids.length) return work()
  const lease = (until: typeof leaseEnds | null) =>
    records
      .updateTable('mails')
      .set({ leased_until: until })
      .where('id', 'in', ids)
      .where('status', '=', 'waiting')
      .execute()
      .catch(() => {})
  const beat = setInterval(() => void lease(leaseEnds), leaseMs / 4)
  try {
    return await work()
  } catch (error) {
    await lease(null)
    throw error
  } finally {
    clearInterval(beat)
  }
}

/** The unsent mails of letters, in the order in which they were written: for each of the lists its own. */
export async function waitingMails(records: Records, lists: readonly string[][]): Promise<number[][]> {
  const named = lists.flat().map((key) => letterKeyOnRecord(records, key))
  const rows = await records
    .selectFrom('mails')
    .innerJoin('letters', 'letters.mail_id', 'mails.id')
    .select(['letters.key', 'mails.id'])
    .where('mails.status', '=', 'waiting')
    .where('letters.key', 'in', named)
    .orderBy('mails.id')
    .execute()
  // What is read is opened: the keys as they were asked for
  return lists.map((keys) => {
    const own = new Set(keys)
    return [...new Set(rows.filter((row) => own.has(row.key)).map((row) => row.id))]
  })
}

/** Takes a mail, so that nobody else sends it meanwhile (`holdingMails`); null where it no longer waits. */
export async function leaseMail(trx: Trx, id: number): Promise<WaitingMail | 'taken' | null> {
  const found = await trx
    .selectFrom('mails')
    .selectAll()
    .select(isLeased.as('taken'))
    .where('status', '=', 'waiting')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!found) return null
  if (found.taken) return 'taken'
  await trx
    .updateTable('mails')
    .set({ leased_until: leaseEnds, attempts: found.attempts + 1 })
    .where('id', '=', found.id)
    .execute()
  const { address, subject, text, html, ics, headers } = found
  return { id, address, subject, text, html, ics, headers, messageId: found.message_id }
}

/** What became of a mail: sent, refused for good, or to be tried again. */
export interface Mark {
  id: number
  became: 'sent' | 'refused' | 'waiting'
  error: string | null
}

/** Marks what became of mails that wait. */
export async function markMails(records: Records, marks: readonly Mark[]): Promise<void> {
  await sql`
    update mails set
      status = mark.became, error = mark.error, leased_until = null,
      sent_at = case mark.became when 'sent' then now() else mails.sent_at end
    from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as mark (id bigint, became text, error text)
    where mails.id = mark.id and mails.status = 'waiting'`.execute(records)
}
