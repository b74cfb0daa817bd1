import type { DeadlineRule, Policy } from './policy.ts'
import { promisesOf } from './promises.ts'

/** Events whose letters say which level or category a school has. */
const tellingEvents = [
  'case-opened',
  'case-reopened',
  'level-changed',
  'case-closed',
  'review-decided',
  'officer-assigned',
  'progress-reported',
  'category-recommended',
  'category-confirmed',
  'category-challenged',
  'challenge-decided',
  'announced',
  'not-announced',
  'expenditure-reported',
]

/** Commands whose giver says, or hears, which level or category a school has; a school's own roles are held to their school. */
const tellingCommands = [
  'openCase',
  'changeLevel',
  'reopenCase',
  'decideReview',
  'correctEntry',
  'recommendCategory',
  'agreeCategory',
  'confirmCategory',
  'challengeCategory',
  'decideChallenge',
  'announce',
]

/** Whether a role may know which level or category a school has (DA-4). */
export const maySeeLevel = ({ confidential }: Pick<Policy, 'confidential'>, role: string): boolean =>
  !confidential || confidential.seenBy.includes(role)

/** Whether whoever hears of this duty hears of the level or category, because not every one of them owes it. */
export function tellsLevel(policy: Pick<Policy, 'levels'>, rule: DeadlineRule): boolean {
  const { opens, lasts } = rule
  const some = (levels: string[] | undefined) =>
    levels !== undefined && !policy.levels.every((level) => levels.includes(level.id))
  const onCategory = (opens.on ?? []).some((one) => one.startsWith('category-') || one === 'case-wanted')
  return !opens.always && (some(opens.atLevel) || some(lasts) || onCategory || rule.from === 'first-intervention')
}

/**
 * What would tell a confidential level to somebody who may not know it: whoever owes or is told what only some levels owe, gets a
 * letter about a level, or gives a command that names one, must be among those who may.
 */
export function faultsOfSecrecy(policy: Policy): string[] {
  if (!policy.confidential) return []
  const seenBy = policy.confidential.seenBy.join(', ')
  const faults: string[] = []
  const insist = (roles: string[], what: string) => {
    for (const role of new Set(roles.filter((one) => !maySeeLevel(policy, one))))
      faults.push(`${what} would tell the role "${role}" a confidential level, which is for ${seenBy} alone`)
  }
  for (const rule of policy.deadlines.filter((one) => tellsLevel(policy, one)))
    insist(rolesToldOf(policy, rule), `deadline "${rule.id}"`)
  for (const one of policy.tells.filter((each) => tellingEvents.includes(each.on)))
    insist(one.to, `tell on "${one.on}"`)
  for (const { id, to, before } of promisesOf(policy))
    if (before.some(({ command }) => tellingCommands.includes(command))) insist(to, `promise "${id}"`)
  for (const command of tellingCommands.filter((one) => policy.permissions[one]))
    insist(rolesNamed(policy, command), `permission "${command}"`)
  for (const [id, role] of Object.entries(policy.roles).filter(([one]) => maySeeLevel(policy, one))) {
    const standIns = typeof role.standIn === 'string' ? [role.standIn] : Object.values(role.standIn ?? {})
    insist([...standIns, ...(role.lineManager ? [role.lineManager] : [])], `role "${id}" (standIn, lineManager)`)
  }
  return faults
}

function rolesToldOf(policy: Policy, { owner, ladder }: DeadlineRule): string[] {
  const manager = policy.roles[owner]?.lineManager
  const { rungs = [], look } = policy.ladders[ladder] ?? {}
  const named = [...rungs.flatMap((rung) => rung.to), ...(look?.to ?? [])]
  return [owner, ...named.flatMap((one) => (one === 'owner' ? [] : one === 'line-manager' ? (manager ?? []) : one))]
}

function rolesNamed(policy: Policy, command: string): string[] {
  const { andUp, roles = [], school } = policy.permissions[command] ?? {}
  const up: string[] = []
  for (let role: string | null | undefined = andUp; role && !up.includes(role); role = policy.roles[role]?.lineManager)
    up.push(role)
  const ofSchool = school ? Object.keys(policy.roles).filter((one) => policy.roles[one]?.school) : []
  return [...up, ...roles, ...ofSchool]
}
