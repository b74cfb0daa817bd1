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

/** A mail that somebody is sending at this moment. */
export interface TakenMail {
  takenId: number
}

/** Takes the next unsent mail of these letters, so that nobody else sends it meanwhile (`holdingMails`). */
export async function leaseMail(trx: Trx, keys: string[]): Promise<WaitingMail | TakenMail | null> {
  const found = await trx
    .selectFrom('mails')
    .selectAll()
    .select(isLeased.as('taken'))
    .where('status', '=', 'waiting')
    .where('id', 'in', (query) =>
      query
        .selectFrom('letters')
        .select('mail_id')
        .where(
          'key',
          'in',
          keys.map((key) => letterKeyOnRecord(trx, key)),
        )
        .where('mail_id', 'is not', null)
        .$castTo<{ mail_id: number }>(),
    )
    .orderBy(isLeased)
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  if (!found) return null
  if (found.taken) return { takenId: found.id }
  await trx
    .updateTable('mails')
    .set({ leased_until: leaseEnds, attempts: found.attempts + 1 })
    .where('id', '=', found.id)
    .execute()
  const { id, address, subject, text, html, ics, headers } = found
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
