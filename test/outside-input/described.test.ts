import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Request } from './support/asking.ts'
import { send } from './support/asking.ts'
import { argumentsOf, attacks, writeDescriptions } from './support/attacks.ts'
import { call } from './support/calls.ts'
import { fillWhole } from './support/content.ts'
import { readDescription, type Description, type Operation } from './support/described.ts'
import { validRequests, wrongRequests } from './support/requests.ts'
import { findSchemathesis, runSchemathesis, type Schemathesis } from './support/schemathesis.ts'
import { startWhole, type Whole } from './support/whole-service.ts'

/** Schemathesis ends by itself after this many seconds; each run of this test goes the same way. */
const seconds = 40
const seed = 20070401
const runs = 8

let whole: Whole
let description: Description
const schemathesis = await findSchemathesis()

beforeAll(async () => {
  whole = await startWhole()
  await fillWhole(whole)
  const { json } = await call(whole, undefined, 'GET', '/openapi.json')
  description = readDescription(json as Parameters<typeof readDescription>[0])
}, 240_000)
afterAll(() => whole?.stop())

describe('the API, asked whatever its description allows and whatever it does not', () => {
  const askers = fc.constantFrom('dsim', 'head-of-sid', 'director', 'administrator', 'headteacher', 'chief-inspector')

  /** Asks so of each operation, and tells each answer that was not as it should be. */
  async function faultsOver(requestsOf: typeof wrongRequests, faultOf: FaultOf): Promise<string[]> {
    const faults: string[] = []
    for (const [index, operation] of description.operations.entries()) {
      const requests = requestsOf(operation, description)
      if (!requests) continue
      const samples = fc.sample(fc.tuple(askers, requests), { numRuns: runs, seed: seed + index })
      for (const [role, request] of samples) {
        const answer = await send(whole, whole.tokens[role], request)
        const fault = faultOf(operation, answer)
        if (fault) faults.push(`${role}: ${inShort(request)}: ${fault}`)
      }
    }
    return faults
  }
  type FaultOf = (operation: Operation, answer: Parameters<Description['faultOf']>[1]) => string | undefined

  it('answers what is right as it is described, and never with a fault of its own', async () => {
    expect(await faultsOver(validRequests, description.faultOf)).toEqual([])
    expect(whole.faults).toEqual([])
  }, 240_000)

  it('refuses what is wrong, and says so as it is described', async () => {
    const faultOf: FaultOf = (operation, answer) =>
      answer.status < 400 ? `taken with ${answer.status}` : description.faultOf(operation, answer)
    expect(await faultsOver(wrongRequests, faultOf)).toEqual([])
    expect(whole.faults).toEqual([])
  }, 240_000)

  it('holds up against schemathesis', async ({ skip }) => {
    if (typeof schemathesis === 'string') return skip(schemathesis)
    const folder = mkdtempSync(join(tmpdir(), 'interventions-schemathesis-'))
    await writeDescriptions(folder, whole.url)
    const rest = ['--max-time', String(seconds), '--seed', String(seed), '--max-examples', '6']
    const told = await Promise.all(
      attacks.map(async (attack) => {
        const args = argumentsOf(attack, folder, whole.url, whole.tokens[attack.role] ?? '', rest)
        const { code, output } = await runSchemathesis(schemathesis as Schemathesis, args, folder, 4 * seconds * 1000)
        return { ...attack, code, output }
      }),
    )
    rmSync(folder, { recursive: true, force: true })
    for (const { role, code, output } of told) expect(code, `as ${role}:\n${output}`).toBe(0)
    for (const { role, output } of told) expect(output, `as ${role}`).toMatch(/\d+ generated, \d+ passed/)
    expect(whole.faults).toEqual([])
  }, 300_000)
})

const inShort = ({ method, path, body }: Request): string =>
  `${method} ${path} ${JSON.stringify(body)?.slice(0, 300) ?? ''}`
