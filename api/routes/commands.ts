import * as z from 'zod'
import {
  commandDescriptions,
  commandNames,
  commandSchemaOf,
  type Command,
  type CommandName,
} from '../../cases/commands.ts'
import { giveDiscreetly } from '../give-command.ts'
import { choicesIn, commandsOffered } from '../offers.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { offersSchema, outcomeSchema } from '../schemas.ts'
import { mustReadCase, wholeCase } from './cases.ts'

/** Every command on a case, each at its own address. */
export function commandRoutes(parts: ApiParts) {
  const names = commandNames.filter((name) => name !== 'openCase' && name !== 'openYear')
  return [offersRoute(parts), ...names.map((name) => commandRoute(parts, name))]
}

function offersRoute(parts: ApiParts) {
  return operation({
    method: 'get',
    path: '/api/cases/{caseId}/commands',
    id: 'listCommands',
    tag: 'Commands',
    summary: 'The commands that the case would take from the caller as it stands',
    description:
      'Each is tried on a copy of the case: what is refused for the caller or for the moment, whatever its input, is left out. What would follow from one is told by its rehearsal.',
    params: z.object({ caseId: z.string() }),
    answers: { 200: { description: 'The commands', schema: offersSchema } },
    problems: [400, 403, 404, 409, 503],
    async handle({ params, caller }) {
      const row = await mustReadCase(parts, params.caseId, caller)
      const offered = await commandsOffered(parts, row, [caller])
      return {
        body: {
          caseId: row.id,
          commands: offered.offers.map((offer) => ({
            name: offer.name,
            description: commandDescriptions[offer.name],
            choices: choicesIn(offered, offer),
          })),
        },
      }
    },
  })
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
      const outcome = await giveDiscreetly(parts, row, { name, input: body } as Command, caller, retry)
      const after = await mustReadCase(parts, row.id, caller)
      return { body: { caseId: row.id, command: name, ...outcome, case: await wholeCase(parts, after, caller) } }
    },
  })
}
