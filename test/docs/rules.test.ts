import { describe, expect, it } from 'vitest'
import { rulePage } from '../../scripts/rule-page.ts'
import { rulesTested, textOf } from '../../scripts/rule-places.ts'
import { ruleFamilies, ruleFaults, ruleRows, strangers, type Row } from '../../scripts/rules.ts'
import { rulesNamed } from '../../simulate/rule-ids.ts'

const rows = ruleRows()
const families = ruleFamilies()
const row: Row = { id: 'ST-99', text: '', policy: [], workflows: [], code: [], scenarios: [], tests: [] }
const place = { name: 'levels', file: 'cases/levels.ts' }
const family = [{ title: '', says: '', rules: ['ST-99'] }]
const rowOf = (id: string) => rows.find((one) => one.id === id)

describe('the table of rules', () => {
  it('has a test for every rule that is built, and says of every other that it is not', () => {
    expect(ruleFaults(rows, families)).toEqual([])
  })

  it('is as docs/rules.md has it (npm run rules writes it)', () => {
    expect(textOf('docs/rules.md')).toBe(rulePage(rows, families))
  })

  it('fails for a rule that is built and has no test, and for one that nothing carries', () => {
    expect(ruleFaults([{ ...row, code: [place] }], family)).toEqual(['ST-99 is built and has no test'])
    expect(ruleFaults([{ ...row, policy: [place] }], family)).toEqual(['ST-99 is built and has no test'])
    expect(ruleFaults([{ ...row, code: [place], tests: [place] }], family)).toEqual([])
    expect(ruleFaults([{ ...row, code: [place], scenarios: [place] }], family)).toEqual([])
    expect(ruleFaults([row], family)).toEqual(['ST-99 is carried by nothing and not put off in docs/rules.yaml'])
    expect(ruleFaults([{ ...row, later: 'next year' }], family)).toEqual([])
  })

  it('fails for a rule in no family, and for a family that names no rule', () => {
    const built = { ...row, code: [place], tests: [place] }
    expect(ruleFaults([built], [])).toEqual(['ST-99 stands in 0 families of docs/rule-families.yaml, and not in one'])
    expect(ruleFaults([built], [{ title: '', says: '', rules: ['ST-99', 'ST-98'] }])).toEqual([
      'ST-98 is in a family and not in docs/rules.yaml',
    ])
  })

  it('knows every rule that is named anywhere', () => {
    expect(strangers(rows)).toEqual([])
  })

  it('says in which field of a policy a rule stands, by a value or by the comment beside it', () => {
    expect(rowOf('ST-7')?.policy.map(({ name }) => name)).toContain('staffordshire: deadlines.sip-visit')
    expect(rowOf('LAW-4')?.policy.map(({ name }) => name)).toContain('england: regimes.LAW-1')
    expect(rowOf('ST-5')?.policy.map(({ name }) => name)).toContain('england: reasons')
    expect(rowOf('LAW-13')?.policy.map(({ name }) => name)).toContain('invented-wales: regimes.LAW-13')
  })

  it('says which workflow carries a rule, which code, and which scenario shows it', () => {
    expect(rowOf('ST-21')?.workflows).toContain('warningNotice')
    expect(rowOf('LAW-12')?.workflows).toContain('statementOfAction')
    expect(rowOf('ST-12')?.workflows).toEqual(['interventionCase'])
    expect(rowOf('LAW-2')?.code.map(({ name }) => name)).toContain('calendar/working-days')
    expect(rowOf('LAW-13')?.scenarios).toEqual([{ name: 'wales', file: 'test/scenarios/wales.yaml' }])
  })

  it('says of a rule that is not built yet so, in words', () => {
    const page = rulePage([{ ...row, text: 'capacity', later: 'next year' }], family)
    expect(page).toContain('**Not built yet:** ST-99, capacity (next year).')
    const partly = rulePage([{ ...row, text: 'a visit', later: 'its report', tests: [place] }], family)
    expect(partly).toContain('| ST-99 | a visit. **Not yet:** its report. |')
  })

  it('takes a rule as tested where a sentence or a table of tests names it, not a comment or a made-up letter', () => {
    const text = `
      // (ST-1)
      const letter = { rule: 'ST-2' }
      describe('a notice (LAW-3)', () => {
        it("is the school's own (LAW-4)", () => {})
        it.each([
          ['ST-5', 1],
        ])('%s', () => {})
      })`
    expect([...rulesTested(text)]).toEqual(['LAW-3', 'LAW-4', 'ST-5'])
  })

  it('reads ranges of ids', () => {
    expect([...rulesNamed('ST-12 to ST-14, LAW-1..3 and DA-4')]).toEqual([
      'ST-12',
      'ST-13',
      'ST-14',
      'LAW-1',
      'LAW-2',
      'LAW-3',
      'DA-4',
    ])
  })
})
