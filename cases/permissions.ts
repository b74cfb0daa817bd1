import type { DeadlineRule, Policy } from '../policies/policy.ts'
import { promisesOf } from '../policies/promises.ts'
import { maySeeLevel, tellsLevel } from '../policies/secrecy.ts'
import type { Command, CommandName } from './commands.ts'
import { says } from './meeting-duties.ts'
import { isSchoolRole, managersOf, standInOf, titleOf } from './roles.ts'
import type { CaseState } from './state.ts'
import { findDeadline } from './turn.ts'

/** Whether a role may give a command; `onlyWhileAway` names the role it must be standing in for. */
export type Allowance = { allowed: true; onlyWhileAway?: string } | { allowed: false; sentence: string }

/** Where the policy says nothing of a command: who may give this other one. */
const likeIt: Partial<Record<CommandName, CommandName>> = {
  adoptPolicy: 'changeLevel',
  refuseExtension: 'extendDeadline',
}

/** Commands about whatever deadline they name. */
const anyDeadline = [
  'acknowledge',
  'requestExtension',
  'refuseExtension',
  'extendDeadline',
  'suspendDeadline',
  'resumeDeadline',
  'correctEntry',
]

/** Whether a role that may not know a confidential level learns it from being allowed, or refused, this command (DA-4). */
function wouldTell(policy: Policy, command: Command): boolean {
  const meets = rulesOf(policy, command)
  return anyDeadline.includes(command.name) || meets.some((rule) => tellsLevel(policy, rule))
}

/** The roles that hold what the command meets, or what the policy names for it (contract, section 4: who may). */
export function rolesThatMay(policy: Policy, state: CaseState | null, command: Command): string[] {
  const may = allThatMay(policy, state, command)
  return policy.confidential && wouldTell(policy, command) ? may.filter((role) => maySeeLevel(policy, role)) : may
}

function allThatMay(policy: Policy, state: CaseState | null, command: Command): string[] {
  const named = policy.permissions[command.name] ?? policy.permissions[likeIt[command.name] ?? '']
  if (named)
    return [
      ...(named.andUp ? [named.andUp, ...managersOf(policy, named.andUp)] : []),
      ...(named.roles ?? []),
      ...(named.school ? schoolRolesOf(policy) : []),
    ]
  if (command.name === 'acknowledgeReceipt') return readersOf(policy)
  if (command.name === 'announce') return whoMayDo(policy, state, command.input.what)
  const owners =
    (command.name === 'acknowledge' || command.name === 'requestExtension') && state
      ? ownersToAcknowledge(policy, state, command.input.deadline)
      : rulesOf(policy, command).map((rule) => rule.owner)
  return [...new Set([...owners.flatMap((owner) => [owner, ...managersOf(policy, owner)]), 'administrator'])]
}

/** Who may do a thing may announce it; of one that is not known, whoever may announce anything hears so. */
function whoMayDo(policy: Policy, state: CaseState | null, what: string): string[] {
  const all = promisesOf(policy)
  const named = all.filter((one) => one.id === what)
  const ways = (named.length ? named : all).flatMap(({ before }) => before)
  const may = ways.flatMap(({ command, where = {} }) =>
    rolesThatMay(policy, state, { name: command, input: where } as unknown as Command),
  )
  return [...new Set([...may, 'administrator'])]
}

function ownersToAcknowledge(policy: Policy, state: CaseState, named: string): string[] {
  const owner = findDeadline(state, named).owner
  return isSchoolRole(policy, owner) ? [owner, ...schoolRolesOf(policy)] : [owner]
}

/** Those whom letters reach beyond the authority; and whoever opens cases may record that a slip came back. */
function readersOf(policy: Policy): string[] {
  const manager = policy.permissions['openCase']?.andUp
  return [
    ...Object.keys(policy.roles).filter((role) => policy.roles[role]?.school || policy.roles[role]?.outside),
    ...(manager ? [manager, ...managersOf(policy, manager)] : []),
    ...(policy.confidential ? [] : ['administrator']),
  ]
}

const schoolRolesOf = (policy: Policy): string[] =>
  Object.keys(policy.roles).filter((role) => isSchoolRole(policy, role))

/** The rules that the command meets by its input; those that it may meet, where none. */
function rulesOf(policy: Policy, command: Command): DeadlineRule[] {
  const input = command.input as Record<string, unknown>
  const meets = policy.deadlines.filter((rule) => rule.metBy.some((by) => by.command === command.name))
  const exactly = meets.filter((rule) =>
    rule.metBy.some(
      (by) =>
        by.command === command.name &&
        Object.entries(by.where ?? {}).every(([field, value]) => says(input[field], value)),
    ),
  )
  return exactly.length ? exactly : meets
}

/** Whether this role may give this command in this case; the refusal says who may. */
export function mayGive(
  policy: Policy,
  state: CaseState | null,
  command: Command,
  role: string,
  phase: string,
): Allowance {
  const may = rolesThatMay(policy, state, command)
  if (may.includes(role)) return { allowed: true }
  const absent = may.find((one) => standInOf(policy, one, phase) === role)
  if (absent) return { allowed: true, onlyWhileAway: absent }
  const who = may.map((one) => titleOf(policy, one)).join(', ')
  return {
    allowed: false,
    sentence: `${command.name} may not be given by the ${titleOf(policy, role)}, but by ${who || 'nobody'}`,
  }
}
