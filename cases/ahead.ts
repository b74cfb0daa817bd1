import { formatLondon } from '../calendar/london.ts'
import { momentsOf, type Moment } from './moments.ts'
import type { CaseState, RungMoment } from './state.ts'

/** Something that time will bring to what is owed, or to a duty that comes again. */
export interface Ahead {
  /** An instant in London's time. */
  at: string
  what: Exclude<Moment['kind'], 'rung'> | RungMoment['kind']
  /** The roles that a rung tells. */
  to?: string[]
  /** Working days after which the rung comes again, and how far from the due day it stands. */
  every?: number
  offset?: number
}

/** What is ahead under each key: a deadline's own, the id of a rule that comes again, `notice-period`. */
export type AllAhead = Record<string, Ahead[]>

/** How long after its moment something may be late before it is an alarm, in milliseconds: a machine may be busy. */
export const alarmAfter = 15 * 60_000

/** Everything that is ahead in a case, each key's in order of time; what is owed and has nothing ahead has an empty list. */
export function aheadOf(state: CaseState): AllAhead {
  const ahead: AllAhead = {}
  if (state.status === 'closed') return ahead
  for (const deadline of state.deadlines) {
    const rungs = deadline.status === 'suspended' ? [] : deadline.rungs.filter((rung) => !rung.done)
    ahead[deadline.key] = rungs.map(aheadOfRung)
  }
  for (const { at, kind, key } of momentsOf(state)) {
    if (kind === 'rung' || kind === 'later') continue
    ahead[key] = [...(ahead[key] ?? []), { at, what: kind }]
  }
  for (const moments of Object.values(ahead)) moments.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return ahead
}

const aheadOfRung = ({ at, kind, to, every, offset }: RungMoment): Ahead => ({
  at,
  what: kind,
  to,
  ...(every ? { every, offset } : {}),
})

/**
 * When the case raises an alarm unless something is written of it before: at once where something owed has nothing ahead, else a
 * while after its last moment, or after the next step that would be written. `null`: never by itself.
 */
export function alarmAt(state: CaseState, at: string): string | null {
  if (state.status === 'closed') return null
  const silences = Object.values(aheadOf(state)).flatMap((moments) => {
    const last = moments.at(-1)
    if (!last) return [Date.parse(at)]
    return moments.some((one) => one.every) ? [] : [Date.parse(last.at) + alarmAfter]
  })
  const steps = momentsOf(state).filter(({ kind }) => kind !== 'rung')
  const first = Math.min(...silences, ...steps.slice(0, 1).map((one) => Date.parse(one.at) + alarmAfter))
  return Number.isFinite(first) ? formatLondon(first) : null
}

/** What comes next of what is ahead: a step that should have been written by now, else the first that is still to come. */
export function nextAhead(moments: readonly Ahead[], now: number): { next: Ahead | null; isLate: boolean } {
  const late = moments.find(({ at, to }) => !to && Date.parse(at) + alarmAfter < now)
  if (late) return { next: late, isLate: true }
  const next = moments.find(({ at, to }) => Date.parse(at) + (to ? 0 : alarmAfter) >= now)
  return { next: next ?? null, isLate: false }
}
