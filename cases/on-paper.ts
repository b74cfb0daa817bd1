import type { Calendar } from '../calendar/school-year.ts'
import type { Policy } from '../policies/policy.ts'
import { addRung, nextRungOf, reachRungs, toldAnew } from './chasing.ts'
import type { By } from './commands.ts'
import type { CaseEvent } from './events.ts'
import type { Letter } from './letters.ts'
import { momentsOf, passMoments } from './moments.ts'
import { chasedBy, proceduresOf } from './procedures.ts'
import { answer } from './reckoning.ts'
import { settling } from './settle.ts'
import type { CaseState, Deadline } from './state.ts'
import { beginTurn, type Answer, type Question, type Turn } from './turn.ts'

/** What one turn of a case brought: entries of the case file, and letters before anybody is looked up. */
export interface Brought {
  /** The nominal moment, in London's time. */
  at: string
  events: CaseEvent[]
  letters: Letter[]
  warnings: string[]
}

/**
 * A case carried on by its rules alone from the state it is in: commands, moments, the rungs of its formal procedures, all of
 * it, with the calendar at hand and no server, clock, database or post. Whatever the running case does, this does too. `known` is
 * what its procedures' own workflows know of what they chase: which rungs have been reached.
 */
export function caseOnPaper(opened: Policy, calendar: Calendar, from: CaseState, known: Deadline[] = []) {
  let policy = opened
  let state = from
  let days = calendar
  let chased = procedureDeadlines(known)

  /** What the workflows of the formal procedures know after the case's news. */
  function procedureDeadlines(known: Deadline[]): Deadline[] {
    const latest = proceduresOf(state).flatMap((one) => chasedBy(state, one))
    return toldAnew(structuredClone(latest), known)
  }

  const answers = (questions: Question[], under = policy): Answer[] =>
    questions.map((question) => answer(days, under, question))

  /** Something happens to the case; throws a Refusal, and then nothing has changed. */
  function turn(at: string, cause: Turn['cause'], by: By | null, happen: (one: Turn) => void): Brought {
    const one = beginTurn(policy, state, at, cause, by)
    happen(one)
    const steps = settling(one)
    for (let step = steps.next(); !step.done;) step = steps.next(answers(step.value, one.policy))
    state = one.state
    policy = one.policy
    chased = procedureDeadlines(chased)
    return { at, events: one.events, letters: one.letters, warnings: one.warnings }
  }

  function reachOwnMoments(at: string): Brought {
    return turn(at, 'moment', null, (one) =>
      passMoments(
        one,
        momentsOf(one.state).filter((moment) => moment.at === at),
      ),
    )
  }

  function reachProcedureRungs(at: string): Letter[] {
    const { letters, questions } = reachRungs(state.caseId, chased, at)
    for (const one of answers(questions)) addRung(chased, one)
    return letters.flat()
  }

  function next(): string | undefined {
    const moments = [momentsOf(state)[0], nextRungOf(chased)].flatMap((one) => one?.at ?? [])
    return moments.sort((a, b) => Date.parse(a) - Date.parse(b))[0]
  }

  return {
    state: () => state,
    policy: () => policy,
    turn,
    /** The next nominal moment that time brings by itself; undefined where nothing more comes. */
    next,
    /** Carries out all that falls on the next moment. */
    pass(): Brought | undefined {
      const at = next()
      if (at === undefined) return undefined
      const own = momentsOf(state)[0]?.at === at ? reachOwnMoments(at) : { at, events: [], letters: [], warnings: [] }
      return { ...own, letters: [...own.letters, ...reachProcedureRungs(at)] }
    },
    /** What is owed, as whoever chases it knows it: the case, or the procedure's own workflow. */
    owed: (): Deadline[] => state.deadlines.map((one) => chased.find((other) => other.key === one.key) ?? one),
    /** From now on another calendar answers; what it moves, a turn of the cause `calendar` finds. */
    useCalendar(other: Calendar): void {
      days = other
    },
  }
}

export type CaseOnPaper = ReturnType<typeof caseOnPaper>

/** All that a case comes to before a moment (epoch ms) if nobody acts, moment by moment. */
export function* carriedOn(paper: CaseOnPaper, before: number): Generator<Brought> {
  for (let at = paper.next(); at !== undefined && Date.parse(at) < before; at = paper.next()) {
    const brought = paper.pass()
    if (brought) yield brought
  }
}
