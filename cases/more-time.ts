import { formatDay } from '../calendar/day.ts'
import type { Input } from './commands.ts'
import { requireAdjustable, requireLater } from './adjustable.ts'
import { insist } from './refusal.ts'
import type { Deadline } from './state.ts'
import { cancel, factsOf, findDeadline, meet, open, write, type Turn } from './turn.ts'

/** Asks for a later day: the clock runs on, and the request is put before whoever the policy says decides (HE-1). */
export function requestExtension(turn: Turn, input: Input<'requestExtension'>): void {
  const deadline = findDeadline(turn.state, input.deadline)
  const rule = turn.policy.deadlines.find((one) => one.opens.on?.includes('extension-requested'))
  insist(
    rule,
    `The policy of ${turn.policy.name} says nothing of who decides on more time here: write to the authority`,
  )
  requireAdjustable(turn, deadline, 'extend')
  insist(deadline.ruleId !== rule.id, `${deadline.id} is itself a decision on more time: decide it`)
  insist(
    deadline.status === 'open' && deadline.due,
    deadline.status === 'missed'
      ? `${deadline.id} has passed on ${formatDay(deadline.due ?? turn.today)}: more time is asked for before the day, now it can only be done`
      : `${deadline.id} is suspended: its clock stands still already`,
  )
  insist(
    !deadline.asked,
    `More time for ${deadline.id} was asked for already, to ${formatDay(deadline.asked?.to ?? turn.today)}: it is being decided on`,
  )
  requireLater(deadline.due, input.to)
  deadline.asked = { to: input.to, by: turn.by?.role ?? deadline.owner, on: turn.today }
  const { by } = deadline.asked
  const decision = open(turn, rule.id, { title: `${rule.title}: ${deadline.title}` })
  decision.decides = deadline.key
  write(turn, 'extension-requested', rule.owner, {
    kind: 'notice',
    facts: { title: deadline.title, by, owner: deadline.owner, due: deadline.due, to: input.to, reason: input.reason },
    deadline: decision.id,
    rule: decision.rule,
  })
}

/** No more time is given; whoever asked hears it, with the reason, and the day stands. */
export function refuseExtension(turn: Turn, input: Input<'refuseExtension'>): void {
  const deadline = findDeadline(turn.state, input.deadline)
  const { asked } = deadline
  insist(asked, `Nobody has asked for more time for ${deadline.id}: there is nothing to refuse`)
  decided(turn, deadline, `Refused: ${input.reason}`)
  for (const role of new Set([asked.by, deadline.owner]))
    write(turn, 'extension-refused', role, {
      kind: 'outcome',
      facts: { title: deadline.title, to: asked.to, reason: input.reason },
      deadlines: [factsOf(deadline, turn.at)],
      deadline: deadline.id,
      rule: deadline.rule,
    })
}

/** Whether more time was asked for, before the day passed. */
export const isAskedFor = ({ asked, due }: Deadline): boolean => asked !== undefined && due !== null && asked.on <= due

/** A request for more time, if there is one, is decided. */
export function decided(turn: Turn, deadline: Deadline, outcome: string): void {
  delete deadline.asked
  for (const decision of turn.state.deadlines.filter((one) => one.decides === deadline.key))
    meet(turn, decision, outcome)
}

/** Nobody decides on more time for what is no longer owed. */
export function dropIdleRequests(turn: Turn): void {
  const { deadlines } = turn.state
  const idle = deadlines.filter((one) => one.decides && !deadlines.some((other) => other.key === one.decides))
  for (const decision of idle) cancel(turn, decision, 'That for which more time was asked is no longer owed')
  for (const one of deadlines) if (one.asked && !deadlines.some((other) => other.decides === one.key)) delete one.asked
}
