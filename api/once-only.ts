import { Refusal } from '../cases/refusal.ts'

/**
 * Carries out what an earlier try of the same request may have done: if it is done, that is the outcome, also where it came to
 * be done only while this try was on its way and was refused for it.
 */
export async function onceOnly<T>(work: () => Promise<T>, outcome: () => Promise<T | undefined>): Promise<T> {
  const before = await outcome()
  if (before) return before
  return work().catch(async (error: unknown) => {
    const meanwhile = error instanceof Refusal ? await outcome() : undefined
    if (meanwhile) return meanwhile
    throw error
  })
}
