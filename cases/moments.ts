import type { Letter } from './letters.ts'
import type { CaseState, Deadline, RungMoment } from './state.ts'
import { cancel, factsOf, open, ruleOf, schedule, type Turn } from './turn.ts'
import { endPeriod } from './notice-period.ts'
import { pass } from './powers.ts'

/** The next thing that time brings: a day passes, a period ends, a duty recurs, a rung of a ladder is reached. */
export interface Moment {
  at: string
  kind: 'pass' | 'period-end' | 'overtaken' | 'recurrence' | 'later' | 'rung'
  key: string
  what: string
}

/** Seconds for which a rehearsal's letters gather: its whole ladder may play within a minute. */
const rehearsedGathering = 5

const order: Moment['kind'][] = ['pass', 'period-end', 'overtaken', 'recurrence', 'later', 'rung']

/** In order of time; of what falls on one moment, in that order. Each instant is read once, since a case has many. */
function inOrder(moments: Moment[]): Moment[] {
  const timed = moments.map((moment) => ({ moment, ms: Date.parse(moment.at), place: order.indexOf(moment.kind) }))
  return timed.sort((a, b) => a.ms - b.ms || a.place - b.place).map(({ moment }) => moment)
}

/** The rungs still to come of one deadline; of several that were reached together while nobody watched, each. */
export function rungMoments(deadline: Deadline): Moment[] {
  if (deadline.status === 'suspended') return []
  return deadline.rungs
    .filter((rung) => !rung.done)
    .map((rung) => ({
      at: rung.at,
      kind: 'rung',
      key: deadline.key,
      what: `${rung.kind} to ${rung.to.join(', ')}: ${deadline.id}${deadline.due ? `, due ${deadline.due}` : ''}`,
    }))
}

/** Everything that time will bring to a case by itself, soonest first. The rungs of a formal procedure are its own workflow's. */
export function momentsOf(state: CaseState): Moment[] {
  const moments: Moment[] = []
  for (const deadline of state.deadlines) {
    if (deadline.chasedBy === 'interventionCase') moments.push(...rungMoments(deadline))
    if (deadline.status === 'open' && deadline.passesAt)
      moments.push({
        at: deadline.passesAt,
        kind: 'pass',
        key: deadline.key,
        what: `${deadline.id} passes, due ${deadline.due}`,
      })
    if (deadline.status === 'missed' && deadline.overtakenAt)
      moments.push({
        at: deadline.overtakenAt,
        kind: 'overtaken',
        key: deadline.key,
        what: `${deadline.id}, due ${deadline.due}, is overtaken`,
      })
  }
  for (const one of state.recurrences)
    moments.push({ at: one.opensAt, kind: 'recurrence', key: one.ruleId, what: `${one.ruleId} opens again` })
  for (const one of state.later)
    moments.push({ at: one.at, kind: 'later', key: one.letter.key, what: `${one.letter.letter} to ${one.letter.to}` })
  const period = state.notice?.ended ? undefined : state.notice?.period
  if (period?.endsAt && !period.ended)
    moments.push({
      at: period.endsAt,
      kind: 'period-end',
      key: 'notice-period',
      what: 'the period of the warning notice ends',
    })
  return inOrder(moments)
}

/** Carries out everything that falls on one nominal moment. */
export function passMoments(turn: Turn, moments: Moment[]): void {
  for (const moment of moments) {
    if (moment.kind === 'period-end') endPeriod(turn)
    else if (moment.kind === 'recurrence') recur(turn, moment.key)
    else if (moment.kind === 'later') sendLater(turn, moment.key)
    else {
      const deadline = turn.state.deadlines.find((one) => one.key === moment.key)
      if (!deadline) continue
      if (moment.kind === 'pass') pass(turn, deadline)
      else if (moment.kind === 'overtaken') cancel(turn, deadline, 'overtaken')
      else reachRung(turn, deadline, moment.at)
    }
  }
}

/** The next occurrence opens on the first school day of its half term or term. */
function recur(turn: Turn, ruleId: string): void {
  const recurrence = turn.state.recurrences.find((one) => one.ruleId === ruleId)
  if (!recurrence) return
  turn.state.recurrences = turn.state.recurrences.filter((one) => one.ruleId !== ruleId)
  const rule = ruleOf(turn.policy, ruleId)
  if (rule.unlessCase && turn.state.year?.ofCase) schedule(turn, rule, recurrence.firstDay, false)
  else open(turn, ruleId, { from: recurrence.firstDay })
}

function sendLater(turn: Turn, key: string): void {
  const found = turn.state.later.find((one) => one.letter.key === key)
  if (!found) return
  turn.state.later = turn.state.later.filter((one) => one !== found)
  turn.letters.push({ ...found.letter, rung: { deadlineKey: '', offset: 0 } })
}

function reachRung(turn: Turn, deadline: Deadline, at: string): void {
  const rung = deadline.rungs.find((one) => !one.done && one.at === at)
  if (!rung) return
  rung.done = true
  turn.letters.push(...rungLetters(turn.state.caseId, deadline, rung))
  const next = nextQuestion(deadline, rung)
  if (next) turn.questions.push(next)
}

/** What the calendar is asked after a rung that comes again: the next repeat, or the next look. */
export function nextQuestion(deadline: Deadline, rung: RungMoment): Turn['questions'][number] | null {
  if (rung.every && deadline.due) {
    return {
      ask: 'repeat',
      key: deadline.key,
      due: deadline.due,
      offset: rung.offset + rung.every,
      every: rung.every,
      after: rung.at,
      ...inMinutes(deadline),
    }
  }
  if (rung.every) return { ask: 'look', key: deadline.key, from: deadline.openedAt, every: rung.every, after: rung.at }
  return null
}

/** The moment from which a rehearsal's ladder counts, where the deadline is one's. */
export const inMinutes = ({ clock, passesAt }: Deadline): { passesAt?: string } =>
  clock.kind === 'minutes' && passesAt ? { passesAt } : {}

/** The letters of a rung; a promise stops the promiser's own, up to the promised day, unless the ladder is statutory. */
export function rungLetters(caseId: string, deadline: Deadline, rung: RungMoment): Letter[] {
  const today = rung.at.slice(0, 10)
  const held = (role: string) =>
    !deadline.statutory && rung.kind !== 'escalation' && today <= (deadline.promises[role] ?? '')
  return rung.to.filter((role) => !held(role)).map((role) => rungLetter(caseId, deadline, rung, role, rung.kind))
}

/** One letter of a rung to one role. */
export function rungLetter(
  caseId: string,
  deadline: Deadline,
  rung: RungMoment,
  role: string,
  kind: RungMoment['kind'],
  passedOn = '',
): Letter {
  const ladder = deadline.round ? `${deadline.key}~${deadline.round}` : deadline.key
  return {
    key: `${caseId}/${ladder}/${rung.offset}/${role}${passedOn}`,
    letter: kind,
    kind,
    to: role,
    at: rung.at,
    statutory: deadline.statutory,
    gather: !deadline.statutory,
    ...(deadline.clock.kind === 'minutes' ? { gatherSeconds: rehearsedGathering } : {}),
    deadline: deadline.id,
    rule: deadline.rule,
    deadlines: [factsOf(deadline, rung.at)],
    facts: {},
    entry: 0,
    byPost: false,
    rung: { deadlineKey: deadline.key, offset: rung.offset },
  }
}
