import { formatDay } from '../calendar/day.ts'
import type { Input } from './commands.ts'
import { meetWhatIsMet } from './meeting-duties.ts'
import { given, noticeDeadlines, regimeOn, startPeriod } from './notice-period.ts'
import { openOn } from './occasions.ts'
import { cancelAll } from './ofsted.ts'
import { insist } from './refusal.ts'
import type { Day, Notice } from './state.ts'
import { emitNotice, requirePast, tell, type Turn } from './turn.ts'

export function recordWarningResponse(turn: Turn, input: Input<'recordWarningResponse'>): void {
  const revived = input.kind !== 'response' && reviveForAppeal(turn, input.receivedOn)
  const notice = given(turn)
  const receivedOn = input.receivedOn ?? turn.today
  requirePast(turn, receivedOn, 'receivedOn')
  insist(
    receivedOn >= notice.givenOn,
    `receivedOn (${formatDay(receivedOn)}) lies before the day the notice was given (${formatDay(notice.givenOn)}): correct it`,
    'input',
  )
  const appeals = input.kind !== 'response'
  if (appeals) requireAppealPossible(turn, notice, receivedOn)
  insist(!(notice.answered && !appeals), 'The school has answered the notice already: correct that entry instead')
  const waits = notice.stage === 'appealed'
  if (!waits) notice.receivedOn = receivedOn
  meetWhatIsMet(turn, { name: 'recordWarningResponse', input }, receivedOn)
  if (input.kind !== 'appeal') {
    notice.answered = true
    emitNotice(turn, 'answered', { receivedOn, summary: input.summary })
    tell(turn, 'notice-answered', {
      facts: {
        receivedOn,
        summary: input.summary,
        late: Boolean(notice.period?.due && receivedOn > notice.period.due),
      },
      rule: 'ST-21',
    })
  }
  if (appeals) appeal(turn, notice, receivedOn, input.summary, revived)
  else if (!waits) openOn(turn, 'notice-answered', receivedOn)
}

/** Representations received in time suspend the clock, even where it had run out before they were recorded (LAW-5). */
function reviveForAppeal(turn: Turn, receivedOn: Day | undefined): boolean {
  const { notice } = turn.state
  const inTime = receivedOn && notice?.period?.due && receivedOn <= notice.period.due
  if (notice?.ended !== 'lapsed' || !inTime || notice.proposed) return false
  delete notice.ended
  return true
}

function requireAppealPossible(turn: Turn, notice: Notice & { givenOn: Day }, receivedOn: Day): void {
  const regime = regimeOn(turn, notice.givenOn)
  insist(
    regime.appeal,
    regime.noAppealWhy
      ? `${regime.noAppealWhy} Record a response instead (${regime.law})`
      : `The notice was given on ${formatDay(notice.givenOn)}: since 18 April 2016 there are no representations to the Chief Inspector (LAW-9); record a response`,
  )
  insist(!notice.appealed, 'The school has appealed already: record the decision on that appeal')
  insist(
    !notice.proposed,
    'Powers have been proposed already: representations are made within the initial period (LAW-5)',
  )
  const end = notice.period?.due
  insist(
    !end || receivedOn <= end,
    `receivedOn (${formatDay(receivedOn)}) lies after the initial period, which ended on ${formatDay(end ?? receivedOn)}: representations are made within it (LAW-5)`,
  )
}

/** The clock is suspended, waiting on an outside decision; somebody watches it (LAW-5). */
function appeal(turn: Turn, notice: Notice, receivedOn: Day, summary: string, revived: boolean): void {
  notice.appealed = true
  notice.stage = 'appealed'
  delete notice.period
  delete notice.windowEndsOn
  emitNotice(turn, 'appealed', { receivedOn, summary })
  tell(turn, 'notice-appealed', { facts: { receivedOn, summary, revived }, rule: 'LAW-5' })
  cancelAll(
    turn,
    noticeDeadlines(turn),
    'The school has made representations to the Chief Inspector: the clock is suspended (LAW-5)',
  )
  openOn(turn, 'notice-appealed', receivedOn)
}

export function recordAppealDecision(turn: Turn, input: Input<'recordAppealDecision'>): void {
  const notice = given(turn)
  insist(notice.stage === 'appealed', 'No appeal is waiting for a decision: record the appeal first (LAW-5)')
  const decidedOn = input.decidedOn ?? turn.today
  requirePast(turn, decidedOn, 'decidedOn')
  insist(
    decidedOn >= (notice.receivedOn ?? notice.givenOn),
    `decidedOn (${formatDay(decidedOn)}) lies before the day the appeal was received (${formatDay(notice.receivedOn ?? notice.givenOn)}): correct it`,
    'input',
  )
  notice.decidedOn = decidedOn
  meetWhatIsMet(turn, { name: 'recordAppealDecision', input }, decidedOn)
  if (input.decision === 'not-confirmed') {
    fall(turn, notice, 'not-confirmed', 'The Chief Inspector has not confirmed the notice: it falls (LAW-5)')
    tell(turn, 'notice-not-confirmed', { facts: { decidedOn }, rule: 'LAW-5' })
    return
  }
  notice.stage = 'confirmed'
  emitNotice(turn, 'confirmed', { decidedOn })
  startPeriod(
    turn,
    notice,
    { kind: 'working-days', days: regimeOn(turn, notice.givenOn).period.workingDays },
    decidedOn,
    true,
  )
  openOn(turn, 'notice-confirmed', decidedOn)
  tell(turn, 'notice-confirmed', { facts: { decidedOn }, rule: 'LAW-5' })
}

/** A notice falls: what it opened is cancelled. */
function fall(turn: Turn, notice: Notice, event: 'not-confirmed' | 'rescinded' | 'voided', reason: string): void {
  notice.ended = event
  delete notice.period
  emitNotice(turn, event, { reason })
  cancelAll(turn, noticeDeadlines(turn), reason)
}

export function rescindWarningNotice(turn: Turn, input: Input<'rescindWarningNotice'>): void {
  const notice = given(turn)
  meetWhatIsMet(turn, { name: 'rescindWarningNotice', input }, turn.today)
  fall(turn, notice, 'rescinded', input.reason)
  tell(turn, 'notice-rescinded', { facts: { reason: input.reason }, rule: 'ST-22' })
}

export function voidWarningNotice(turn: Turn, input: Input<'voidWarningNotice'>): void {
  const notice = given(turn)
  insist(
    regimeOn(turn, notice.givenOn).secretaryOfState,
    `The notice was given on ${formatDay(notice.givenOn)}: until 17 April 2016 no notice of the Secretary of State ended the authority's (LAW-9); rescind it instead`,
  )
  turn.state.barred = true
  fall(turn, notice, 'voided', input.reason)
  tell(turn, 'notice-voided', { facts: { reason: input.reason }, rule: 'LAW-9' })
}
