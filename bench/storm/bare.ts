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
  let heard = () => {}
  child.on('message', (message: { doneAt?: number }) => {
    if (message.doneAt === undefined) return
    doneAt.push(message.doneAt)
    heard()
  })
  return {
    /** When each of the next was done, once there are so many; throws when that takes too long. */
    async until(count: number, patienceMs: number): Promise<number[]> {
      const enough = Promise.withResolvers<void>()
      heard = () => {
        if (doneAt.length >= count) enough.resolve()
      }
      heard()
      const late = setTimeout(
        () => enough.reject(new Error(`Only ${doneAt.length} of ${count} empty steps were done`)),
        patienceMs,
      )
      await enough.promise.finally(() => clearTimeout(late))
      return doneAt.splice(0, count)
    },
  }
}
