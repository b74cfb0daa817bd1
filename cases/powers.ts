import { formatDay } from '../calendar/day.ts'
import type { Input } from './commands.ts'
import { isInCategory } from './levels.ts'
import { meetWhatIsMet } from './meeting-duties.ts'
import { given, noticeDeadlines, regimeOn } from './notice-period.ts'
import { cancelAll } from './ofsted.ts'
import { insist } from './refusal.ts'
import type { Day, Deadline, Notice } from './state.ts'
import { emit, emitNotice, lapse, miss, requirePast, ruleOf, tell, type Turn } from './turn.ts'

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
