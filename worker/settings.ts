import type { WorkerOptions } from '@temporalio/worker'

/** How much the worker does at once and remembers; what was tried stands in docs/benchmarks.md. */
export const workerSettings = {
  maxCachedWorkflows: 1_000,
  // What is done at once is written together (`activities/post-office.ts`); a mail server that is slow is not asked for more than its
  // few connections can carry within an attempt.
  maxConcurrentActivityTaskExecutions: 60,
  // In a storm the tasks of cases queue for their worker: one that waits longer than this is given away and played from its beginning,
  // which makes the queue longer still. A killed worker's tasks wait as long, a caller's patience (25 s) a little longer.
  stickyQueueScheduleToStartTimeout: '20 seconds',
  // Signs of life go out often enough that a step is not taken for one of a killed worker's.
  maxHeartbeatThrottleInterval: '2 seconds',
} satisfies Partial<WorkerOptions>
