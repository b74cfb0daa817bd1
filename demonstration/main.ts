import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { londonDay } from '../calendar/london.ts'
import { environmentOrExit } from '../config/environment.ts'
import { loadPolicies } from '../policies/policies.ts'
import { fill, type Call } from './fill.ts'

const { DATA_DIR, PORT, LISTEN_ADDRESS } = environmentOrExit()
const host =
  LISTEN_ADDRESS === '0.0.0.0' || LISTEN_ADDRESS === '::'
    ? '127.0.0.1'
    : LISTEN_ADDRESS.includes(':')
      ? `[${LISTEN_ADDRESS}]`
      : LISTEN_ADDRESS
const base = `http://${host}:${PORT}`

/** Calls the running API with the token of a role; waits while a part is still coming up. */
const call: Call = async (role, method, path, body, key) => {
  const tokens = JSON.parse(readFileSync(join(DATA_DIR, 'tokens.json'), 'utf8')) as Record<string, string>
  for (let tries = 0; ; tries++) {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${tokens[role]}`,
        'content-type': 'application/json',
        ...(key ? { 'idempotency-key': key } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => null)
    if (answer?.ok) return answer.json()
    if (answer && answer.status < 500 && answer.status !== 429)
      throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    if (tries === 60) throw new Error(`${method} ${path}: the API does not answer`)
    await pause(500)
  }
}

await fill(call, loadPolicies(), londonDay(Date.now()))
