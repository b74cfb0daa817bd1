import * as z from 'zod'
import { actsIn, readingScope } from '../../access/reading.ts'
import { seesDuty } from '../../access/secrecy.ts'
import { urnsOf } from '../../records/people.ts'
import { readDeadlines } from '../../records/reading.ts'
import { sealerOf } from '../../records/sealing.ts'
import { refuseUnknownValues } from '../known-values.ts'
import { operation } from '../operation.ts'
import { page, pageQuery, readCursor } from '../pages.ts'
import type { ApiParts } from '../parts.ts'
import { day, deadlineInCaseSchema, kebab, pageOf, urn } from '../schemas.ts'
import { deadlineInCaseShown } from '../shown.ts'

const place = z.strictObject({ due: day.nullable(), caseId: z.string(), key: z.string() })
const statuses = ['open', 'missed', 'suspended', 'met', 'cancelled', 'lapsed', 'overdue'] as const

/** What is owed, over all cases. */
export function deadlineRoutes(parts: ApiParts) {
  const { records, policies } = parts
  return [
    operation({
      method: 'get',
      path: '/api/deadlines',
      id: 'listDeadlines',
      tag: 'Deadlines',
      summary: 'Finds deadlines over all cases, the soonest first',
      description:
        'Without a status it gives what is still owed: open, suspended and missed. What was met, was cancelled or lapsed is asked for by its status; `overdue` is what was missed, and what is open past its day.',
      query: z.strictObject({
        status: z
          .enum(statuses, { error: `must be one of ${statuses.join(', ')}` })
          .optional()
          .describe('left out: what is still owed'),
        owner: kebab.optional().describe('the role that owes it'),
        dueBefore: day.optional(),
        authority: kebab.optional(),
        case: z.string().optional().describe('the id of a case'),
        school: urn.optional(),
        ...pageQuery,
      }),
      answers: { 200: { description: 'A page of deadlines', schema: pageOf(deadlineInCaseSchema) } },
      problems: [400, 403, 503],
      async handle({ query, caller }) {
        const { limit, cursor, authority, school, case: caseId, ...filters } = query
        const after = readCursor(place, cursor)
        refuseUnknownValues(policies, query)
        const scope = await readingScope(records, policies, caller)
        const urns = school === undefined ? undefined : await urnsOf(records, school)
        const hidden = urns && scope.urns && !urns.some((one) => scope.urns?.includes(one))
        if (hidden || (authority !== undefined && !actsIn(caller, authority)))
          return { body: { items: [], next: null } }
        const authorities = authority === undefined ? scope.authorities : [authority]
        const wanted = { ...filters, caseId, authorities, urns: scope.urns ?? urns, today: parts.today() }
        const rows = await readDeadlines(records, wanted, { after, limit: limit + 1 })
        const { items, next } = page(
          rows,
          limit,
          ({ due, case_id, key }) => ({ due, caseId: case_id, key: sealerOf(records, case_id).name(key) }),
          (row) => (seesDuty(policies, caller, row, row.id) ? [deadlineInCaseShown(row)] : []),
        )
        return { body: { items: items.flat(), next } }
      },
    }),
  ]
}
