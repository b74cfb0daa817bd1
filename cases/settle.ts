import { formatDay } from '../calendar/day.ts'
import { dropIdleRequests } from './more-time.ts'
import { takeAhead } from './code-of-practice.ts'
import { keepStatements } from './ofsted.ts'
import type { DeadlineRule } from '../policies/policy.ts'
import { inMinutes } from './moments.ts'
import { rungRoles } from './roles.ts'
import type { Deadline } from './state.ts'
import { emitMoved, factsOf, ruleOf, write, type Answer, type Question, type Turn } from './turn.ts'
import { endPeriod } from './notice-period.ts'
import { pass } from './powers.ts'

const ms = (at: string): number => Date.parse(at)

/**
 * Settles a turn: yields what the calendar is asked and takes what it answers, until nothing is left to ask and everyone is told.
 * Whoever runs it finds the answers: a workflow in a local activity, a forecast from a calendar at hand.
 */
export function* settling(turn: Turn): Generator<Question[], void, Answer[]> {
  yield* asking(turn)
  takeLate(turn)
  yield* asking(turn)
  closeTurn(turn)
  yield* asking(turn)
}

function* asking(turn: Turn): Generator<Question[], void, Answer[]> {
  for (let questions = takeQuestions(turn); questions.length; questions = takeQuestions(turn))
    takeAnswers(turn, yield questions)
}

/** Takes the questions that a turn has for the calendar; none are left when it is settled. */
function takeQuestions(turn: Turn): Question[] {
  const questions = turn.questions
  turn.questions = []
  return questions
}

/** Takes in what the calendar answered; may raise new questions (a late entry is missed at once, and that opens more). */
function takeAnswers(turn: Turn, answers: Answer[]): void {
  for (const answer of answers) {
    if (answer.ask === 'deadline' && answer.key === 'notice-period') takePeriod(turn, answer)
    else if (answer.ask === 'deadline') takeDay(turn, answer)
    else if (answer.ask === 'recurrence') takeRecurrence(turn, answer)
    else if (answer.ask === 'repeat') takeRepeat(turn, answer)
    else if (answer.ask === 'look') takeLook(turn, answer)
    else if (answer.ask === 'remaining') takeRemaining(turn, answer)
    else if (answer.ask === 'ahead') takeAhead(turn, answer)
    else {
      if (turn.cause === 'calendar') putOffAgain(turn, answer.at)
      if (waits(turn)) putOff(turn, answer.at)
    }
  }
}

/** Whether what is told waits for a morning: what time brings; and what a change of the calendar moves in hundreds of years at once. */
const waits = ({ cause, isUnhurried, state }: Turn): boolean =>
  cause === 'moment' || isUnhurried === true || (cause === 'calendar' && state.kind !== 'intervention')

/** What no command caused waits for 09:00 of a working day. */
function putOff(turn: Turn, at: string): void {
  const waiting = turn.letters.filter((letter) => !letter.rung)
  turn.letters = turn.letters.filter((letter) => letter.rung)
  turn.state.later.push(...waiting.map((letter) => ({ at, letter: { ...letter, at, gather: !letter.statutory } })))
}

/** What waits already waits for another day where the calendar has made a holiday of the one it waited for (LAW-15). */
function putOffAgain(turn: Turn, at: string): void {
  turn.state.later = turn.state.later.map(({ letter }) => ({ at, letter: { ...letter, at } }))
}

const find = (turn: Turn, key: string): Deadline | undefined => turn.state.deadlines.find((one) => one.key === key)

type DayAnswer = Extract<Answer, { ask: 'deadline' }>

function takeDay(turn: Turn, answer: DayAnswer): void {
  const deadline = find(turn, answer.key)
  if (!deadline) return
  const moved = turn.moved.find((one) => one.key === deadline.key)
  const before = deadline.due
  if (before !== null && before !== answer.due && turn.cause !== 'calendar') {
    deadline.round = (deadline.round ?? 0) + 1
    deadline.rungs = []
  }
  const kept = deadline.rungs.filter((rung) => rung.done)
  const sent = new Set(kept.map((rung) => rung.offset))
  const fresh = answer.rungs
    .filter((rung) => !sent.has(rung.offset))
    .map((rung) => ({ ...rung, to: rungRoles(turn.policy, deadline.owner, rung.to) }))
  Object.assign(deadline, {
    due: answer.due,
    passesAt: answer.passesAt,
    provisional: answer.provisional,
    counted: deadline.clock.kind === 'fixed-day' ? '' : answer.why || deadline.counted,
    promiseLimit: answer.promiseLimit,
    rungs: [...kept, ...fresh],
  })
  if (answer.period) deadline.period = answer.period
  askRepeat(turn, deadline)
  if (before !== deadline.due || moved?.quiet) deadline.sequence += 1
  if (deadline.ruleId && ruleOf(turn.policy, deadline.ruleId).lapses && turn.state.notice)
    turn.state.notice.windowEndsOn = answer.due
  fillEvents(turn, deadline)
  if (moved && !moved.quiet && before !== answer.due) emitMoved(turn, deadline, moved.from, moved.reason)
  else if (!moved?.quiet) turn.moved = turn.moved.filter((one) => one.key !== deadline.key)
  keepOccurrences(turn, deadline, answer)
  if (deadline.status === 'missed' && moved && ms(answer.passesAt) > ms(turn.at)) deadline.status = 'open'
  if (deadline.status === 'open' && ms(answer.passesAt) <= ms(turn.at))
    pass(turn, deadline, 'The day had passed already when this was recorded')
}

