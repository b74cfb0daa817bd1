import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import type { IsConfidential } from '../codec/confidential-cases.ts'
import type { Caller } from '../access/caller.ts'

/**
 * One line a request: method, path, status, role and milliseconds, and nothing that it holds. Which command was given in a confidential
 * case would tell what only some levels owe (DA-4).
 */
export function logRequests(log: Logger, isConfidential: IsConfidential): RequestHandler {
  return (request, response, next) => {
    const began = performance.now()
    const { method } = request
    const path = discreet(withoutLink(request.path))
    response.on('close', () => {
      const { role = null } = (response.locals['caller'] ?? {}) as Partial<Caller>
      const ms = Math.round(performance.now() - began)
      const level = response.statusCode >= 500 ? 'error' : 'info'
      log[level]({ method, path, status: response.statusCode, role, ms }, 'request')
    })
    next()
  }

  function discreet(path: string): string {
    const [, place, caseId] = /^((?:\/api)?\/cases\/([^/]+)\/(?:commands|rehearsals))\//.exec(path) ?? []
    return place && caseId && isConfidential(decoded(caseId)) ? place : path
  }
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** Whoever reads the log is not to act by the link of another's mail, nor to read another's calendar. */
const withoutLink = (path: string): string => path.replace(/^\/(l|feeds)\/[^/]+/, '/$1/…')
