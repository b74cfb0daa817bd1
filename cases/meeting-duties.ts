import { formatDay } from '../calendar/day.ts'
import type { DeadlineRule } from '../policies/policy.ts'
import type { Command } from './commands.ts'
import { isSchoolRole } from './roles.ts'
import type { Day, Deadline } from './state.ts'
import { meet, owedOf, type Turn } from './turn.ts'

/** Whether an input says so: the field is that, or a list that holds it. */
export const says = (said: unknown, value: string): boolean =>
  said === value || (Array.isArray(said) && said.includes(value))

/** The duties of the policy that a command, with this input and from this role, can meet. */
export function rulesMetBy(turn: Turn, command: Command): DeadlineRule[] {
  const input = command.input as Record<string, unknown>
  const side = turn.by && isSchoolRole(turn.policy, turn.by.role) ? 'school' : 'authority'
  return turn.policy.deadlines.filter((rule) =>
    rule.metBy.some(
      (by) =>
        by.command === command.name &&
        (by.by === undefined || by.by === side) &&
        Object.entries(by.where ?? {}).every(([field, value]) => says(input[field], value)),
    ),
  )
}

/** The occurrence a date falls in, else the oldest that is owed. */
export function occurrenceOn(owed: Deadline[], on: Day): Deadline | undefined {
  return owed.find((one) => one.period && one.period.firstDay <= on && on <= one.period.lastDay) ?? owed[0]
}

/** Meets what the command meets: of each duty the occurrence its date falls in, else the oldest open. */
export function meetWhatIsMet(
  turn: Turn,
  command: Command,
  on: Day,
  counts: (owed: Deadline) => boolean = () => true,
): Deadline[] {
  const met: Deadline[] = []
  for (const rule of rulesMetBy(turn, command)) {
    const deadline = occurrenceOn(owedOf(turn.state, rule.id).filter(counts), on)
    if (!deadline) continue
    const inTime = deadline.status === 'missed' && deadline.due !== null && on <= deadline.due
    meet(turn, deadline, inTime ? `Done on ${formatDay(on)}, in time, and recorded afterwards` : undefined)
    met.push(deadline)
  }
  return met
}
