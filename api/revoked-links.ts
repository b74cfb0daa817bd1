import * as z from 'zod'
import type { Caller } from '../access/caller.ts'
import { readingScope } from '../access/reading.ts'
import { requireKeeper } from '../access/writing.ts'
import { formatLondon } from '../calendar/london.ts'
import { revokedLinks } from '../records/revoked-links.ts'
import { page, readCursor } from './pages.ts'
import type { ApiParts } from './parts.ts'

const place = z.strictObject({ at: z.iso.datetime(), link: z.string() })

/** A page of the links that were revoked, for whoever may revoke them. Throws a Refusal, or a 400. */
export async function revokedLinksFor(
  { records, policies }: ApiParts,
  caller: Caller,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  requireKeeper(policies, caller, 'links', null)
  const scope = await readingScope(records, policies, caller)
  const rows = await revokedLinks(records, scope, { after: readCursor(place, cursor), limit: limit + 1 })
  return page(
    rows,
    limit,
    ({ at, link }) => ({ at: at.toISOString(), link }),
    (row) => ({
      caseId: row.case_id,
      school: { urn: row.urn, name: row.school_name },
      to: row.to_role,
      person: row.person,
      address: row.address,
      revokedAt: formatLondon(row.at.getTime()),
      by: { role: row.by_role, person: row.by_person },
      reason: row.reason,
    }),
  )
}
