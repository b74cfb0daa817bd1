import * as z from 'zod'
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import type { Operation } from './operation.ts'
import { problemKinds, type ProblemStatus } from './problem.ts'
import { problemSchema } from './schemas.ts'

/** The description of the whole API (OpenAPI 3.1), made from what reads the requests. */
export function describeApi(operations: Operation[]) {
  const paths: ZodOpenApiPathsObject = {}
  for (const one of operations) paths[one.path] = { ...paths[one.path], [one.method]: described(one) }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Interventions',
      version: '1',
      description:
        'Runs an authority’s interventions in schools causing concern. Every call under /api carries a token, which stands for a role. A command that is refused changes nothing and says why in a sentence.',
    },
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths,
  })
}

function described(one: Operation): ZodOpenApiOperationObject {
  const { id, tag, summary, description, body, answers, isPublic, method } = one
  const header = method === 'post' ? z.object({ 'Idempotency-Key': idempotencyKey }) : undefined
  const requestParams = {
    ...(one.params && { path: one.params }),
    ...(one.query && { query: one.query }),
    ...(header && { header }),
  }
  const answered = Object.entries(answers).map(([status, answer]) => [
    status,
    {
      description: answer.description,
      ...(answer.headers && {
        headers: Object.fromEntries(
          Object.entries(answer.headers).map(([name, words]) => [
            name,
            { description: words, schema: { type: 'string' as const } },
          ]),
        ),
      }),
      content: { [answer.type ?? 'application/json']: answer.schema ? { schema: answer.schema } : {} },
    },
  ])
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description && { description }),
    ...(isPublic && { security: [] }),
    requestParams,
    ...(body && {
      requestBody: {
        required: body.required ?? true,
        content: Object.fromEntries(
          body.types.map((type) => [type, { schema: type === 'text/csv' ? csv : body.schema }]),
        ),
      },
    }),
    responses: { ...Object.fromEntries(answered), ...problemsOf(one) },
  }
}

const csv = z.string()
const idempotencyKey = z
  .string()
  .min(1)
  .max(200)
  .optional()
  .describe(
    'a repeat of the same request under the same key has one effect, and gets the first answer; a refused request (4xx) had no effect, and leaves its key free',
  )

/** Every problem that a call may be answered with: its own, and those that any call may be (408 and 431 before it is read). */
function problemsOf({ problems, isPublic, method }: Operation) {
  const always = isPublic ? [400, 408, 429, 431, 500] : [400, 401, 408, 429, 431, 500]
  const statuses = [...new Set([...problems, ...always, ...(method === 'get' ? [] : [413])])]
  return Object.fromEntries(
    statuses
      .sort((a, b) => a - b)
      .map((status) => [
        String(status),
        {
          description: problemKinds[status as ProblemStatus].title,
          content: { 'application/problem+json': { schema: problemSchema } },
        },
      ]),
  )
}
