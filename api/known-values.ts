import type { Policies } from '../policies/policies.ts'
import type { Policy } from '../policies/policy.ts'
import { badRequest, type Fault } from './problem.ts'

interface Wanted {
  authority?: string | undefined
  level?: string | undefined
  owner?: string | undefined
  role?: string | undefined
}

/** Refuses a filter that can find nothing, because no policy knows its value; the 400 names the values that there are. */
export function refuseUnknownValues(policies: Policies, { authority, level, owner, role }: Wanted): void {
  const named = authority === undefined ? undefined : policies.get(authority)
  if (authority !== undefined && !named) throw badRequest(faultOf('authority', authority, [...policies.keys()]))
  const known = (list: (policy: Policy) => string[]): string[] => {
    const own = named ? list(named) : []
    return own.length > 0 ? own : [...new Set([...policies.values()].flatMap(list))]
  }
  const levels = known((policy) => policy.levels.map((one) => one.id))
  const roles = known((policy) => Object.keys(policy.roles))
  const faults = [
    ...faultOf('level', level, levels),
    ...faultOf('owner', owner, roles),
    ...faultOf('role', role, roles),
  ]
  if (faults.length > 0) throw badRequest(faults)
}

function faultOf(field: string, value: string | undefined, known: string[]): Fault[] {
  if (value === undefined || known.includes(value)) return []
  return [{ field, message: `"${value}" is not one of ${known.join(', ')}` }]
}
