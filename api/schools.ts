import * as z from 'zod'
import type { Caller } from '../access/caller.ts'
import { actsIn, readingScope } from '../access/reading.ts'
import { getSchool, listSchools } from '../records/schools.ts'
import { refuseUnknownValues } from './known-values.ts'
import { page, pageQuery, readCursor } from './pages.ts'
import type { ApiParts } from './parts.ts'
import { Problem } from './problem.ts'
import { kebab } from './schemas.ts'

/** What schools can be looked for by. */
export const schoolsQuery = z.strictObject({
  authority: kebab.optional(),
  text: z.string().max(200).optional().describe('looked for in the name and the URN'),
  ...pageQuery,
})

/** A page of the schools that a caller may read, ordered by URN. */
export async function findSchools(parts: ApiParts, query: z.output<typeof schoolsQuery>, caller: Caller) {
  const { records, policies } = parts
  const { limit, cursor, authority, text } = query
  const after = readCursor(z.string(), cursor)
  refuseUnknownValues(policies, { authority })
  const scope = await readingScope(records, policies, caller)
  if (authority !== undefined && !actsIn(caller, authority)) return { items: [], next: null }
  const authorities = authority === undefined ? scope.authorities : [authority]
  const filters = { authorities, urns: scope.urns, text, on: parts.today(), after, limit: limit + 1 }
  return page(
    await listSchools(records, filters),
    limit,
    (school) => school.urn,
    (school) => school,
  )
}

/** The school of a URN, if the caller may read it; else a 404. */
export async function mustReadSchool({ records, policies, today }: ApiParts, wanted: string, caller: Caller) {
  const scope = await readingScope(records, policies, caller)
  const school = await getSchool(records, wanted, today())
  const readable = school && (scope.urns ? scope.urns.includes(school.urn) : actsIn(caller, school.authority))
  if (!readable) throw new Problem(404, `There is no school with the URN ${wanted} that you may read`)
  return school
}
