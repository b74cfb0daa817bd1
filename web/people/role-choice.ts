import type { ApiParts } from '../../api/parts.ts'
import { titleOf } from '../../cases/roles.ts'
import { capital } from '../../notifications/plain.ts'
import type { Who } from '../who.ts'

/** The roles that there are where somebody acts, by title. */
export function rolesToChoose({ policies }: ApiParts, { authority }: Pick<Who, 'authority'>) {
  const here = [...policies.values()].filter((policy) => authority === null || policy.authority === authority)
  const titles = new Map(
    here.flatMap((policy) => Object.keys(policy.roles).map((role) => [role, titleOf(policy, role)] as const)),
  )
  return [...titles]
    .map(([value, text]) => ({ value, text: capital(text) }))
    .sort((one, other) => one.text.localeCompare(other.text))
}
