import { aheadOf, nextAhead } from '../cases/ahead.ts'
import { Refusal } from '../cases/refusal.ts'
import type { CaseState } from '../cases/state.ts'
import type { CaseAhead } from '../records/alarms.ts'
import type { Watched } from './alarms.ts'
import { PartDown } from './cases-port.ts'
import type { ApiParts } from './parts.ts'

/** The rules of a case, each beside what its running workflow waits for; a case that does not run is an alarm of each. */
export async function checked({ cases }: ApiParts, { id }: CaseAhead, rules: Watched[]): Promise<Watched[]> {
  try {
    const { state } = await cases.standing(id)
    return rules.map((rule) => beside(rule, state))
  } catch (error) {
    if (error instanceof Refusal) return []
    if (!(error instanceof PartDown)) throw error
    return rules.map((rule) => ({ ...rule, agrees: false, alarm: error.message }))
  }
}

/** What the workflow of a formal procedure chases is known there; the case knows of it when its day passes. */
function beside(rule: Watched, state: CaseState): Watched {
  const deadline = state.deadlines.find((one) => one.key === rule.key)
  if (deadline && deadline.chasedBy !== 'interventionCase') return rule
  const own = aheadOf(state)[rule.key]
  if (!own) return { ...rule, agrees: false, alarm: rule.alarm ?? 'The running case knows nothing of it' }
  const { next } = nextAhead(own, Date.now())
  const agrees = sameMoment(next?.at, rule.next?.at)
  const says = next ? `waits for ${next.at.slice(0, 16).replace('T', ' at ')}` : 'waits for nothing'
  return {
    ...rule,
    agrees,
    alarm: rule.alarm ?? (agrees ? null : `The running case ${says}: the records say otherwise`),
  }
}

const sameMoment = (a: string | undefined, b: string | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && Date.parse(a) === Date.parse(b))
