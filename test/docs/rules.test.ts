import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ruleFaults, ruleRows, ruleTable } from '../../scripts/rules.ts'
import { rulesNamed } from '../../simulate/rule-ids.ts'

describe('the table of rules', () => {
  it('has a test for every rule that is built, and says of every other that it is not', () => {
    expect(ruleFaults(ruleRows())).toEqual([])
  })

  it('is as docs/rules.md has it (npm run rules writes it)', () => {
    expect(readFileSync(join(import.meta.dirname, '../../docs/rules.md'), 'utf8')).toBe(ruleTable(ruleRows()))
  })

  it('fails for a rule that is built and has no test, and for one that nothing carries', () => {
    const row = { id: 'ST-99', text: '', policy: [], code: ['cases/levels.ts'], tests: [] }
    expect(ruleFaults([row])).toEqual(['ST-99 is built and has no test'])
    expect(ruleFaults([{ ...row, code: [] }])).toEqual([
      'ST-99 is carried by nothing and not put off in docs/rules.yaml',
    ])
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
