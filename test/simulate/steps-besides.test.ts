import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadPolicies } from '../../policies/policies.ts'
import { inWords } from '../../simulate/in-words.ts'
import { playScenario, type Outcome } from '../../simulate/run.ts'
import { readScenario } from '../../simulate/scenario.ts'
import { startParts } from '../../simulate/world.ts'

const parts = startParts()
const scenario = readScenario(
  `
authority: staffordshire
school: { urn: 900050, name: Teasel Primary School, phase: primary, district: south-staffs }
start: 2025-03-03
steps:
  - { on: 2025-03-03, as: dsim, command: openCase, input: { level: stage-1, reasons: [budget], summary: A deficit } }
  - { on: 2025-03-04, as: headteacher, command: importBankHolidays, input: [{ date: 2025-03-21, name: A Holiday }] }
  - { on: 2025-03-05, as: research, command: importBankHolidays, input: [{ date: 2025-03-21, name: A Holiday }] }
  - { on: 2025-03-06, as: headteacher, command: replaceSchool, input: { from: 900050, to: 900051, 'on': 2025-03-06 } }
  - { on: 2025-03-07, as: dsim, command: replaceSchool, input: { from: 900050, to: 900051, 'on': 2025-03-06 } }
until: 2025-03-10
`,
  'steps.yaml',
)
let outcome: Outcome
let words = ''
beforeAll(async () => {
  const policies = loadPolicies()
  outcome = await playScenario(scenario, await parts, policies)
  words = await inWords(scenario, policies, outcome, outcome.world.records)
  await outcome.world.stop()
}, 240_000)
afterAll(async () => (await parts).stop())

describe('steps of a scenario that are no command on a case', () => {
  it('stand in the timeline, in the name of who gave them, and in no case file', () => {
    expect(words.replace(/\s+/g, ' ')).toMatch(
      /▸ The Education Research[^▸]* brings bank holidays into the calendar: A Holiday on Friday 21 March 2025/,
    )
    expect(outcome.happenings.filter((one) => one.command === 'importBankHolidays' && one.type === 'command')).toEqual(
      [],
    )
  })

  it('are refused to a school, as the service would refuse them', () => {
    const refused = outcome.happenings.filter((one) => one.type === 'command-refused')
    expect(refused.map(({ command, as }) => [command, as])).toEqual([
      ['importBankHolidays', 'headteacher'],
      ['replaceSchool', 'headteacher'],
    ])
    expect(refused[0]?.error).toBe(
      'importBankHolidays may not be given by the headteacher: it is for the roles of the authority itself',
    )
  })

  it('keep who said that a school has a new URN (LAW-16)', () => {
    const replaced = outcome.happenings.filter((one) => one.command === 'replaceSchool' && one.type === 'command')
    expect(replaced).toMatchObject([{ as: 'dsim', input: { from: '900050', to: '900051' } }])
  })
})
