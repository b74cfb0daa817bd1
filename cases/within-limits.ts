import type { Money } from '../policies/money.ts'
import type { Policy } from '../policies/policy.ts'
import { capacitiesReached, sentenceOfReached, type Reached, type Uses } from './money.ts'
import { insist, Refusal } from './refusal.ts'
import { managersOf, standInOf, titleOf } from './roles.ts'
import { write, type Turn } from './turn.ts'

/** The policy's money; refuses where the paper says nothing of it, or the case is a year. */
export function moneyOf({ policy, state }: Turn, command: string): Money {
  const { money } = policy
  insist(
    money || state.kind === 'intervention',
    `${command} belongs to an intervention, not to a year: give it to the case`,
  )
  insist(money, `The policy of ${policy.name} says nothing of what support costs: ${command} cannot be given under it`)
  return money
}

/** Refuses what would pass a limit, unless whoever decides gives the reason: before, not after (ST-40, ST-42). */
export function refuseBeyondLimits(
  policy: Policy,
  reached: readonly Reached[],
  over: string | undefined,
  by: { role: string; phase: string },
): void {
  for (const one of reached.filter(({ passed, binds }) => passed && binds)) {
    const title = titleOf(policy, one.decides)
    insist(
      over,
      `This would pass a limit. ${sentenceOfReached(one)}. Plan less, or give the reason for going over it (over), which is for the ${title} to decide`,
    )
    const may = [one.decides, ...managersOf(policy, one.decides)]
    if (!may.some((role) => role === by.role || standInOf(policy, role, by.phase) === by.role))
      throw new Refusal(
        `${sentenceOfReached(one)}: going over it is for the ${title} to decide, not for the ${titleOf(policy, by.role)}`,
        'access',
      )
  }
}

/** Goes on within the limits, or over them with a reason; whoever decides hears of a limit within reach at once. */
export function takeWithinLimits(turn: Turn, reached: readonly Reached[], over?: string): void {
  const { policy, state, by } = turn
  if (by) refuseBeyondLimits(policy, reached, over, { role: by.role, phase: state.school.phase })
  turn.warnings.push(...reached.map(sentenceOfReached))
  for (const role of new Set(reached.flatMap(({ decides, alsoWarns }) => [decides, ...alsoWarns]))) {
    const own = reached.filter((one) => one.decides === role || one.alsoWarns.includes(role))
    write(turn, 'limit-in-reach', role, {
      kind: 'notice',
      rule: own[0]?.rule ?? null,
      facts: {
        limits: own.map(sentenceOfReached),
        passed: own.some((one) => one.passed),
        over: own.some((one) => one.passed) ? (over ?? '') : '',
      },
    })
  }
}

/** One more school causes concern: nobody is turned away, and whoever decides hears it (ST-42). */
export function countSchool(turn: Turn, uses: Uses = {}): void {
  const { money } = turn.policy
  if (!money) return
  const schools = money.capacities.filter((one) => one.counts === 'schools')
  takeWithinLimits(
    turn,
    capacitiesReached(schools, uses, () => ({ before: 0, after: 1 })),
  )
}
