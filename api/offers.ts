import type { Caller } from '../access/caller.ts'
import { callersIn } from '../access/reading.ts'
import { seesDuty } from '../access/secrecy.ts'
import { choicesOf, type Choice } from '../cases/choices.ts'
import { offersNow, type Offer } from '../cases/offers.ts'
import { standInOf } from '../cases/roles.ts'
import type { CaseState } from '../cases/state.ts'
import { editionsOf } from '../policies/editions.ts'
import type { Policy } from '../policies/policy.ts'
import { absentHolders } from '../records/absent-holders.ts'
import { knownState } from '../records/known-state.ts'
import type { CaseRow } from '../records/reading.ts'
import { policyOfCase } from './give-command.ts'
import type { ApiParts } from './parts.ts'
import { presentMoment } from './present-moment.ts'

/** What these callers may do in a case now, with the case as the records know it. */
export interface Offered {
  offers: Offer[]
  policy: Policy
  state: CaseState
}

/** The commands that a case would take from these callers as it stands, as far as they may know it (DA-4); none where it is being opened. */
export async function commandsOffered(parts: ApiParts, row: CaseRow, all: readonly Caller[]): Promise<Offered> {
  const callers = await callersIn(parts.records, all, row)
  const policy = policyOfCase(parts, row)
  const known = await knownState(parts.records, row, policy)
  const sees = (id: string) => callers.some((caller) => seesDuty(parts.policies, caller, row, id))
  const state = { ...known, deadlines: known.deadlines.filter(({ ruleId }) => sees(ruleId)) }
  const roles = callers.map(({ role }) => role)
  const otherEditions = editionsOf(parts.policies, row.authority).length > 1
  const at = presentMoment(parts.today())
  const absent = await absentAmong(parts, row, roles, policy)
  const offers = row.status === 'opening' ? [] : offersNow({ policy, state, roles, at, absent, otherEditions })
  return { offers, policy, state }
}

/** The roles for which one of these may stand in, and whose holders are all away. */
async function absentAmong({ records, today }: ApiParts, row: CaseRow, roles: string[], policy: Policy) {
  const { authority, urn, district } = row
  const stoodInFor = Object.keys(policy.roles).filter((role) => {
    const standIn = standInOf(policy, role, row.phase ?? 'secondary')
    return standIn !== null && roles.includes(standIn)
  })
  const away = await Promise.all(
    stoodInFor.map((role) => absentHolders(records, { authority, role, school: urn, district, on: today() })),
  )
  return stoodInFor.filter((_, at) => away[at])
}

/** An offer's fields with what may be said in them, in words. */
export function choicesIn({ policy, state }: Offered, { name, values }: Offer): { field: string; choices: Choice[] }[] {
  return Object.entries(values).map(([field, allowed]) => {
    const known = choicesOf({ policy, state }, name, field) ?? allowed.map((value) => ({ value, text: value }))
    return { field, choices: known.filter(({ value }) => allowed.includes(value)) }
  })
}
