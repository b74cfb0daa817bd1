import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadPolicies, PolicyFault, readPolicy } from '../../policies/policies.ts'

const staffordshire = readFileSync(join(import.meta.dirname, '../../policies/documents/staffordshire.yaml'), 'utf8')

const england = readFileSync(join(import.meta.dirname, '../../policies/frames/england.yaml'), 'utf8')

const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length

/** Staffordshire's policy with one thing changed, in its document or in the frame; where a part then stands, and the fault that reading it gives. */
function changed(from: string, to: string) {
  const inFrame = !staffordshire.includes(from)
  expect(inFrame ? england : staffordshire).toContain(from)
  const text = (inFrame ? england : staffordshire).replace(from, () => to)
  const faults = inFrame ? faultsOf(staffordshire, text) : faultsOf(text)
  return { faults, at: (part: string) => `${lineOf(text, part)}${inFrame ? ' of the frame "england"' : ''}` }
}

function faultsOf(text: string, frame = england): string {
  try {
    readPolicy(text, 'ours.yaml', () => frame)
  } catch (error) {
    expect(error).toBeInstanceOf(PolicyFault)
    return (error as PolicyFault).message
  }
  return 'none'
}

const officer = '  - id: assign-officer\n'

describe('a policy document', () => {
  it('of Staffordshire has no fault, and every level, ladder and rule that its paper names', () => {
    const policy = readPolicy(staffordshire, 'staffordshire.yaml')
    expect(policy.levels.map((level) => level.id)).toEqual(['stage-1', 'stage-2', 'stage-3'])
    expect(policy.deadlines.map((deadline) => deadline.id)).toContain('urgent-statement-of-action')
    expect(policy.deadlines.filter((deadline) => !/^(ST|LAW)-|^HE-1$/.test(deadline.rule))).toEqual([])
  })

  it('that is no YAML is refused with the line', () => {
    const { faults, at } = changed('districts: [', 'districts: [[')
    expect(faults).toMatch(/^ours\.yaml: line \d+: /)
    expect(Number(/line (\d+)/.exec(faults)?.[1])).toBeGreaterThanOrEqual(Number(at('districts:')))
    expect(Number(/line (\d+)/.exec(faults)?.[1])).toBeLessThanOrEqual(Number(at('districts:')) + 2)
  })

  it('with a key that nobody knows is refused with the line and the key', () => {
    const { faults, at } = changed(officer, `${officer}    colour: red\n`)
    expect(faults).toContain(`line ${at('- id: assign-officer')}: `)
    expect(faults).toContain('"colour"')
  })

  it('with a clock of no days is refused with the line', () => {
    const { faults, at } = changed('{ kind: working-days, days: 5 }', '{ kind: working-days, days: 0 }')
    expect(faults).toContain(`line ${at('days: 0')}: `)
    expect(faults).toContain('clock.days')
  })

  it('with half a day, or a clock of another kind, is refused', () => {
    expect(changed('{ kind: working-days, days: 5 }', '{ kind: working-days, days: 2.5 }').faults).toContain(
      'clock.days',
    )
    expect(changed('{ kind: working-days, days: 5 }', '{ kind: fortnights, days: 1 }').faults).toContain('clock')
  })

  it('whose rung names a role that is not listed is refused with the line', () => {
    const { faults, at } = changed('to: [head-of-sid], kind: escalation', 'to: [head-of-said], kind: escalation')
    expect(faults).toContain(`line ${at('head-of-said')}: ladder "standard" names the role "head-of-said"`)
  })

  it('that names a ladder that is not there is refused with the line', () => {
    const { faults, at } = changed('    ladder: watch', '    ladder: stare')
    expect(faults).toContain(`deadline "appeal-decision" names the ladder "stare", which does not exist`)
    expect(faults).toContain(`line ${at('ladder: stare')}: `)
  })

  it.each([
    [
      '{ offset: 3, to: [head-of-sid], kind: escalation }',
      '{ offset: 1, to: [head-of-sid], kind: escalation }',
      'ladder "standard" has two rungs at 1',
    ],
    [
      '{ offset: 3, to: [head-of-sid], kind: escalation }',
      '{ offset: 3, to: [head-of-sid], kind: escalation, every: 2 }',
      'ladder "standard" has a rung at 3 that comes again before others are reached',
    ],
    [
      'clock: { kind: months, months: 12 }',
      'clock: { kind: agreed-day }',
      'has a day that an agenda agrees and opens on something else',
    ],
    ['    recurs: term\n', '    recurs: term\n    from: first-intervention\n', 'recurs and is counted from an event'],
    [
      '    recurs: term\n    clock: { kind: end-of-term }',
      '    recurs: term\n    clock: { kind: minutes, minutes: 5 }',
      'recurs on a clock of the kind "minutes"',
    ],
    ['    owner: sip\n', '    owner: sip\n    chasedBy: warningNotice\n', 'is chased by another story than opens it'],
    ['    owner: sip\n', '    owner: sip\n    lapses: true\n', 'lapses: only what a warning notice opens'],
  ])('that cannot run its course is refused with the reason (%#)', (from, to, fault) => {
    expect(changed(from, to).faults).toContain(fault)
  })

  it('with a level twice is refused with the line of the second', () => {
    const { faults, at } = changed(
      'levels:\n',
      'levels:\n  - { id: stage-1, name: Stage 1, summary: twice, rule: ST-12, intervention: false }\n',
    )
    expect(faults).toContain('two levels have the id "stage-1"')
    expect(faults).toContain(`line ${Number(at('summary: twice')) + 1}: `)
  })

  it('with a deadline twice is refused', () => {
    const { faults, at } = changed('  - id: sip-visit\n', officer)
    expect(faults).toContain('two deadlines have the id "assign-officer"')
    expect(faults).toContain(`line ${Number(at('    title: Visit the school and report')) - 1}: `)
  })

  it('with a duty that nothing can meet is refused with the line', () => {
    const { faults, at } = changed('    metBy: [{ command: nameImprovementCoordinator }]\n', '    metBy: []\n')
    expect(faults).toContain('deadline "name-improvement-coordinator" can be met by nothing')
    expect(faults).toContain(`line ${at('- id: name-improvement-coordinator')}: `)
  })

  it('with a duty met by what is no command, or by a command that meets nothing, is refused with the line', () => {
    const met = '    metBy: [{ command: nameImprovementCoordinator }]\n'
    const { faults, at } = changed(met, '    metBy: [{ command: nameCoordinator }]\n')
    expect(faults).toBe(
      `ours.yaml: line ${at('command: nameCoordinator')}: deadline "name-improvement-coordinator" is met by "nameCoordinator", which is no command`,
    )
    expect(changed(met, '    metBy: [{ command: changeLevel }]\n').faults).toContain('that meets nothing')
  })

  it('with a duty met only where the command says what it cannot say is refused with the line', () => {
    const visit = 'metBy: [{ command: recordVisit, where: { by: sip } }]'
    const field = changed(visit, 'metBy: [{ command: recordVisit, where: { from: sip } }]')
    expect(field.faults).toContain(`line ${field.at('where: { from')}: deadline "sip-visit" is met by recordVisit`)
    expect(field.faults).toContain('has no such field')
    const group = changed('where: { group: core-group }', 'where: { group: coregroup }')
    expect(group.faults).toContain(`line ${group.at('coregroup')}: `)
    expect(group.faults).toContain('is "coregroup", which it never is')
    const duty = changed('where: { duty: single-conversation }', 'where: { duty: one-conversation }')
    expect(duty.faults).toContain(`line ${duty.at('one-conversation')}: `)
    expect(duty.faults).toContain('which is no deadline here')
  })

  it('with a permission for what is no command is refused with the line', () => {
    const { faults, at } = changed('  closeCase: { andUp: <manager> }', '  shutCase: { andUp: <manager> }')
    expect(faults).toBe(`ours.yaml: line ${at('shutCase')}: permissions name "shutCase", which is no command`)
  })

  it('that tells on what never happens, or with a letter that has no text, is refused with the line', () => {
    const event = changed('on: case-opened,', 'on: case-begun,')
    expect(event.faults).toContain(`line ${event.at('case-begun')}: tells name the event "case-begun"`)
    const letter = changed('letter: concern,', 'letter: worry,')
    expect(letter.faults).toBe(
      `ours.yaml: line ${letter.at('letter: worry')}: tell on "case-opened" names the letter "worry", which has no text`,
    )
  })

  it('whose year wants a case at a level that is not there is refused with the line', () => {
    const { faults, at } = changed('wantsCase: [stage-1,', 'wantsCase: [stage-0,')
    expect(faults).toContain(`line ${at('stage-0')}: "category-4" wants a case at the level "stage-0"`)
  })

  it('with a duty that is never opened, or at a level or category that is not there, is refused', () => {
    const opens = '    opens: { inCategory: [special-measures] }\n'
    expect(changed(opens, '    opens: {}\n').faults).toContain('deadline "twelve-month-review" is never opened')
    expect(changed(opens, '    opens: { inCategory: [special-measure] }\n').faults).toContain(
      'names the category "special-measure", which does not exist',
    )
    expect(changed(opens, '    opens: { atLevel: [stage-9] }\n').faults).toContain(
      'names the level "stage-9", which does not exist',
    )
    expect(changed('    lasts: [stage-2]\n', '    lasts: [stage-9]\n').faults).toContain('"stage-9"')
  })

  it('with an owner, a line manager or a stand-in that is not listed is refused', () => {
    expect(changed('    owner: lead-project-officer\n', '    owner: leader\n').faults).toContain(
      'names the role "leader"',
    )
    expect(changed('lineManager: chair-of-governors }', 'lineManager: chair }').faults).toContain(
      'role "headteacher" (lineManager) names the role "chair"',
    )
    expect(changed('standIn: deputy-director }', 'standIn: deputy }').faults).toContain(
      'role "director" (standIn) names the role "deputy"',
    )
  })

  it('with line managers in a circle is refused', () => {
    const { faults } = changed(
      "director: { title: Corporate Director of Children's Services,",
      "director: { title: Corporate Director of Children's Services, lineManager: dsim,",
    )
    expect(faults).toContain('is its own line manager')
  })

  it('with a permission, a tell or a regime for a role that is not listed is refused', () => {
    expect(changed('closeCase: { andUp: <manager> }', 'closeCase: { andUp: dsimm }').faults).toContain(
      'permission "closeCase" names the role "dsimm"',
    )
    expect(changed('to: [headteacher, chair-of-governors], rule: ST-11 }', 'to: [head] } # ST-11').faults).toContain(
      'tell on "case-opened" names the role "head"',
    )
    expect(changed('copies: [headteacher, chief-inspector, d', 'copies: [head, chief-inspector, d').faults).toContain(
      'regime LAW-1 names the role "head"',
    )
  })

  it('with a category or a pace that leads to a level that is not there is refused', () => {
    expect(changed('improve: { level: stage-2 }', 'improve: { level: stage-7 }').faults).toContain(
      'category "notice-to-improve" names the level "stage-7"',
    )
    expect(changed('{ at: stage-2, to: stage-3,', '{ at: stage-2, to: stage-8,').faults).toContain(
      'insufficientPace names the level "stage-8"',
    )
  })

  it('whose clock waits on somebody else with nobody to look is refused', () => {
    expect(changed('    ladder: watch', '    ladder: standard').faults).toContain('nobody would watch it')
  })

  it('with several faults is refused with all of them at once', () => {
    const { faults } = changed('    ladder: watch', '    ladder: stare')
    const both = faultsOf(
      staffordshire,
      england
        .replace('    ladder: watch', '    ladder: stare')
        .replace('closeCase: { andUp: <manager> }', 'closeCase: { andUp: dsimm }'),
    )
    expect(both.length).toBeGreaterThan(faults.length)
    expect(both).toContain('stare')
    expect(both).toContain('dsimm')
  })
})

describe('a folder of policies', () => {
  it('gives the policy of each authority by its name', () => {
    expect([...loadPolicies().keys()]).toContain('staffordshire')
  })

  it('with two of one authority is refused, and the file is named', () => {
    const folder = mkdtempSync(join(tmpdir(), 'policies-'))
    writeFileSync(join(folder, 'a.yaml'), staffordshire)
    writeFileSync(join(folder, 'b.yaml'), staffordshire)
    writeFileSync(join(folder, 'notes.txt'), 'not a policy')
    expect(() => loadPolicies(folder)).toThrow(
      /b\.yaml: line \d+: there is an edition "2009-01" of "staffordshire" already/,
    )
  })
  it('of which several cannot work is refused with each file and line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'policies-'))
    writeFileSync(join(folder, 'a.yaml'), staffordshire.replace('letter: concern,', 'letter: worry,'))
    writeFileSync(join(folder, 'b.yaml'), staffordshire.replace('    ladder: standard', '    ladder: stare'))
    expect(() => loadPolicies(folder)).toThrow(/^a\.yaml: line \d+: .*\nb\.yaml: line \d+: /)
  })
})
