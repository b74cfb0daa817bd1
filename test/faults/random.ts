/** Numbers that a seed gives again and again: mulberry32, by Tommy Ettinger (public domain). */
export function randomOf(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number): number => Math.floor(next() * n)
  return {
    below,
    between: (least: number, most: number): number => least + next() * (most - least),
    chance: (probability: number): boolean => next() < probability,
    pick: <T>(list: readonly [T, ...T[]]): T => list[below(list.length)] ?? list[0],
    shuffled<T>(list: readonly T[]): T[] {
      const left = [...list]
      const mixed: T[] = []
      while (left.length) mixed.push(...left.splice(below(left.length), 1))
      return mixed
    },
  }
}

export type Random = ReturnType<typeof randomOf>
