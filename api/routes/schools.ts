import * as z from 'zod'
import { requireKeeper } from '../../access/writing.ts'
import { getSchool, putSchool, replaceSchool } from '../../records/schools.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { badRequest, type Fault } from '../problem.ts'
import { pageOf, replacedSchema, schoolSchema, schoolToPutSchema, successorToPutSchema, urnInPath } from '../schemas.ts'
import { findSchools, mustReadSchool, schoolsQuery } from '../schools.ts'

const schoolParams = z.object({ urn: urnInPath })

/** The schools, who leads them, and which URN took the place of which. */
export function schoolRoutes(parts: ApiParts) {
  const { records, policies } = parts
  return [
    operation({
      method: 'get',
      path: '/api/schools',
      id: 'listSchools',
      tag: 'Schools',
      summary: 'Finds schools, ordered by URN',
      query: schoolsQuery,
      answers: { 200: { description: 'A page of schools', schema: pageOf(schoolSchema) } },
      problems: [400, 403, 503],
      handle: async ({ query, caller }) => ({ body: await findSchools(parts, query, caller) }),
    }),
    operation({
      method: 'get',
      path: '/api/schools/{urn}',
      id: 'getSchool',
      tag: 'Schools',
      summary: 'A school with whoever leads it today',
      params: z.object({ urn: z.string() }),
      answers: { 200: { description: 'The school', schema: schoolSchema } },
      problems: [403, 404, 503],
      async handle({ params, caller }) {
        return { body: await mustReadSchool(parts, params.urn, caller) }
      },
    }),
    operation({
      method: 'put',
      path: '/api/schools/{urn}',
      id: 'putSchool',
      tag: 'Schools',
      summary: 'Puts a school on record; a new headteacher or chair gets the next mail',
      params: schoolParams,
      body: { schema: schoolToPutSchema },
      answers: { 200: { description: 'The school as on record now', schema: schoolSchema } },
      problems: [400, 403, 415, 503],
      async handle({ params, body, caller }) {
        if (body.urn !== undefined && body.urn !== params.urn)
          throw badRequest([{ field: 'urn', message: `urn is ${body.urn}, but the address says ${params.urn}` }])
        const before = await getSchool(records, params.urn, parts.today())
        if (before) requireKeeper(policies, caller, 'schools', before.authority)
        requireKeeper(policies, caller, 'schools', body.authority)
        const faults = schoolFaults(parts, body)
        if (faults.length > 0) throw badRequest(faults)
        const { urn: _, ...school } = body
        await putSchool(
          records,
          { ...school, urn: params.urn, district: body.district ?? null, denomination: body.denomination ?? null },
          parts.today(),
        )
        return { body: await getSchool(records, params.urn, parts.today()) }
      },
    }),
    operation({
      method: 'post',
      path: '/api/schools/{urn}/successor',
      id: 'replaceSchool',
      tag: 'Schools',
      summary: 'The school gets a new URN: its cases and roles go with it, and both URNs find them (LAW-16)',
      params: schoolParams,
      body: { schema: successorToPutSchema },
      answers: { 200: { description: 'Done; a repeat changes nothing', schema: replacedSchema } },
      problems: [400, 403, 404, 409, 415, 503],
      async handle({ params, body, caller }) {
        const school = await mustReadSchool(parts, params.urn, caller)
        requireKeeper(policies, caller, 'schools', school.authority)
        if (body.from !== undefined && body.from !== params.urn)
          throw badRequest([{ field: 'from', message: `from is ${body.from}, but the address says ${params.urn}` }])
        const change = { from: params.urn, to: body.to, on: body.on ?? parts.today() }
        const { caseIds } = await replaceSchool(records, change, caller.role)
        if (caseIds.length > 0) await parts.cases.schoolReplaced(caseIds, { ...change, as: caller.role })
        return { body: { ...change, caseIds } }
      },
    }),
  ]
}

function schoolFaults({ policies }: ApiParts, school: z.output<typeof schoolToPutSchema>): Fault[] {
  const policy = policies.get(school.authority)
  if (!policy)
    return [{ field: 'authority', message: `"${school.authority}" is not one of ${[...policies.keys()].join(', ')}` }]
  const { district } = school
  if (district && policy.districts.length > 0 && !policy.districts.includes(district))
    return [{ field: 'district', message: `"${district}" is not one of ${policy.districts.join(', ')}` }]
  return []
}
