import type { Caller } from '../access/caller.ts'
import { rolesOn } from '../access/person.ts'
import { seesDuty } from '../access/secrecy.ts'
import { isSchoolRole, managersOf } from '../cases/roles.ts'
import type { Policy } from '../policies/policy.ts'
import { holdersIn, openDirectory, type Directory } from '../records/directory.ts'
import { awayAmong, type Person } from '../records/people.ts'
import { officersOfCases } from '../records/reading.ts'
import { readAssigned, readWithin, type Reach, type WorkRow } from '../records/work.ts'
import type { ApiParts } from './parts.ts'

/** What some people owe, and what those owe who answer to them; `more` where the list is longer. */
export interface Work {
  owes: { row: WorkRow; standsIn: boolean }[]
  moreOwed: boolean
  answersFor: WorkRow[]
  moreAnsweredFor: boolean
}

/** What somebody (who may stand on record more than once) owes today, and answers for, the soonest first: as much as the reader may know (DA-4). */
export async function workOf(parts: ApiParts, people: Person[], reader: Caller, limit: number): Promise<Work> {
  const { records, policies } = parts
  const mayKnow = (row: WorkRow): boolean => seesDuty(policies, reader, row, row.id)
  const own = reachesOf(parts, people, (_policy, role) => [role])
  const standing = reachesOf(parts, people, rolesStoodInBy)
  const below = reachesOf(parts, people, (policy, role) => rolesBelow(policy, role, people, parts))
  const ids = people.map((person) => person.id)
  const most = 4 * limit
  const owed = await owedBy(records, [...own, ...standing], ids, most)
  const owes = (await concerning(parts, ids, owed)).filter(({ row }) => mayKnow(row))
  const rows = await readWithin(records, below, { unassigned: false, limit: limit + 1 })
  const mine = new Set(owes.map(({ row }) => `${row.case_id} ${row.key}`))
  const answersFor = rows.filter((row) => mayKnow(row) && !mine.has(`${row.case_id} ${row.key}`))
  return {
    owes: owes.slice(0, limit),
    moreOwed: owes.length > limit || owed.length === most,
    answersFor: answersFor.slice(0, limit),
    moreAnsweredFor: answersFor.length > limit,
  }
}

/** In the cases that they are assigned to, and in their roles where nobody is assigned, the soonest first. */
async function owedBy(records: ApiParts['records'], reaches: Reach[], ids: string[], most: number): Promise<WorkRow[]> {
  const assigned = await readAssigned(records, ids, most)
  const within = await readWithin(records, reaches, { unassigned: true, limit: most })
  return [...assigned, ...within].sort(bySoonest).slice(0, most)
}

const bySoonest = (one: WorkRow, other: WorkRow): number => placeOf(one).localeCompare(placeOf(other))
const placeOf = ({ due, case_id: caseId, key }: WorkRow): string => `${due ?? '9999'} ${caseId} ${key}`

type Owners = (policy: Policy, role: string) => string[]

function reachesOf({ policies, today }: ApiParts, people: Person[], owners: Owners): Reach[] {
  return people.flatMap((person) => {
    const where = [...policies.values()].filter(({ authority }) => (person.authority ?? authority) === authority)
    return where.flatMap((policy) =>
      rolesOn(person, today())
        .filter((held) => held.school !== null || !isSchoolRole(policy, held.role))
        .map((held) => ({ authority: policy.authority, held, owners: owners(policy, held.role) }))
        .filter((reach) => reach.owners.length > 0),
    )
  })
}

/** The roles whose holders this role stands in for while they are away. */
const rolesStoodInBy: Owners = (policy, role) =>
  Object.entries(policy.roles).flatMap(([other, { standIn }]) => {
    const standsIn = typeof standIn === 'string' ? standIn === role : Object.values(standIn ?? {}).includes(role)
    return standsIn ? [other] : []
  })

/** The roles that have this one above them, but for those that these people hold themselves. */
function rolesBelow(policy: Policy, role: string, people: Person[], { today }: ApiParts): string[] {
  const held = new Set(people.flatMap((person) => rolesOn(person, today())).map((one) => one.role))
  return Object.keys(policy.roles).filter((other) => !held.has(other) && managersOf(policy, other).includes(role))
}

/** Of what is owed in their roles, what these people are written to about: as its holder, or for one who is away. */
async function concerning({ records, today }: ApiParts, ids: string[], rows: WorkRow[]) {
  const on = today()
  const roles = [...new Set(rows.map((row) => row.owner))]
  const directory = await openDirectory(records, { roles, schools: rows.map((row) => row.urn), people: ids })
  const assigned = await assignedIn(records, rows)
  const holders = rows.map((row) => ({ row, ids: holdersFor(directory, row, assigned, on) }))
  const away = await awayAmong(records, [...new Set(holders.flatMap((one) => one.ids))], on)
  return holders.flatMap(({ row, ids: held }) => {
    if (held.some((id) => ids.includes(id))) return [{ row, standsIn: false }]
    return held.length > 0 && held.every((id) => away.has(id)) ? [{ row, standsIn: true }] : []
  })
}

function holdersFor(directory: Directory, row: WorkRow, assigned: Map<string, string>, on: string): string[] {
  const { authority, owner: role, urn: school, district } = row
  const assignedPersonId = assigned.get(`${row.case_id} ${role}`)
  return holdersIn(directory, { authority, role, school, district, assignedPersonId, on }).map((person) => person.id)
}

async function assignedIn(records: ApiParts['records'], rows: WorkRow[]): Promise<Map<string, string>> {
  const officers = await officersOfCases(records, [...new Set(rows.map((row) => row.case_id))])
  return new Map(officers.map(({ case_id: caseId, role, person_id: id }) => [`${caseId} ${role}`, id]))
}
