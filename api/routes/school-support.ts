import * as z from 'zod'
import { requireLevels } from '../../access/secrecy.ts'
import { streamsOf } from '../../cases/streams.ts'
import { casesWithSupport } from '../../records/expenditure.ts'
import { urnsOf } from '../../records/people.ts'
import { streamsSchema } from '../money-schemas.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { mustReadSchool } from '../schools.ts'

/** What is planned to begin later belongs to what goes into a school as well. */
const whenever = '2099-12-31'

/** All streams of support that go into a school, seen together (DA-5). */
export function schoolSupportRoutes(parts: ApiParts) {
  const { records, policies, today } = parts
  return [
    operation({
      method: 'get',
      path: '/api/schools/{urn}/support',
      id: 'getSchoolSupport',
      tag: 'Schools',
      summary: 'All streams of support that go into a school, seen together, and what each achieved (DA-5)',
      params: z.object({ urn: z.string() }),
      answers: { 200: { description: 'The streams, those that go on first', schema: streamsSchema } },
      problems: [403, 404, 503],
      async handle({ params, caller }) {
        const { urn, name, authority } = await mustReadSchool(parts, params.urn, caller)
        const policy = authority === null || authority === undefined ? undefined : policies.get(authority)
        if (!policy?.money)
          throw new Problem(404, `No policy says anything of the support of ${name}: there is nothing to see together`)
        requireLevels(policies, caller, policy.authority, 'What support goes into a school')
        const urns = await urnsOf(records, urn)
        const cases = await casesWithSupport(records, { authority: policy.authority, urns, to: whenever })
        const streams = streamsOf(cases, today())
        const goOn = streams.filter((one) => one.goesOn).length
        const limit = policy.money.capacities.find((one) => one.counts === 'streams')
        return {
          body: {
            school: { urn, name },
            on: today(),
            goOn,
            most: limit ? { streams: limit.limit, rule: limit.rule } : null,
            tooMany: limit !== undefined && goOn > limit.limit,
            withoutImpact: streams.filter((one) => !one.achieved.length).map((one) => one.stream),
            streams,
          },
        }
      },
    }),
  ]
}
