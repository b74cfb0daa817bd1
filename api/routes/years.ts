import { actsIn } from '../../access/reading.ts'
import { giverOf, mayAct, type Place } from '../../access/acting.ts'
import { commandDescriptions, commandSchemaOf } from '../../cases/commands.ts'
import { Refusal } from '../../cases/refusal.ts'
import { yearOpenedSince } from '../../records/years.ts'
import { onceOnly } from '../once-only.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { openedSchema } from '../schemas.ts'
import { mustReadCase, wholeCase } from './cases.ts'

/** Starting the cycles of an authority's year (ST-30 to ST-32). */
export function yearRoutes(parts: ApiParts) {
  const { records, policies, cases, today } = parts
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
        const policy = policies.get(body.authority)
        if (!policy)
          throw new Refusal(`authority: "${body.authority}" is not one of ${[...policies.keys()].join(', ')}`, 'input')
        if (!actsIn(caller, policy.authority)) throw new Refusal(`You do not act in ${policy.name}`, 'access')
        const place: Place = { id: null, authority: policy.authority, urn: '', district: null, phase: 'all-through' }
        await mayAct(policy, records, place, { name: 'openYear', input: body }, caller.role, today())
        const by = await giverOf(records, caller, place, today())
        const opened = await onceOnly(
          () => cases.openYear(by, body),
          async () => {
            const caseId = retry.firstTriedAt && (await yearOpenedSince(records, policy.authority, retry.firstTriedAt))
            return caseId ? { caseId, recorded: true, warnings: [] } : undefined
          },
        )
        const shown = await wholeCase(parts, await mustReadCase(parts, opened.caseId, caller), caller)
        return { status: 201, headers: { Location: `/api/cases/${opened.caseId}` }, body: { ...shown, ...opened } }
      },
    }),
  ]
}
