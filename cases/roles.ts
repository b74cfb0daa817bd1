import type { Policy } from '../policies/policy.ts'

/** The roles above a role, nearest first. */
export function managersOf(policy: Policy, role: string): string[] {
  const managers: string[] = []
  for (let up = policy.roles[role]?.lineManager; up && !managers.includes(up); up = policy.roles[up]?.lineManager)
    managers.push(up)
  return managers
}

/** The role that stands in for another while its holder is away, by the school's phase where the policy says so. */
export function standInOf(policy: Policy, role: string, phase: string): string | null {
  const standIn = policy.roles[role]?.standIn
  if (!standIn) return null
  return typeof standIn === 'string' ? standIn : (standIn[phase] ?? null)
}

/** The role's title as people say it; the id where the policy has none. */
export function titleOf(policy: Policy, role: string): string {
  return policy.roles[role]?.title ?? role
}

/** The roles of each authority whose titles have these words in them. */
export const rolesTitled = (policies: Iterable<Policy>, words: string) =>
  [...policies].flatMap(({ authority, roles }) => {
    const like = Object.entries(roles).filter(([, { title }]) => title.toLowerCase().includes(words.toLowerCase()))
    return like.length > 0 ? [{ authority, roles: like.map(([role]) => role) }] : []
  })

/** Whether the role belongs to the school rather than to the authority. */
export function isSchoolRole(policy: Policy, role: string): boolean {
  return policy.roles[role]?.school ?? false
}

/** Whom a rung names, as roles: `owner` and `line-manager` resolved, no role twice. */
export function rungRoles(policy: Policy, owner: string, to: string[]): string[] {
  const manager = policy.roles[owner]?.lineManager
  const roles = to.flatMap((one) =>
    one === 'owner' ? [owner] : one === 'line-manager' ? (manager ? [manager] : []) : [one],
  )
  return [...new Set(roles)]
}
