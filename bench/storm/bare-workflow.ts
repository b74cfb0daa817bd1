import { proxyActivities, sleep } from '@temporalio/workflow'

const { nothing } = proxyActivities<{ nothing: () => Promise<void> }>({ startToCloseTimeout: '30 seconds' })

/** The least that a timer with one step behind it can be. */
export async function bareStep(at: number): Promise<void> {
  if (at > Date.now()) await sleep(at - Date.now())
  await nothing()
}
