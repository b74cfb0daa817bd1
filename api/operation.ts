import type { Request, RequestHandler, Response } from 'express'
import type * as z from 'zod'
import type { Caller } from '../access/caller.ts'
import { namingItsField } from './problem.ts'
import { fieldsOf, readPart } from './read-part.ts'

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
  const fields = fieldsOf(body?.schema)
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
        body: readPart(body?.schema, request.body === undefined ? {} : request.body),
      }
      const { caller, retry } = response.locals as { caller: Caller; retry?: Retry }
      const call = { ...read, caller, request, response, retry: retry ?? { key: null, firstTriedAt: null } }
      const answer = await handle(call as Call<Out<P>, Out<Q>, Out<B>>).catch((error: unknown) => {
        throw namingItsField(error, fields)
      })
      if (answer)
        response
          .status(answer.status ?? 200)
          .set(answer.headers ?? {})
          .json(answer.body)
    },
  }
}
