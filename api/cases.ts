import * as z from 'zod'
import type { Caller } from '../access/caller.ts'
import { actsIn, readingScope } from '../access/reading.ts'
import { openedTo, seesLevels } from '../access/secrecy.ts'
import { officersOfCases, readCases, urnsOfCases, type CaseRow } from '../records/reading.ts'
import { refuseUnknownValues } from './known-values.ts'
import { page, pageQuery, readCursor } from './pages.ts'
import type { Policies } from '../policies/policies.ts'
import type { ApiParts } from './parts.ts'
import { day, kebab, urn, yesOrNo } from './schemas.ts'
import { caseShown } from './shown.ts'

/** What cases can be looked for by. */
export const casesQuery = z.strictObject({
  authority: kebab.optional(),
  kind: z
    .enum(['intervention', 'school-year', 'district-year', 'authority-year'], {
      error: 'must be one of intervention, school-year, district-year, authority-year',
    })
    .optional()
    .describe('interventions where left out'),
  level: kebab.optional(),
  status: z.enum(['opening', 'open', 'closed'], { error: 'must be one of opening, open, closed' }).optional(),
  overdue: yesOrNo.optional(),
  district: kebab.optional(),
  school: urn.optional().describe('a URN, present or former'),
  officer: z.string().optional().describe('the id of a person assigned'),
  text: z.string().max(200).optional().describe('looked for in the name of the school and in the URN'),
  order: z
    .enum(['id', 'next-deadline'], { error: 'must be one of id, next-deadline' })
    .default('id')
    .describe('by what is due next: what is due on no day stands last'),
  ...pageQuery,
})

const place = z.union([z.string(), z.strictObject({ due: day.nullable(), id: z.string() })])

/** A page of the cases that a caller may read. */
export async function findCases(parts: ApiParts, query: z.output<typeof casesQuery>, caller: Caller) {
  const { records, policies } = parts
  const { limit, cursor, authority, order, ...filters } = query
  const after = readCursor(place, cursor)
  refuseUnknownValues(policies, query)
  const scope = await readingScope(records, policies, caller)
  if (authority !== undefined && !actsIn(caller, authority)) return { items: [], next: null }
  const authorities = authority === undefined ? scope.authorities : [authority]
  const byDay = order === 'next-deadline' ? { closedTo: closedTo(policies, caller) } : undefined
  const wanted = { ...scope, ...filters, authorities, byDay, levelsOf: openedTo(policies, caller) }
  const rows = await readCases(records, wanted, { after: placeIn(after), limit: limit + 1 })
  const ids = rows.map((row) => row.id)
  const of = { urns: await urnsOfCases(records, ids), officers: await officersOfCases(records, ids) }
  const sees = (row: CaseRow): boolean => seesLevels(policies, caller, row.authority)
  const placeOf = (row: CaseRow) => (byDay ? { due: sees(row) ? row.next_deadline : null, id: row.id } : row.id)
  return page(rows, limit, placeOf, (row) => caseShown(row, of, policies, sees(row)))
}

/** The authorities whose levels a caller may not know: when something is due there next would tell them (DA-4). */
const closedTo = (policies: Policies, caller: Caller): string[] =>
  [...policies.keys()].filter((authority) => actsIn(caller, authority) && !seesLevels(policies, caller, authority))

const placeIn = (after: z.output<typeof place> | undefined) =>
  typeof after === 'string' ? { id: after, due: null } : after
