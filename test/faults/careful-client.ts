import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** What a caller hears in the end; `status` below 500, whatever had to be repeated. */
export interface Answer {
  status: number
  body: Record<string, unknown>
}

/** Milliseconds after which a call without an answer is repeated, and for which it is repeated. */
const patienceOfOne = 30_000
const patienceOfAll = 240_000

/** Calls the API as a role; a call is repeated under its key until it is answered, as a careful client would. */
export function carefulClient(port: string, dataDir: string) {
  let known: Record<string, string> | undefined
  const tokens = () =>
    (known ??= JSON.parse(readFileSync(join(dataDir, 'tokens.json'), 'utf8')) as Record<string, string>)

  async function once(role: string, method: string, path: string, body: unknown, key: string | undefined) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      signal: AbortSignal.timeout(patienceOfOne),
      headers: {
        authorization: `Bearer ${tokens()[role]}`,
        'content-type': 'application/json',
        ...(key ? { 'idempotency-key': key } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const wait = Number(answer.headers.get('retry-after') ?? 0)
    return { status: answer.status, wait, body: (await answer.json()) as Record<string, unknown> }
  }

  const repeats = new Map<string, number>()
  const because = (why: string) => void repeats.set(why, (repeats.get(why) ?? 0) + 1)

  async function call(role: string, method: string, path: string, body?: unknown, key?: string) {
    const end = Date.now() + patienceOfAll
    for (let tries = 1; ; tries++) {
      const answer = await once(role, method, path, body, key).catch(() => undefined)
      const again = !answer || answer.status >= 500 || answer.wait > 0
      if (!again) return { status: answer.status, body: answer.body } satisfies Answer
      because(answer ? `${answer.status}: ${String(answer.body['detail'] ?? '')}` : 'no answer')
      if (Date.now() > end)
        throw new Error(`${method} ${path} is not answered: ${JSON.stringify(answer?.body ?? null)}`)
      await pause(Math.min(2_000, answer?.wait ? answer.wait * 1_000 : 100 * tries))
    }
  }
  /** `repeats` says how often a call was repeated, and why. */
  return Object.assign(call, { repeats })
}

export type Call = ReturnType<typeof carefulClient>
