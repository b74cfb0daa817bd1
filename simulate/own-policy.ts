import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loadPolicies, PolicyFault, readPolicy, type Policies } from '../policies/policies.ts'
import { ScenarioFault, type Scenario } from './scenario.ts'

/** The policies that hold in a scenario: the service's, and the document that the scenario names. Throws a ScenarioFault. */
export function policiesFor(scenario: Scenario, file: string): Policies {
  const policies = loadPolicies()
  if (!scenario.policy) return policies
  const policy = ownPolicy(join(dirname(file), scenario.policy), scenario.policy)
  return new Map([...policies, [policy.authority, policy]])
}

function ownPolicy(path: string, name: string) {
  try {
    return readPolicy(readFileSync(path, 'utf8'), name)
  } catch (error) {
    if (error instanceof PolicyFault) throw new ScenarioFault(`policy: ${error.message}`)
    throw new ScenarioFault(`policy: ${name} cannot be read: name a policy document beside the scenario`)
  }
}
