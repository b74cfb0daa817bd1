import { managersOf } from '../cases/roles.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Policies } from '../policies/policies.ts'
import type { Policy } from '../policies/policy.ts'
import { actsIn } from './reading.ts'
import type { Caller } from './caller.ts'

/** What is kept besides cases. */
export type Kept = 'schools' | 'people' | 'absences' | 'calendar' | 'links'

/**
 * The command whose givers keep it as well, besides the administrator, unless the policy has a permission of its own
 * (`keepSchools` …): whoever opens cases keeps the schools and revokes links in mails and says who is away (DSIM and up),
 * whoever decides on closure keeps people and calendar (Head of SID and up).
 */
const likeCommand = {
  schools: 'openCase',
  links: 'openCase',
  absences: 'openCase',
  people: 'decideClosure',
  calendar: 'decideClosure',
} as const
const ownPermission = {
  schools: 'keepSchools',
  links: 'keepLinks',
  absences: 'keepAbsences',
  people: 'keepPeople',
  calendar: 'keepCalendar',
} as const

/** Refuses a caller who may not keep these records of an authority; `null` is a matter of no one authority. */
export function requireKeeper(policies: Policies, caller: Caller, kept: Kept, authority: string | null): void {
  const concerned = [...policies.values()].filter((policy) =>
    authority === null || !policies.has(authority) ? actsIn(caller, policy.authority) : policy.authority === authority,
  )
  const here = authority === null || !policies.has(authority) || actsIn(caller, authority)
  if (here && concerned.some((policy) => keepersOf(policy, kept).includes(caller.role))) return
  const keepers = [...new Set(concerned.flatMap((policy) => keepersOf(policy, kept)))]
  throw new Refusal(
    `The ${kept} on record are not for the role ${caller.role} to change${here ? '' : ` in ${authority}`}: they are kept by ${keepers.join(', ')}`,
    'access',
  )
}

function keepersOf(policy: Policy, kept: Kept): string[] {
  const named = policy.permissions[ownPermission[kept]] ?? policy.permissions[likeCommand[kept]]
  const up = named?.andUp ? [named.andUp, ...managersOf(policy, named.andUp)] : []
  return [...new Set([...up, ...(named?.roles ?? []), 'administrator'])]
}
