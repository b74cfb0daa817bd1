import { titleOf } from '../cases/roles.ts'
import type { Policy } from '../policies/policy.ts'

/** 'the director', but 'those who appoint the foundation governors'. */
export function theRole(policy: Policy, role: string): string {
  const title = titleOf(policy, role)
  return /^(her|his|those|the) /i.test(title) ? title : `the ${title}`
}
