import type { ApiParts } from '../../api/parts.ts'
import { managersOf, titleOf } from '../../cases/roles.ts'
import { awayAmong, holdersOf } from '../../records/people.ts'
import { getSchool } from '../../records/schools.ts'
import type { CaseAt } from './case-frame.ts'
import { isStillOwed } from './owed.ts'

/** Who has to do with a case: the school's people, who is assigned, and of the authority whoever owes something and answers for it. */
export async function peopleOfCase(parts: ApiParts, { row, whole, policy, reader }: CaseAt) {
  const school = await getSchool(parts.records, row.urn, parts.today())
  const ofSchool = [
    { title: titleOf(policy, 'headteacher'), contact: school?.headteacher },
    { title: titleOf(policy, 'chair-of-governors'), contact: school?.chairOfGovernors },
  ].flatMap(({ title, contact }) => (contact ? [{ title, name: contact.name, email: contact.email }] : []))
  const assigned = whole.officers.map(({ role, name, person }) => ({
    title: titleOf(policy, role),
    name: name ?? person,
  }))
  const owners = [...new Set(whole.deadlines.filter(isStillOwed).map(({ owner }) => owner))]
  const roles = [...new Set(owners.flatMap((owner) => [owner, ...managersOf(policy, owner)]))].filter(
    (role) => !policy.roles[role]?.school && !policy.roles[role]?.outside,
  )
  // People are the authority’s to know: a school reads of its own and of those assigned to it
  const holders = reader.school === null ? await Promise.all(roles.map((role) => heldBy(parts, row, role))) : []
  return {
    ofSchool,
    assigned,
    roles: holders.map((people, at) => {
      const role = roles[at] ?? ''
      const owes = whole.deadlines.filter((one) => isStillOwed(one) && one.owner === role).length
      return { title: titleOf(policy, role), people, owes }
    }),
  }
}

async function heldBy({ records, today }: ApiParts, { authority, urn, district }: CaseAt['row'], role: string) {
  const holders = await holdersOf(records, { authority, role, school: urn, district, on: today() })
  const away = await awayAmong(
    records,
    holders.map(({ id }) => id),
    today(),
  )
  return holders.map(({ id, name, email }) => ({ name, email, away: away.has(id) }))
}
