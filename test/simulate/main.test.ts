import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'scenario-'))

/** Runs the simulator as `npm run simulate` does. */
function simulate(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((settle) => {
    execFile('node_modules/.bin/node', ['simulate/main.ts', ...args], (error, out, err) =>
      settle({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}
function file(text: string): string {
  const name = join(folder, `${Math.random().toString(36).slice(2)}.yaml`)
  writeFileSync(name, text)
  return name
}

// as an officer would write it: no quotes, a URN that is a number, `on` as a key, comments
const scenario = `
authority: staffordshire
school: { urn: 900001, name: Ashfield Primary School, phase: primary, district: cannock-lichfield }
start: 2013-02-04
steps:
  # Monday; 09:00 where no time is given
  - { on: 2013-02-04, as: dsim, command: openCase, input: { level: stage-1, reasons: [other], summary: yes } }
  - on: 2013-02-05T16:45
    as: dsim
    command: changeLevel
    input: { to: stage-2, reason: 'no' }
  - { on: 2013-02-06, as: dsim, command: changeLevel, input: { to: stage-2, reason: 3 } }
  - { on: 2013-02-07, command: importTermDates, input: [{ authority: staffordshire, academicYear: 2012-13, term: spring, firstDay: 2013-01-07, halfTermFirstDay: 2013-02-18, halfTermLastDay: 2013-02-22, lastDay: 2013-03-27 }] }
  - { on: 2013-02-07T10:00, command: importTermDates, input: [{ authority: staffordshire, academicYear: 2012-13, term: spring }] }
  - { on: 2013-02-07T10:01, command: importBankHolidays, input: [{ date: 2013-02-30, name: No day }] }
  - { on: 2013-02-07T10:02, command: importBankHolidays }
  - { on: 2013-02-07T10:03, command: replaceSchool, input: { from: 900001, to: 9, on: 2013-02-07 } }
  - { on: 2013-02-07T10:04, command: replaceSchool, input: { from: 900001 } }
  - { on: 2013-02-07T10:05, command: replaceSchool, input: { from: 900001, to: 900002, on: 2013-02-30 } }
  - { on: 2013-02-07T10:06, command: replaceSchool, input: { from: 900009, to: 900002, on: 2013-02-07 } }
  - { on: 2013-02-07T10:07, command: replaceSchool }
  - { on: 2013-02-08, as: administrator, command: replaceSchool, input: { from: 900001, to: 900002, on: 2013-02-08 } }
  - { on: 2013-02-11, as: sip, command: recordVisit, input: { by: sip, visitedOn: 2013-02-11, report: A first visit } }
until: 2013-02-11T12:00
`

describe('npm run simulate -- FILE --json', () => {
  let run: { code: number; out: string; err: string }
  let lines: Record<string, unknown>[] = []
  const at = (moment: string) => lines.filter((one) => String(one.at).startsWith(moment))
  beforeAll(async () => {
    run = await simulate(file(scenario), '--json')
    lines = run.out
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  })

  it('ends with 0 and prints one JSON object a line, and nothing else', () => {
    expect(run.code).toBe(0)
    expect(run.err).toBe('')
    expect(lines.length).toBeGreaterThan(10)
    for (const one of lines)
      expect(one).toMatchObject({ at: expect.any(String) as string, type: expect.any(String) as string })
  })

  it('takes dates without quotes, a numeric URN, `on` as a key and `yes` as a word (YAML 1.2)', () => {
    expect(at('2013-02-04T09:00:00+00:00')[0]).toMatchObject({ type: 'command', command: 'openCase', as: 'dsim' })
    expect(lines.find((one) => one.type === 'case-opened')).toMatchObject({
      level: 'stage-1',
      urn: '900001',
      summary: 'yes',
    })
  })

  it('gives a step with a time at that time, and one without at 09:00', () => {
    expect(at('2013-02-05T16:45:00')[0]).toMatchObject({ type: 'command', command: 'changeLevel' })
    expect(at('2013-02-06T09:00:00')).toMatchObject([
      { type: 'command-refused', error: expect.stringContaining('reason') as string },
    ])
  })

  it('moves what is owed when term dates are imported by a step (TERM-3)', () => {
    const moved = at('2013-02-07T09:00:00').filter((one) => one.type === 'deadline-moved')
    expect(moved.find((one) => one.deadline === 'sip-visit')).toMatchObject({ due: '2013-03-27' })
  })

  it('keeps the case when the school gets a new URN (LAW-16)', () => {
    const told = at('2013-02-08T09:00:00').filter((one) => one.type === 'mail' && one.kind === 'notice')
    expect(told.flatMap((one) => one.to as string[]).toSorted()).toEqual(['dsim', 'head-of-sid'])
    expect(at('2013-02-11T09:00:00').filter((one) => one.type === 'deadline-met')).toMatchObject([
      { deadline: 'sip-visit' },
    ])
  })

  it('refuses rows and URNs that are wrong, in a sentence, and goes on', () => {
    const refused = at('2013-02-07T10:0')
    expect(refused.map((one) => one.type)).toEqual(Array.from({ length: 8 }, () => 'command-refused'))
    for (const one of refused) expect(String(one.error)).toMatch(/^[A-Za-z].{15,}$/)
    expect(
      refused.map((one) => String(one.error)).filter((one) => /undefined|\[object|Cannot read|Invalid/.test(one)),
    ).toEqual([])
  })

  it('stops at `until`', () => {
    expect(lines.at(-1)?.at).toBe('2013-02-11T09:00:00+00:00')
  })
})

describe('npm run simulate -- FILE', () => {
  it('prints what happened day by day, in words, and what is still owed', async () => {
    const opening = 'input: { level: stage-1, reasons: [other], summary: S }'
    const short = `authority: staffordshire\nschool: { urn: 900001, name: A, phase: primary }\nstart: 2013-02-04\nuntil: 2013-02-05\nsteps:\n  - { on: 2013-02-04, as: dsim, command: openCase, ${opening} }\n`
    const { code, out } = await simulate(file(short))
    expect(code).toBe(0)
    expect(out).toMatch(
      /^A \(URN 900001\), Staffordshire: Monday 4 February 2013 to Tuesday 5 February 2013\n\nMonday 4 February 2013\n {2}09:00 {2}▸ The District Strategic Improvement Manager opens the case at Stage 1: “S”\n/,
    )
    expect(out).toMatch(
      /Still owed at the end:\n {2}Visit the school and report, by the School Improvement Partner: until Friday 22 March 2013 \(ST-7\)\n$/,
    )
    expect(out).not.toContain('promised')
  })
})

describe('a scenario file that is wrong: one sentence, and exit code 1', () => {
  const head =
    'authority: staffordshire\nschool: { urn: 900001, name: A, phase: primary }\nstart: 2013-02-04\nuntil: 2013-02-05\n'
  it.each([
    ['no YAML', 'authority: [', /line \d+/],
    ['empty', '', /the file/],
    ['a list', '- 1', /the file/],
    ['without until', head.replace('until: 2013-02-05\n', ''), /until/],
    ['a day that does not exist', head.replace('02-04', '02-30'), /start/],
    ['an end before the start', head.replace('02-05', '02-01'), /until .*before the start/],
    ['an unknown field', `${head}colour: red\n`, /colour/],
    ['a URN of five digits', head.replace('900001', '90001'), /school\.urn: must be six digits/],
    ['an unknown phase', head.replace('primary', 'nursery'), /school\.phase/],
    ['a step without a command', `${head}steps: [{ on: 2013-02-04, as: dsim }]\n`, /step 1, command/],
    [
      'a step before the start',
      `${head}steps: [{ on: 2013-02-01, command: openCase }]\n`,
      /step 1, on: .*before the start/,
    ],
    ['a step at no time', `${head}steps: [{ on: 2013-02-04T25:00, command: openCase }]\n`, /step 1, on/],
    [
      'an absence without an end',
      `${head}people: { dsim: { away: [{ from: 2013-02-04 }] } }\n`,
      /people\.dsim\.away\.0\.to/,
    ],
    ['a key twice', `${head}start: 2013-02-04\n`, /line 5.*unique/],
    ['two documents', `${head}---\nauthority: x\n`, /line 5: a second document begins/],
    ['text alone', 'a scenario', /the file: must hold authority, school, start, steps and until/],
    ['a year before the Act', head.replace('start: 2013', 'start: 2006'), /start: must lie in the years 2007 to 2035/],
    ['a year beyond the calendar', head.replace('until: 2013', 'until: 2036'), /until: must lie in the years 2007/],
    [
      'an absence that ends before it begins',
      `${head}people: { dsim: { away: [{ from: 2013-02-10, to: 2013-02-04 }] } }\n`,
      /people\.dsim\.away\.0: must not end before it begins/,
    ],
    ['a promise of what is no rule', `${head}shows: [boredom]\n`, /shows\.0: must be a rule id, such as ST-21/],
    ['a holiday on no day', `${head}unannounced: [Friday]\n`, /unannounced\.0: must be a date that exists/],
    ['an anchor that does not exist', `${head}title: *nothing\n`, /nothing/],
  ])('%s', async (_what, text, sentence) => {
    const { readScenario, ScenarioFault } = await import('../../simulate/scenario.ts')
    let fault: unknown
    try {
      readScenario(text, 'wrong.yaml')
    } catch (error) {
      fault = error
    }
    expect(fault).toBeInstanceOf(ScenarioFault)
    const { message } = fault as Error
    expect(message).toMatch(/^wrong\.yaml: /)
    expect(message).toMatch(sentence)
    expect(message).not.toContain('\n')
  })

  it('printed alone, on the error output', async () => {
    const [wrong, missing, none, option] = await Promise.all([
      simulate(file(`${head}until: 2013-02-05\n`)),
      simulate(join(folder, 'nowhere.yaml'), '--json'),
      simulate(),
      simulate('--nonsense'),
    ])
    for (const one of [wrong, missing, none, option]) {
      expect(one.code).toBe(1)
      expect(one.out).toBe('')
      expect(one.err.trim().split('\n')).toHaveLength(1)
    }
    expect(missing.err).toContain('nowhere.yaml cannot be read')
    expect(none.err).toContain('Name one scenario file')
  })

  it('a role that the policy does not know, a policy of its own that is missing or cannot work', async () => {
    const own = (name: string, text: string) => writeFileSync(join(folder, name), text)
    own('broken.yaml', 'authority: nowhere\n')
    const runs = await Promise.all([
      simulate(file(`${head}people: { wizard: { name: W } }\n`)),
      simulate(file(`${head}policy: missing.yaml\n`)),
      simulate(file(`${head}policy: broken.yaml\n`)),
    ])
    for (const { code, out, err } of runs) expect([code, out, err.trim().split('\n').length]).toEqual([1, '', 1])
    expect(runs.map(({ err }) => err)).toEqual([
      expect.stringMatching(/people: "wizard" is not a role of Staffordshire: sip, /),
      expect.stringMatching(/policy: missing\.yaml cannot be read: name policy documents beside the scenario/),
      expect.stringMatching(/policy: broken\.yaml: line 1: name: /),
    ])
  })

  it('an authority without a policy', async () => {
    const { code, err, out } = await simulate(file(head.replace('staffordshire', 'nowhere')))
    expect([code, out, err.trim().split('\n').length]).toEqual([1, '', 1])
    expect(err).toMatch(/authority: "nowhere" is not one of .*staffordshire/)
  })
})
