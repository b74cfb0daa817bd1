import * as z from 'zod'
import {
  commandDescriptions,
  commandNames,
  commandSchemaOf,
  type Command,
  type CommandName,
} from '../../cases/commands.ts'
import { giveCommand } from '../give-command.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
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
      const outcome = await giveCommand(parts, row, { name, input: body } as Command, caller, retry)
      const after = await mustReadCase(parts, row.id, caller)
      return { body: { caseId: row.id, command: name, ...outcome, case: await wholeCase(parts, after) } }
    },
  })
}
