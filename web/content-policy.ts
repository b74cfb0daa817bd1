import { randomBytes } from 'node:crypto'
import type { RequestHandler, Response } from 'express'
import helmet from 'helmet'
import type { ApiParts } from '../api/parts.ts'

/** A browser runs what bears this answer's nonce, loads styles and pictures from here, and sends forms here alone. */
export function contentPolicy({ provider: openId }: ApiParts): RequestHandler {
  const provider = openId && new URL(openId.issuer).origin
  const withNonce = (_request: unknown, response: unknown): string => `'nonce-${nonceOf(response as Response)}'`
  const policy = helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: [withNonce],
      styleSrc: ["'self'", withNonce],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'", ...(provider ? [provider] : [])],
      frameAncestors: ["'none'"],
    },
  })
  return (request, response, next) => {
    response.set('Cache-Control', 'private, no-store')
    policy(request, response, next)
  }
}

/** What marks the scripts of this answer as ours. */
export function nonceOf(response: Response): string {
  const { nonce = randomBytes(16).toString('base64') } = response.locals as { nonce?: string }
  response.locals['nonce'] = nonce
  return nonce
}
