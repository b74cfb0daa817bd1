import { Context } from '@temporalio/activity'

/** Milliseconds between two signs of life. */
const between = 2_000

/**
 * Gives Temporal a sign of life while the work lasts. Of a process that was killed it hears none: then the step is tried again
 * after the seconds of its heartbeat timeout, not after all the time that the step might have taken.
 */
export async function withSignsOfLife<T>(work: () => Promise<T>): Promise<T> {
  const context = contextIfAny()
  const beat = setInterval(() => context?.heartbeat(), between)
  try {
    return await work()
  } finally {
    clearInterval(beat)
  }
}

/** None where an activity's function is called without Temporal. */
function contextIfAny(): Context | undefined {
  try {
    return Context.current()
  } catch {
    return undefined
  }
}
