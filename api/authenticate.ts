import type { RequestHandler } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import { bearerIn, type Caller } from '../access/caller.ts'
import type { ApiParts } from './parts.ts'
import { Problem } from './problem.ts'

/** Lets in whoever bears a token; wrong tokens are counted, and many of them from one address have to wait. */
export function authenticate({ recognize, limits }: Pick<ApiParts, 'recognize' | 'limits'>): RequestHandler {
  const countWrong = rateLimit({
    ...everyMinute,
    limit: limits.wrongTokensPerMinute,
    handler: (_request, _response, next) => next(tooMany('Too many wrong tokens from this address')),
  })
  return (request, response, next) => {
    const token = bearerIn(request.get('Authorization'))
    const caller = token === undefined ? undefined : recognize(token)
    if (caller) {
      response.locals['caller'] = caller
      return next()
    }
    const why = token === undefined ? 'Give a token: Authorization: Bearer TOKEN' : 'This token is not known here'
    const refused = new Problem(401, why, {
      headers: { 'WWW-Authenticate': token === undefined ? 'Bearer' : 'Bearer error="invalid_token"' },
    })
    void countWrong(request, response, (error?: unknown) => next(error ?? refused))
  }
}

/** So many calls a minute for each role, or for each address without a token. */
export function limitCalls({ limits }: Pick<ApiParts, 'limits'>): RequestHandler {
  return rateLimit({
    ...everyMinute,
    limit: limits.callsPerMinute,
    keyGenerator(request, response) {
      const caller = response.locals['caller'] as Caller | undefined
      return caller ? `${caller.role} ${caller.school}` : ipKeyGenerator(request.ip ?? '')
    },
    handler: (_request, _response, next) => next(tooMany('Too many calls in one minute')),
  })
}

const everyMinute = { windowMs: 60_000, standardHeaders: 'draft-8', legacyHeaders: false, validate: false } as const

const tooMany = (why: string): Problem =>
  new Problem(429, `${why}: wait a minute`, { headers: { 'Retry-After': '60' } })
