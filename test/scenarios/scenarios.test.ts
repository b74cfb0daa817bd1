import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadPolicies } from '../../policies/policies.ts'
import type { Happening } from '../../simulate/happenings.ts'
import { playScenario } from '../../simulate/run.ts'
import { readScenario } from '../../simulate/scenario.ts'
import { startParts } from '../../simulate/world.ts'

const folder = new URL('.', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
const parts = startParts()
const played = new Map<string, Happening[]>()
afterAll(async () => (await parts).stop())

describe.each(files)('the scenario %s', (name) => {
  const scenario = readScenario(readFileSync(new URL(name, folder), 'utf8'), name)
  let happenings: Happening[] = []
  beforeAll(async () => {
    const outcome = await playScenario(scenario, await parts, loadPolicies())
    await outcome.world.stop()
    happenings = outcome.happenings
    played.set(name, happenings)
  })

  it('takes every step', () => {
    expect(happenings.filter((one) => one.type === 'command-refused')).toEqual([])
    expect(happenings.filter((one) => one.type === 'command').map((one) => one.command)).toEqual(
      scenario.steps.map((step) => step.command),
    )
  })

  it('shows the rules that it names', () => {
    const rules = new Set(happenings.flatMap((one) => String(one.rule ?? '').split(', ')))
    for (const rule of scenario.shows ?? []) expect([...rules], rule).toContain(rule)
  })
})

describe('the scenario warning-notice-lapsed.yaml', () => {
  it('counts its days as a clerk would by hand (LAW-1, LAW-5, LAW-8)', () => {
    const happenings = played.get('warning-notice-lapsed.yaml') ?? []
    const dueOf = (deadline: string) =>
      happenings.filter((one) => one.type === 'deadline-opened' && one.deadline === deadline).map((one) => one.due)
    expect(dueOf('warning-notice-response')).toEqual(['2010-02-05'])
    expect(dueOf('compliance')).toEqual(['2010-03-05'])
    expect(dueOf('powers-window')).toEqual(['2010-05-05'])
    expect(happenings.find((one) => one.event === 'lapsed')?.at).toBe('2010-05-06T00:00:00+01:00')
  })
})
