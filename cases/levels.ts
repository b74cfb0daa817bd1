import { formatDay } from '../calendar/day.ts'
import type { DeadlineRule } from '../policies/policy.ts'
import type { Input } from './commands.ts'
import type { Uses } from './money.ts'
import { insist } from './refusal.ts'
import type { Day } from './state.ts'
import { cancel, emit, owedOf, open, ruleOf, schedule, tell, type Turn } from './turn.ts'
import { countSchool } from './within-limits.ts'

export function levelOf(turn: Turn, id: string) {
  return turn.policy.levels.find((level) => level.id === id)
}

export function levelName(turn: Turn, id: string): string {
  return levelOf(turn, id)?.name ?? id
}

const rank = (turn: Turn, id: string) => turn.policy.levels.findIndex((level) => level.id === id)

/** Whether a duty belongs to the level and Ofsted category that the case has now. */
export function isLive(turn: Turn, rule: DeadlineRule): boolean {
  const { level, category } = turn.state
  if (rule.opens.always) return true
  const atLevel = (rule.lasts ?? rule.opens.atLevel ?? []).includes(level)
  const inCategory = category !== null && (rule.lastsInCategory ?? rule.opens.inCategory ?? []).includes(category)
  const afterReport = (rule.opens.on ?? []).includes('report-received') && isInCategory(turn)
  return atLevel || inCategory || afterReport
}

/** Whether the school is in an Ofsted category (ST-15). */
export function isInCategory(turn: Turn): boolean {
  return turn.state.category !== null && (turn.policy.categories[turn.state.category]?.formal ?? false)
}

/** Cancels what only the old level or the old category owed (ST-16), with the reason on record. */
export function cancelWhatEnded(turn: Turn, reason: string): void {
  for (const deadline of turn.state.deadlines) {
    const rule = ruleOf(turn.policy, deadline.ruleId)
    const bound = rule.lasts ?? rule.opens.atLevel ?? rule.lastsInCategory ?? rule.opens.inCategory
    if (bound && !isLive(turn, rule)) cancel(turn, deadline, reason)
    else if (
      rule.opens.atLevel &&
      !deadline.afterReport &&
      !(rule.lasts ?? rule.opens.atLevel).includes(turn.state.level)
    )
      cancel(turn, deadline, reason)
  }
  turn.state.recurrences = turn.state.recurrences.filter((one) => isLive(turn, ruleOf(turn.policy, one.ruleId)))
  forgetAgreements(turn)
}

/** What was agreed of a duty ends with it: when it is owed again it is agreed anew (DA-3). */
function forgetAgreements(turn: Turn): void {
  const live = turn.policy.deadlines.filter((rule) => isLive(turn, rule)).map((rule) => rule.id)
  const kept = Object.entries(turn.state.agreed ?? {}).filter(([id]) => live.includes(id))
  if (turn.state.agreed) turn.state.agreed = Object.fromEntries(kept)
}

const belongsToLevel = (rule: DeadlineRule, level: string): boolean =>
  (rule.opens.always ?? false) || (rule.opens.atLevel ?? []).includes(level)

/** Comes once a year, in one of its terms. */
const isYearly = ({ recurs }: DeadlineRule): boolean =>
  recurs === 'autumn' || recurs === 'spring' || recurs === 'summer'

/** Opens what the level owes and is not owed already (ST-12 to ST-14); reviews count from the first intervention (TERM-4). */
export function openDutiesOfLevel(turn: Turn, before: string | null, except: string[] = []): void {
  const { state } = turn
  for (const rule of turn.policy.deadlines) {
    if (!belongsToLevel(rule, state.level) || (before !== null && belongsToLevel(rule, before))) continue
    if (except.includes(rule.id) || owedOf(state, rule.id).length || state.decidedReviews.includes(rule.id)) continue
    if (isYearly(rule) || (rule.unlessCase && state.year?.ofCase)) schedule(turn, rule, turn.today, isYearly(rule))
    else
      open(
        turn,
        rule.id,
        rule.from === 'first-intervention' && state.interventionSince ? { from: state.interventionSince } : {},
      )
  }
}

