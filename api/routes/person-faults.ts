import type { Person } from '../../records/people.ts'
import type { ApiParts } from '../parts.ts'
import type { Fault } from '../problem.ts'

/** What of a person cannot be: unknown authorities, roles, districts and schools, and days out of order. */
export async function personFaults({ records, policies }: ApiParts, person: Person): Promise<Fault[]> {
  const { authority, roles, away } = person
  if (authority !== null && !policies.has(authority))
    return [{ field: 'authority', message: `"${authority}" is not one of ${[...policies.keys()].join(', ')}` }]
  const concerned =
    authority === null ? [...policies.values()] : [...policies.values()].filter((one) => one.authority === authority)
  const own = concerned.flatMap((policy) => Object.keys(policy.roles))
  const known = new Set(own.length > 0 ? own : [...policies.values()].flatMap((policy) => Object.keys(policy.roles)))
  const districts = new Set(concerned.flatMap((policy) => policy.districts))
  const urns = [...new Set(roles.flatMap((held) => held.school ?? []))]
  const found = urns.length ? await records.selectFrom('schools').select('urn').where('urn', 'in', urns).execute() : []
  const schools = new Set(found.map((row) => row.urn))
  return [
    ...roles.flatMap(({ role, from, to, district, school }, index) => [
      fault(
        known.has(role),
        `roles.${index}.role`,
        `"${role}" is no role of the policy: those are ${[...known].join(', ')}`,
      ),
      fault(to === null || from <= to, `roles.${index}.to`, `${to} lies before ${from}`),
      fault(
        district === null || districts.has(district),
        `roles.${index}.district`,
        `"${district}" is not one of ${[...districts].join(', ')}`,
      ),
      fault(
        school === null || schools.has(school),
        `roles.${index}.school`,
        `there is no school with the URN ${school} on record: put it in first`,
      ),
    ]),
    ...away.map(({ from, to }, index) => fault(from <= to, `away.${index}.to`, `${to} lies before ${from}`)),
  ].flatMap((one) => one ?? [])
}

const fault = (holds: boolean, field: string, message: string): Fault | null => (holds ? null : { field, message })
