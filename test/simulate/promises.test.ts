import { describe, expect, it } from 'vitest'
import type { Happening } from '../../simulate/happenings.ts'
import { judge } from '../../simulate/promises.ts'
import { readScenario } from '../../simulate/scenario.ts'

const happenings: Happening[] = [
  {
    at: '2010-01-15T10:00:00+00:00',
    type: 'deadline-opened',
    deadline: 'answer',
    rule: 'ST-21, LAW-1',
    due: '2010-02-05',
  },
  { at: '2010-01-15T10:00:00+00:00', type: 'mail', kind: 'notice', to: ['headteacher'], rule: 'LAW-4' },
  { at: '2010-02-01T09:00:00+00:00', type: 'command-refused', command: 'usePower', error: 'Propose it first (LAW-7)' },
  {
    at: '2010-02-06T00:00:00+00:00',
    type: 'deadline-missed',
    deadline: 'answer',
    rule: 'ST-21, LAW-1',
    due: '2010-02-05',
  },
]
const refusal = '  - { type: command-refused, error: contains Propose }\n'

/** What is broken of these promises. */
function brokenBy(promises: string): string[] {
  const head =
    'authority: staffordshire\nschool: { urn: 900001, name: A, phase: primary }\nstart: 2010-01-15\nuntil: 2010-03-01\n'
  return judge(readScenario(head + promises, 'promises.yaml'), happenings).broken
}

describe('what a scenario promises', () => {
  it('is kept when what must happen has happened, and what must not has not', () => {
    expect(
      brokenBy(`shows: [ST-21, LAW-1, LAW-4, LAW-7]
expects:
  - { on: 2010-01-15, type: deadline-opened, due: 2010-02-05, shows: [ST-21, LAW-1] }
  - { on: 2010-01-15T10:00, type: mail, to: [headteacher], times: 1, shows: LAW-4 }
  - { type: command-refused, error: contains Propose, shows: LAW-7 }
never:
  - { type: power-used }
`),
    ).toEqual([])
  })

  it('is nothing where the scenario promises nothing', () => {
    const scenario = { shows: [], expects: [], never: [] }
    expect(judge(scenario, happenings)).toEqual({ promised: false, rules: [], broken: [] })
  })

  it('is broken by what does not happen, happens on another day, or happens more often', () => {
    expect(brokenBy(`expects:\n${refusal}  - { on: 2010-02-05, type: deadline-missed, deadline: answer }\n`)).toEqual([
      expect.stringMatching(/^expects 2 has not happened: .*2010-02-05.*alike were .*2010-02-06T00:00/),
    ])
    expect(brokenBy(`expects:\n${refusal}  - { deadline: answer, times: 1 }\n`)).toEqual([
      expect.stringMatching(/^expects 2 has happened 2 times, not 1/),
    ])
    expect(brokenBy(`expects:\n${refusal}  - { type: mail, to: [headteacher, director] }\n`)).toHaveLength(1)
  })

  it('is broken by what must never happen', () => {
    expect(brokenBy(`expects:\n${refusal}never:\n  - { type: deadline-missed }\n`)).toEqual([
      expect.stringMatching(/^never 1 has happened, at 2010-02-06T00:00/),
    ])
  })

  it('names every refusal: one that no row expects breaks it', () => {
    expect(brokenBy('expects:\n  - { type: mail }\n')).toEqual([
      expect.stringMatching(/^usePower is refused at 2010-02-01T09:00.*no row of expects says: Propose it first/),
    ])
  })

  it('names under `shows` no rule that no row bears out, and none but what its rows show', () => {
    expect(brokenBy(`shows: [ST-24]\nexpects:\n${refusal}`)).toEqual(['No row of expects or never shows ST-24'])
    expect(brokenBy(`expects:\n  - { type: command-refused, shows: LAW-7 }\n`)).toEqual([
      'A row shows LAW-7: name it under shows',
    ])
  })

  it('bears a rule out by a row whose happening names it, or that says why', () => {
    const row = (because: string) =>
      `shows: LAW-14\nexpects:\n${refusal}  - { type: deadline-opened, shows: LAW-14${because} }\n`
    expect(brokenBy(row(''))).toEqual([expect.stringMatching(/^expects 2 is to show LAW-14, .*say why under because$/)])
    expect(brokenBy(row(', because: Two days are recorded'))).toEqual([])
    expect(brokenBy(`shows: LAW-8\nexpects:\n${refusal}never:\n  - { type: power-used, shows: LAW-8 }\n`)).toEqual([
      'never 1 is to show LAW-8: say why under because',
    ])
  })

  it('is read with care: a word that no happening can have is a fault of the file', () => {
    expect(() => brokenBy('expects:\n  - { type: mail, because: Late, and still owed }\n')).toThrow(
      /expectation 1: has the field "and still owed": put text with a comma into quotes/,
    )
    expect(() => brokenBy('expects:\n  - { on: Friday, type: mail }\n')).toThrow(
      /expectation 1, on: must be YYYY-MM-DD/,
    )
  })
})
