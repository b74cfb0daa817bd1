import { describe, expect, it } from 'vitest'
import { inBatches } from '../../records/batches.ts'

describe('work that is done in batches', () => {
  it('fails the piece that throws before it promises anything, and goes on with the others', async () => {
    const double = inBatches(10, (items: number[]): Promise<number[]> => {
      if (items.includes(2)) throw new Error('Two is too many')
      return Promise.resolve(items.map((one) => one * 2))
    })
    const all = await Promise.allSettled([double(1), double(2), double(3)])
    expect(all.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
      2,
      'Error: Two is too many',
      6,
    ])
    await expect(double(2)).rejects.toThrow('Two is too many')
    expect(await double(4)).toBe(8)
  })
})
