import { isDeepStrictEqual } from 'node:util'
import { giverOf, mayAct } from '../access/acting.ts'
import type { Caller } from '../access/caller.ts'
import { actsIn } from '../access/reading.ts'
import type { By, Input } from '../cases/commands.ts'
import { Refusal } from '../cases/refusal.ts'
import { editionOn } from '../policies/editions.ts'
import type { Policy } from '../policies/policy.ts'
import { openCaseOf, openingInputOf } from '../records/reading.ts'
import { getSchool, type School } from '../records/schools.ts'
import { onceOnly } from './once-only.ts'
import type { Retry } from './operation.ts'
import type { ApiParts } from './parts.ts'

type OpenInput = Input<'openCase'>

/** What an opening finds on record. */
interface Opening {
  by: By
  policy: Policy
  school: School
}

/** Refuses what needs the records before anything is reserved: the school, who may, and a case that is open already. */
export async function readyToOpen(parts: ApiParts, input: OpenInput, caller: Caller): Promise<Opening> {
  const { records, policies } = parts
  const policy = editionOn(policies, input.authority, parts.today())
  if (!policy)
    throw new Refusal(`authority: "${input.authority}" is not one of ${[...policies.keys()].join(', ')}`, 'input')
  const school = await getSchool(records, input.school, parts.today())
  if (!school)
    throw new Refusal(`school: there is no school with the URN ${input.school} on record: put it in first`, 'input')
  if (school.authority !== input.authority)
    throw new Refusal(
      `school: ${school.name} belongs to ${school.authority ?? 'no authority'}, not to ${input.authority}`,
      'input',
    )
  if (school.successor)
    throw new Refusal(`school: ${school.name} has the URN ${school.successor} now: open the case there`, 'input')
  const place = { ...school, id: null, authority: policy.authority }
  if (!actsIn(caller, policy.authority)) throw new Refusal(`You do not act in ${policy.name}`, 'access')
  await mayAct(policy, records, place, { name: 'openCase', input }, caller.role, parts.today())
  const existing = await openCaseOf(records, policy.authority, school.urn)
  if (existing && existing.status === 'open')
    throw new Refusal(
      `${school.name} has an open case already: ${existing.id}. Give its commands there, or close it first`,
    )
  return { by: await giverOf(records, caller, place, parts.today()), policy, school }
}

/** Opens a case; a repeat of a request that was cut off before it could say so finds the case that it opened. */
export async function openCase(parts: ApiParts, input: OpenInput, caller: Caller, retry: Retry) {
  return onceOnly(
    async () => {
      const { by } = await readyToOpen(parts, input, caller)
      return parts.cases.open({ by, input }, retry.key)
    },
    () => sameCase(parts, input, retry),
  )
}

async function sameCase({ records }: ApiParts, input: OpenInput, { firstTriedAt }: Retry) {
  if (!firstTriedAt) return undefined
  const found = await openCaseOf(records, input.authority, input.school)
  if (!found || found.status !== 'open' || found.opened_at < firstTriedAt) return undefined
  const same = isDeepStrictEqual(await openingInputOf(records, found.id), JSON.parse(JSON.stringify(input)))
  return same ? { caseId: found.id, recorded: true, warnings: [] } : undefined
}
