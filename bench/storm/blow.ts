import { setTimeout as pause } from 'node:timers/promises'
import type { Service } from '../service.ts'

export interface Blow {
  /** From the instant to the last of what it brought. */
  seconds: number
  /** Seconds of processor time that each process used meanwhile. */
  processorTime: Record<string, number>
}

/** The least time that must be left between the end of the preparations and the instant, so that everything waits by then. */
const leastSpareMs = 500
const leastSpareMsEach = 2
/** Milliseconds of preparation for each piece, on a machine that does nothing else; more where that was not enough. */
let leadMsEach = 15

/** Prepares something for one instant, and gives how long after it the last of it was done; it is watched from before the beginning. */
export async function blow(
  service: Service,
  count: number,
  prepare: (at: number) => Promise<void>,
  watch: () => () => Promise<number[]>,
): Promise<Blow> {
  const { processorTime } = service
  const wait = watch()
  const at = Math.ceil((Date.now() + 2_000 + count * leadMsEach) / 1000) * 1000
  await prepare(at)
  const spare = at - Date.now()
  if (spare < leastSpareMs + count * leastSpareMsEach) {
    await wait()
    return again(service, count, prepare, watch)
  }
  await pause(spare - 100)
  const before = processorTime()
  const done = await wait()
  await pause(300)
  const used = Object.entries(processorTime()).map(([name, seconds]) => [name, seconds - (before[name] ?? 0)])
  return { seconds: (Math.max(...done) - at) / 1000, processorTime: Object.fromEntries(used) as Record<string, number> }
}

/** What was not ready in time is let pass, and the next is given twice the time; in the end it is given up. */
async function again(...[service, count, prepare, watch]: Parameters<typeof blow>): Promise<Blow> {
  if (leadMsEach > 200) throw new Error(`This machine is too busy: ${count} pieces could not be prepared in time`)
  leadMsEach *= 2
  return blow(service, count, prepare, watch)
}

/** A blow in one line. */
export function told({ seconds, processorTime }: Blow): string {
  const used = Object.entries(processorTime).filter(([, one]) => one >= 0.05)
  return `${seconds.toFixed(2)} s (processor: ${used.map(([name, one]) => `${name} ${one.toFixed(1)} s`).join(', ')})`
}
