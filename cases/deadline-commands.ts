import { formatDay } from '../calendar/day.ts'
import type { Input } from './commands.ts'
import { requireAdjustable, requireLater } from './adjustable.ts'
import { decided, isAskedFor } from './more-time.ts'
import { insist } from './refusal.ts'
import { askDay, factsOf, findDeadline, reckonAgain, resumed, suspended, write, type Turn } from './turn.ts'

/** Stops the promiser's own reminders up to the promised day; the clock runs on. */
export function acknowledge(turn: Turn, input: Input<'acknowledge'>): void {
  const deadline = findDeadline(turn.state, input.deadline)
  const { promisedFor } = input
  if (!promisedFor || !turn.by) return
  insist(
    promisedFor >= turn.today,
    `promisedFor (${formatDay(promisedFor)}) is past: promise a day from today on`,
    'input',
  )
  insist(
    !deadline.promiseLimit || promisedFor <= deadline.promiseLimit,
    `promisedFor (${formatDay(promisedFor)}) is more than ten working days past the due day: promise ${formatDay(deadline.promiseLimit ?? promisedFor)} at the latest, or ask for more time`,
    'input',
  )
  deadline.promises[turn.by.role] = promisedFor
}

export function extendDeadline(turn: Turn, input: Input<'extendDeadline'>): void {
  const deadline = findDeadline(turn.state, input.deadline)
  requireAdjustable(turn, deadline, 'extend')
  insist(
    deadline.status !== 'missed' || isAskedFor(deadline),
    `${deadline.id} has passed on ${formatDay(deadline.due ?? turn.today)}: it can no longer be extended, only met`,
  )
  insist(deadline.status !== 'suspended' && deadline.due, `${deadline.id} is suspended: resume it first`)
  requireLater(deadline.due, input.to)
  insist(
    input.to >= turn.today,
    `to (${formatDay(input.to)}) is past: it was asked for before the day, so name a day from today on`,
    'input',
  )
  decided(turn, deadline, `More time is given, to ${formatDay(input.to)}: ${input.reason}`)
  deadline.clock = { kind: 'fixed-day', day: input.to }
  deadline.why += ` It was extended on ${formatDay(turn.today)} from ${formatDay(deadline.due)}: ${input.reason}`
  reckonAgain(turn, deadline, input.reason)
}

/** Stops the clock; what is left of it is kept. */
export function suspendDeadline(turn: Turn, input: Input<'suspendDeadline'>): void {
  const deadline = findDeadline(turn.state, input.deadline)
  requireAdjustable(turn, deadline, 'suspend')
  insist(deadline.status !== 'suspended', `${deadline.id} is suspended already`)
  insist(
    deadline.status === 'open' && deadline.due,
    `${deadline.id} has passed on ${formatDay(deadline.due ?? turn.today)}: it can no longer be suspended, only met`,
  )
  deadline.status = 'suspended'
  suspended(turn, deadline, input.reason)
  write(turn, 'suspended', deadline.owner, {
    kind: 'notice',
    deadlines: [factsOf(deadline, turn.at)],
    facts: { reason: input.reason },
    deadline: deadline.id,
    rule: deadline.rule,
  })
  turn.questions.push({ ask: 'remaining', key: deadline.key, clock: deadline.clock, on: turn.today, due: deadline.due })
}

/** Gives back what was left of the clock, counted from today. */
export function resumeDeadline(turn: Turn, input: Input<'resumeDeadline'>): void {
  const deadline = findDeadline(turn.state, input.deadline)
  insist(deadline.status === 'suspended' && deadline.remaining, `${deadline.id} is not suspended`)
  deadline.status = 'open'
  deadline.clock = deadline.remaining
  deadline.from = turn.today
  delete deadline.remaining
  resumed(turn, deadline, input.reason)
  turn.moved.push({ key: deadline.key, from: deadline.due, reason: input.reason, quiet: true })
  askDay(turn, deadline)
}
