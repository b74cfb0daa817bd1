import { reckon, remainingOf, type Clock, type Reckoning } from '../calendar/clock.ts'
import { ladderInstant, nextNine } from '../calendar/ladder-days.ts'
import { endOfDay, formatLondon, londonDay, londonInstant } from '../calendar/london.ts'
import {
  firstDayAfter,
  halfTermOf,
  isWorkingDay,
  nextHalfTerm,
  nextTerm,
  schoolWeeksFrom,
  termOf,
  workingDaysFrom,
  type Calendar,
  type Period,
} from '../calendar/school-year.ts'
import type { RungMoment, RunningClock } from './state.ts'
import type { Answer, Question } from './turn.ts'
import type { Policy } from '../policies/policy.ts'
import { isWeekly, weeksOf, type Rhythm, type WeeklyRhythm } from '../policies/rhythms.ts'

type DeadlineQuestion = Extract<Question, { ask: 'deadline' }>

/** Answers one question of a case from a calendar. */
export function answer(calendar: Calendar, policy: Policy, question: Question): Answer {
  switch (question.ask) {
    case 'deadline':
      return answerDeadline(calendar, policy, question)
    case 'recurrence': {
      const { recurs, from, first, asOf } = question
      const next = first ? firstOccurrence(calendar, recurs, from, asOf) : nextOccurrence(calendar, recurs, from)
      return { ask: 'recurrence', ruleId: question.ruleId, ...next }
    }
    case 'repeat': {
      const { due, passesAt } = question
      const rungAt = alongLadder(calendar, due)
      const instant = (offset: number) => (passesAt ? minutesFrom(Date.parse(passesAt), offset) : rungAt(offset))
      const { offset, at } = repeated(instant, question.offset, question.every, Date.parse(question.after))
      return { ask: 'repeat', key: question.key, offset, at: formatLondon(at) }
    }
    case 'look': {
      const opened = londonDay(Date.parse(question.from))
      const { every } = question
      const { offset, at } = repeated(alongLadder(calendar, opened), every, every, Date.parse(question.after))
      return { ask: 'look', key: question.key, offset, at: formatLondon(at) }
    }
    case 'nine':
      return { ask: 'nine', at: formatLondon(nextNineAfter(calendar, question.asOf)) }
    case 'remaining':
      return {
        ask: 'remaining',
        key: question.key,
        clock: remainderOf(calendar, policy, question),
      }
    case 'ahead':
      return { ask: 'ahead', entry: question.entry, day: workingDaysFrom(calendar, question.from, question.days) }
  }
}

/** A policy's settings of its calendar, as far as days depend on them. */
export type CalendarSettings = Pick<Policy, 'calendar'>

/** The day of a clock that starts on `from`. Throws a RangeError where the clock has none. */
export function dayOf(calendar: Calendar, policy: CalendarSettings, clock: RunningClock, from: string): Reckoning {
  return reckon(calendar, clockOf(policy, clock), from)
}

function clockOf(policy: CalendarSettings, clock: RunningClock): Clock {
  if (clock.kind === 'end-of-nth-term') return { ...clock, firstTerm: policy.calendar.firstTerm }
  if (clock.kind === 'agreed-day' || clock.kind === 'none' || clock.kind === 'minutes')
    throw new RangeError(`A clock of the kind "${clock.kind}" has no day to reckon`)
  return clock
}

function answerDeadline(calendar: Calendar, policy: Policy, question: DeadlineQuestion): Answer {
  if (question.clock.kind === 'minutes') return answerMinutes(question, question.clock.minutes)
  const reckoned = question.due === null ? dayOf(calendar, policy, question.clock, question.from) : null
  const due = reckoned?.due ?? question.due ?? question.from
  const passes = endOfDay(due)
  const period = question.recurs ? spanOf(calendar, question.recurs, question.from) : null
  return {
    ask: 'deadline',
    key: question.key,
    due,
    passesAt: formatLondon(passes),
    provisional: reckoned?.provisional ?? false,
    why: reckoned ? `${reckoned.why}${settingsOf(policy, question.clock)}` : '',
    rungs: rungsOf(calendar, question, due),
    promiseLimit: workingDaysFrom(calendar, due, 10),
    period: period ? { firstDay: period.firstDay, lastDay: period.lastDay } : null,
    next: question.recurs ? nextOccurrence(calendar, question.recurs, question.from) : null,
  }
}

/** A rehearsal: the day is so many minutes away, and the ladder's offsets are minutes before and after it. */
function answerMinutes(question: DeadlineQuestion, minutes: number): Answer {
  const asOf = Date.parse(question.asOf)
  const passes = minutesFrom(asOf, minutes)
  const rungs = question.ladder.rungs.map((rung) => ({ ...rung, at: minutesFrom(passes, rung.offset) }))
  const due = londonDay(passes)
  return {
    ask: 'deadline',
    key: question.key,
    due,
    passesAt: formatLondon(passes),
    provisional: false,
    why: `A rehearsal: ${minutes} minutes from ${question.asOf.slice(11, 16)}.`,
    rungs: rungs.filter((rung) => rung.at > asOf).map((rung) => ({ ...rung, at: formatLondon(rung.at) })),
    promiseLimit: due,
    period: null,
    next: null,
  }
}

