import { giverOf, mayAct, type Place } from '../access/acting.ts'
import type { Caller } from '../access/caller.ts'
import { seesLevels } from '../access/secrecy.ts'
import type { By, Command } from '../cases/commands.ts'
import { Refusal } from '../cases/refusal.ts'
import { isSupport } from '../cases/support.ts'
import type { CommandOutcome } from '../cases/state.ts'
import { editionNamed } from '../policies/editions.ts'
import type { Policy } from '../policies/policy.ts'
import { policyFor, type CaseKind } from '../policies/year.ts'
import { peopleNamed } from '../records/people.ts'
import { reopenedSince, type CaseRow } from '../records/reading.ts'
import { onceOnly } from './once-only.ts'
import type { Retry } from './operation.ts'
import type { ApiParts } from './parts.ts'
import { Problem } from './problem.ts'

/** The policy that a case runs under, as its kind of case sees it. Throws a 409 where there is none here any more. */
export function policyOfCase({ policies }: Pick<ApiParts, 'policies'>, row: CaseRow): Policy {
  const whole = editionNamed(policies, row.authority, row.edition)
  if (!whole) throw new Problem(409, `There is no policy of ${row.authority} here any more: the case cannot go on`)
  return policyFor(whole, row.kind as CaseKind)
}

/** Refuses what only the records can tell: who may not, and whom nobody can make out. Gives whoever gives the command. */
export async function readyToGive(parts: ApiParts, row: CaseRow, command: Command, caller: Caller): Promise<By> {
  const { records, today } = parts
  const place: Place = { ...row, phase: row.phase ?? 'secondary' }
  await mayAct(policyOfCase(parts, row), records, place, command, caller.role, today())
  if (command.name === 'assignOfficer') await refuseUnclearPerson(parts, row, 'person', command.input.person)
  if (isSupport(command) && command.input.officer !== undefined)
    await refuseUnclearPerson(parts, row, 'officer', command.input.officer)
  return giverOf(records, caller, place, today())
}

export const refuseClosed = (row: CaseRow, command: Command): void => {
  if (row.status === 'closed' && command.name !== 'reopenCase')
    throw new Refusal('The case is closed: open it again first (reopenCase)')
}

/** Gives a command to a case; what needs the records is refused here first, and by the case again. */
export async function giveCommand(
  parts: ApiParts,
  row: CaseRow,
  command: Command,
  caller: Caller,
  retry: Retry,
): Promise<CommandOutcome> {
  const { records, cases } = parts
  const by = await readyToGive(parts, row, command, caller)
  if (command.name === 'reopenCase') {
    const reopened = async () => {
      const done = retry.firstTriedAt && (await reopenedSince(records, row.id, retry.firstTriedAt))
      return done ? { entry: done, warnings: [] } : undefined
    }
    const reopen = () => cases.reopen(row.id, by, command.input, retry.key ?? undefined)
    return onceOnly(reopen, reopened)
  }
  if (!retry.firstTriedAt) refuseClosed(row, command)
  return cases.command(row.id, command.name, by, command.input, retry.key ?? crypto.randomUUID())
}

/**
 * The same, as it is told to whoever gives it: why something cannot be done, and of what to beware, may tell a level; who may not
 * know that hears only that it cannot (DA-4).
 */
export async function giveDiscreetly(
  parts: ApiParts,
  row: CaseRow,
  command: Command,
  caller: Caller,
  retry: Retry,
): Promise<CommandOutcome> {
  if (seesLevels(parts.policies, caller, row.authority)) return giveCommand(parts, row, command, caller, retry)
  const outcome = await giveCommand(parts, row, command, caller, retry).catch((error: unknown) => {
    if (error instanceof Refusal && error.kind !== 'access')
      throw new Refusal('This cannot be done in this case now; a lead officer can tell you more', error.kind)
    throw error
  })
  return { ...outcome, warnings: [] }
}

async function refuseUnclearPerson(
  { records, today }: ApiParts,
  { authority }: CaseRow,
  field: string,
  named: string,
): Promise<void> {
  const found = await peopleNamed(records, authority, named, today())
  if (found.length === 0)
    throw new Refusal(`${field}: nobody in ${authority} has the id, mail address, name or role "${named}"`, 'input')
  if (found.length > 1)
    throw new Refusal(`${field}: "${named}" names several people (${found.join(', ')}): give the id of one`, 'input')
}
