import { join } from 'node:path'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { editionNamed, editionOn, editionsOf, inForceTo, turnTo } from '../../policies/editions.ts'
import { loadPolicies } from '../../policies/policies.ts'

const shipped = join(import.meta.dirname, '../scenarios/policies')
const [first, second] = ['westmere-2024.yaml', 'westmere-2026.yaml'].map((name) =>
  readFileSync(join(shipped, name), 'utf8'),
) as [string, string]

/** The policies of a folder that holds these editions of one paper. */
function editions(...texts: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'policies-'))
  mkdirSync(join(folder, 'westmere'))
  for (const [at, text] of texts.entries()) writeFileSync(join(folder, 'westmere', `${at}.yaml`), text)
  return loadPolicies(folder, undefined, '2025-06-02')
}

describe('the editions of a paper', () => {
  it('stand in a folder of the authority’s, and the one in force that day is the policy', () => {
    const policies = editions(second, first)
    expect([...policies.keys()]).toEqual(['westmere'])
    expect(policies.get('westmere')?.edition).toBe('2024')
    expect(editionsOf(policies, 'westmere').map((one) => one.edition)).toEqual(['2024', '2026'])
  })

  it('take over on their first day', () => {
    const policies = editions(first, second)
    expect(editionOn(policies, 'westmere', '2026-01-04')?.edition).toBe('2024')
    expect(editionOn(policies, 'westmere', '2026-01-05')?.edition).toBe('2026')
    turnTo(policies, '2026-01-05')
    expect(policies.get('westmere')?.edition).toBe('2026')
  })

  it('end on the day before the next one’s first; the last has no end', () => {
    const policies = editions(first, second)
    expect(editionsOf(policies, 'westmere').map((one) => inForceTo(policies, one))).toEqual(['2026-01-04', null])
  })

  it('are found by name, and one that is kept no longer gives the present one', () => {
    const policies = editions(first, second)
    expect(editionNamed(policies, 'westmere', '2026')?.edition).toBe('2026')
    expect(editionNamed(policies, 'westmere', '2019')?.edition).toBe('2024')
  })

  it('of which two are in force on one day are refused with file and line', () => {
    const sameDay = second.replace('inForceFrom: 2026-01-05', 'inForceFrom: 2024-09-01')
    expect(() => editions(first, sameDay)).toThrow(
      'westmere/1.yaml: line 6: the editions "2024" and "2026" of "westmere" are both in force on Sunday 1 September 2024',
    )
    const longer = first.replace('inForceFrom: 2024-09-01', 'inForceFrom: 2024-09-01\ninForceTo: 2026-01-05')
    expect(() => editions(longer, second)).toThrow('are both in force on Monday 5 January 2026')
  })

  it('that leave a gap are refused with file and line', () => {
    const shorter = first.replace('inForceFrom: 2024-09-01', 'inForceFrom: 2024-09-01\ninForceTo: 2025-12-31')
    expect(() => editions(shorter, second)).toThrow(
      'westmere/1.yaml: line 6: no edition of "westmere" is in force from Thursday 1 January 2026 until "2026" begins on Monday 5 January 2026',
    )
  })

  it('of one name are refused, and one that ends before it begins', () => {
    expect(() => editions(first, second.replace("edition: '2026'", "edition: '2024'"))).toThrow(
      'there is an edition "2024" of "westmere" already',
    )
    const never = first.replace('inForceFrom: 2024-09-01', 'inForceFrom: 2024-09-01\ninForceTo: 2024-08-31')
    expect(() => editions(never)).toThrow('westmere/0.yaml: line 7: inForceTo is "2024-08-31", before it is in force')
  })
})
