import type { Letter } from './letters.ts'
import { nextQuestion, rungLetters, rungMoments, type Moment } from './moments.ts'
import type { Deadline } from './state.ts'
import type { Answer, Question } from './turn.ts'

/** The soonest rung of what a formal procedure chases. */
export const nextRungOf = (deadlines: Deadline[]): Moment | undefined =>
  deadlines.flatMap(rungMoments).sort((a, b) => Date.parse(a.at) - Date.parse(b.at))[0]

/** Carries out the rungs of a moment: the letters of each, and what the calendar is asked for those that come again. */
export function reachRungs(
  caseId: string,
  deadlines: Deadline[],
  at: string,
): { letters: Letter[][]; questions: Question[] } {
  const reached = deadlines.flatMap((deadline) =>
    deadline.rungs.filter((rung) => !rung.done && rung.at === at).map((rung) => ({ deadline, rung })),
  )
  const letters = reached.map(({ deadline, rung }) => {
    rung.done = true
    return rungLetters(caseId, deadline, rung)
  })
  return { letters, questions: reached.flatMap(({ deadline, rung }) => nextQuestion(deadline, rung) ?? []) }
}

/** The next repeat or look, unless the case has told of it meanwhile, or nothing is owed any more. */
export function addRung(deadlines: Deadline[], answer: Answer): void {
  if (answer.ask !== 'repeat' && answer.ask !== 'look') return
  const deadline = deadlines.find((one) => one.key === answer.key)
  const last = deadline?.rungs.findLast((rung) => rung.every)
  if (deadline && last?.done) deadline.rungs.push({ ...last, done: false, offset: answer.offset, at: answer.at })
}

/**
 * What the case tells anew of what a procedure chases. The rungs that were reached there stay reached, and what comes again goes
 * on from there; a ladder that begins anew is the case's alone.
 */
export const toldAnew = (latest: Deadline[], known: Deadline[]): Deadline[] =>
  latest.map((one) =>
    withReachedRungs(
      one,
      known.find((old) => old.key === one.key),
    ),
  )

function withReachedRungs(latest: Deadline, old: Deadline | undefined): Deadline {
  if (!old || old.round !== latest.round) return latest
  const reached = old.rungs.filter((rung) => rung.done)
  const fresh = latest.rungs.filter((rung) => !reached.some((one) => one.offset === rung.offset))
  const repeats = old.rungs.filter(
    (rung) => !rung.done && rung.every && old.due === latest.due && !fresh.some((one) => one.every === rung.every),
  )
  return { ...latest, rungs: [...reached, ...fresh, ...repeats] }
}
