import { sql, type Transaction } from 'kysely'
import type { OutgoingMail } from '../notifications/transport.ts'
import type { Records } from './database.ts'
import type { Tables } from './tables.ts'

type Trx = Transaction<Tables>

export interface WaitingMail extends OutgoingMail {
  id: number
}

/** Milliseconds for which a mail is kept from others after the last sign of whoever sends it. */
const leaseMs = 12_000
const isLeased = sql<boolean>`coalesce(leased_until > now(), false)`
const leaseEnds = sql<Date>`now() + ${sql.lit(leaseMs)} * interval '1 millisecond'`

/**
 * Keeps a leased mail from others for as long as the work on it lasts, however long that is: the lease is renewed while this
 * process lives, and ends seconds after it.
 */
export async function holdingMail<T>(records: Records, id: number, work: () => Promise<T>): Promise<T> {
  const renew = () =>
    records
      .updateTable('mails')
      .set({ leased_until: leaseEnds })
      .where('id', '=', id)
      .where('status', '=', 'waiting')
      .execute()
  const beat = setInterval(() => void renew().catch(() => {}), leaseMs / 4)
  try {
    return await work()
  } finally {
    clearInterval(beat)
  }
}

/** Takes the next unsent mail of these letters, so that nobody else sends it meanwhile (`holdingMail`). */
export async function leaseMail(trx: Trx, keys: string[]): Promise<WaitingMail | 'taken' | null> {
  const found = await trx
    .selectFrom('mails')
    .selectAll()
    .select(isLeased.as('taken'))
    .where('status', '=', 'waiting')
    .where('id', 'in', (query) =>
      query
        .selectFrom('letters')
        .select('mail_id')
        .where('key', 'in', keys)
        .where('mail_id', 'is not', null)
        .$castTo<{ mail_id: number }>(),
    )
    .orderBy(isLeased)
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  if (!found) return null
  if (found.taken) return 'taken'
  await trx
    .updateTable('mails')
    .set({ leased_until: leaseEnds, attempts: found.attempts + 1 })
    .where('id', '=', found.id)
    .execute()
  const { id, address, subject, text, html, ics, headers } = found
  return { id, address, subject, text, html, ics, headers, messageId: found.message_id }
}

/** Marks what became of a mail: sent, refused for good, or to be tried again. */
export async function markMail(
  trx: Trx,
  id: number,
  became: 'sent' | 'refused' | 'waiting',
  error: string | null,
): Promise<void> {
  await trx
    .updateTable('mails')
    .set({ status: became, error, leased_until: null, ...(became === 'sent' ? { sent_at: sql`now()` } : {}) })
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .execute()
}
