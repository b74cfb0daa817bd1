import type { Whole } from './whole-service.ts'

export interface Answer {
  status: number
  type: string
  headers: Headers
  text: string
  /** The body where it is JSON, else undefined. */
  json: unknown
}

/** Calls the API with this token (none: undefined), and tells the whole answer. */
export async function call(
  whole: Pick<Whole, 'url'>,
  token: string | undefined,
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const sent = body === undefined || typeof body === 'string' || body instanceof Buffer ? body : JSON.stringify(body)
  const answer = await fetch(`${whole.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(sent === undefined ? {} : { body: sent as string }),
  })
  const text = await answer.text()
  const type = (answer.headers.get('content-type') ?? '').split(';')[0]!.trim()
  return {
    status: answer.status,
    type,
    headers: answer.headers,
    text,
    json: type.endsWith('json') ? JSON.parse(text) : undefined,
  }
}

/** Calls as a role, and throws where the answer is no success. */
export async function succeed(
  whole: Whole,
  role: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const answer = await call(whole, whole.tokens[role], method, path, { body })
  if (answer.status >= 300) throw new Error(`${method} ${path} as ${role}: ${answer.status} ${answer.text}`)
  return answer.json
}
