import type { DeadlineRule } from '../policies/policy.ts'
import type { WeeklyRhythm } from '../policies/rhythms.ts'
import type { Input } from './commands.ts'
import { isLive, levelName } from './levels.ts'
import { meetWhatIsMet } from './meeting-duties.ts'
import { insist } from './refusal.ts'
import { clockOf } from './rhythm.ts'
import { owedOf, reckonAgain, schedule, type Turn } from './turn.ts'

const words: Record<WeeklyRhythm, string> = { week: 'each week of school', fortnight: 'every two weeks of school' }

/** How often something is done is agreed, of what the policy leaves to agreement (DA-3): what is owed now counts from today, the next ones by it. */
export function agreeRhythm(turn: Turn, input: Input<'agreeRhythm'>): void {
  const { state } = turn
  const rule = leftToAgreement(turn, input.duty)
  insist(
    rule.byAgreement?.includes(input.every),
    `every: "${input.every}" is not one of ${rule.byAgreement?.join(', ')} (${rule.rule})`,
    'input',
  )
  insist(
    isLive(turn, rule),
    `"${rule.title}" is not owed in ${levelName(turn, state.level)}: there is nothing to agree`,
  )
  insist(state.agreed?.[rule.id] !== input.every, `It is agreed already: ${words[input.every]}`)
  state.agreed = { ...state.agreed, [rule.id]: input.every }
  meetWhatIsMet(turn, { name: 'agreeRhythm', input }, turn.today)
  countFromToday(turn, rule, `It was agreed how often: ${words[input.every]}`)
}

function leftToAgreement({ policy }: Turn, duty: string): DeadlineRule {
  const left = policy.deadlines.filter((one) => one.byAgreement?.length)
  const rule = left.find((one) => one.id === duty)
  insist(
    rule,
    `duty: how often "${duty}" is done is not left to agreement; that is so of ${left.map((one) => one.id).join(', ') || 'nothing here'}`,
  )
  return rule
}

/** What is open counts anew from today; where it was done already, the next comes in its own week. */
function countFromToday(turn: Turn, rule: DeadlineRule, reason: string): void {
  const open = owedOf(turn.state, rule.id).findLast((one) => one.status === 'open')
  if (!open) return schedule(turn, rule, turn.today, false)
  open.from = turn.today
  open.clock = clockOf(turn.state, rule)
  reckonAgain(turn, open, reason)
}
