import type { Caller } from '../access/caller.ts'
import { readableLetters } from '../access/reading.ts'
import { requireLevels } from '../access/secrecy.ts'
import { blankCase } from '../cases/blank-case.ts'
import type { By, Command, Input } from '../cases/commands.ts'
import { mayGive } from '../cases/permissions.ts'
import { Refusal } from '../cases/refusal.ts'
import type { CaseState } from '../cases/state.ts'
import { caseRow } from '../records/openings.ts'
import type { CaseRow } from '../records/reading.ts'
import { rehearsal, type Rehearsal } from '../records/rehearsal.ts'
import type { Standing } from '../workflows/messages.ts'
import { PartDown } from './cases-port.ts'
import { policyOfCase, readyToGive, refuseClosed } from './give-command.ts'
import { readyToOpen } from './open-case.ts'
import type { ApiParts } from './parts.ts'
import { presentMoment } from './present-moment.ts'

/** What a command would do to a case, told before it is given; refused as the command would be. Nothing is changed. */
export async function rehearseCommand(
  parts: ApiParts,
  row: CaseRow,
  command: Command,
  caller: Caller,
): Promise<Rehearsal> {
  requireLevels(parts.policies, caller, row.authority, 'What a command would do in this case')
  const by = await readyToGive(parts, row, command, caller)
  refuseClosed(row, command)
  const standing = await standingOf(parts, row)
  const allowed = mayGive(standing.policy, standing.state, command, by.role, standing.state.school.phase)
  if (!allowed.allowed) throw new Refusal(allowed.sentence, 'access')
  return readableBy(parts, caller, await tried(parts, standing, by, command))
}

/** What opening a case would come to: what would be owed first, and who would be told. */
export async function rehearseOpening(
  parts: ApiParts,
  input: Input<'openCase'>,
  caller: Caller,
): Promise<Rehearsal & { caseId: null }> {
  const { by, policy, school } = await readyToOpen(parts, input, caller)
  requireLevels(parts.policies, caller, policy.authority, 'What opening this case would do')
  const { urn, name, district, denomination } = school
  const phase = school.phase as CaseState['school']['phase']
  const state = blankCase(policy, { urn, name, phase, district, denomination }, `${policy.authority}-${urn}`)
  const told = await tried(parts, { state, policy }, by, { name: 'openCase', input })
  return { ...readableBy(parts, caller, told), caseId: null }
}

/** The running case; of a closed one, what it would be opened again from. */
async function standingOf(parts: ApiParts, row: CaseRow): Promise<Standing> {
  if (row.status === 'opening')
    throw new PartDown('worker', `The case ${row.id} is being opened: ask again when the worker has taken it up`)
  if (row.status === 'open') return parts.cases.standing(row.id)
  const kept = (await caseRow(parts.records, row.id))?.state
  if (!kept || row.kind !== 'intervention')
    throw new Refusal('A year that has ended is not opened again: a school on record gets its year by itself')
  return { state: kept as unknown as CaseState, policy: policyOfCase(parts, row) }
}

const tried = ({ records, post, today }: ApiParts, standing: Standing, by: By, command: Command) =>
  rehearsal(records, post, standing, { at: presentMoment(today()), by, command })

/** A school's role reads what happens whole, and of the mails those to the school. */
function readableBy({ policies }: ApiParts, caller: Caller, told: Rehearsal): Rehearsal {
  const roles = readableLetters(policies, caller)
  if (!roles) return told
  return {
    ...told,
    mails: told.mails.filter((one) => [one['to']].flat().some((role) => roles.includes(String(role)))),
    unreached: told.unreached.filter((one) => roles.includes(one.to)),
  }
}
