import type { Response } from 'express'
import { sentenceOf } from '../cases/commands.ts'
import { Refusal } from '../cases/refusal.ts'
import { PartDown } from './cases-port.ts'

export interface Fault {
  field: string
  message: string
}

/** The kinds of problem, by status: what `type` leads to on the page /docs. */
export const problemKinds = {
  400: { slug: 'bad-request', title: 'The request is wrong' },
  401: { slug: 'no-token', title: 'A token is needed' },
  403: { slug: 'not-yours', title: 'Not for this role' },
  404: { slug: 'not-found', title: 'Not found' },
  405: { slug: 'method', title: 'This method is not for this address' },
  408: { slug: 'too-slow', title: 'The request did not arrive in time' },
  409: { slug: 'not-now', title: 'Not allowed now' },
  413: { slug: 'too-large', title: 'The request is too large' },
  415: { slug: 'media-type', title: 'This kind of content is not taken' },
  429: { slug: 'too-many', title: 'Too many requests' },
  431: { slug: 'long-headers', title: 'The address and headers are too long' },
  500: { slug: 'fault', title: 'Something went wrong here' },
  503: { slug: 'part-down', title: 'A part of the service is down' },
} as const

export type ProblemStatus = keyof typeof problemKinds

/** An answer that says what is wrong (RFC 9457). */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: ProblemStatus
  readonly headers: Record<string, string>
  readonly more: Record<string, unknown>

  constructor(
    status: ProblemStatus,
    detail: string,
    { headers = {}, more = {} }: { headers?: Record<string, string>; more?: Record<string, unknown> } = {},
  ) {
    super(detail)
    this.status = status
    this.headers = headers
    this.more = more
  }
}

export const badRequest = (faults: Fault[]): Problem =>
  new Problem(400, faults.map((fault) => (isSentence(fault) ? fault.message : sentenceOf([fault]))).join('; '), {
    more: { faults },
  })

const isSentence = ({ message }: Fault): boolean => /^\p{Lu}/u.test(message)

/** Any error as a problem; what nobody foresaw becomes a 500 that says nothing of it. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof Refusal) return refusalProblem(error)
  if (error instanceof PartDown) return partDown(error.part, error.message)
  if (isNoData(error))
    return badRequest([{ field: 'request', message: 'The request holds a value that cannot be kept' }])
  if (isDatabaseDown(error)) return partDown('database', 'The records database does not answer')
  return bodyProblem(error) ?? new Problem(500, 'This is our fault, not yours; it is in the log. Try again')
}

export const partDown = (part: string, detail: string): Problem =>
  new Problem(503, detail, { headers: { 'Retry-After': '5' }, more: { part } })

function refusalProblem({ kind, message }: Refusal): Problem {
  if (kind === 'access') return new Problem(403, message)
  if (kind === 'moment') return new Problem(409, message)
  const [, field = 'input'] = /^(\w[\w.]*): /.exec(message) ?? []
  return inputProblem(message, field)
}

/** A refused input as a 400 whose field is the one of these that its sentence begins with; any other error as it is. */
export function namingItsField(error: unknown, fields: string[]): unknown {
  if (!(error instanceof Refusal) || error.kind !== 'input' || fields.length === 0) return error
  const [path = ''] = /^\w+(\.\w+)*/.exec(error.message) ?? []
  return inputProblem(error.message, fields.includes(path.split('.')[0] ?? '') ? path : 'input')
}

/** The sentence stands in `detail`; beside its field, the name of the field is not said again. */
function inputProblem(sentence: string, field: string): Problem {
  const message = sentence.startsWith(`${field}: `) ? sentence.slice(field.length + 2) : sentence
  return new Problem(400, sentence, { more: { faults: [{ field, message }] } })
}

/** What express's readers of bodies throw. */
function bodyProblem(error: unknown): Problem | undefined {
  const { type, status } = error as { type?: string; status?: number }
  if (type === 'entity.parse.failed')
    return badRequest([{ field: 'body', message: 'The body is not JSON that can be read' }])
  if (status === 413 || type === 'entity.too.large') return new Problem(413, 'The body is larger than 1 MB')
  if (status === 415) return new Problem(415, 'The body has an encoding or character set that is not taken: send UTF-8')
  if (status === 400 || error instanceof URIError)
    return badRequest([{ field: 'request', message: 'The request cannot be read' }])
  return undefined
}

/** Whether the database says that a value is out of its range (SQLSTATE class 22): what nobody bounded before is still no fault of ours. */
const isNoData = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^22...$/.test(String(error.code))

const connectionFaults = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
])

/** Whether an error of the database's client means that there is no database at hand. */
export function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    connectionFaults.has(code) ||
    /^(08|57P0|53)/.test(code) ||
    /connection terminated|not queryable|timeout exceeded when trying to connect|connection ended/i.test(error.message)
  )
}

/** Sends a problem document. */
export function sendProblem(response: Response, problem: Problem): void {
  response.status(problem.status).set(problem.headers).type('application/problem+json').json(problemDocument(problem))
}

export function problemDocument({ status, message, more }: Problem) {
  const { slug, title } = problemKinds[status]
  return { type: `/docs#problem-${slug}`, title, status, detail: message, ...more }
}
