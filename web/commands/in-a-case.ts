import { giveDiscreetly, policyOfCase } from '../../api/give-command.ts'
import { commandsOffered } from '../../api/offers.ts'
import type { ApiParts } from '../../api/parts.ts'
import { rehearseCommand } from '../../api/rehearsals.ts'
import { seesDuty, seesLevels } from '../../access/secrecy.ts'
import type { Choice } from '../../cases/choices.ts'
import type { Command, CommandName } from '../../cases/commands.ts'
import { Refusal } from '../../cases/refusal.ts'
import { formatDay } from '../../calendar/day.ts'
import { editionsOf } from '../../policies/editions.ts'
import type { CaseRow } from '../../records/reading.ts'
import type { Rehearsal } from '../../records/rehearsal.ts'
import { caseFor } from '../case/case-for.ts'
import type { Who } from '../who.ts'
import { asSomebody } from './as-somebody.ts'
import { formOf, type Form } from './form.ts'
import type { Giving } from './giving.ts'
import { lettersOf } from './letters.ts'
import { officersOf } from './officers.ts'
import { inputFrom } from './posted.ts'

/** A command that somebody is about to give to a case that they read. */
export async function givingTo(parts: ApiParts, who: Who, row: CaseRow, name: CommandName): Promise<Giving> {
  const form = await formIn(parts, who, row, name)
  return {
    form,
    policy: policyOfCase(parts, row),
    about: { caption: row.school_name, back: `/cases/${row.id}` },
    start: {},
    input: async (typed) => inputFrom(form, typed),
    rehearse: (command) => rehearsedTo(parts, who, row, command),
    give: async (command, retry) => {
      const { callers } = await caseFor(parts, who, row.id)
      const outcome = await asSomebody(callers, (caller) => giveDiscreetly(parts, row, command, caller, retry))
      return { caseId: row.id, recorded: true, ...outcome }
    },
  }
}

/** What a command would do, told by those of somebody's roles that may know; null where it is another that may give it (DA-4). */
async function rehearsedTo(parts: ApiParts, who: Who, row: CaseRow, command: Command): Promise<Rehearsal | null> {
  const { callers } = await caseFor(parts, who, row.id)
  const knowing = callers.filter((caller) => seesLevels(parts.policies, caller, row.authority))
  if (!knowing.length) return null
  return asSomebody(knowing, (caller) => rehearseCommand(parts, row, command, caller)).catch((error: unknown) => {
    if (knowing.length < callers.length && error instanceof Refusal && error.kind === 'access') return null
    throw error
  })
}

/** The form, with the choices that the case leaves; where it would not be taken now, with all there are: the case says why. */
async function formIn(parts: ApiParts, who: Who, row: CaseRow, name: CommandName): Promise<Form> {
  const { reader, callers } = await caseFor(parts, who, row.id)
  const { offers, policy, state: known } = await commandsOffered(parts, row, callers)
  const state = { ...known, deadlines: known.deadlines.filter(({ id }) => seesDuty(parts.policies, reader, row, id)) }
  const values = offers.find((one) => one.name === name)?.values ?? {}
  const form = formOf(name, { policy, state, values, more: {} })
  const more: Record<string, Choice[]> = {}
  for (const { name: field } of form.fields) {
    if (field === 'person' || field === 'officer')
      more[field] = reader.school === null ? await officersOf(parts, policy) : []
    if (field === 'letter') more[field] = await lettersOf(parts, reader, row)
    if (field === 'edition')
      more[field] = editionsOf(parts.policies, row.authority)
        .filter(({ edition }) => edition !== row.edition)
        .map(({ edition, inForceFrom }) => ({ value: edition, text: edition, hint: `from ${formatDay(inForceFrom)}` }))
  }
  return Object.keys(more).length ? formOf(name, { policy, state, values, more }) : form
}
