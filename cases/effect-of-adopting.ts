import type { Calendar } from '../calendar/school-year.ts'
import type { Policy } from '../policies/policy.ts'
import type { By } from './commands.ts'
import { decide } from './decide.ts'
import type { CaseEvent } from './events.ts'
import { carriedOn, caseOnPaper, type CaseOnPaper } from './on-paper.ts'
import { Refusal } from './refusal.ts'
import type { CaseState, Day, Deadline } from './state.ts'

/** What becomes of one thing that is owed; `from` and `to` are null where it is not owed, or has no day. */
export interface EffectOnDuty {
  id: string
  title: string
  rule: string
  effect: 'opened' | 'moved' | 'cancelled' | 'given' | 'chased'
  due: { from: Day | null; to: Day | null }
  owner: { from: string | null; to: string | null }
  /** The first of the rungs to come, and to whom. */
  nextRung: { from: string | null; to: string | null }
}

/** An occurrence that would come under one of the editions alone. */
export interface Coming {
  id: string
  title: string
  rule: string
  due: Day | null
  openedOn: Day
  under: 'present' | 'other'
}

export interface Effect {
  /** Why the case cannot adopt it, in a sentence; then nothing else is told. */
  refused: string | null
  duties: EffectOnDuty[]
  /** What nobody's acting would open until a day under one edition and not under the other. */
  coming: Coming[]
  /** The roles that a letter would go to at once. */
  told: string[]
}

interface Rehearsed {
  state: CaseState
  policy: Policy
  calendar: Calendar
  at: string
  /** The moment (epoch ms) before which what would come is compared; 0 for nothing. */
  before: number
}

/** What a running case would come to if it adopted another edition at that moment: played on paper, nothing is changed. */
export function effectOfAdopting({ state, policy, calendar, at, before }: Rehearsed, other: Policy): Effect {
  const present = caseOnPaper(policy, calendar, state)
  const adopted = caseOnPaper(policy, calendar, state)
  try {
    const input = { edition: other.edition, reason: 'Rehearsed' }
    const { letters } = adopted.turn(at, 'command', rehearser, (turn) =>
      decide(turn, { name: 'adoptPolicy', input }, { policy: other }),
    )
    const duties = effectsOn(state.deadlines, adopted.state().deadlines, at)
    const coming = [...onlyIn(present, adopted, before)]
    return { refused: null, duties, coming, told: [...new Set(letters.map((letter) => letter.to))] }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { refused: error.message, duties: [], coming: [], told: [] }
  }
}

const rehearser: By = { role: 'administrator', personId: null }

function effectsOn(before: Deadline[], after: Deadline[], at: string): EffectOnDuty[] {
  const keys = [...new Set([...before, ...after].map((one) => one.key))]
  return keys.flatMap((key) => {
    const was = before.find((one) => one.key === key)
    const is = after.find((one) => one.key === key)
    const effect = effectOn(was, is, at)
    const shown = is ?? was
    if (!effect || !shown) return []
    return [
      {
        id: shown.id,
        title: shown.title,
        rule: shown.rule,
        effect,
        due: { from: was?.due ?? null, to: is?.due ?? null },
        owner: { from: was?.owner ?? null, to: is?.owner ?? null },
        nextRung: { from: nextRung(was, at), to: nextRung(is, at) },
      },
    ]
  })
}

function effectOn(was: Deadline | undefined, is: Deadline | undefined, at: string): EffectOnDuty['effect'] | undefined {
  if (!was) return 'opened'
  if (!is) return 'cancelled'
  if (was.due !== is.due) return 'moved'
  if (was.owner !== is.owner) return 'given'
  return nextRung(was, at) === nextRung(is, at) ? undefined : 'chased'
}

function nextRung(deadline: Deadline | undefined, after: string): string | null {
  const next = deadline?.rungs.find((rung) => !rung.done && Date.parse(rung.at) > Date.parse(after))
  return next ? `${next.at.slice(0, 16)} ${next.kind} to ${next.to.join(', ')}` : null
}

function* onlyIn(present: CaseOnPaper, other: CaseOnPaper, before: number): Generator<Coming> {
  const [a, b] = [openings(present, before), openings(other, before)]
  const missing = (one: CaseEvent, all: CaseEvent[]) =>
    !all.some(({ deadline, due }) => deadline === one.deadline && due === one.due)
  for (const one of a.filter((each) => missing(each, b))) yield comingOf(present, one, 'present')
  for (const one of b.filter((each) => missing(each, a))) yield comingOf(other, one, 'other')
}

/** The most openings that are compared: a rehearsal whose clocks are minutes has no end. */
const most = 500

function openings(paper: CaseOnPaper, before: number): CaseEvent[] {
  const found: CaseEvent[] = []
  for (const { events } of carriedOn(paper, before)) {
    found.push(...events.filter((one) => one.type === 'deadline-opened'))
    if (found.length > most) break
  }
  return found
}

function comingOf(paper: CaseOnPaper, event: CaseEvent, under: Coming['under']): Coming {
  const id = String(event.deadline)
  const rule = paper.policy().deadlines.find((one) => one.id === id)
  return {
    id,
    title: rule?.title ?? id,
    rule: String(event.rule),
    due: event.due ? String(event.due) : null,
    openedOn: event.at.slice(0, 10),
    under,
  }
}
