import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { differencesBetween } from '../../policies/differences.ts'
import { handbookOf } from '../../policies/handbook.ts'
import type { Money } from '../../policies/money.ts'
import { PolicyFault, readPolicy } from '../../policies/policies.ts'

const text = readFileSync(join(import.meta.dirname, '../../policies/documents/staffordshire.yaml'), 'utf8')

/** The fault of the document with one of its pieces another, and the line on which that piece stands. */
function faultOf(piece: string, other: string): { fault: string; line: number } {
  const at = text.indexOf(piece)
  if (at < 0) throw new Error(`The document does not say: ${piece}`)
  const line = text.slice(0, at).split('\n').length
  try {
    readPolicy(text.replace(piece, other), 'staffordshire.yaml')
  } catch (error) {
    if (error instanceof PolicyFault) return { fault: error.message, line }
    throw error
  }
  throw new Error(`${other} was not refused`)
}

describe('the money of a policy that cannot work is refused with the line', () => {
  it.each([
    ['{ from: 21, to: 30, schoolPays: 4 }', '{ from: 22, to: 30, schoolPays: 4 }', 'must be 21: the bands leave a gap'],
    ['{ from: 21, to: 30, schoolPays: 4 }', '{ from: 20, to: 30, schoolPays: 4 }', 'must be 21: the bands overlap'],
    ['{ from: 0, to: 10, schoolPays: 0 }', '{ from: 1, to: 10, schoolPays: 0 }', 'must be 0: the bands leave a gap'],
    ['{ from: 21, to: 30, schoolPays: 4 }', '{ from: 21, to: 30, schoolPays: 1 }', 'the bands must rise'],
    ['{ from: 51, schoolPays: 10 }', '{ from: 51, to: 60, schoolPays: 10 }', 'the last band has an end'],
    ['{ from: 21, to: 30, schoolPays: 4 }', '{ from: 21, schoolPays: 4 }', 'has no end and is not the last'],
    [
      'limit: { days: 5, pounds: 2500, near: 0.8, decides: dsim }',
      'limit: { days: 5, near: 0.8 }',
      'name the role that decides',
    ],
    [
      'limit: { days: 5, pounds: 2500, near: 0.8, decides: dsim }',
      'limit: { near: 0.8, decides: dsim }',
      'limits days, pounds or both',
    ],
    ['      binds: false\n', '', 'never turned away'],
    ['      of: officer\n      counts: days', '      of: officer\n      counts: streams', 'counted of a school'],
  ])('%s: %s (ST-40 to ST-42)', (piece, other, says) => {
    const { fault, line } = faultOf(piece, other)
    expect(fault).toContain(says)
    const told = [...fault.matchAll(/line (\d+)/g)].map((found) => Number(found[1]))
    // What is left out is told where its list begins
    expect(
      told.some((one) => one <= line && one > line - (other ? 2 : 10)),
      `${fault} (line ${line})`,
    ).toBe(true)
  })

  it('names the role that a limit warns and nobody holds', () => {
    const { fault } = faultOf('near: 0.75, decides: dsim', 'near: 0.75, decides: treasurer')
    expect(fault).toContain('the limit of the support "monitoring" warns the role "treasurer"')
  })

  it('refuses support paid by bands that there are not, and two limits of one id', () => {
    const bands = text.slice(text.indexOf('  bands:'), text.indexOf('  capacities:'))
    expect(faultOf(bands, '').fault).toContain('the support "strategy" is paid by bands, and there are none')
    expect(faultOf('  dayRate: { pounds: 480, rule: ST-41 }\n', '').fault).toContain('nothing says what a day costs')
    expect(faultOf('  fund: priority school support funds (PSS)\n', '').fault).toContain(
      'the support "audit" is paid by the fund, which has no name',
    )
    const whole = text.slice(text.indexOf('money:\n'), text.indexOf('# What each year owes'))
    expect(faultOf(whole, '').fault).toContain('"resources-and-impact" reports expenditure')
    expect(faultOf('- id: monitoring', '- id: audit').fault).toContain('have the id "audit"')
  })
})

describe('what a policy says of days and money', () => {
  const before = readPolicy(text, 'staffordshire.yaml')
  const after = (change: (money: Money) => void) => {
    const policy = structuredClone(before)
    if (policy.money) change(policy.money)
    return differencesBetween(before, policy).map(({ about, of, sentence }) => {
      expect([about, of]).toEqual(['money', 'intervention'])
      return sentence
    })
  }

  it('is said in sentences, in the handbook too (ST-40 to ST-42)', () => {
    expect(handbookOf(before).money).toEqual(
      expect.arrayContaining([
        'A day of an officer costs £480 (ST-41)',
        'audit and planning of the intervention: paid by the fund; at most 5 days and £2,500 for one intervention, 80% of it warns the District Strategic Improvement Manager, who may go over it with a reason (ST-40)',
        'Of 11 to 20 days of support the school pays for 2 days (ST-41)',
        'Of 51 days of support or more the school pays for 10 days (ST-41)',
        'days of the officer for work with schools: at most 170 days of an officer in a year, 90% of it warns the District Strategic Improvement Manager and the Head of School Improvement Division; more needs a reason (ST-42)',
        'Capacities count in years that begin on 1 April',
      ]),
    )
  })

  it('is said where another edition says it otherwise, in the same sentences', () => {
    expect(after((money) => money.dayRate && (money.dayRate.pounds = 500))).toEqual([
      'A day of an officer costs £480 (ST-41) becomes A day of an officer costs £500 (ST-41)',
    ])
    expect(after((money) => void money.bands?.table.pop())).toEqual([
      'No more: Of 51 days of support or more the school pays for 10 days (ST-41)',
    ])
    expect(after((money) => (money.capacities = money.capacities.slice(1)))).toEqual([
      expect.stringMatching(
        /^No more: schools causing concern at one time: at most 50 schools of the authority at one time/,
      ),
    ])
  })

  it('leaves nothing out: whatever is changed is a difference', () => {
    const silent = leavesOf(before.money).filter(
      (path) => !after((money) => changeAt(money as unknown as Node, path)).length,
    )
    expect(silent.map((path) => path.join('.'))).toEqual([])
  })
})

type Node = { [field: string]: Node | string | number | boolean }

/** The ways to everything that a value says. */
function leavesOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]]
  return Object.entries(value).flatMap(([field, inner]) => leavesOf(inner).map((path) => [field, ...path]))
}

/** Another word, number or answer that the schema knows. */
function changeAt(node: Node, [field = '', ...rest]: string[]): void {
  const value = node[field]
  if (typeof value === 'object') changeAt(value, rest)
  // A capacity counts what the fund pays for, or everything
  else if (field === 'paidBy' && 'counts' in node) delete node[field]
  else if (typeof value === 'number') node[field] = value > 0 && value < 1 ? value / 2 : value + 1
  else if (typeof value === 'boolean') node[field] = !value
  else node[field] = other[String(value)] ?? `${value}-2`
}

const other: Record<string, string> = {
  interventions: 'days',
  'every-school': 'interventions',
  days: 'interventions',
  schools: 'days',
  fund: 'school',
  school: 'fund',
  bands: 'fund',
  officer: 'district',
  district: 'officer',
  authority: 'district',
  '04-01': '09-01',
}
