import { setTimeout as pause } from 'node:timers/promises'

/** Tries again until a part answers, a minute at most. */
export async function patiently<T>(what: string, work: () => Promise<T>): Promise<T> {
  const end = Date.now() + 60_000
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() > end) throw new Error(`In a minute ${what} did not answer`, { cause: error })
      await pause(100)
    }
  }
}

/** Does something for each item, so many at a time. */
export async function forEach<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const left = items.values()
  const run = async () => {
    for (const item of left) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, run))
}
