import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
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
