import { join } from 'node:path'
import { replay, silenceRuntime, type Replayed } from '../../replay/replay.ts'
import { loadPolicies } from '../../policies/policies.ts'
import type { NamedHistory } from '../../replay/saved-histories.ts'
import { peopleWorld } from '../../simulate/run.ts'
import { readScenario } from '../../simulate/scenario.ts'
import type { World } from '../../simulate/world.ts'
import { bundleOf } from '../../worker/workflow-bundle.ts'

export const histories = join(import.meta.dirname, '..', 'histories')

/** The workflows of a changed checkout, as one bundle. */
export async function changedBundle(name: 'with-patch' | 'without-patch'): Promise<{ code: string }> {
  return { code: await bundleOf(join(import.meta.dirname, 'changed', `${name}.ts`)) }
}

/** How each history fares: its name, and where it parts from the code. */
export async function replayAll(bundle: { code: string }, all: Iterable<NamedHistory>): Promise<Replayed[]> {
  silenceOnce()
  const fared: Replayed[] = []
  for await (const one of replay(bundle, all)) fared.push(one)
  return fared
}

let silenced = false

/** The runtime can be set once in a process, before anything uses it. */
export function silenceOnce(): void {
  if (!silenced) silenceRuntime()
  silenced = true
}

/** The lines that a person reads: `name: where it parts`. */
export const divergedIn = (all: Replayed[]): string[] =>
  all.flatMap(({ name, diverged }) => (diverged === null ? [] : [`${name}: ${diverged}`]))

/** Opens a case at stage 3: it begins a statement of action, a workflow of its own. */
export async function openAtStage3(world: World, urn: string): Promise<void> {
  const school = { urn, name: `Example School ${urn}`, phase: 'primary', district: 'cannock-lichfield' }
  const scenario = { authority: 'staffordshire', school, start: '2026-01-01', until: '2026-01-01' }
  const roles = Object.keys(loadPolicies().get('staffordshire')?.roles ?? {})
  await peopleWorld(world, readScenario(JSON.stringify(scenario), 'story'), roles)
  const opening = { authority: 'staffordshire', school: urn, level: 'stage-3', reasons: ['low-attainment'] }
  const by = { role: 'dsim', personId: 'dsim' }
  await world.cases.open({ by, input: { ...opening, summary: 'Results fell three years running' } })
  await world.settled()
}
