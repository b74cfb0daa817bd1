import express, { type Express, type RequestHandler } from 'express'
import { idempotent } from './idempotent.ts'
import type { Operation } from './operation.ts'
import type { ApiParts } from './parts.ts'
import { badRequest, Problem } from './problem.ts'

const bodyLimit = '1mb'

/** Puts operations at their addresses; another method there is a 405. An address that is whole comes before one with a place for anything. */
export function register(app: Express, operations: Operation[], parts: Pick<ApiParts, 'records' | 'log'>): void {
  const once = idempotent(parts)
  const paths = [...new Set(operations.map((one) => one.path))]
  for (const path of [...paths.filter((one) => !one.includes('{')), ...paths.filter((one) => one.includes('{'))]) {
    const here = operations.filter((one) => one.path === path)
    for (const one of here)
      app[one.method](
        expressPath(path),
        nameRoute(path),
        ...readersOf(one),
        ...(one.method === 'post' ? [once] : []),
        one.handle,
      )
    const methods = here.map((one) => one.method.toUpperCase())
    app.all(expressPath(path), refuseMethod([...methods, ...(methods.includes('GET') ? ['HEAD'] : [])]))
  }
}

const expressPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1')

/** The metrics know a call by its route, not by whom it is about. */
function nameRoute(path: string): RequestHandler {
  return (_request, response, next) => {
    response.locals['route'] = path
    next()
  }
}

/** What reads the body: JSON and text up to 1 MB; a file is read by its operation as it comes. */
function readersOf({ body }: Operation): RequestHandler[] {
  if (!body) return []
  const { types } = body
  const takesJson = types.includes('application/json')
  return [
    refuseOtherTypes(types),
    ...(takesJson ? [express.json({ limit: bodyLimit, type: 'application/json', strict: false })] : []),
    ...(takesJson && types.includes('text/csv') ? [express.text({ limit: bodyLimit, type: 'text/csv' })] : []),
    ...(takesJson ? [refuseDeep] : []),
  ]
}

function refuseOtherTypes(types: string[]): RequestHandler {
  return (request, _response, next) => {
    const isEmpty = request.get('Transfer-Encoding') === undefined && Number(request.get('Content-Length') ?? 0) === 0
    if (isEmpty || request.is(types)) return next()
    const given = request.get('Content-Type') ?? 'no Content-Type'
    next(new Problem(415, `The body comes as ${given.slice(0, 100)}: send it as ${types.join(' or ')}`))
  }
}

/** Nobody needs to say anything deeper; whoever walks through a body may rely on it. */
const deepest = 50

const refuseDeep: RequestHandler = ({ body }, _response, next) => {
  if (!isDeeperThan(deepest, body)) return next()
  next(badRequest([{ field: 'body', message: `The body is nested deeper than ${deepest} levels` }]))
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner))
}

function refuseMethod(allowed: string[]): RequestHandler {
  return (request) => {
    throw new Problem(405, `${request.method} is not for this address: ${allowed.join(', ')}`, {
      headers: { Allow: allowed.join(', ') },
    })
  }
}
