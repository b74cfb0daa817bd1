import type { ApiParts } from '../../api/parts.ts'
import type { Choice } from '../../cases/choices.ts'
import { isSchoolRole, titleOf } from '../../cases/roles.ts'
import type { Policy } from '../../policies/policy.ts'
import { listPeople } from '../../records/people.ts'
import { rolesOn } from '../../access/person.ts'

/** More officers than any authority has. */
const most = 500

/** The officers of an authority, for a choice: each with what they are today. */
export async function officersOf({ records, today }: ApiParts, policy: Policy): Promise<Choice[]> {
  const people = await listPeople(records, { authorities: [policy.authority], on: today(), limit: most })
  return people
    .flatMap((person) => {
      const roles = rolesOn(person, today()).map(({ role }) => role)
      const isOfficer =
        roles.length > 0 && roles.every((role) => !isSchoolRole(policy, role) && !policy.roles[role]?.outside)
      const titles = [...new Set(roles.map((role) => titleOf(policy, role)))]
      return isOfficer ? [{ value: person.id, text: `${person.name}, ${titles.join(', ')}` }] : []
    })
    .sort((a, b) => a.text.localeCompare(b.text, 'en-GB'))
}
