import { setTimeout as pause } from 'node:timers/promises'
import type { Service } from '../service.ts'

export interface Blow {
  /** From the instant to the last of what it brought. */
  seconds: number
  /** Seconds of processor time that each process used meanwhile. */
  processorTime: Record<string, number>
}

/** What is to come at one instant. */
export interface Coming {
  count: number
  /** Milliseconds that the preparation of each takes at most; doubled where that was not enough. */
  leadMsEach: number
  prepare: (at: number) => Promise<void>
  /** Watched from before the beginning: gives when each was done, once all are. */
  watch: () => () => Promise<number[]>
}

const leastSpareMs = 300
const longestLeadMsEach = 400
/** Nobody works on the preparations any more when all processes together use less than this part of a processor. */
const quiet = 0.15
const lookMs = 400

/** Prepares something for one instant, waits until all of it waits, and gives how long after the instant the last was done. */
export async function blow(service: Service, coming: Coming): Promise<Blow> {
  const { count, prepare, watch } = coming
  const wait = watch()
  const at = Math.ceil((Date.now() + 2_000 + count * coming.leadMsEach) / 1000) * 1000
  await prepare(at)
  if (!(await isQuietBefore(service, at - leastSpareMs))) {
    await wait()
    return again(service, coming)
  }
  await pause(at - Date.now() - 100)
  const before = service.processorTime()
  const done = await wait()
  await pause(300)
  const used = Object.entries(service.processorTime()).map(([name, seconds]) => [name, seconds - (before[name] ?? 0)])
  return { seconds: (Math.max(...done) - at) / 1000, processorTime: Object.fromEntries(used) as Record<string, number> }
}

/** What was not ready in time is let pass, and the next is given twice the time; in the end it is given up. */
async function again(service: Service, coming: Coming): Promise<Blow> {
  if (coming.leadMsEach > longestLeadMsEach)
    throw new Error(`This machine is too busy: ${coming.count} pieces could not be prepared in time`)
  coming.leadMsEach *= 2
  return blow(service, coming)
}

/** Whether the service has come to rest before a moment: everything that was started has taken its first step and waits. */
async function isQuietBefore({ processorTime }: Service, moment: number): Promise<boolean> {
  const total = () => Object.values(processorTime()).reduce((sum, one) => sum + (Number.isNaN(one) ? 0 : one), 0)
  for (let before = total(); Date.now() + lookMs < moment;) {
    await pause(lookMs)
    const now = total()
    if (now - before < (quiet * lookMs) / 1000) return true
    before = now
  }
  return false
}

/** A blow in one line. */
export function told({ seconds, processorTime }: Blow): string {
  const used = Object.entries(processorTime).filter(([, one]) => one >= 0.05)
  return `${seconds.toFixed(2)} s (processor: ${used.map(([name, one]) => `${name} ${one.toFixed(1)} s`).join(', ')})`
}