/** To the second, as all moments are. */
const minutesFrom = (instant: number, minutes: number): number => instant + Math.round(minutes * 60) * 1_000

/** The first repeat of a rung that lies after a moment. A millionth is as near as fractions of minutes add up. */
function repeated(instant: (offset: number) => number, from: number, every: number, after: number) {
  let offset = from
  while (instant(offset) <= after) offset += every
  offset = Math.round(offset * 1e6) / 1e6
  return { offset, at: instant(offset) }
}

/** The moments of a ladder's rungs; one is walked to from the one before it, since years may lie between. */
function alongLadder(calendar: Calendar, due: string): (offset: number) => number {
  let known = { offset: 0, day: due }
  return (offset) => {
    if (offset < 1 || offset < known.offset) return ladderInstant(calendar, due, offset)
    const at = ladderInstant(calendar, known.day, offset - known.offset)
    known = { offset, day: londonDay(at) }
    return at
  }
}

/** The settings of LAW-10 that decide a statement's day, shown wherever the day is shown. */
function settingsOf(policy: Policy, clock: RunningClock): string {
  if (clock.kind !== 'school-working-days') return ''
  const { statementAnchor, oneWeekHalfTermIsLong } = policy.calendar
  const halfTerm = oneWeekHalfTermIsLong ? 'does not count' : 'counts: it is not longer than a week'
  return ` Settings of the policy: after a report the days are counted from the day it was ${statementAnchor}; a one-week half term ${halfTerm}.`
}

/** What was left of a clock, never less: a day that is no working day is rounded up to the next. */
function remainderOf(
  calendar: Calendar,
  policy: Policy,
  question: Extract<Question, { ask: 'remaining' }>,
): RunningClock {
  const left = remainingOf(calendar, clockOf(policy, question.clock), question.on, question.due) as RunningClock
  const more = 'days' in left && !isWorkingDay(calendar, question.due) ? 1 : 0
  return 'days' in left ? { ...left, days: left.days + more } : left
}

/** In which a duty that recurs is done once. */
const spanOf = (calendar: Calendar, recurs: Rhythm, day: string): Pick<Period, 'firstDay' | 'lastDay'> =>
  isWeekly(recurs) ? schoolWeeksFrom(calendar, day, weeksOf[recurs]) : periodOf(calendar, recurs, day)

/** The half term or term of a day; of a duty that comes once a year, the term in which it comes. */
function periodOf(calendar: Calendar, recurs: Exclude<Rhythm, WeeklyRhythm>, day: string): Period {
  if (recurs === 'half-term') return halfTermOf(calendar, day)
  const term = termOf(calendar, day)
  return recurs === 'term' ? term : inSeason(calendar, recurs, term)
}

/** The term itself, or the next one of that season. */
const inSeason = (calendar: Calendar, season: string, term: Period): Period =>
  term.name.startsWith(season) ? term : inSeason(calendar, season, nextTerm(calendar, term))

interface Occurrence {
  firstDay: string
  opensAt: string
}

const atMidnight = (firstDay: string): Occurrence => ({
  firstDay,
  opensAt: formatLondon(londonInstant(firstDay, '00:00')),
})

/** The first school day of the following half term or term, from its first moment. */
function nextOccurrence(calendar: Calendar, recurs: Rhythm, from: string): Occurrence {
  if (isWeekly(recurs)) return atMidnight(firstDayAfter(calendar, schoolWeeksFrom(calendar, from, weeksOf[recurs])))
  const period = periodOf(calendar, recurs, from)
  if (recurs === 'half-term') return atMidnight(nextHalfTerm(calendar, period).firstDay)
  const following = nextTerm(calendar, period)
  return atMidnight((recurs === 'term' ? following : inSeason(calendar, recurs, following)).firstDay)
}

/** The occurrence of the present period, which opens at once where that has begun. */
function firstOccurrence(calendar: Calendar, recurs: Rhythm, from: string, asOf: string): Occurrence {
  const { firstDay } = spanOf(calendar, recurs, from)
  return firstDay <= from ? { firstDay: from, opensAt: asOf } : atMidnight(firstDay)
}

/**
 * The rungs still to come. One that lies before or at the moment the deadline was opened is left out; where the day has passed
 * already, the first overdue rung goes at the next 09:00.
 */
function rungsOf(calendar: Calendar, question: DeadlineQuestion, due: string): RungMoment[] {
  const asOf = Date.parse(question.asOf)
  const rungAt = alongLadder(calendar, due)
  const all = question.ladder.rungs.map(({ offset, to, kind, every }) => {
    if (!every) return { offset, at: rungAt(offset), to, kind }
    return { ...repeated(rungAt, offset, every, asOf), to, kind, every }
  })
  const late = question.due === null && endOfDay(due) <= asOf
  const first = late ? all.find((rung) => rung.kind !== 'reminder') : undefined
  if (first && first.at <= asOf) first.at = nextNineAfter(calendar, question.asOf)
  return all.filter((rung) => rung.at > asOf).map((rung) => ({ ...rung, at: formatLondon(rung.at) }))
}

/** The next 09:00 of a working day, later than the moment itself. */
const nextNineAfter = (calendar: Calendar, at: string): number => nextNine(calendar, Date.parse(at) + 1_000)
