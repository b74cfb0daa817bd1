import { sql } from 'kysely'
import type { Records } from './database.ts'
import { sealerOf } from './sealing.ts'

/** Milliseconds for which a request in progress is believed to live without a sign. */
export const leaseMs = 10_000

/** A POST with an Idempotency-Key, by whom, and a digest of what it asks. */
export interface KeyedRequest {
  key: string
  caller: string
  fingerprint: string
}

export interface StoredAnswer {
  status: number
  headers: Record<string, string>
  body: unknown
}

export type Claim =
  /** This request is the one to be carried out; `firstTriedAt` where an earlier try of it came to no end, and may have had its effect. */
  | { outcome: 'begin'; takenAt: Date; firstTriedAt: Date | null }
  | { outcome: 'answered'; answer: StoredAnswer }
  | { outcome: 'in-progress'; retryAfterSeconds: number }
  | { outcome: 'other-request' }

const lease = (): string => JSON.stringify({ leasedUntil: String(Date.now() + leaseMs) })

/** Claims a key: the first to come carries the request out, the others hear what became of it. */
export async function claimKey(records: Records, { key, caller, fingerprint }: KeyedRequest): Promise<Claim> {
  const inserted = await records
    .insertInto('idempotency_keys')
    .values({ key, caller, fingerprint, status: null, headers: lease(), body: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('made_at')
    .executeTakeFirst()
  if (inserted) return { outcome: 'begin', takenAt: inserted.made_at, firstTriedAt: null }
  const row = await records
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('key', '=', key)
    .where('caller', '=', caller)
    .executeTakeFirst()
  if (!row) return claimKey(records, { key, caller, fingerprint })
  if (row.fingerprint !== fingerprint) return { outcome: 'other-request' }
  if (row.status !== null)
    return { outcome: 'answered', answer: { status: row.status, headers: row.headers ?? {}, body: row.body } }
  const left = Number(row.headers?.['leasedUntil'] ?? 0) - Date.now()
  if (left > 0) return { outcome: 'in-progress', retryAfterSeconds: Math.ceil(left / 1000) }
  const taken = await records
    .updateTable('idempotency_keys')
    .set({ headers: lease() })
    .where('key', '=', key)
    .where('caller', '=', caller)
    .where('status', 'is', null)
    .where(sql<boolean>`headers->>'leasedUntil' = ${row.headers?.['leasedUntil'] ?? ''}`)
    .returning('made_at')
    .executeTakeFirst()
  if (!taken) return { outcome: 'in-progress', retryAfterSeconds: 1 }
  return { outcome: 'begin', takenAt: taken.made_at, firstTriedAt: taken.made_at }
}

/** Says that the request is still being carried out. */
export async function renewLease(records: Records, { key, caller }: KeyedRequest): Promise<void> {
  await records
    .updateTable('idempotency_keys')
    .set({ headers: lease() })
    .where('key', '=', key)
    .where('caller', '=', caller)
    .where('status', 'is', null)
    .execute()
}

/** Keeps the answer for whoever repeats the request. */
export async function keepAnswer(
  records: Records,
  { key, caller }: KeyedRequest,
  { status, headers, body }: StoredAnswer,
): Promise<void> {
  await records
    .updateTable('idempotency_keys')
    .set({ status, headers: JSON.stringify(headers), body: sealerOf(records, caseIdIn(body)).json(body) })
    .where('key', '=', key)
    .where('caller', '=', caller)
    .execute()
}

/** The case that an answer speaks of; what it says of a confidential one is sealed (DA-4). */
function caseIdIn(body: unknown): string {
  const { caseId } = (body ?? {}) as { caseId?: unknown }
  return typeof caseId === 'string' ? caseId : ''
}

/** Lets the next try begin at once; that there was a first one, and when, stays on record. */
export async function releaseKey(records: Records, { key, caller }: KeyedRequest): Promise<void> {
  await records
    .updateTable('idempotency_keys')
    .set({ headers: JSON.stringify({ leasedUntil: '0' }) })
    .where('key', '=', key)
    .where('caller', '=', caller)
    .where('status', 'is', null)
    .execute()
}

/** Gives a key back, as if it had never been used: the request was refused, and had no effect. */
export async function forgetKey(records: Records, { key, caller }: KeyedRequest): Promise<void> {
  await records
    .deleteFrom('idempotency_keys')
    .where('key', '=', key)
    .where('caller', '=', caller)
    .where('status', 'is', null)
    .execute()
}

/** Forgets keys older than thirty days. */
export async function forgetOldKeys(records: Records): Promise<void> {
  await sql`delete from idempotency_keys where made_at < now() - interval '30 days'`.execute(records)
}
