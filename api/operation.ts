import type { Request, RequestHandler, Response } from 'express'
import type * as z from 'zod'
import type { Caller } from '../access/caller.ts'
import { badRequest, type Fault } from './problem.ts'

/** What an operation finds when it is called. */
export interface Call<P, Q, B> {
  params: P
  query: Q
  body: B
  caller: Caller
  request: Request
  response: Response
  /** The caller's key, told apart from other callers', and when a first try under it came to no end. */
  retry: Retry
}

export interface Retry {
  key: string | null
  firstTriedAt: Date | null
}

export interface Answer {
  status?: number
  headers?: Record<string, string>
  body: unknown
}

interface Documented {
  description: string
  schema?: z.ZodType
  headers?: Record<string, string>
  type?: string
}

/** One method of one address: what it takes and answers, for Express and for OpenAPI alike. */
export interface Operation {
  method: 'get' | 'put' | 'post'
  /** As OpenAPI writes it: `/api/cases/{caseId}`. */
  path: string
  id: string
  tag: string
  summary: string
  description?: string | undefined
  params?: z.ZodObject | undefined
  query?: z.ZodObject | undefined
  body?: { schema: z.ZodType; types: string[]; required?: boolean } | undefined
  answers: Record<number, Documented>
  /** The problems it may answer with, besides those that every call may. */
  problems: number[]
  isPublic: boolean
  handle: RequestHandler
}

type Out<S extends z.ZodType | undefined> = S extends z.ZodType ? z.output<S> : undefined

type Spec<P extends z.ZodObject | undefined, Q extends z.ZodObject | undefined, B extends z.ZodType | undefined> = Pick<
  Operation,
  'method' | 'path' | 'id' | 'tag' | 'summary' | 'description'
> & {
  params?: P
  query?: Q
  body?: { schema: B; types?: string[]; required?: boolean }
  answers: Record<number, Documented>
  problems?: number[]
  isPublic?: boolean
  handle: (call: Call<Out<P>, Out<Q>, Out<B>>) => Promise<Answer | void>
}

/** Makes an operation: the same zod schemas read the request and stand in its documentation. */
export function operation<
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(spec: Spec<P, Q, B>): Operation {
  const { handle, body, problems = [], isPublic = false } = spec
  return {
    ...spec,
    body: body?.schema && {
      schema: body.schema,
      types: body.types ?? ['application/json'],
      required: body.required ?? true,
    },
    problems,
    isPublic,
    async handle(request, response) {
      const read = {
        params: readPart(spec.params, request.params),
        query: readPart(spec.query, request.query),
        body: readPart(body?.schema, request.body ?? {}),
      }
      const { caller, retry } = response.locals as { caller: Caller; retry?: Retry }
      const call = { ...read, caller, request, response, retry: retry ?? { key: null, firstTriedAt: null } }
      const answer = await handle(call as Call<Out<P>, Out<Q>, Out<B>>)
      if (answer)
        response
          .status(answer.status ?? 200)
          .set(answer.headers ?? {})
          .json(answer.body)
    },
  }
}

function readPart(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined
  const unreadable = unreadableIn(value, '')
  if (unreadable) throw badRequest([unreadable])
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw badRequest(result.error.issues.map(faultOf))
}

function faultOf(issue: z.core.$ZodIssue): Fault {
  const field = issue.path.join('.') || 'input'
  if (issue.code !== 'unrecognized_keys') return { field, message: issue.message }
  const path = issue.path.length > 0 ? `${field}.` : ''
  return { field: `${path}${issue.keys[0]}`, message: `there is no field ${issue.keys.join(', ')} here` }
}

/** Text that no database takes: a zero character, or half of a surrogate pair. */
function unreadableIn(value: unknown, field: string): Fault | undefined {
  if (typeof value === 'string') {
    const fine = !value.includes('\u0000') && value.isWellFormed()
    return fine ? undefined : { field: field || 'input', message: 'holds a character that is no text' }
  }
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const found = unreadableIn(key, field || 'input') ?? unreadableIn(inner, field ? `${field}.${key}` : key)
    if (found) return found
  }
  return undefined
}
