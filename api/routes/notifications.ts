import * as z from 'zod'
import { actsIn, readableLetters, readingScope } from '../../access/reading.ts'
import { seesDuty, seesLevels } from '../../access/secrecy.ts'
import type { Caller } from '../../access/caller.ts'
import { maySeeLevel } from '../../policies/secrecy.ts'
import { letterText } from '../../records/letter-text.ts'
import { receiptOf } from '../../records/receipts.ts'
import { readNotifications } from '../../records/reading.ts'
import { letterKeyOnRecord } from '../../records/sealing.ts'
import { refuseUnknownValues } from '../known-values.ts'
import { operation } from '../operation.ts'
import { page, pageQuery, readCursor } from '../pages.ts'
import type { ApiParts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { kebab, letterTextSchema, notificationSchema, pageOf } from '../schemas.ts'
import { notificationShown } from '../shown.ts'

const place = z.strictObject({ at: z.iso.datetime(), key: z.string() })
const statuses = ['writing', 'gathering', 'mailed', 'waiting', 'sent', 'refused', 'by post', 'nobody'] as const
const kinds = ['notice', 'reminder', 'overdue', 'escalation', 'digest', 'outcome'] as const

/** What was written to whom, and what became of it. */
export function notificationRoutes(parts: ApiParts) {
  const { policies } = parts
  return [
    operation({
      method: 'get',
      path: '/api/notifications',
      id: 'listNotifications',
      tag: 'Notifications',
      summary: 'Letters to roles, the latest first, each with what became of it',
      query: z.strictObject({
        case: z.string().optional().describe('the id of a case'),
        caseId: z.string().optional().describe('the same'),
        status: z.enum(statuses, { error: `must be one of ${statuses.join(', ')}` }).optional(),
        kind: z.enum(kinds, { error: `must be one of ${kinds.join(', ')}` }).optional(),
        authority: kebab.optional(),
        ...pageQuery,
      }),
      answers: { 200: { description: 'A page of letters', schema: pageOf(notificationSchema) } },
      problems: [400, 403, 503],
      async handle({ query, caller }) {
        const { case: ofCase, caseId = ofCase, authority, ...rest } = query
        refuseUnknownValues(policies, { authority })
        return { body: await lettersFor(parts, caller, { caseId, authority, ...rest }) }
      },
    }),
    operation({
      method: 'get',
      path: '/api/notifications/text',
      id: 'getLetterText',
      tag: 'Notifications',
      summary: 'A letter as its reader has it, with what became of it; the reader’s own links are left out',
      query: z.strictObject({ key: z.string().max(500).describe('the key of a letter, as the list gives it') }),
      answers: { 200: { description: 'The letter', schema: letterTextSchema } },
      problems: [400, 403, 404, 503],
      async handle({ query, caller }) {
        return { body: await letterFor(parts, caller, query.key) }
      },
    }),
  ]
}

interface Wanted {
  caseId?: string | undefined
  key?: string | undefined
  authority?: string | undefined
  status?: string | undefined
  kind?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** A page of letters that the caller may read, the latest first. */
export async function lettersFor(parts: ApiParts, caller: Caller, { limit, cursor, authority, ...filters }: Wanted) {
  const { records, policies } = parts
  const after = readCursor(place, cursor)
  const scope = await readingScope(records, policies, caller)
  if (authority !== undefined && !actsIn(caller, authority)) return { items: [], next: null }
  const authorities = authority === undefined ? scope.authorities : [authority]
  const wanted = { ...scope, ...filters, authorities, roles: readableLetters(policies, caller) }
  const rows = await readNotifications(records, wanted, { after, limit: limit + 1 })
  const { items, next } = page(
    rows,
    limit,
    ({ at, key }) => ({ at: at.toISOString(), key: letterKeyOnRecord(records, key) }),
    (row) => (mayRead(parts, caller, row) ? [notificationShown(row)] : []),
  )
  return { items: items.flat(), next }
}

/** One letter with its text. Throws a 404 where there is none that the caller may read. */
export async function letterFor(parts: ApiParts, caller: Caller, key: string) {
  const { items } = await lettersFor(parts, caller, { key, limit: 1 })
  const [letter] = items
  if (!letter) throw new Problem(404, 'There is no letter of that key that you may read')
  const { receivedOn = null } = (await receiptOf(parts.records, letter.caseId, key)) ?? {}
  return { ...letter, text: await letterText(parts.records, parts.post, key), receivedOn }
}

type Letter = Awaited<ReturnType<typeof readNotifications>>[number]

/**
 * Who may not know a confidential level reads no letter to those who may, none about what only some levels owe, and none that says
 * of such a letter that it did not arrive (DA-4).
 */
function mayRead({ policies }: ApiParts, caller: Caller, row: Letter): boolean {
  if (seesLevels(policies, caller, row.authority)) return true
  const policy = policies.get(row.authority)
  const toThem = policy !== undefined && !maySeeLevel(policy, row.to_role) && row.letter !== 'unreached'
  const about = { authority: row.authority, kind: row.case_kind }
  return toThem && (row.deadline === null || seesDuty(policies, caller, about, row.deadline))
}
