import * as z from 'zod'
import { giverOf, mayAct, type Place } from '../../access/acting.ts'
import type { Caller } from '../../access/caller.ts'
import {
  commandDescriptions,
  commandNames,
  commandSchemaOf,
  type Command,
  type CommandName,
} from '../../cases/commands.ts'
import { Refusal } from '../../cases/refusal.ts'
import { editionNamed } from '../../policies/editions.ts'
import { policyFor, type CaseKind } from '../../policies/year.ts'
import { peopleNamed } from '../../records/people.ts'
import { reopenedSince, type CaseRow } from '../../records/reading.ts'
import { operation, type Retry } from '../operation.ts'
import { onceOnly } from '../once-only.ts'
import type { ApiParts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { outcomeSchema } from '../schemas.ts'
import { mustReadCase, wholeCase } from './cases.ts'

/** Every command on a case, each at its own address. */
export function commandRoutes(parts: ApiParts) {
  return commandNames
    .filter((name) => name !== 'openCase' && name !== 'openYear')
    .map((name) => commandRoute(parts, name))
}

function commandRoute(parts: ApiParts, name: CommandName) {
  return operation({
    method: 'post',
    path: `/api/cases/{caseId}/commands/${name}`,
    id: name,
    tag: 'Commands',
    summary: commandDescriptions[name],
    params: z.object({ caseId: z.string() }),
    body: { schema: commandSchemaOf(name) as z.ZodType },
    answers: { 200: { description: 'Done, and on record; with the case as it stands now', schema: outcomeSchema } },
    problems: [400, 403, 404, 409, 415, 503],
    async handle({ params, body, caller, retry }) {
      const row = await mustReadCase(parts, params.caseId, caller)
      const outcome = await give(parts, row, { name, input: body } as Command, caller, retry)
      const after = await mustReadCase(parts, row.id, caller)
      return { body: { caseId: row.id, command: name, ...outcome, case: await wholeCase(parts, after) } }
    },
  })
}

/** What needs the records is refused here first, and by the case again. */
async function give(parts: ApiParts, row: CaseRow, command: Command, caller: Caller, retry: Retry) {
  const { records, policies, cases, today } = parts
  const whole = editionNamed(policies, row.authority, row.edition)
  if (!whole) throw new Problem(409, `There is no policy of ${row.authority} here any more: the case cannot go on`)
  const policy = policyFor(whole, row.kind as CaseKind)
  const place: Place = { ...row, phase: row.phase ?? 'secondary' }
  await mayAct(policy, records, place, command, caller.role, today())
  const by = await giverOf(records, caller, place, today())
  if (command.name === 'reopenCase') {
    const reopened = async () => {
      const done = retry.firstTriedAt && (await reopenedSince(records, row.id, retry.firstTriedAt))
      return done ? { entry: done, warnings: [] } : undefined
    }
    const reopen = () => cases.reopen(row.id, by, command.input, retry.key ?? undefined)
    return onceOnly(reopen, reopened)
  }
  if (row.status === 'closed' && !retry.firstTriedAt)
    throw new Refusal('The case is closed: open it again first (reopenCase)')
  if (command.name === 'assignOfficer') await refuseUnclearPerson(parts, row, command.input.person)
  return cases.command(row.id, command.name, by, command.input, retry.key ?? crypto.randomUUID())
}

async function refuseUnclearPerson({ records, today }: ApiParts, { authority }: CaseRow, named: string): Promise<void> {
  const found = await peopleNamed(records, authority, named, today())
  if (found.length === 0)
    throw new Refusal(`person: nobody in ${authority} has the id, mail address, name or role "${named}"`, 'input')
  if (found.length > 1)
    throw new Refusal(`person: "${named}" names several people (${found.join(', ')}): give the id of one`, 'input')
}
