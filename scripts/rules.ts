import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { rulesNamed } from '../simulate/rule-ids.ts'
import { policyPlaces } from './policy-places.ts'
import { rulePage } from './rule-page.ts'
import { codePlaces, scenarioPlaces, testPlaces, textOf, workflowPlaces, type Place } from './rule-places.ts'

/** A rule of the papers or of the law: where a policy states it, what carries it, what shows it. */
export interface Row {
  id: string
  text: string
  /** What is not built yet, in words. */
  later?: string
  policy: Place[]
  workflows: string[]
  code: Place[]
  scenarios: Place[]
  tests: Place[]
}

/** Rules that belong together, under what their paper says. */
export interface Family {
  title: string
  says: string
  rules: string[]
}

/** Each rule of docs/rules.yaml with its places, found in the policies, the code, the scenarios and the tests. */
export function ruleRows(): Row[] {
  const rules = parse(textOf('docs/rules.yaml')) as Record<string, { text: string; later?: string }>
  const { fields, chasedBy } = policyPlaces()
  const [code, workflows, scenarios, tests] = [codePlaces(), workflowPlaces(), scenarioPlaces(), testPlaces()]
  return Object.entries(rules).map(([id, rule]) => {
    const named = [...(workflows.get(id) ?? []).map(({ name }) => name), ...(chasedBy.get(id) ?? [])]
    const ofCase = (code.get(id) ?? []).some(({ name }) => name.startsWith('cases/'))
    return {
      id,
      ...rule,
      policy: fields.get(id) ?? [],
      workflows: named.length ? [...new Set(named)].sort() : ofCase ? ['interventionCase'] : [],
      code: code.get(id) ?? [],
      scenarios: scenarios.get(id) ?? [],
      tests: tests.get(id) ?? [],
    }
  })
}

export function ruleFamilies(): Family[] {
  const families = parse(textOf('docs/rule-families.yaml')) as { title: string; says: string; rules: string }[]
  return families.map((one) => ({ ...one, rules: [...rulesNamed(one.rules)] }))
}

/** What is wrong: a rule that is built and shown by nothing, one that is neither built nor put off, one in no family or in two. */
export function ruleFaults(rows: Row[], families: Family[]): string[] {
  const known = new Set(rows.map(({ id }) => id))
  const inFamilies = families.flatMap(({ rules }) => rules)
  return [
    ...rows.flatMap(({ id, later, policy, code, workflows, tests, scenarios }) => {
      const built = policy.length + code.length + workflows.length > 0
      if (!built && !later) return [`${id} is carried by nothing and not put off in docs/rules.yaml`]
      if (built && !later && !tests.length && !scenarios.length) return [`${id} is built and has no test`]
      return []
    }),
    ...[...known].flatMap((id) => {
      const times = inFamilies.filter((one) => one === id).length
      return times === 1 ? [] : [`${id} stands in ${times} families of docs/rule-families.yaml, and not in one`]
    }),
    ...inFamilies.filter((id) => !known.has(id)).map((id) => `${id} is in a family and not in docs/rules.yaml`),
  ]
}

/** Rules that policies, code, scenarios or tests name and that no paper has: slips of the pen. */
export function strangers(rows: Row[]): string[] {
  const known = new Set(rows.map(({ id }) => id))
  const places = [policyPlaces().fields, codePlaces(), workflowPlaces(), scenarioPlaces(), testPlaces()]
  return places.flatMap((each) =>
    [...each]
      .filter(([id]) => !known.has(id))
      .map(([id, [place]]) => `${id} is no rule: ${place?.file ?? ''} names it`),
  )
}

if (import.meta.main) {
  const rows = ruleRows()
  const families = ruleFamilies()
  writeFileSync(join(import.meta.dirname, '..', 'docs', 'rules.md'), rulePage(rows, families))
  const faults = [...ruleFaults(rows, families), ...strangers(rows)]
  for (const fault of faults) console.error(fault)
  process.exit(faults.length ? 1 : 0)
}