/** A ladder that comes again has always a next rung, whatever the calendar has moved. */
function askRepeat(turn: Turn, deadline: Deadline): void {
  const repeats = deadline.rungs.filter((rung) => rung.every)
  const last = repeats.at(-1)
  if (!last?.every || !deadline.due || repeats.some((rung) => !rung.done)) return
  turn.questions.push({
    ask: 'repeat',
    key: deadline.key,
    due: deadline.due,
    offset: last.offset + last.every,
    every: last.every,
    after: turn.at,
    ...inMinutes(deadline),
  })
}

/** The events of this turn that were written before the calendar had answered. */
function fillEvents(turn: Turn, deadline: Deadline): void {
  for (const event of turn.events) {
    if (event.key !== deadline.key || !['deadline-opened', 'deadline-resumed'].includes(event.type)) continue
    event.due = deadline.due
    event.provisional = deadline.provisional
    event.why = `${deadline.why} ${deadline.counted}`.trim()
  }
}

/** The next occurrence opens on the first school day of its half term or term; when it passes, an older one still owed is overtaken. */
function keepOccurrences(turn: Turn, deadline: Deadline, answer: DayAnswer): void {
  if (!answer.next) return
  const { state } = turn
  const newest = deadline.key === `${deadline.id}#${state.occurrences[deadline.id]}`
  if (!newest) return
  state.recurrences = state.recurrences.filter((one) => one.ruleId !== deadline.ruleId)
  state.recurrences.push({
    ruleId: deadline.ruleId,
    from: deadline.from,
    opensAt: answer.next.opensAt,
    firstDay: answer.next.firstDay,
  })
  for (const older of state.deadlines) {
    if (older.ruleId === deadline.ruleId && older.key !== deadline.key) older.overtakenAt = answer.passesAt
  }
}

function takeRecurrence(turn: Turn, answer: Extract<Answer, { ask: 'recurrence' }>): void {
  const recurrence = turn.state.recurrences.find((one) => one.ruleId === answer.ruleId)
  if (recurrence) Object.assign(recurrence, { opensAt: answer.opensAt, firstDay: answer.firstDay })
}

function takeRepeat(turn: Turn, answer: Extract<Answer, { ask: 'repeat' }>): void {
  const deadline = find(turn, answer.key)
  const last = deadline?.rungs.findLast((rung) => rung.every !== undefined)
  if (deadline && last)
    deadline.rungs.push({ offset: answer.offset, at: answer.at, to: last.to, kind: last.kind, every: last.every })
}

function takeLook(turn: Turn, answer: Extract<Answer, { ask: 'look' }>): void {
  const deadline = find(turn, answer.key)
  const look = deadline && turn.policy.ladders[ruleOf(turn.policy, deadline.ruleId).ladder]?.look
  if (!deadline || !look) return
  const { offset, at } = answer
  const to = rungRoles(turn.policy, deadline.owner, look.to)
  const done = deadline.rungs.filter((rung) => rung.done)
  deadline.rungs = [...done, { offset, at, to, kind: 'reminder', every: look.every }]
}

function takeRemaining(turn: Turn, answer: Extract<Answer, { ask: 'remaining' }>): void {
  const deadline = find(turn, answer.key)
  if (!deadline) return
  Object.assign(deadline, {
    remaining: answer.clock,
    passesAt: null,
    rungs: deadline.rungs.filter((rung) => rung.done),
  })
}

function takePeriod(turn: Turn, answer: DayAnswer): void {
  const period = turn.state.notice?.period
  if (!period) return
  period.due = answer.due
  period.endsAt = answer.passesAt
  for (const letter of turn.letters)
    if (letter.letter.startsWith('warning-notice')) letter.facts.periodEnds = answer.due
  if (ms(answer.passesAt) <= ms(turn.at)) turn.late.push('period')
}

