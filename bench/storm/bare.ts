import type { Client } from '@temporalio/client'
import { forEach } from '../patience.ts'
import type { Part } from '../processes.ts'
import type { Service } from '../service.ts'

export const bareQueue = 'bench-bare'
const startsAtOnce = 20

/** A worker for bare workflows, when it is ready. */
export async function startBareWorker({ start }: Service): Promise<Part> {
  const part = start('bare-worker', 'bench/storm/bare-worker.ts')
  await part.ready
  return part
}

let started = 0

/** Starts bare workflows that wait until a moment, or not at all. */
export async function startBare(client: Client, count: number, at: number, atOnce = startsAtOnce): Promise<void> {
  const ids = Array.from({ length: count }, () => `bare-${started++}`)
  await forEach(ids, atOnce, (workflowId) =>
    client.workflow.start('bareStep', { workflowId, taskQueue: bareQueue, args: [at] }),
  )
}

/** Hears of each empty step that is done from now on. */
export function watchBare({ child }: Part) {
  const doneAt: number[] = []
  let wanted = Infinity
  const enough = Promise.withResolvers<number[]>()
  const hear = (message: { doneAt?: number }) => {
    if (message.doneAt === undefined) return
    doneAt.push(message.doneAt)
    if (doneAt.length >= wanted) enough.resolve(doneAt)
  }
  child.on('message', hear)
  return {
    /** When each was done, once there are so many; throws when that takes too long. */
    async until(count: number, patienceMs: number): Promise<number[]> {
      wanted = count
      if (doneAt.length >= wanted) enough.resolve(doneAt)
      const late = setTimeout(
        () => enough.reject(new Error(`Only ${doneAt.length} of ${count} empty steps were done`)),
        patienceMs,
      )
      return enough.promise.finally(() => {
        clearTimeout(late)
        child.off('message', hear)
      })
    },
  }
}
