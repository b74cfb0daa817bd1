import * as z from 'zod'
import { requireKeeper } from '../../access/writing.ts'
import { getPerson, putPerson, type Person } from '../../records/people.ts'
import { operation } from '../operation.ts'
import { pageQuery } from '../pages.ts'
import type { ApiParts } from '../parts.ts'
import { findPeople, mustReadPerson, peopleQuery, putAway } from '../people.ts'
import { badRequest } from '../problem.ts'
import { absencesToPutSchema, id, pageOf, personSchema, personToPutSchema, workSchema } from '../schemas.ts'
import { workShown } from '../shown.ts'
import { workOf } from '../work.ts'
import { personFaults } from './person-faults.ts'

/** Who holds which role, from when to when, and who is away. */
export function peopleRoutes(parts: ApiParts) {
  const { records } = parts
  return [
    operation({
      method: 'get',
      path: '/api/people',
      id: 'listPeople',
      tag: 'People',
      summary: 'Finds people, ordered by id; with a role, those who hold it today',
      query: peopleQuery,
      answers: { 200: { description: 'A page of people', schema: pageOf(personSchema) } },
      problems: [400, 403, 503],
      handle: async ({ query, caller }) => ({ body: await findPeople(parts, query, caller) }),
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
      handle: async ({ params, caller }) => ({ body: await mustReadPerson(parts, params.personId, caller) }),
    }),
    operation({
      method: 'get',
      path: '/api/people/{personId}/work',
      id: 'getWork',
      tag: 'People',
      summary: 'What a person owes today, and what those owe whom they answer for, the soonest first',
      description:
        'A person owes what is owed in a role that they hold there and nobody holds more closely (of the case, the school, the district), and what somebody owes whom they stand in for (`standsIn`). They answer for every role that has theirs above it.',
      params: z.object({ personId: z.string() }),
      query: z.strictObject({ limit: pageQuery.limit }),
      answers: { 200: { description: 'Their work', schema: workSchema } },
      problems: [400, 403, 404, 503],
      async handle({ params, query, caller }) {
        const person = await mustReadPerson(parts, params.personId, caller)
        return { body: workShown(await workOf(parts, [person], caller, query.limit)) }
      },
    }),
    operation({
      method: 'put',
      path: '/api/people/{personId}/absences',
      id: 'putAbsences',
      tag: 'People',
      summary: 'Says when a person is away, as a whole: what comes for them meanwhile goes to their stand-in',
      params: z.object({ personId: z.string() }),
      body: { schema: absencesToPutSchema },
      answers: { 200: { description: 'The person as on record now', schema: personSchema } },
      problems: [400, 403, 404, 415, 503],
      async handle({ params, body, caller }) {
        return { body: await putAway(parts, await mustReadPerson(parts, params.personId, caller), body.away, caller) }
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
