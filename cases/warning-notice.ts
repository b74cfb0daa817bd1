import { formatDay } from '../calendar/day.ts'
import type { Occasion, Regime } from '../policies/policy.ts'
import type { Input } from './commands.ts'
import { isInCategory } from './levels.ts'
import { meetWhatIsMet } from './meeting-duties.ts'
import { cancelAll } from './ofsted.ts'
import { insist } from './refusal.ts'
import type { Day, Deadline, Notice, RunningClock } from './state.ts'
import {
  emit,
  emitNotice,
  lapse,
  miss,
  open,
  owedOf,
  reckonAgain,
  requirePast,
  ruleOf,
  tell,
  write,
  type Turn,
} from './turn.ts'

const noticeDeadlines = (turn: Turn): Deadline[] =>
  turn.state.deadlines.filter((one) => one.chasedBy === 'warningNotice')

function current(turn: Turn): Notice {
  const { notice } = turn.state
  insist(notice && !notice.ended, 'No warning notice is in progress in this case: request one first (ST-20)')
  return notice
}

/** The notice once it has been given and stands. */
function given(turn: Turn): Notice & { givenOn: Day } {
  const notice = current(turn)
  insist(notice.givenOn, 'The warning notice has not been issued yet')
  return notice as Notice & { givenOn: Day }
}

