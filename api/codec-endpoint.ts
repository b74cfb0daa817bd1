import type { Payload } from '@temporalio/common'
import express, { Router, type Request } from 'express'
import * as z from 'zod'
import { bearerIn, type Caller } from '../access/caller.ts'
import { openedTo, seesLevels } from '../access/secrecy.ts'
import { actsIn, readableUrns } from '../access/reading.ts'
import { authorityOf } from '../codec/confidential-cases.ts'
import { caseOfPayload, decryptPayload, encryptPayload } from '../codec/payload-codec.ts'
import type { ApiParts } from './parts.ts'
import { badRequest, Problem } from './problem.ts'

/** Temporal's JSON of payloads: bytes as base64. */
const payloadsSchema = z.object({
  payloads: z.array(z.object({ metadata: z.record(z.string(), z.base64()).default({}), data: z.base64().default('') })),
})

/**
 * Temporal's remote codec protocol, for its Web UI: decrypts confidential cases for those who may know their category (DA-4), by the
 * API's tokens; everybody else's payloads go through as they are. A browser that was asked for the token at `/codec` (any name, the
 * token as password) sends it along where the UI's codec settings include credentials.
 */
export function codecEndpoint(parts: CodecParts): Router {
  const router = Router()
  router.use((request, response, next) => {
    const origin = request.get('Origin')
    if (origin && parts.uiOrigins.includes(origin))
      response.set({
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Namespace',
        'Access-Control-Allow-Methods': 'POST',
        Vary: 'Origin',
      })
    if (request.method === 'OPTIONS') return void response.status(204).end()
    next()
  })
  router.get('/', (request, response) => {
    const { role } = mustKnow(parts, request)
    response.type('text/plain').send(`The Temporal UI decrypts in this browser what the role ${role} may read.\n`)
  })
  router.use(express.json({ limit: '20mb', type: () => true }))
  // oxlint-disable-next-line oxc/no-async-endpoint-handlers -- Express 5 hands rejections on
  router.post('/decode', async (request, response) => {
    const payloads = payloadsIn(request)
    const cases = [...new Set(payloads.flatMap((one) => caseOfPayload(one) ?? []))]
    if (cases.length) await requireReader(parts, mustKnow(parts, request), cases)
    response.json({ payloads: payloads.map((one) => shown(decrypted(parts, one))) })
  })
  router.post('/encode', (request, response) => {
    const [authority] = openedTo(parts.policies, mustKnow(parts, request))
    if (!authority) throw notTheirs()
    const payloads = payloadsIn(request)
    response.json({ payloads: payloads.map((one) => shown(encryptPayload(parts.keys, `${authority}-by-hand`, one))) })
  })
  return router
}

type CodecParts = Pick<ApiParts, 'policies' | 'keys' | 'records' | 'recognize' | 'uiOrigins'>

function mustKnow({ recognize }: CodecParts, request: Request): Caller {
  const header = request.get('Authorization')
  const token = bearerIn(header) ?? passwordIn(header)
  const caller = token === undefined ? undefined : recognize(token)
  if (caller) return caller
  throw new Problem(401, 'Give a token of the API: as Bearer, or in a browser as the password', {
    headers: { 'WWW-Authenticate': 'Basic realm="Confidential cases", charset="UTF-8"' },
  })
}

function passwordIn(header: string | undefined): string | undefined {
  const [, encoded] = /^Basic +([\w+/=]{1,2000}) *$/i.exec(header ?? '') ?? []
  return encoded && Buffer.from(encoded, 'base64').toString('utf8').split(':')[1]
}

/** Whoever may know the categories of all these cases; a school's role those of its own school. */
async function requireReader({ policies, records }: CodecParts, caller: Caller, cases: string[]): Promise<void> {
  const own = await readableUrns(records, caller)
  for (const id of cases) {
    const authority = authorityOf(policies, id) ?? ''
    const isOwn = own === undefined || own.some((urn) => id.startsWith(`${authority}-${urn}-`))
    if (!policies.has(authority) || !actsIn(caller, authority) || !seesLevels(policies, caller, authority) || !isOwn)
      throw notTheirs()
  }
}

const notTheirs = (): Problem => new Problem(403, 'This is confidential, and not for this role')

function payloadsIn(request: Request): Payload[] {
  const read = payloadsSchema.safeParse(request.body)
  if (!read.success)
    throw badRequest([{ field: 'payloads', message: 'must be a list of {metadata, data}, their bytes in base64' }])
  return read.data.payloads.map(({ metadata, data }) => ({
    metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')])),
    data: Buffer.from(data, 'base64'),
  }))
}

function decrypted({ keys }: CodecParts, payload: Payload): Payload {
  try {
    return decryptPayload(keys, payload)
  } catch {
    throw badRequest([{ field: 'payloads', message: 'holds one that no key here opens, or that was changed' }])
  }
}

const shown = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)])),
  data: base64(data ?? new Uint8Array()),
})

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
