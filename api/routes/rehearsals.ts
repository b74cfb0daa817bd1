import * as z from 'zod'
import { commandNames, commandSchemaOf, readCommand, type Command, type CommandName } from '../../cases/commands.ts'
import type { Rehearsal } from '../../records/rehearsal.ts'
import { rehearsalSchema } from '../ahead-schemas.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { badRequest, namingItsField } from '../problem.ts'
import { fieldsOf, readPart } from '../read-part.ts'
import { rehearseCommand, rehearseOpening } from '../rehearsals.ts'
import { changedShown } from '../shown.ts'
import { mustReadCase } from './cases.ts'

const names = commandNames.filter((name) => name !== 'openCase' && name !== 'openYear')
const answers = { 200: { description: 'What would happen; nothing has', schema: rehearsalSchema } }

/** What a command would do, before it is given. */
export function rehearsalRoutes(parts: ApiParts) {
  return [
    operation({
      method: 'post',
      path: '/api/rehearsals/openCase',
      id: 'rehearseOpening',
      tag: 'Cases',
      summary: 'What opening a case would come to: what would be owed, and who would be told',
      description: 'Takes what `POST /api/cases` takes, and refuses what it refuses. Nothing is changed.',
      body: { schema: commandSchemaOf('openCase') },
      answers,
      problems: [400, 403, 409, 415, 503],
      async handle({ body, caller }) {
        const told = await rehearseOpening(parts, body, caller)
        return { body: rehearsalShown('openCase', null, told) }
      },
    }),
    operation({
      method: 'post',
      path: '/api/cases/{caseId}/rehearsals/{name}',
      id: 'rehearseCommand',
      tag: 'Commands',
      summary:
        'What a command would do to a case: which deadlines it would open, move, meet or cancel, and whom it would tell',
      description:
        'Takes what the command of that name takes, and refuses what it refuses, in the same sentences. It is reckoned from the case as it stands, the calendar and the people on record; nothing is changed.',
      params: z.object({
        caseId: z.string(),
        name: z.enum(names, { error: `must be the name of a command: ${names.join(', ')}` }),
      }),
      body: { schema: z.record(z.string(), z.unknown()).describe('the input of the command') },
      answers,
      problems: [400, 403, 404, 409, 415, 503],
      async handle({ params, body, caller }) {
        const row = await mustReadCase(parts, params.caseId, caller)
        const told = await rehearseCommand(parts, row, commandIn(params.name, body), caller).catch((error: unknown) => {
          throw namingItsField(error, fieldsOf(commandSchemaOf(params.name)))
        })
        return { body: rehearsalShown(params.name, row.id, told) }
      },
    }),
  ]
}

/** Reads an input as the command's own address does, and then as the case does. */
function commandIn(name: CommandName, input: unknown): Command {
  const read = readCommand(name, readPart(commandSchemaOf(name), input))
  if (read.ok) return read.command
  throw badRequest(read.faults)
}

const rehearsalShown = (command: CommandName, caseId: string | null, told: Rehearsal) => ({
  command,
  caseId,
  school: { urn: told.after.school.urn, name: told.after.school.name },
  level: { from: told.before.level || null, to: told.after.level },
  deadlines: told.changed.map(changedShown),
  entries: told.entries,
  mails: told.mails,
  unreached: told.unreached,
  warnings: told.warnings,
})
