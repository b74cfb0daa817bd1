import * as z from 'zod'
import { giverOf } from '../../access/acting.ts'
import type { Caller } from '../../access/caller.ts'
import { requireKeeper } from '../../access/writing.ts'
import { isPlain, looksSealed, mailAddress, wordsPattern } from '../../cases/text.ts'
import { revokeLinks } from '../../records/links.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { mustReadCase } from './cases.ts'

/** To whom links went, and why they end. */
export const revocation = z.strictObject({
  address: mailAddress('address must be the mail address that the links were sent to'),
  reason: z
    .string({ error: 'reason is missing: write it as text' })
    .trim()
    .min(1, 'reason is empty: say it in a sentence')
    .max(2000, 'reason is longer than 2,000 characters: shorten it')
    .refine(isPlain, 'reason holds characters that cannot be printed: take them out')
    .refine((one) => !looksSealed(one), 'reason begins with "sealed:", as only the records write: begin otherwise')
    .meta({ pattern: wordsPattern }),
})

/** The links in mails, by which whoever has no account reads what was sent to them and does what it asks for. */
export function linkRoutes(parts: ApiParts) {
  return [
    operation({
      method: 'post',
      path: '/api/cases/{caseId}/links/revoke',
      id: 'revokeLinks',
      tag: 'Notifications',
      summary: 'Ends every link that was sent to a mail address in this case',
      description:
        'For a mail that went to the wrong person. It cannot be taken back; a mail that is written later carries a link of its own, so put the address on record right as well.',
      params: z.object({ caseId: z.string() }),
      body: { schema: revocation },
      answers: {
        200: {
          description: 'How many links have ended with this',
          schema: z.object({ caseId: z.string(), address: z.string(), revoked: z.int() }),
        },
      },
      problems: [400, 403, 404, 415, 503],
      async handle({ params, body, caller }) {
        return { body: await revokeFor(parts, caller, params.caseId, body) }
      },
    }),
  ]
}

/** Ends the links that were sent to an address in a case. Throws a Refusal or a 404. */
export async function revokeFor(
  parts: ApiParts,
  caller: Caller,
  caseId: string,
  { address, reason }: z.output<typeof revocation>,
) {
  const { records, policies, today } = parts
  const row = await mustReadCase(parts, caseId, caller)
  requireKeeper(policies, caller, 'links', row.authority)
  const by = await giverOf(records, caller, { ...row, phase: row.phase ?? 'secondary' }, today())
  return { caseId: row.id, address, revoked: await revokeLinks(records, { caseId: row.id, address, reason, by }) }
}
