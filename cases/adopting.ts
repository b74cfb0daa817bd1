import type { DeadlineRule, Policy } from '../policies/policy.ts'
import type { Input } from './commands.ts'
import type { LookedUp } from './duties.ts'
import { cancelWhatEnded, levelName, openDutiesOfLevel } from './levels.ts'
import { openDutiesOfCategory } from './ofsted.ts'
import { insist } from './refusal.ts'
import { rhythmOf } from './rhythm.ts'
import type { Deadline } from './state.ts'
import { askDay, cancel, emit, ladderOf, reckonAgain, ruleOf, tell, write, type Turn } from './turn.ts'

/** The case goes on under another edition of its authority's paper, from this turn on. */
export function adoptPolicy(turn: Turn, input: Input<'adoptPolicy'>, { policy }: LookedUp): void {
  const { state, policy: before } = turn
  insist(
    input.edition !== state.edition,
    `edition: the case runs under the edition "${input.edition}" of ${before.name} already`,
  )
  insist(policy, `edition: there is no edition "${input.edition}" of the policy of ${before.name}`, 'input')
  requirePlace(turn, policy)
  turn.policy = policy
  turn.isUnhurried = state.kind !== 'intervention'
  state.edition = policy.edition
  emit(turn, 'policy-adopted', { from: before.edition, to: policy.edition, reason: input.reason })
  const reason = `Edition ${policy.edition} of ${policy.name}'s policy is adopted for this case: ${input.reason}`
  const owners = new Set(state.deadlines.map((one) => one.owner))
  for (const deadline of state.deadlines) takeRule(turn, before, deadline, reason)
  keepRecurring(turn)
  cancelWhatEnded(turn, reason)
  openWhatIsNew(turn, before)
  for (const { owner } of state.deadlines) owners.add(owner)
  announce(turn, before, input.reason, [...owners])
}

/** The level, the category and what a formal procedure of the case owes must have their place in the other edition. */
function requirePlace({ state, policy: before }: Turn, after: Policy): void {
  const present = before.levels.find((one) => one.id === state.level)?.name ?? state.level
  insist(
    after.levels.some((one) => one.id === state.level),
    `edition: ${present}, at which the case is, does not exist in the edition "${after.edition}": change the level first`,
  )
  insist(
    state.category === null || after.categories[state.category],
    `edition: the edition "${after.edition}" does not know Ofsted's judgement "${state.category}", which the school has`,
  )
  const formal = state.deadlines.find(
    (one) => one.chasedBy !== 'interventionCase' && !after.deadlines.some((rule) => rule.id === one.ruleId),
  )
  insist(
    !formal,
    `edition: a formal procedure of the case owes “${formal?.title}”, which the edition "${after.edition}" does not know: let it come to its end first`,
  )
}

/** What is owed goes on as the edition now has it; a day that a person or the law has set stands. */
function takeRule(turn: Turn, before: Policy, deadline: Deadline, reason: string): void {
  const rule = turn.policy.deadlines.find((one) => one.id === deadline.ruleId)
  if (!rule) return cancel(turn, deadline, reason)
  const old = ruleOf(before, deadline.ruleId)
  const isOwn = (field: 'title' | 'rule' | 'why') => deadline[field] === old[field]
  for (const field of ['title', 'rule', 'why'] as const) if (isOwn(field)) deadline[field] = rule[field]
  const hasOwnClock = JSON.stringify(deadline.clock) !== JSON.stringify(old.clock)
  const counts = !hasOwnClock && JSON.stringify(rule.clock) !== JSON.stringify(old.clock)
  const chased = deadline.owner !== rule.owner || ladderChanged(before, turn.policy, old, rule)
  deadline.owner = rule.owner
  deadline.statutory = ladderOf(turn.policy, rule.id).statutory
  if (counts) deadline.clock = rule.clock
  if (deadline.status === 'suspended') return
  if (chased) deadline.rungs = deadline.rungs.filter((rung) => rung.done)
  if (counts && rule.clock.kind !== 'none') reckonAgain(turn, deadline, reason)
  else if (counts || chased) askDay(turn, deadline, true)
}

const ladderChanged = (before: Policy, after: Policy, old: DeadlineRule, rule: DeadlineRule): boolean =>
  JSON.stringify(ladderOf(before, old.id)) !== JSON.stringify(ladderOf(after, rule.id))

/** What comes again opens by the rhythm that the edition gives it; what it no longer repeats comes no more. */
function keepRecurring(turn: Turn): void {
  const { state, policy } = turn
  const recurs = (id: string) => {
    const rule = policy.deadlines.find((one) => one.id === id)
    return rule && rhythmOf(state, rule)
  }
  state.recurrences = state.recurrences.filter((one) => recurs(one.ruleId))
  for (const { ruleId, from, first = false } of state.recurrences) {
    const rhythm = recurs(ruleId)
    if (rhythm) turn.questions.push({ ask: 'recurrence', ruleId, recurs: rhythm, from, first, asOf: turn.at })
  }
}

/** Opens what the edition owes at this level and in this category and the one before did not; what was done is not owed anew. */
function openWhatIsNew(turn: Turn, before: Policy): void {
  const { level, category } = turn.state
  const known = before.deadlines.filter(
    ({ opens }) =>
      opens.always || opens.atLevel?.includes(level) || (category !== null && opens.inCategory?.includes(category)),
  )
  const except = known.map((rule) => rule.id)
  openDutiesOfLevel(turn, null, except)
  openDutiesOfCategory(turn, null, except)
}

/** Whoever owes something in the case, or owed it until now, hears of it; and whom the policy names. */
function announce(turn: Turn, before: Policy, reason: string, owners: string[]): void {
  const facts = {
    from: before.edition,
    to: turn.policy.edition,
    paper: turn.policy.paper,
    level: levelName(turn, turn.state.level),
    reason,
    ended: turn.ended.map((one) => one.title),
  }
  for (const owner of owners) write(turn, 'policy-adopted', owner, { kind: 'notice', facts: { ...facts } })
  tell(turn, 'policy-adopted', { facts })
}
