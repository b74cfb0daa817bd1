import * as z from 'zod'
import { actsIn, readingScope, refuseSchools } from '../../access/reading.ts'
import { requireKeeper } from '../../access/writing.ts'
import { getPerson, listPeople, putPerson, type Person } from '../../records/people.ts'
import { refuseUnknownValues } from '../known-values.ts'
import { operation } from '../operation.ts'
import { page, pageQuery, readCursor } from '../pages.ts'
import type { ApiParts } from '../parts.ts'
import { badRequest, Problem } from '../problem.ts'
import { id, kebab, pageOf, personSchema, personToPutSchema } from '../schemas.ts'
import { personFaults } from './person-faults.ts'

/** Who holds which role, from when to when, and who is away. */
export function peopleRoutes(parts: ApiParts) {
  const { records, policies } = parts
  return [
    operation({
      method: 'get',
      path: '/api/people',
      id: 'listPeople',
      tag: 'People',
      summary: 'Finds people, ordered by id; with a role, those who hold it today',
      query: z.strictObject({
        authority: kebab.optional(),
        role: kebab.optional(),
        text: z
          .string()
          .max(200)
          .optional()
          .describe('looked for in names, mail addresses, roles held today and their schools'),
        ...pageQuery,
      }),
      answers: { 200: { description: 'A page of people', schema: pageOf(personSchema) } },
      problems: [400, 403, 503],
      async handle({ query, caller }) {
        refuseSchools(caller, 'people')
        const { limit, cursor, authority, role, text } = query
        const after = readCursor(z.string(), cursor)
        refuseUnknownValues(policies, { authority, role })
        const scope = await readingScope(records, policies, caller)
        if (authority !== undefined && !actsIn(caller, authority)) return { body: { items: [], next: null } }
        const authorities = authority === undefined ? scope.authorities : [authority]
        const people = await listPeople(records, {
          authorities,
          role,
          text,
          on: parts.today(),
          after,
          limit: limit + 1,
        })
        return {
          body: page(
            people,
            limit,
            (person) => person.id,
            (person) => person,
          ),
        }
      },
    }),
    operation({
      method: 'get',
      path: '/api/people/{personId}',
      id: 'getPerson',
      tag: 'People',
      summary: 'A person with their roles and absences',
      params: z.object({ personId: z.string() }),
      answers: { 200: { description: 'The person', schema: personSchema } },
      problems: [403, 404, 503],
      async handle({ params, caller }) {
        refuseSchools(caller, 'people')
        await readingScope(records, policies, caller)
        const person = await getPerson(records, params.personId)
        if (!person || (person.authority !== null && !actsIn(caller, person.authority)))
          throw new Problem(404, `There is no person ${params.personId} on record`)
        return { body: person }
      },
    }),
    operation({
      method: 'put',
      path: '/api/people/{personId}',
      id: 'putPerson',
      tag: 'People',
      summary: 'Puts a person on record, with their roles and absences as a whole',
      params: z.object({ personId: id }),
      body: { schema: personToPutSchema },
      answers: { 200: { description: 'The person as on record now', schema: personSchema } },
      problems: [400, 403, 415, 503],
      async handle({ params, body, caller }) {
        const { personId } = params
        if (body.id !== undefined && body.id !== personId)
          throw badRequest([{ field: 'id', message: `id is ${body.id}, but the address says ${personId}` }])
        const person: Person = {
          id: personId,
          name: body.name,
          email: body.email,
          authority: body.authority ?? null,
          roles: body.roles.map(({ role, from, to, district, school }) => ({
            role,
            from,
            to: to ?? null,
            district: district ?? null,
            school: school ?? null,
          })),
          away: body.away,
        }
        await refuseKeeping(parts, caller, person)
        const faults = await personFaults(parts, person)
        if (faults.length > 0) throw badRequest(faults)
        await putPerson(records, person)
        return { body: await getPerson(records, personId) }
      },
    }),
  ]
}

type Caller = Parameters<typeof requireKeeper>[1]

/** Both the person as they stand on record and as they would stand must be the caller's to keep. */
async function refuseKeeping({ records, policies }: ApiParts, caller: Caller, person: Person): Promise<void> {
  requireKeeper(policies, caller, 'people', person.authority)
  const before = await getPerson(records, person.id)
  if (before) requireKeeper(policies, caller, 'people', before.authority)
}
