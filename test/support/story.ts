import { afterAll, it } from 'vitest'
import { loadPolicies } from '../../policies/policies.ts'
import { playScenario } from '../../simulate/run.ts'
import { readScenario } from '../../simulate/scenario.ts'
import { startParts, type WorldParts } from '../../simulate/world.ts'
import { scenarioOf, storyOf, type Telling } from './telling.ts'

export { ashfield, opens, type Step, type Story } from './telling.ts'

/** A test that asks the records or Temporal: told on paper (`story-on-paper.ts`), a story has neither. */
export const itOnRecord = it

/** Tells stories through the real service in skipped time; the parts are shared by the stories of one test file. */
export function storyteller() {
  let parts: Promise<WorldParts> | undefined
  afterAll(async () => (await parts)?.stop())

  return async function tell({ look, policies = loadPolicies(), ...telling }: Telling) {
    parts ??= startParts()
    const scenario = readScenario(scenarioOf(telling), 'story')
    const { happenings, world, caseId } = await playScenario(scenario, await parts, policies)
    try {
      if (look && caseId) await look(world, caseId)
    } finally {
      await world.stop()
    }
    return storyOf(happenings)
  }
}
