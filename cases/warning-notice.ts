import { formatDay } from '../calendar/day.ts'
import type { Regime } from '../policies/policy.ts'
import type { Input } from './commands.ts'
import { meetWhatIsMet } from './meeting-duties.ts'
import { current, noticeDeadlines, regimeOn, startPeriod } from './notice-period.ts'
import { openOn } from './occasions.ts'
import { cancelAll } from './ofsted.ts'
import { insist } from './refusal.ts'
import type { Day, Notice, RunningClock } from './state.ts'
import { emitNotice, requirePast, tell, write, type Turn } from './turn.ts'

export function requestWarningNotice(turn: Turn, input: Input<'requestWarningNotice'>): void {
  const { state, policy } = turn
  insist(
    !state.notice || state.notice.ended,
    `A warning notice is in progress already (${state.notice?.childId}): end it before requesting another`,
  )
  insist(!state.barred, "The Secretary of State's own notice bars another of the authority's (LAW-9)")
  requireGrounds(turn, input.grounds)
  const outside = input.grounds.every((ground) => !policy.grounds[ground]?.inAct)
  if (outside)
    turn.warnings.push(
      'Financial management alone is no ground in the Act: the paper lists it, but the notice may not stand in law (LAW-3)',
    )
  state.notices += 1
  state.secretaryOfState = { told: null, saysWillAct: false }
  state.notice = {
    number: state.notices,
    childId: `${state.caseId}.warning-notice-${state.notices}`,
    requestedBy: turn.commandSeq,
    stage: 'requested',
    grounds: [...new Set(input.grounds)],
    evidence: input.evidence,
  }
  emitNotice(turn, 'requested', { grounds: input.grounds, ...(outside ? { warning: turn.warnings.at(-1) } : {}) })
  tell(turn, 'notice-requested', {
    facts: { grounds: groundsOf(turn), evidence: input.evidence, warnings: turn.warnings },
    rule: 'ST-20',
  })
  openOn(turn, 'notice-requested', turn.today)
}

export function requireGrounds(turn: Turn, grounds: string[]): void {
  const known = turn.policy.grounds
  const unknown = grounds.find((ground) => !Object.hasOwn(known, ground))
  insist(!unknown, `grounds: "${unknown}" is not one of ${Object.keys(known).join(', ')} (ST-20)`, 'input')
}

const groundsOf = (turn: Turn): string[] =>
  (turn.state.notice?.grounds ?? []).map((ground) => turn.policy.grounds[ground]?.title ?? ground)

export function approveWarningNotice(turn: Turn, input: Input<'approveWarningNotice'>): void {
  const notice = current(turn)
  insist(notice.stage === 'requested', 'The warning notice does not wait for approval: it has been approved already')
  notice.stage = 'approved'
  meetWhatIsMet(turn, { name: 'approveWarningNotice', input }, turn.today)
  emitNotice(turn, 'approved', { reason: input.reason })
  tell(turn, 'notice-approved', { facts: { grounds: groundsOf(turn), reason: input.reason }, rule: 'ST-20' })
  openOn(turn, 'notice-approved', turn.today)
}

/** Before it is issued the notice can be refused, also after an approval: then it is not issued. */
export function refuseWarningNotice(turn: Turn, input: Input<'refuseWarningNotice'>): void {
  const notice = current(turn)
  insist(!notice.givenOn, 'The warning notice has been issued already: rescind it instead (ST-22)')
  meetWhatIsMet(turn, { name: 'refuseWarningNotice', input }, turn.today)
  notice.ended = 'refused'
  emitNotice(turn, 'refused', { reason: input.reason })
  cancelAll(turn, noticeDeadlines(turn), `The warning notice was refused: ${input.reason}`)
  tell(turn, 'notice-refused', { facts: { reason: input.reason }, rule: 'ST-20' })
}

/** The notice is given: five statements (LAW-3), copies at the same time (LAW-4, LAW-9), and the period starts (LAW-1). */
export function issueWarningNotice(turn: Turn, input: Input<'issueWarningNotice'>): void {
  const notice = current(turn)
  insist(
    notice.stage !== 'requested',
    'The warning notice has not been approved: it is issued only on the approval of the Head of SID (ST-20)',
  )
  insist(notice.stage === 'approved', 'The warning notice has been issued already')
  const givenOn = input.givenOn ?? turn.today
  requirePast(turn, givenOn, 'givenOn')
  const regime = regimeOn(turn, givenOn)
  insist(
    !(turn.state.barred && regime.secretaryOfState),
    "The Secretary of State's own notice bars another of the authority's (LAW-9)",
  )
  if (regime.representationsRequired) {
    insist(
      input.representations,
      `representations is missing: a notice given until 17 April 2016 states the right to make representations (LAW-3)`,
      'input',
    )
  }
  requireComplyBy(regime, givenOn, input.complyBy)
  const { matters, actionRequired, actionMinded, representations } = input
  const clock: RunningClock = input.complyBy
    ? { kind: 'fixed-day', day: input.complyBy }
    : { kind: 'working-days', days: regime.period.workingDays }
  meetWhatIsMet(turn, { name: 'issueWarningNotice', input }, givenOn)
  Object.assign(notice, {
    stage: 'issued',
    law: regime.law,
    givenOn,
    ...(input.complyBy ? { complyBy: input.complyBy } : {}),
  })
  notice.statements = { matters, actionRequired, actionMinded, ...(representations ? { representations } : {}) }
  emitNotice(turn, 'issued', {
    givenOn,
    law: regime.law,
    ...notice.statements,
    ...(input.complyBy ? { complyBy: input.complyBy } : {}),
  })
  startPeriod(turn, notice, clock, givenOn, false)
  const rule = responseRule(turn, regime.law)
  openOn(turn, 'notice-issued', givenOn, {
    rule,
    clock,
    ...(input.complyBy && regime.statedWhy ? { why: regime.statedWhy } : {}),
  })
  tellIssued(turn, notice, regime, rule)
}

/** The period that the notice itself states, where the regime lets it (LAW-9). */
export function requireComplyBy(regime: Regime, givenOn: Day, complyBy: Day | undefined): void {
  if (!complyBy) return
  insist(
    regime.period.statedInNotice,
    `complyBy does not belong to a notice given on ${formatDay(givenOn)}: the Act fixed fifteen working days (LAW-1); leave it out`,
    'input',
  )
  insist(
    complyBy > givenOn,
    `complyBy (${formatDay(complyBy)}) must be later than the day the notice is given (${formatDay(givenOn)})`,
    'input',
  )
}

function responseRule(turn: Turn, law: string): string {
  const rule = turn.policy.deadlines.find((one) => one.opens.on?.includes('notice-issued'))
  return `${rule?.sheet?.rule ?? rule?.rule}, ${law}`
}

function tellIssued(turn: Turn, notice: Notice, regime: Regime, answerRule: string): void {
  const facts = {
    ...notice.statements,
    givenOn: notice.givenOn,
    grounds: groundsOf(turn),
    law: regime.law,
    appeal: regime.appeal,
  }
  tell(turn, 'notice-issued', { facts, rule: answerRule, statutory: true })
  for (const copy of regime.copies) {
    const { to: role, rule } =
      typeof copy === 'string' ? { to: copy, rule: copy === 'secretary-of-state' ? 'LAW-9' : 'LAW-4' } : copy
    const foundation = ['diocesan-education-officer', 'foundation-appointer'].includes(role)
    if (foundation && !turn.state.school.denomination) continue
    write(turn, 'warning-notice-copy', role, {
      kind: 'notice',
      facts,
      rule,
      statutory: true,
    })
  }
}
