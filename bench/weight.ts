import { setTimeout as pause } from 'node:timers/promises'
import { loadPolicies } from '../policies/policies.ts'
import { workerSettings } from '../worker/settings.ts'
import type { Line, Size } from './measure.ts'
import { residentBytes } from './processes.ts'
import { startService } from './service.ts'
import { startCases } from './storm/cases.ts'
import { play, readShipped, withParts } from './years.ts'

/** What an open case weighs: in the worker's memory, in its histories, in the records. */
export async function weight(size: Size, say: (line: string) => void): Promise<Line[]> {
  return [...(await memory(size, say)), ...(await aYear(size, say))]
}

/** Opens cases until the worker has evicted as many as it remembers, and weighs it on the way. */
async function memory(size: Size, say: (line: string) => void): Promise<Line[]> {
  const cached = size === 'tiny' ? 4 : workerSettings.maxCachedWorkflows
  const policy = loadPolicies().get('staffordshire')
  if (!policy) throw new Error('There is no policy of staffordshire')
  const service = await startService()
  try {
    const worker = service.startWorker()
    let open = 0
    const weighed: number[] = []
    for (const upTo of [cached / 4, cached, 2 * cached]) {
      await startCases(service, policy, {
        level: 'stage-2',
        count: upTo - open,
        firstNumber: 1 + open,
        openedAt: Date.now(),
      })
      open = upTo
      weighed.push(await settledBytes(worker.pid()))
      say(`weight: ${open} open cases, worker ${Math.round((weighed.at(-1) ?? 0) / 1e6)} MB`)
    }
    const [few = 0, full = 0, twice = 0] = weighed
    const each = (full - few) / (cached - cached / 4) / 1000
    return [
      { measure: 'weight', what: 'worker memory for each open case it remembers', value: each, unit: 'kB' },
      {
        measure: 'weight',
        what: `worker memory with ${2 * cached} open cases, ${cached} of them evicted`,
        value: twice / 1e6,
        unit: 'MB',
        nextTo: { what: `with ${cached} open cases`, value: full / 1e6, ratio: twice / full },
        aim: { of: 'ratio', atMost: 1.25 },
      },
    ]
  } finally {
    await service.stop()
  }
}

/** The memory of a process once it has stopped changing much. */
async function settledBytes(pid: number): Promise<number> {
  let last = residentBytes(pid)
  for (let tries = 0; tries < 30; tries++) {
    await pause(1_000)
    const now = residentBytes(pid)
    if (Math.abs(now - last) < 0.005 * last) return now
    last = now
  }
  return last
}

async function aYear(size: Size, say: (line: string) => void): Promise<Line[]> {
  const scenario = readShipped('nobody-acts.yaml')
  const until = size === 'tiny' ? '2023-09-30' : scenario.until
  const played = await withParts((parts) => play({ ...scenario, until }, parts))
  say(`weight: a year of one case has ${played.events} events, ${played.mails} mails, ${played.bytes} bytes`)
  const what = 'a case and school year in which nobody acts'
  return [
    { measure: 'weight', what: `history events, ${what}`, value: played.events, unit: 'events' },
    {
      measure: 'weight',
      what: `records with their indexes, ${what} (${played.mails} mails as text and HTML)`,
      value: played.bytes / 1000,
      unit: 'kB',
    },
  ]
}
