import * as z from 'zod'
import { actsIn, readingScope } from '../../access/reading.ts'
import { formatDay, type Day } from '../../calendar/day.ts'
import { requireLevels } from '../../access/secrecy.ts'
import type { Caller } from '../../access/caller.ts'
import type { Policy } from '../../policies/policy.ts'
import { inspectionPack, mostRows, type Pack } from '../../records/inspection-pack.ts'
import { urnsOf } from '../../records/people.ts'
import { getSchool } from '../../records/schools.ts'
import { packAsCsv, packAsPage } from '../inspection-documents.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { badRequest, Problem } from '../problem.ts'
import { day, kebab, packSchema, urn } from '../schemas.ts'

/** How it is asked for. */
export const packQuery = z.strictObject({
  authority: kebab,
  school: urn.optional().describe('a URN, present or former; every school where left out'),
  from: day.optional().describe('what ended before is left out'),
  until: day.optional().describe('what began later is left out'),
})
type Wanted = z.output<typeof packQuery>

const description =
  'Rule by rule: what was due, what was done, when, how late in working days, why, with what evidence (SO-2); and the last hash of each case file, which pins it.'
const problems = [400, 403, 404, 413, 503]

/** What an inspection of the authority asks for, as JSON, as CSV and as a document to print. */
export function inspectionRoutes(parts: ApiParts) {
  return [
    operation({
      method: 'get',
      path: '/api/inspection-pack',
      id: 'getInspectionPack',
      tag: 'Evidence',
      summary: 'An inspection pack for a school or a period',
      description,
      query: packQuery,
      answers: { 200: { description: 'The pack', schema: packSchema } },
      problems,
      async handle({ query: wanted, caller }) {
        const { pack } = await packFor(parts, wanted, caller)
        return { body: pack }
      },
    }),
    operation({
      method: 'get',
      path: '/api/inspection-pack.csv',
      id: 'getInspectionPackCsv',
      tag: 'Evidence',
      summary: 'The same as CSV',
      query: packQuery,
      answers: { 200: { description: 'The pack', type: 'text/csv' } },
      problems,
      async handle({ query: wanted, caller, response }) {
        const { pack, policy } = await packFor(parts, wanted, caller)
        response.type('text/csv').attachment(`inspection-pack-${policy.authority}.csv`).send(packAsCsv(pack, policy))
      },
    }),
    operation({
      method: 'get',
      path: '/api/inspection-pack.html',
      id: 'getInspectionPackPage',
      tag: 'Evidence',
      summary: 'The same as a document to print',
      query: packQuery,
      answers: { 200: { description: 'The pack', type: 'text/html' } },
      problems,
      async handle({ query: wanted, caller, response }) {
        response.type('text/html').send(await packPageFor(parts, wanted, caller))
      },
    }),
  ]
}

/** The pack as a document to print; `nonce` marks its style as ours where a browser insists on that. */
export async function packPageFor(parts: ApiParts, wanted: Wanted, caller: Caller, nonce?: string): Promise<string> {
  const { pack, policy, place } = await packFor(parts, wanted, caller)
  const period = periodInWords(wanted.from, wanted.until)
  return packAsPage(pack, policy, { place, period, today: parts.today(), nonce })
}

/** The pack that a caller may read. Throws a 400, 404, 413 or a Refusal. */
export async function packFor(
  { records, policies, today }: ApiParts,
  { authority, school, from, until }: Wanted,
  caller: Caller,
): Promise<{ pack: Pack; policy: Policy; place: string }> {
  if (from && until && from > until) throw badRequest([{ field: 'from', message: `lies after until (${until})` }])
  const policy = policies.get(authority)
  const scope = await readingScope(records, policies, caller)
  if (!policy || !actsIn(caller, authority))
    throw new Problem(404, `There is no authority "${authority}" that you may read`)
  requireLevels(policies, caller, authority, 'An inspection pack')
  const known = school === undefined ? null : await getSchool(records, school, today())
  const asked = school === undefined ? undefined : await urnsOf(records, school)
  if (asked && (known?.authority !== authority || (scope.urns && !asked.some((one) => scope.urns?.includes(one)))))
    throw new Problem(404, `There is no school ${school} of ${policy.name} that you may read`)
  const urns = asked ?? scope.urns
  const pack = await inspectionPack(records, policy, { authority, urns, from, until, today: today() })
  if (!pack)
    throw new Problem(
      413,
      `This would be more than ${mostRows} rows: ask for a school, or for a shorter period (from, until)`,
    )
  return { pack, policy, place: known ? `${known.name} (URN ${known.urn})` : policy.name }
}

function periodInWords(from: Day | undefined, until: Day | undefined): string {
  if (!from && !until) return 'everything on record'
  return [from && `from ${formatDay(from)}`, until && `until ${formatDay(until)}`].filter(Boolean).join(' ')
}
