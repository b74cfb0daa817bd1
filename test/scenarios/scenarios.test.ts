import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsAgainstFile } from '../../records/against-the-file.ts'
import { verifyChains } from '../../records/chain.ts'
import type { Happening } from '../../simulate/happenings.ts'
import { policiesFor } from '../../simulate/own-policy.ts'
import { judge } from '../../simulate/promises.ts'
import { rulesNamed } from '../../simulate/rule-ids.ts'
import { playScenario } from '../../simulate/run.ts'
import { readScenario } from '../../simulate/scenario.ts'
import { startParts } from '../../simulate/world.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const scenarios = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ name, scenario: readScenario(readFileSync(folder + name, 'utf8'), name) }))
const parts = startParts()
afterAll(async () => (await parts).stop())

describe.each(scenarios)('the scenario $name', ({ name, scenario }) => {
  let happenings: Happening[] = []
  let faults: unknown[] = []
  beforeAll(async () => {
    const outcome = await playScenario(scenario, await parts, policiesFor(scenario, folder + name))
    const { records } = outcome.world
    faults = [...(await verifyChains(records)).faults, ...(await faultsAgainstFile(records))]
    await outcome.world.stop()
    happenings = outcome.happenings
  }, 240_000)

  it('takes every step, or says in a sentence why not', () => {
    const calendar = ['importBankHolidays', 'importTermDates']
    // What an authority's year does, starting or adopting an edition, those of its districts and schools do after it, each with an entry.
    const passedOn = ['openYear', 'adoptPolicy']
    const ofItself = (one: Happening) =>
      passedOn.includes(String(one.command)) &&
      String(one.caseId).endsWith('-year') &&
      one.caseId !== `${scenario.authority}-year`
    const taken = happenings.filter((one) => one.type.startsWith('command') && !ofItself(one))
    expect(taken.map((one) => one.command).sort()).toEqual(
      scenario.steps
        .map((step) => step.command)
        .filter((one) => !calendar.includes(one))
        .sort(),
    )
    for (const one of taken) if (one.type === 'command-refused') expect(one.error).toMatch(/^.{20,}$/)
  })

  it('leaves a case file whose hashes hold, and records that it bears out (SO-2)', () => {
    expect(faults).toEqual([])
  })

  it('shows what it promises', () => {
    expect(judge(scenario, happenings)).toMatchObject({ promised: true, broken: [] })
  })
})

describe('the library of scenarios', () => {
  it('shows every rule of the stages, the deadlines, the handbook, the law and the terms', () => {
    const rules = rulesNamed(
      'ST-1 to ST-7, ST-10 to ST-16, ST-20 to ST-27, ST-30 to ST-32, ST-40 to ST-43, DA-1 to DA-6, DU-1, DU-2, SO-1, SO-2, HE-1, LAW-1 to LAW-16, TERM-1 to TERM-4',
    )
    const shown = new Set(scenarios.flatMap(({ scenario }) => scenario.shows))
    expect([...rules].filter((rule) => !shown.has(rule))).toEqual([])
    expect([...shown].filter((rule) => !rules.has(rule))).toEqual([])
  })

  it('tells each story under a title, in a sentence or more', () => {
    for (const { scenario, name } of scenarios) {
      expect(scenario.title, name).toMatch(/^.{20,}$/)
      expect(scenario.story, name).toMatch(/^[A-Z][^]{60,}\.\s*$/)
    }
  })
})
