import type { WorkerOptions } from '@temporalio/worker'

/** How much the worker does at once and remembers; what was tried stands in docs/benchmarks.md. */
export const workerSettings = {
  maxCachedWorkflows: 1_000,
  // What is done at once is written together (`activities/post-office.ts`); a mail server that is slow is not asked for more than its
  // few connections can carry within an attempt.
  maxConcurrentActivityTaskExecutions: 60,
  // Signs of life go out often enough that a step is not taken for one of a killed worker's.
  maxHeartbeatThrottleInterval: '2 seconds',
} satisfies Partial<WorkerOptions>
