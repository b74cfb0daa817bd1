import { dirname, join } from 'node:path'
import { policiesOf } from '../policies/editions.ts'
import { loadPolicies, PolicyFault, readPolicies, type Policies } from '../policies/policies.ts'
import { ScenarioFault, type Scenario } from './scenario.ts'

/** The policies that hold in a scenario: the service's, and the documents that the scenario names. Throws a ScenarioFault. */
export function policiesFor({ policy: names, start }: Scenario, file: string): Policies {
  const day = start.slice(0, 10)
  const policies = loadPolicies(undefined, undefined, day)
  if (!names.length) return policies
  const own = [...ownPolicies(names, dirname(file), day).editions.values()].flat()
  const others = [...(policies.editions?.values() ?? [])]
    .flat()
    .filter(({ authority }) => !own.some((one) => one.authority === authority))
  return policiesOf([...others, ...own], day)
}

function ownPolicies(names: string[], folder: string, day: string) {
  try {
    const { editions = new Map<string, never>() } = readPolicies(
      names.map((name) => ({ name, path: join(folder, name) })),
      day,
    )
    return { editions }
  } catch (error) {
    if (error instanceof PolicyFault) throw new ScenarioFault(`policy: ${error.message}`)
    throw new ScenarioFault(`policy: ${names.join(', ')} cannot be read: name policy documents beside the scenario`)
  }
}
