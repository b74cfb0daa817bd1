import type { Calendar } from '../calendar/school-year.ts'
import type { Policy } from '../policies/policy.ts'
import type { By, Command } from './commands.ts'
import { decide } from './decide.ts'
import type { LookedUp } from './duties.ts'
import type { CaseEvent, EventType } from './events.ts'
import { caseOnPaper, type Brought, type CaseOnPaper } from './on-paper.ts'
import { Refusal } from './refusal.ts'
import type { CaseState, Day, Deadline } from './state.ts'

/** What an entry of the case file does to a deadline. */
const changes = {
  'deadline-opened': 'opened',
  'deadline-moved': 'moved',
  'deadline-suspended': 'suspended',
  'deadline-resumed': 'resumed',
  'deadline-met': 'met',
  'deadline-missed': 'missed',
  'deadline-cancelled': 'cancelled',
} as const satisfies Partial<Record<EventType, string>>

export type Change = (typeof changes)[keyof typeof changes]
export const changeNames = Object.values(changes)

/** What such an entry does to a deadline; undefined where it is about something else. */
export const changeOf = (type: string): Change | undefined =>
  Object.hasOwn(changes, type) ? changes[type as keyof typeof changes] : undefined

/** What a command would do to one deadline; `deadline` is as it would be then, or was before it ended. */
export interface ChangedDeadline {
  change: Change
  deadline: Deadline
  due: Day | null
  from: Day | null
  reason: string | null
}

/** A command that was tried on a copy of a case. */
export interface Rehearsed {
  paper: CaseOnPaper
  brought: Brought
  changed: ChangedDeadline[]
}

/** More than time has ever brought to a case between two looks of a worker that runs. */
const mostMoments = 500

/**
 * Tries a command on a copy of a case, at a moment in London's time, after what time has brought before it. Throws the
 * Refusal that the case itself would give; nothing is changed.
 */
export function rehearse(
  { policy, state }: { policy: Policy; state: CaseState },
  calendar: Calendar,
  { at, by, command, looked }: { at: string; by: By; command: Command; looked: LookedUp },
): Rehearsed {
  const paper = caseOnPaper(policy, calendar, state)
  reachWhatWasDue(paper, Date.parse(at))
  const before = paper.owed()
  const brought = reckoned(() => paper.turn(at, 'command', by, (turn) => decide(turn, command, looked)))
  return { paper, brought, changed: changesIn(brought.events, [...paper.owed(), ...before]) }
}

function reachWhatWasDue(paper: CaseOnPaper, at: number): void {
  for (let moments = 0; moments < mostMoments; moments++) {
    const next = paper.next()
    if (next === undefined || Date.parse(next) >= at) return
    paper.pass()
  }
}

/** A day that cannot be reckoned from a command's input is the command's fault. */
function reckoned<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof RangeError ? new Refusal(error.message, 'input') : error
  }
}

/** Of what is owed before or after; what begins and ends in this same moment is nobody's to do. */
function changesIn(events: CaseEvent[], known: Deadline[]): ChangedDeadline[] {
  return events.flatMap((event) => {
    const change = changeOf(event.type)
    const deadline = known.find((one) => one.key === event['key'])
    if (!change || !deadline) return []
    const textOf = (field: string) => (typeof event[field] === 'string' ? event[field] : null)
    return [{ change, deadline, due: textOf('due'), from: textOf('from'), reason: textOf('reason') }]
  })
}
