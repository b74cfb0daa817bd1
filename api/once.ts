import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { claimKey, forgetKey, keepAnswer, leaseMs, releaseKey, renewLease } from '../records/idempotency.ts'
import type { Retry } from './operation.ts'
import type { ApiParts } from './parts.ts'
import { Problem, problemOf } from './problem.ts'

/** What is to have one effect, however often it is sent: its key, by whom, and a digest of what it asks. */
export interface Keyed {
  key: string
  caller: string
  asks: unknown
}

const patienceMs = 30_000

/**
 * Carries out what a form asks once: whoever presses twice gets the first outcome, also while that is still on its way. A
 * refusal had no effect, and gives the key back. The outcome is kept as JSON.
 */
export async function once<T>(
  { records }: Pick<ApiParts, 'records'>,
  keyed: Keyed,
  work: (retry: Retry) => Promise<T>,
) {
  const { key, caller } = keyed
  const request = { key, caller, fingerprint: digest(JSON.stringify(keyed.asks)) }
  for (const until = Date.now() + patienceMs; ; await pause(100)) {
    const claim = await claimKey(records, request)
    if (claim.outcome === 'answered') return claim.answer.body as T
    if (claim.outcome === 'other-request')
      throw new Problem(409, 'This form has been sent already, with other answers: open it anew to send it once more')
    if (claim.outcome === 'begin') {
      const { firstTriedAt, takenAt } = claim
      const retry = { key: `${digest(caller + key + takenAt.toISOString()).slice(0, 16)}-${key}`, firstTriedAt }
      return carriedOut(records, request, retry, work)
    }
    if (Date.now() > until)
      throw new Problem(409, 'What you sent is still being carried out: look at the case in a minute')
  }
}

async function carriedOut<T>(
  records: ApiParts['records'],
  request: { key: string; caller: string; fingerprint: string },
  retry: Retry,
  work: (retry: Retry) => Promise<T>,
): Promise<T> {
  const beat = setInterval(() => void renewLease(records, request).catch(() => {}), leaseMs / 3).unref()
  try {
    const outcome = await work(retry)
    await keepAnswer(records, request, { status: 200, headers: {}, body: outcome })
    return outcome
  } catch (error) {
    const isUnclear = problemOf(error).status >= 500 || retry.firstTriedAt !== null
    await (isUnclear ? releaseKey(records, request) : forgetKey(records, request)).catch(() => {})
    throw error
  } finally {
    clearInterval(beat)
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
