import { condition } from '@temporalio/workflow'

/**
 * How a local activity is tried: each time for less than a workflow task may last, and again by a timer of the server. One that
 * outlasts its task would keep that alive by heartbeats; replayed, the workflow's clock then shows the time of the last of these,
 * not of the first, and what was decided by the clock is decided otherwise.
 */
export const withinOneTask = {
  startToCloseTimeout: '5 seconds',
  localRetryThreshold: '500 milliseconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
} as const

/** Something that time brings, at a nominal moment in London's time. */
interface Awaited {
  at: string
  what: string
}

interface Watch {
  /** What comes next by itself; asked again whenever `touched` is called. */
  next: () => Awaited | undefined
  /** Carries out what falls on the moment. */
  reach: (at: string) => Promise<void>
  /** The wait is over: nothing is owed any more, or the run makes room for the next. */
  over: () => boolean
}

/**
 * The one primitive of all chasing: wait until it is done or the next moment is reached; at a moment, carry it out;
 * go on until it is over. One durable timer at a time, whose summary says what it waits for.
 */
export function createWatch({ next, reach, over }: Watch) {
  let touches = 0
  let soonest: Awaited | undefined
  let known = -1

  const peek = (): Awaited | undefined => {
    if (known !== touches) {
      soonest = next()
      known = touches
    }
    return soonest
  }

  return {
    /** Says that what is owed has changed, so that the timer is set anew where it must be. */
    touched: () => {
      touches += 1
    },

    /** Waits and carries out until it is over. */
    async keep(): Promise<void> {
      while (!over()) {
        const awaited = peek()
        if (!awaited) {
          await condition(() => over() || peek() !== undefined)
          continue
        }
        const wait = Date.parse(awaited.at) - Date.now()
        if (wait > 0) {
          const changed = () => over() || peek()?.at !== awaited.at || peek()?.what !== awaited.what
          await condition(changed, wait, {
            summary: `${awaited.at.slice(0, 16).replace('T', ' ')}: ${awaited.what}`.slice(0, 190),
          })
        } else {
          await reach(awaited.at)
          touches += 1
        }
      }
    },
  }
}

/** Lets one thing happen at a time, in the order it came: a command, a moment, a change of the calendar. */
export function createQueue() {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return {
    idle: () => waiting === 0,
    inOrder<T>(work: () => Promise<T>): Promise<T> {
      waiting += 1
      const result = last.then(work, work).finally(() => {
        waiting -= 1
      })
      last = result.catch(() => undefined)
      return result
    },
  }
}
