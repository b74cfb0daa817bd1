import type { Day } from '../calendar/day.ts'
import type { By, Command } from '../cases/commands.ts'
import { mayGive } from '../cases/permissions.ts'
import { Refusal } from '../cases/refusal.ts'
import { titleOf } from '../cases/roles.ts'
import type { CaseState, Deadline } from '../cases/state.ts'
import type { Policy } from '../policies/policy.ts'
import type { Records } from '../records/database.ts'
import { awayAmong, holdersOf } from '../records/people.ts'
import { deadlinesOf, officersOfCases } from '../records/reading.ts'
import type { Caller } from './caller.ts'

/** Where a command is given: a case on record, or the school of one that is to be opened (`id` null). */
export interface Place {
  id: string | null
  authority: string
  urn: string
  district: string | null
  phase: string
}

/** Refuses (kind `access`) a role that may not give this command here, or that stands in for somebody who is there. */
export async function mayAct(
  policy: Policy,
  records: Records,
  place: Place,
  command: Command,
  role: string,
  on: Day,
): Promise<void> {
  const ofDeadline = command.name === 'acknowledge' || command.name === 'requestExtension'
  const state = ofDeadline && place.id !== null ? await owedIn(records, place.id) : null
  const allowance = mayGive(policy, state, command, role, place.phase)
  if (!allowance.allowed) throw new Refusal(allowance.sentence, 'access')
  const absent = allowance.onlyWhileAway
  if (absent && !(await isEveryoneAway(records, place, absent, on)))
    throw new Refusal(
      `${command.name} is given by the ${titleOf(policy, absent)}, who is not away on ${on}: the ${titleOf(policy, role)} gives it only in their absence`,
      'access',
    )
}

/** As much of a case's state as tells who owes which deadline. */
async function owedIn(records: Records, caseId: string): Promise<CaseState> {
  const rows = await deadlinesOf(records, caseId, false)
  const deadlines = rows.map(({ key, id, owner, status, due }) => ({ key, id, owner, status, due }) as Deadline)
  return { deadlines } as CaseState
}

async function isEveryoneAway(records: Records, place: Place, role: string, on: Day): Promise<boolean> {
  const { authority, urn, district } = place
  const ids = (await holdersOf(records, { authority, role, school: urn, district, on })).map((person) => person.id)
  const away = await awayAmong(records, ids, on)
  return ids.length > 0 && ids.every((id) => away.has(id))
}

/** The caller as the giver of a command: the person who has signed in, else whom the case has assigned for that role, or the first holder there, if any. */
export async function giverOf(records: Records, caller: Caller, place: Place, on: Day): Promise<By> {
  if (caller.personId !== undefined) return { role: caller.role, personId: caller.personId }
  const { id, authority, urn, district } = place
  const officers = id === null ? [] : await officersOfCases(records, [id])
  const assignedPersonId = officers.find((officer) => officer.role === caller.role)?.person_id
  const where = { authority, role: caller.role, school: urn, district, assignedPersonId, on }
  const [holder] = await holdersOf(records, where)
  return { role: caller.role, personId: holder?.id ?? null }
}
