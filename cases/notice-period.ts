import { formatDay } from '../calendar/day.ts'
import type { Regime } from '../policies/policy.ts'
import { cancelAll } from './ofsted.ts'
import { insist } from './refusal.ts'
import type { Day, Deadline, Notice, RunningClock } from './state.ts'
import { openOn } from './occasions.ts'
import { reckonAgain, type Turn } from './turn.ts'

/** What the present notice's story owes. */
export const noticeDeadlines = (turn: Turn): Deadline[] =>
  turn.state.deadlines.filter((one) => one.chasedBy === 'warningNotice')

/** The notice in progress; refuses where there is none. */
export function current(turn: Turn): Notice {
  const { notice } = turn.state
  insist(notice && !notice.ended, 'No warning notice is in progress in this case: request one first (ST-20)')
  return notice
}

/** The notice once it has been given and stands. */
export function given(turn: Turn): Notice & { givenOn: Day } {
  const notice = current(turn)
  insist(notice.givenOn, 'The warning notice has not been issued yet')
  return notice as Notice & { givenOn: Day }
}

/** The regime in force on the day a notice is given (LAW-1, LAW-9). */
export function regimeOn(turn: Turn, day: Day): Regime {
  const regime = turn.policy.regimes.find((one) => one.from <= day && (!one.to || day <= one.to))
  insist(
    regime,
    `givenOn (${formatDay(day)}) lies outside every regime of the policy: warning notices under the Act of 2006 are given from 1 April 2007 on (LAW-1)`,
    'input',
  )
  return regime
}

/** The period of the notice runs whether or not the school answers in it; its end opens the window of LAW-8 (LAW-6). */
export function startPeriod(turn: Turn, notice: Notice, clock: RunningClock, from: Day, confirmed: boolean): void {
  notice.period = { clock, from, due: null, endsAt: null, ended: false, confirmed }
  askPeriod(turn)
}

/** Asks the calendar for the end of the notice's period. */
export function askPeriod(turn: Turn): void {
  const period = turn.state.notice?.period
  if (!period) return
  turn.questions.push({
    ask: 'deadline',
    key: 'notice-period',
    clock: period.clock,
    from: period.from,
    due: null,
    ladder: { statutory: true, rungs: [] },
    recurs: null,
    asOf: turn.at,
  })
}

/** The period has ended: powers may be used for two months, and it must be decided whether to (LAW-6, LAW-8, ST-23). */
export function endPeriod(turn: Turn): void {
  const notice = turn.state.notice
  const period = notice?.period
  if (!notice || !period?.due || !period.endsAt || notice.ended || period.ended) return
  const occasion = period.confirmed ? 'compliance-period-ended' : 'notice-period-ended'
  const endsOn = formatDay(period.due)
  const openedByEnd = turn.state.deadlines.filter((one) => one.openedByPeriodEnd)
  if (Date.parse(period.endsAt) > Date.parse(turn.at)) {
    cancelAll(turn, openedByEnd, `The period of the notice runs until ${endsOn}`)
    return
  }
  period.ended = true
  for (const deadline of openedByEnd) {
    deadline.from = period.due
    reckonAgain(turn, deadline, `The period of the notice ended on ${endsOn}`)
  }
  for (const deadline of openOn(turn, occasion, period.due)) deadline.openedByPeriodEnd = true
}

/** The period is counted anew from a day, or by another clock: what its end had opened moves with it, or is taken back. */
export function recountPeriod(turn: Turn, changed: { from?: Day; clock?: RunningClock }): void {
  const period = turn.state.notice?.period
  if (!period) return
  Object.assign(period, changed)
  if (period.ended) turn.late.push('period')
  period.ended = false
  askPeriod(turn)
}
