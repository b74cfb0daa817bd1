import { createHash } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import type { Caller } from '../access/caller.ts'
import {
  claimKey,
  forgetKey,
  keepAnswer,
  leaseMs,
  releaseKey,
  renewLease,
  type KeyedRequest,
  type StoredAnswer,
} from '../records/idempotency.ts'
import type { Retry } from './operation.ts'
import type { ApiParts } from './parts.ts'
import { badRequest, Problem } from './problem.ts'

const digest = (...texts: string[]): string => createHash('sha256').update(JSON.stringify(texts)).digest('hex')

/**
 * Gives a POST with an `Idempotency-Key` one effect: a repeat by the same caller gets the first answer again
 * (`Idempotency-Replayed: true`); after an answer of 500 or more, or a crash, the next try is carried out. A refused
 * request (4xx) had no effect: its key is free again, for a corrected body or a later day.
 */
export function idempotent({ records, log }: Pick<ApiParts, 'records' | 'log'>): RequestHandler {
  return async (request, response, next) => {
    const key = request.get('Idempotency-Key')
    if (key === undefined) return next()
    if (!/^[\x21-\x7e]{1,200}$/.test(key))
      throw badRequest([{ field: 'Idempotency-Key', message: 'Idempotency-Key must be 1 to 200 visible characters' }])
    const caller = callerText(response.locals['caller'] as Caller)
    const keyed: KeyedRequest = { key, caller, fingerprint: fingerprintOf(request) }
    const claim = await claimKey(records, keyed)
    if (claim.outcome === 'answered') return replay(response, claim.answer)
    if (claim.outcome === 'other-request')
      throw new Problem(409, 'This Idempotency-Key was used for another request: take a new one')
    if (claim.outcome === 'in-progress')
      throw new Problem(409, 'The first request with this Idempotency-Key is still being carried out', {
        headers: { 'Retry-After': String(claim.retryAfterSeconds) },
      })
    const { takenAt, firstTriedAt } = claim
    const told = digest(caller, key, takenAt.toISOString()).slice(0, 16)
    const retry: Retry = { key: `${told}-${key}`, firstTriedAt }
    response.locals['retry'] = retry
    const keep = (answer: StoredAnswer): Promise<void> => {
      if (answer.status < 300) return keepAnswer(records, keyed, answer)
      const isUnclear = answer.status >= 500 || firstTriedAt !== null
      return isUnclear ? releaseKey(records, keyed) : forgetKey(records, keyed)
    }
    keepWhatIsAnswered(response, keyed, keep, { records, log })
    next()
  }
}

const callerText = ({ role, school }: Caller): string => (school === null ? role : `${role}@${school}`)

function fingerprintOf(request: Request): string {
  const streamed = request.body === undefined ? (request.get('Content-Length') ?? '') : ''
  return digest(request.method, request.originalUrl, streamed, JSON.stringify(request.body ?? null))
}

function replay(response: Response, answer: { status: number; headers: Record<string, string>; body: unknown }): void {
  response.status(answer.status).set(answer.headers).set('Idempotency-Replayed', 'true').json(answer.body)
}

/** Says what became of the request before its answer goes out; until then the key's lease is renewed. */
function keepWhatIsAnswered(
  response: Response,
  keyed: KeyedRequest,
  keep: (answer: StoredAnswer) => Promise<void>,
  { records, log }: Pick<ApiParts, 'records' | 'log'>,
): void {
  const beat = setInterval(() => void renewLease(records, keyed).catch(() => {}), leaseMs / 3).unref()
  const send = response.json.bind(response)
  response.json = (body: unknown) => {
    clearInterval(beat)
    const status = response.statusCode
    const headers = Object.fromEntries(
      ['Content-Type', 'Location'].flatMap((name) => (response.get(name) ? [[name, String(response.get(name))]] : [])),
    )
    void keep({ status, headers, body })
      .catch(() => log.warn('an answer could not be kept under its Idempotency-Key'))
      .then(() => send(body))
    return response
  }
  response.on('close', () => clearInterval(beat))
}
