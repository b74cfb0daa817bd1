import { titleOf } from '../../cases/roles.ts'
import type { Policies } from '../../policies/policies.ts'

/** The title of a role, in whichever policy has it. */
export function roleTitle(policies: Policies, role: string): string {
  const policy = [...policies.values()].find((one) => Object.hasOwn(one.roles, role))
  return policy ? titleOf(policy, role) : role
}
