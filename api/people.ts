import * as z from 'zod'
import type { Caller } from '../access/caller.ts'
import { actsIn, readingScope, refuseOutsiders, refuseSchools } from '../access/reading.ts'
import { requireKeeper } from '../access/writing.ts'
import { rolesTitled } from '../cases/roles.ts'
import { getPerson, listPeople, putAbsences, type Absence, type Person } from '../records/people.ts'
import { refuseUnknownValues } from './known-values.ts'
import { page, pageQuery, readCursor } from './pages.ts'
import type { ApiParts } from './parts.ts'
import { badRequest, Problem } from './problem.ts'
import { personFaults } from './routes/person-faults.ts'
import { kebab } from './schemas.ts'

/** What people can be looked for by. */
export const peopleQuery = z.strictObject({
  authority: kebab.optional(),
  role: kebab.optional(),
  text: z
    .string()
    .max(200)
    .optional()
    .describe('looked for in names, mail addresses, roles held today, their titles and their schools'),
  ...pageQuery,
})

/** A page of the people whom a caller may know. */
export async function findPeople(parts: ApiParts, query: z.output<typeof peopleQuery>, caller: Caller) {
  const { records, policies } = parts
  refuseSchools(caller, 'people')
  const { limit, cursor, authority, role, text } = query
  const after = readCursor(z.string(), cursor)
  refuseUnknownValues(policies, { authority, role })
  const scope = await readingScope(records, policies, caller)
  if (authority !== undefined && !actsIn(caller, authority)) return { items: [], next: null }
  const authorities = authority === undefined ? scope.authorities : [authority]
  const titled = text ? rolesTitled(policies.values(), text) : []
  const on = parts.today()
  const people = await listPeople(records, { authorities, role, text, titled, on, after, limit: limit + 1 })
  return page(
    people,
    limit,
    (person) => person.id,
    (person) => person,
  )
}

/** A person whom the caller may know; else a 404. */
export async function mustReadPerson(
  { records, policies }: ApiParts,
  personId: string,
  caller: Caller,
): Promise<Person> {
  refuseSchools(caller, 'people')
  refuseOutsiders(policies, caller)
  const person = await getPerson(records, personId)
  if (!person || (person.authority !== null && !actsIn(caller, person.authority)))
    throw new Problem(404, `There is no person ${personId} on record`)
  return person
}

/** Puts on record when somebody is away. A caller that is not `self` has to be one who keeps absences there. */
export async function putAway(parts: ApiParts, person: Person, away: Absence[], caller: Caller, self = false) {
  if (!self) requireKeeper(parts.policies, caller, 'absences', person.authority)
  const faults = (await personFaults(parts, { ...person, away })).filter(({ field }) => field.startsWith('away'))
  if (faults.length > 0) throw badRequest(faults)
  await putAbsences(parts.records, person.id, away)
  return getPerson(parts.records, person.id)
}
