import type { WorkflowInterceptors } from '@temporalio/workflow'
import { defaultPayloadConverter } from '@temporalio/common'

/** Replaced in the bundle's text by how far the scenario's time lies from the server's. */
const offsetMs = Number('SIMULATED_OFFSET_MS')

/** The header in which a step of a scenario says its nominal moment. */
const header = 'nominal-at'

/**
 * Shifts `Date` inside the workflow sandbox to the scenario's time; used by the simulator alone. A step is given somewhat before
 * its nominal moment, so that it comes before everything else at that moment: from then on the clock shows at least that moment.
 */
export const interceptors = (): WorkflowInterceptors => {
  const RealDate = globalThis.Date
  let reached = -Infinity
  const now = () => Math.max(RealDate.now() + offsetMs, reached)
  const ShiftedDate = function (this: unknown, ...args: [string | number | Date]) {
    return args.length > 0 ? new RealDate(...args) : new RealDate(now())
  }
  Object.assign(ShiftedDate, { now, parse: RealDate.parse, UTC: RealDate.UTC, prototype: RealDate.prototype })
  globalThis.Date = ShiftedDate as unknown as DateConstructor

  const hear = (headers: Record<string, unknown>) => {
    const payload = headers[header]
    if (payload) reached = Math.max(reached, defaultPayloadConverter.fromPayload<number>(payload as never))
  }
  return {
    inbound: [
      {
        execute: (input, next) => (hear(input.headers), next(input)),
        handleSignal: (input, next) => (hear(input.headers), next(input)),
        handleUpdate: (input, next) => (hear(input.headers), next(input)),
        validateUpdate: (input, next) => (hear(input.headers), next(input)),
      },
    ],
    outbound: [],
  }
}
