import * as z from 'zod'
import { actsIn, readableLetters, readingScope } from '../../access/reading.ts'
import { seesDuty, seesLevels } from '../../access/secrecy.ts'
import type { Caller } from '../../access/caller.ts'
import { maySeeLevel } from '../../policies/secrecy.ts'
import { readNotifications } from '../../records/reading.ts'
import { letterKeyOnRecord } from '../../records/sealing.ts'
import { refuseUnknownValues } from '../known-values.ts'
import { operation } from '../operation.ts'
import { page, pageQuery, readCursor } from '../pages.ts'
import type { ApiParts } from '../parts.ts'
import { kebab, notificationSchema, pageOf } from '../schemas.ts'
import { notificationShown } from '../shown.ts'

const place = z.strictObject({ at: z.iso.datetime(), key: z.string() })
const statuses = ['writing', 'gathering', 'mailed', 'waiting', 'sent', 'refused', 'by post', 'nobody'] as const
const kinds = ['notice', 'reminder', 'overdue', 'escalation', 'digest', 'outcome'] as const

/** What was written to whom, and what became of it. */
export function notificationRoutes(parts: ApiParts) {
  const { records, policies } = parts
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
        const { limit, cursor, authority, case: ofCase, caseId = ofCase, ...filters } = query
        const after = readCursor(place, cursor)
        refuseUnknownValues(policies, { authority })
        const scope = await readingScope(records, policies, caller)
        if (authority !== undefined && !actsIn(caller, authority)) return { body: { items: [], next: null } }
        const authorities = authority === undefined ? scope.authorities : [authority]
        const wanted = { ...scope, ...filters, caseId, authorities, roles: readableLetters(policies, caller) }
        const rows = await readNotifications(records, wanted, { after, limit: limit + 1 })
        const { items, next } = page(
          rows,
          limit,
          ({ at, key }) => ({ at: at.toISOString(), key: letterKeyOnRecord(records, key) }),
          (row) => (mayRead(parts, caller, row) ? [notificationShown(row)] : []),
        )
        return { body: { items: items.flat(), next } }
      },
    }),
  ]
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
