import * as z from 'zod'
import type { Caller } from '../access/caller.ts'
import { actsIn, readingScope } from '../access/reading.ts'
import { seesDuty } from '../access/secrecy.ts'
import { titleOf } from '../cases/roles.ts'
import { deadlineFeed } from '../notifications/deadline-feed.ts'
import { urnsOf } from '../records/people.ts'
import { readDeadlines } from '../records/reading.ts'
import { sealerOf } from '../records/sealing.ts'
import { refuseUnknownValues } from './known-values.ts'
import { page, pageQuery, readCursor } from './pages.ts'
import type { ApiParts } from './parts.ts'
import { day, kebab, urn } from './schemas.ts'
import { deadlineInCaseShown } from './shown.ts'

const place = z.strictObject({ due: day.nullable(), caseId: z.string(), key: z.string() })
export const deadlineStatuses = ['open', 'missed', 'suspended', 'met', 'cancelled', 'lapsed', 'overdue'] as const

const filters = {
  status: z
    .enum(deadlineStatuses, { error: `must be one of ${deadlineStatuses.join(', ')}` })
    .optional()
    .describe('left out: what is still owed'),
  owner: kebab.optional().describe('the role that owes it'),
  dueFrom: day.optional().describe('due on that day or later'),
  dueBefore: day.optional(),
  authority: kebab.optional(),
  case: z.string().optional().describe('the id of a case'),
  school: urn.optional(),
}

/** What deadlines can be looked for by. */
export const deadlinesQuery = z.strictObject({ ...filters, ...pageQuery })
export const feedQuery = z.strictObject(filters)

/** A page of the deadlines that a caller may read, the soonest first. */
export async function findDeadlines(parts: ApiParts, query: z.output<typeof deadlinesQuery>, caller: Caller) {
  const { records } = parts
  const { rows, mayKnow } = await deadlineRows(parts, query, caller)
  const { items, next } = page(
    rows,
    query.limit,
    ({ due, case_id, key }) => ({ due, caseId: case_id, key: sealerOf(records, case_id).name(key) }),
    (row) => (mayKnow(row) ? [deadlineInCaseShown(row)] : []),
  )
  return { items: items.flat(), next }
}

type Row = Awaited<ReturnType<typeof readDeadlines>>[number]

async function deadlineRows(parts: ApiParts, query: z.output<typeof deadlinesQuery>, caller: Caller) {
  const { records, policies } = parts
  const { limit, cursor, authority, school, case: caseId, ...filters } = query
  const after = readCursor(place, cursor)
  refuseUnknownValues(policies, query)
  const mayKnow = (row: Row): boolean => seesDuty(policies, caller, row, row.id)
  const scope = await readingScope(records, policies, caller)
  const urns = school === undefined ? undefined : await urnsOf(records, school)
  const hidden = urns && scope.urns && !urns.some((one) => scope.urns?.includes(one))
  if (hidden || (authority !== undefined && !actsIn(caller, authority))) return { rows: [], mayKnow }
  const authorities = authority === undefined ? scope.authorities : [authority]
  const wanted = { ...filters, caseId, authorities, urns: scope.urns ?? urns, today: parts.today() }
  return { rows: await readDeadlines(records, wanted, { after, limit: limit + 1 }), mayKnow }
}

/** More than these make no calendar that a program reads. */
const mostEntries = 1000

/** The same as an iCalendar document, an all-day entry each, for a program to subscribe to; a thousand at most. */
export async function deadlinesCalendar(
  parts: ApiParts,
  query: z.output<typeof feedQuery>,
  caller: Caller,
): Promise<string> {
  const { policies, post } = parts
  const { rows, mayKnow } = await deadlineRows(parts, { ...query, limit: mostEntries - 1, cursor: undefined }, caller)
  return deadlineFeed(
    rows.filter(mayKnow).map((row) => {
      const policy = policies.get(row.authority)
      return {
        ...row,
        owner: policy ? titleOf(policy, row.owner) : row.owner,
        schoolName: row.school_name,
        caseId: row.case_id,
      }
    }),
    post.publicUrl,
  )
}