/** Moves the case to a level: the event, what ends, what begins, and who is told (ST-11, ST-16). */
export function enterLevel(turn: Turn, to: string, reason: string, except: string[] = []): void {
  const { state } = turn
  const from = state.level
  state.level = to
  state.levelSince = turn.today
  startIntervention(turn, turn.today)
  emit(turn, 'level-changed', { from, to, reason })
  tell(turn, 'level-changed', {
    facts: { from: levelName(turn, from), to: levelName(turn, to), summary: levelOf(turn, to)?.summary ?? '', reason },
  })
  cancelWhatEnded(turn, `The case moved from ${levelName(turn, from)} to ${levelName(turn, to)}`)
  openDutiesOfLevel(turn, from, except)
}

/** An intervention begins when the case first enters a level that intervenes (TERM-4). */
export function startIntervention(turn: Turn, on: Day): void {
  if (levelOf(turn, turn.state.level)?.intervention) turn.state.interventionSince ??= on
}

/** The case's first turn (ST-5, ST-10, ST-11). */
export function openCase(turn: Turn, input: Input<'openCase'>, { uses }: { uses?: Uses } = {}): void {
  const { state, policy } = turn
  state.status = 'open'
  state.level = input.level
  state.levelSince = turn.today
  state.openedOn = turn.today
  state.reasons = input.reasons
  state.summary = input.summary
  startIntervention(turn, turn.today)
  emit(turn, 'case-opened', {
    level: input.level,
    reasons: input.reasons,
    summary: input.summary,
    urn: state.school.urn,
    school: state.school.name,
  })
  const facts = {
    level: levelName(turn, input.level),
    about: levelOf(turn, input.level)?.summary ?? '',
    reasons: input.reasons.map((one) => policy.reasons[one] ?? one),
    summary: input.summary,
  }
  tell(turn, 'case-opened', { facts })
  openDutiesOfLevel(turn, null)
  countSchool(turn, uses)
}

/** Refuses an opening that the policy does not know; asked before the case exists. */
export function checkOpening(turn: Turn, input: Input<'openCase'>): void {
  const { policy } = turn
  insist(policy.levels.length, `The policy of ${policy.name} has no levels: no case can be opened under it`, 'input')
  insist(
    levelOf(turn, input.level),
    `level "${input.level}" is not one of ${policy.levels.map((level) => level.id).join(', ')}`,
    'input',
  )
  const unknown = input.reasons.filter((reason) => !Object.hasOwn(policy.reasons, reason))
  insist(
    !unknown.length,
    `reasons: "${unknown[0]}" is not one of ${Object.keys(policy.reasons).join(', ')} (ST-5)`,
    'input',
  )
}

export function changeLevel(turn: Turn, input: Input<'changeLevel'>): void {
  const { state, policy } = turn
  insist(
    levelOf(turn, input.to),
    `to: "${input.to}" is not one of ${policy.levels.map((level) => level.id).join(', ')}`,
    'input',
  )
  insist(
    input.to !== state.level,
    `The case is at ${levelName(turn, state.level)} already, since ${formatDay(state.levelSince)}`,
  )
  const needed = state.category ? policy.categories[state.category] : undefined
  if (needed?.level && rank(turn, input.to) < rank(turn, needed.level)) {
    insist(
      false,
      `The school is in ${needed.title}, which keeps the case at ${levelName(turn, needed.level)} at least (ST-15): record Ofsted's next judgement first`,
    )
  }
  enterLevel(turn, input.to, input.reason)
}

/** Brings the case up to the level that Ofsted's category needs. */
export function raiseTo(turn: Turn, level: string, reason: string, except: string[]): boolean {
  if (rank(turn, level) <= rank(turn, turn.state.level)) return false
  enterLevel(turn, level, reason, except)
  return true
}