function openOn(
  turn: Turn,
  occasion: Occasion,
  from: Day,
  options: { rule?: string; clock?: RunningClock; why?: string } = {},
): Deadline[] {
  const { notice } = turn.state
  return turn.policy.deadlines
    .filter((rule) => rule.opens.on?.includes(occasion) && !owedOf(turn.state, rule.id).length)
    .filter((rule) => !notice?.proposed || !rule.metBy.some((by) => by.command === 'proposePowers'))
    .map((rule) => open(turn, rule.id, { from, ...options }))
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

function tellIssued(turn: Turn, notice: Notice, regime: Regime, rule: string): void {
  const facts = {
    ...notice.statements,
    givenOn: notice.givenOn,
    grounds: groundsOf(turn),
    law: regime.law,
    appeal: regime.appeal,
  }
  tell(turn, 'notice-issued', { facts, rule, statutory: true })
  for (const role of regime.copies) {
    const foundation = ['diocesan-education-officer', 'foundation-appointer'].includes(role)
    if (foundation && !turn.state.school.denomination) continue
    write(turn, 'warning-notice-copy', role, {
      kind: 'notice',
      facts,
      rule: role === 'secretary-of-state' ? 'LAW-9' : 'LAW-4',
      statutory: true,
    })
  }
}

/** The period of the notice runs whether or not the school answers in it; its end opens the window of LAW-8 (LAW-6). */
function startPeriod(turn: Turn, notice: Notice, clock: RunningClock, from: Day, confirmed: boolean): void {
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
    `The notice was given on ${formatDay(notice.givenOn)}: since 18 April 2016 there are no representations to the Chief Inspector (LAW-9); record a response`,
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

/** Notice in writing that powers will be used (LAW-7). */
export function proposePowers(turn: Turn, input: Input<'proposePowers'>): void {
  const notice = usable(turn, input.powers) ?? given(turn)
  for (const power of input.powers) requirePower(turn, power, 'powers')
  insist(
    notice.stage !== 'appealed',
    "The school's appeal is not decided: the clock is suspended until the Chief Inspector decides (LAW-5)",
  )
  meetWhatIsMet(turn, { name: 'proposePowers', input }, turn.today)
  notice.proposed = [...new Set([...(notice.proposed ?? []), ...input.powers])]
  notice.proposedOn ??= turn.today
  const powers = input.powers.map((power) => turn.policy.powers[power]?.title ?? power)
  tell(turn, 'powers-proposed', { facts: { powers, reason: input.reason }, rule: 'LAW-7', statutory: true })
}

/** A notice that has ended but under which these powers may still be used: within the two months, or without limit (s.65, LAW-8). */
function usable(turn: Turn, powers: string[]): Notice | null {
  const { notice } = turn.state
  if (!notice || !['powers-used', 'lapsed'].includes(notice.ended ?? '')) return null
  const unlimited = powers.every((power) => turn.policy.powers[power]?.inWindowOnly === false)
  return unlimited || turn.today <= (notice.windowEndsOn ?? '') ? notice : null
}

function requirePower(turn: Turn, power: string, field: string) {
  const found = turn.policy.powers[power]
  insist(found, `${field}: "${power}" is not one of ${Object.keys(turn.policy.powers).join(', ')} (ST-23)`, 'input')
  return found
}

/** A power of intervention is used: under a notice within its window, in an Ofsted category without either (ST-23, LAW-8). */
export function usePower(turn: Turn, input: Input<'usePower'>): void {
  const power = requirePower(turn, input.power, 'power')
  const usedOn = input.usedOn ?? turn.today
  requirePast(turn, usedOn, 'usedOn')
  if (power.needsConsent) {
    insist(
      input.consentedOn,
      "consentedOn is missing: an interim executive board needs the Secretary of State's consent (s.65)",
      'input',
    )
    requirePast(turn, input.consentedOn, 'consentedOn')
    insist(
      input.consentedOn <= usedOn,
      `consentedOn (${formatDay(input.consentedOn)}) lies after usedOn (${formatDay(usedOn)}): the consent comes first`,
      'input',
    )
  }
  const notice = turn.state.notice
  const underNotice = !isInCategory(turn)
  if (underNotice) requireWindow(notice, input.power, power.inWindowOnly, usedOn)
  const since = (underNotice ? notice?.givenOn : usedOn) ?? usedOn
  if (power.tellSecretaryOfState && regimeOn(turn, since).secretaryOfState) requireSecretaryOfState(turn, usedOn)
  emit(turn, 'power-used', { power: input.power, section: power.section, usedOn, reason: input.reason })
  tell(turn, 'power-used', {
    facts: { power: power.title, section: power.section, usedOn, reason: input.reason },
    rule: 'ST-23',
    statutory: true,
  })
  meetWhatIsMet(turn, { name: 'usePower', input }, usedOn)
  if (notice && (underNotice || notice.period?.ended)) {
    notice.used = [...(notice.used ?? []), input.power]
    notice.ended ??= 'powers-used'
    cancelAll(turn, noticeDeadlines(turn), 'A power of intervention has been used')
  }
}

/** LAW-7 and LAW-8: proposed in writing, after the compliance period, within the two months. */
function requireWindow(notice: Notice | null, power: string, inWindowOnly: boolean, usedOn: Day): void {
  const standing = notice && (!notice.ended || ['powers-used', 'lapsed'].includes(notice.ended))
  insist(
    standing && notice.givenOn,
    'No warning notice stands and the school is in no Ofsted category: no power may be used (ST-23, LAW-8)',
  )
  insist(
    notice.proposed?.includes(power),
    `Give notice in writing that this power will be used (proposePowers) before using it (LAW-7)`,
  )
  insist(
    usedOn >= (notice.proposedOn ?? usedOn),
    `usedOn (${formatDay(usedOn)}) lies before the day powers were proposed (${formatDay(notice.proposedOn ?? usedOn)}) (LAW-7)`,
  )
  const end = notice.period?.due
  insist(
    notice.period?.ended && end && usedOn > end,
    `The school still has until ${end ? formatDay(end) : 'the end of its period'} to comply: powers may be used only after that (LAW-8)`,
  )
  const until = notice.windowEndsOn
  insist(
    !inWindowOnly || !until || usedOn <= until,
    `The powers of this notice lapsed on ${formatDay(until ?? usedOn)}, two months after the compliance period (LAW-8): a new notice is needed`,
  )
}

/** LAW-9: he must be told before s.63, 64 and 66, and if he means to act the authority is frozen. */
function requireSecretaryOfState(turn: Turn, usedOn: Day): void {
  const { told, saysWillAct } = turn.state.secretaryOfState
  insist(
    told,
    'The Secretary of State must be told before this power is used (s.70A, LAW-9): record that with recordSecretaryOfState',
  )
  insist(
    usedOn >= told,
    `usedOn (${formatDay(usedOn)}) lies before the day the Secretary of State was told (${formatDay(told)}): he is told first (s.70A, LAW-9)`,
    'input',
  )
  insist(
    !saysWillAct,
    'The Secretary of State has said that he means to act: the authority may not use this power (s.70B, LAW-9)',
  )
}

export function recordSecretaryOfState(turn: Turn, input: Input<'recordSecretaryOfState'>): void {
  const on = input.on ?? turn.today
  requirePast(turn, on, 'on')
  const { secretaryOfState } = turn.state
  if (input.event === 'told') {
    if (!secretaryOfState.told) turn.state.setBy.told = turn.commandSeq
    secretaryOfState.told ??= on
  } else {
    insist(secretaryOfState.told, 'The Secretary of State has not been told yet: record that first (LAW-9)')
    insist(
      on >= secretaryOfState.told,
      `on (${formatDay(on)}) lies before the day he was told (${formatDay(secretaryOfState.told)}): correct it`,
      'input',
    )
    secretaryOfState.saysWillAct = input.event === 'will-act'
  }
}

/** The two months have passed with no power used: it is over, and three people are told (LAW-8). */
export function lapseNotice(turn: Turn): void {
  const { notice } = turn.state
  if (!notice || notice.ended) return
  notice.ended = 'lapsed'
  emitNotice(turn, 'lapsed', { windowEndsOn: notice.windowEndsOn })
  tell(turn, 'notice-lapsed', {
    facts: { windowEndsOn: notice.windowEndsOn, givenOn: notice.givenOn },
    rule: 'LAW-8',
    statutory: true,
  })
  cancelAll(turn, noticeDeadlines(turn), 'The powers have lapsed (LAW-8)')
}

/** A step that passes undone takes no decision: it is missed, and put before the next person; a power not used in time lapses. */
export function pass(turn: Turn, deadline: Deadline, reason?: string): void {
  miss(turn, deadline, reason)
  if (!ruleOf(turn.policy, deadline.ruleId).lapses) return
  lapse(turn, deadline)
  lapseNotice(turn)
}
