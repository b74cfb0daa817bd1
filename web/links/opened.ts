import type { Caller } from '../../access/caller.ts'
import { policyOfCase } from '../../api/give-command.ts'
import type { ApiParts } from '../../api/parts.ts'
import { Problem } from '../../api/problem.ts'
import { isSchoolRole, titleOf } from '../../cases/roles.ts'
import type { Policy } from '../../policies/policy.ts'
import { openLink, type LinkedLetter, type LinkEnd } from '../../records/links.ts'
import { readCase, type CaseRow } from '../../records/reading.ts'

/** A link of ours that somebody has opened: the letter it is to, its case, and as whom its reader acts. */
export interface Opened {
  token: string
  linked: LinkedLetter
  row: CaseRow
  policy: Policy
  caller: Caller
  title: string
  /** Whether the reader belongs to the school, is outside, or acts for the authority, and then signs in. */
  side: 'school' | 'outside' | 'authority'
  end: LinkEnd | null
}

/** What a link opens. Throws a 404 where it is not ours, or not whole. */
export async function opened(parts: ApiParts, token: string): Promise<Opened> {
  const { records, post, today, limits } = parts
  const found = await openLink(records, post, token, { today: today(), days: limits.linkDays })
  const row = found && (await readCase(records, found.linked.caseId, {}))
  if (!found || !row)
    throw new Problem(404, 'This link is not one of ours, or it is not whole: open it as it stands in the mail')
  const { linked, end } = found
  const policy = policyOfCase(parts, row)
  const { role, personId, card } = linked
  const ofSchool = isSchoolRole(policy, role)
  return {
    token,
    linked,
    row,
    policy,
    end,
    caller: { role, authorities: [row.authority], school: ofSchool ? card.school.urn : null, personId },
    title: titleOf(policy, role),
    side: ofSchool ? 'school' : policy.roles[role]?.outside ? 'outside' : 'authority',
  }
}
