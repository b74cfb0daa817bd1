import type { RequestHandler } from 'express'
import type { ApiParts } from './parts.ts'

/** While the service waits for its parts to come up it says so (503). */
export function waitUntilReady({ notReady }: Pick<ApiParts, 'notReady'>): RequestHandler {
  return (_request, _response, next) => next(notReady() ?? undefined)
}