/** What a period that had ended before it was recorded brings, once everything else has been answered. */
function takeLate(turn: Turn): void {
  if (turn.late.splice(0).length) endPeriod(turn)
}

/** The last of a turn: who owes something new is told with what else they are told, and whoever owes what moved. */
function closeTurn(turn: Turn): void {
  keepStatements(turn)
  dropIdleRequests(turn)
  tellMoved(turn)
  fillDays(turn)
  tellOwed(turn)
  if (waits(turn) && turn.letters.some((letter) => !letter.rung)) turn.questions.push({ ask: 'nine', asOf: turn.at })
}

/** Days that letters speak of and that only the calendar could give; and what ended with this turn, by name. */
function fillDays(turn: Turn): void {
  const dueOf = (test: (rule: DeadlineRule) => boolean) =>
    turn.state.deadlines.find((one) => turn.opened.includes(one.key) && test(ruleOf(turn.policy, one.ruleId)))?.due ??
    null
  const cancelled = turn.ended.filter((one) => one.status === 'cancelled')
  for (const letter of turn.letters) {
    if (letter.letter === 'urgent-notice')
      letter.facts.due = dueOf((rule) => rule.opens.on?.includes('urgent-notice-received') ?? false)
    if (letter.letter === 'category-challenged')
      letter.facts.due = dueOf((rule) => rule.opens.on?.includes('category-challenged') ?? false)
    if (letter.letter === 'category-entered') {
      letter.facts.formalMeetingDue = dueOf((rule) => rule.metBy.some((by) => by.where?.group === 'formal-meeting'))
      letter.facts.statementDue = turn.state.deadlines.find((one) => one.afterReport)?.due ?? null
    }
    if (letter.letter === 'level-changed' || letter.letter === 'case-closed')
      letter.facts.ended = cancelled.map((one) => one.title)
    if (!letter.rung && cancelled.some((one) => one.owner === letter.to)) {
      letter.facts.cancelled = cancelled
        .filter((one) => one.owner === letter.to && one.due)
        .map(({ key, title, due, sequence }) => ({ key, title, due, sequence: sequence + 1 }))
    }
  }
}

function tellOwed(turn: Turn): void {
  const opened = turn.opened.map((key) => find(turn, key)).filter((one) => one !== undefined)
  const owed = turn.cause === 'command' ? opened : opened.filter((one) => !ruleOf(turn.policy, one.ruleId).recurs)
  for (const owner of new Set(owed.map((one) => one.owner))) {
    const own = owed.filter((one) => one.owner === owner)
    tellOwner(
      turn,
      owner,
      own.filter((one) => !one.statutory),
      false,
    )
    for (const one of own) if (one.statutory) tellOwner(turn, owner, [one], true)
  }
  turn.opened = []
}

/** What one role newly owes, with what it is told anyway; a statutory thing in a mail of its own or in the one that is about it. */
function tellOwner(turn: Turn, owner: string, owed: Deadline[], statutory: boolean): void {
  const facts = owed.map((one) => factsOf(one, turn.at))
  const [first] = facts
  if (!first) return
  const only = facts.length === 1 ? { deadline: first.id, rule: first.rule } : {}
  const letter = turn.letters.find((one) => one.to === owner && !one.deadlines.length && one.statutory === statutory)
  if (!letter)
    return write(turn, `now-owed`, owner, {
      kind: 'notice',
      deadlines: facts,
      statutory,
      about: statutory ? first.key : '',
      ...only,
    })
  letter.deadlines = facts
  letter.deadline ??= only.deadline ?? null
}

function tellMoved(turn: Turn): void {
  const moves = turn.moved.map((move) => ({ move, deadline: find(turn, move.key) }))
  for (const owner of new Set(moves.flatMap(({ deadline }) => (deadline ? [deadline.owner] : [])))) {
    const own = moves.filter(({ deadline }) => deadline?.owner === owner)
    const facts = own.flatMap(({ move, deadline }) =>
      deadline ? [{ ...factsOf(deadline, turn.at), movedFrom: move.from, reason: move.reason }] : [],
    )
    const only = facts.length === 1 ? facts[0] : undefined
    write(turn, 'moved', owner, {
      kind: 'notice',
      deadlines: facts,
      facts: { days: facts.map((one) => `${one.title}: ${one.due ? formatDay(one.due) : ''}`) },
      ...(only ? { deadline: only.id, rule: only.rule } : {}),
    })
  }
  turn.moved = []
}
