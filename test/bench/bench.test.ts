import { describe, expect, it } from 'vitest'
import { reached, type Line } from '../../bench/measure.ts'
import { measures } from '../../bench/measures.ts'
import { median, quantile } from '../../bench/median.ts'
import { tableOf } from '../../bench/table.ts'

const nobody = () => {}

/** `start` and `weight` are made of what the others and the tests of the service do too. */
const tried = Object.keys(measures).filter((name) => name !== 'start' && name !== 'weight')

describe('the benchmarks', () => {
  it.each(tried)(
    'measure %s with the real parts, few of each',
    async (name) => {
      const lines = (await measures[name]?.('tiny', nobody)) ?? []
      expect(lines.length).toBeGreaterThan(0)
      for (const line of lines) {
        expect(line.measure).toBe(name)
        expect(Number.isFinite(line.value)).toBe(true)
        if (line.nextTo) expect(line.nextTo.ratio).toBeGreaterThan(0)
      }
    },
    300_000,
  )

  it('say what was aimed at and whether it was reached', () => {
    const line = (ratio: number): Line => ({
      measure: 'storm',
      what: '1,000 deadlines',
      value: 3,
      unit: 's',
      nextTo: { what: 'the floor', value: 3 / ratio, ratio },
      aim: { of: 'ratio', atMost: 1.5 },
    })
    expect([reached(line(1.5)), reached(line(1.6))]).toEqual([true, false])
    expect(tableOf([line(2)])).toContain('| 2 × ')
    expect(tableOf([line(2)])).toContain('at most 1.5 ×: missed')
  })

  it('take the value in the middle', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 2, 3])).toBe(2.5)
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2)
    expect(quantile([1, 2, 3, 4], 0.99)).toBe(4)
    expect(() => median([])).toThrow('no median')
  })
})
