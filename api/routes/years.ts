import { actsIn } from '../../access/reading.ts'
import { giverOf, mayAct, type Place } from '../../access/acting.ts'
import type { Caller } from '../../access/caller.ts'
import { commandDescriptions, commandSchemaOf, type Input } from '../../cases/commands.ts'
import { Refusal } from '../../cases/refusal.ts'
import { yearOpenedSince } from '../../records/years.ts'
import { onceOnly } from '../once-only.ts'
import { operation, type Retry } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { openedSchema } from '../schemas.ts'
import { mustReadCase, wholeCase } from './cases.ts'

/** Starting the cycles of an authority's year (ST-30 to ST-32). */
export function yearRoutes(parts: ApiParts) {
  return [
    operation({
      method: 'post',
      path: '/api/years',
      id: 'openYear',
      tag: 'Years',
      summary: commandDescriptions.openYear,
      description:
        'From then on each district and each school on record has a year of its own, shown as a case of the kind district-year or school-year, whose commands are given at /api/cases/{caseId}/commands/…',
      body: { schema: commandSchemaOf('openYear') },
      answers: {
        201: {
          description: 'The year runs, shown as it stands',
          schema: openedSchema,
          headers: { Location: 'the address of the authority’s year' },
        },
      },
      problems: [400, 403, 409, 415, 503],
      async handle({ body, caller, retry }) {
        const opened = await startYear(parts, body, caller, retry)
        const shown = await wholeCase(parts, await mustReadCase(parts, opened.caseId, caller), caller)
        return { status: 201, headers: { Location: `/api/cases/${opened.caseId}` }, body: { ...shown, ...opened } }
      },
    }),
  ]
}

/** Starts the cycles of an authority's year, once however often it is asked; refuses whoever may not, and what is no authority here. */
export async function startYear(parts: ApiParts, input: Input<'openYear'>, caller: Caller, retry: Retry) {
  const { records, policies, cases, today } = parts
  const policy = policies.get(input.authority)
  if (!policy)
    throw new Refusal(`authority: "${input.authority}" is not one of ${[...policies.keys()].join(', ')}`, 'input')
  if (!actsIn(caller, policy.authority)) throw new Refusal(`You do not act in ${policy.name}`, 'access')
  const place: Place = { id: null, authority: policy.authority, urn: '', district: null, phase: 'all-through' }
  await mayAct(policy, records, place, { name: 'openYear', input }, caller.role, today())
  const by = await giverOf(records, caller, place, today())
  return onceOnly(
    () => cases.openYear(by, input),
    async () => {
      const { firstTriedAt } = retry
      const caseId = firstTriedAt && (await yearOpenedSince(records, policy.authority, firstTriedAt))
      return caseId ? { caseId, recorded: true, warnings: [] } : undefined
    },
  )
}
