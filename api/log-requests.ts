import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import type { Caller } from '../access/caller.ts'

/** One line a request: method, path, status, role and milliseconds, and nothing that it holds. */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const began = performance.now()
    const { method, path } = request
    response.on('close', () => {
      const { role = null } = (response.locals['caller'] ?? {}) as Partial<Caller>
      const ms = Math.round(performance.now() - began)
      const level = response.statusCode >= 500 ? 'error' : 'info'
      log[level]({ method, path, status: response.statusCode, role, ms }, 'request')
    })
    next()
  }
}
