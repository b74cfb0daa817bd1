import { TestWorkflowEnvironment } from '@temporalio/testing'
import { findTemporal, findTestServer } from '../../embedded/temporal-binaries.ts'
import { registerSearchAttributes } from '../../config/search-attributes.ts'

/** A Temporal server whose clock jumps over waiting; it starts at today. One a test file, and `teardown()` after it. */
export async function startTimeSkipping(): Promise<TestWorkflowEnvironment> {
  const path = await findTestServer()
  return ready(
    await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } }),
  )
}

/** The real Temporal server in memory, on free ports, without its pages. */
export async function startDevServer(): Promise<TestWorkflowEnvironment> {
  const path = await findTemporal()
  return ready(await TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'existing-path', path } } }))
}

async function ready(environment: TestWorkflowEnvironment): Promise<TestWorkflowEnvironment> {
  await registerSearchAttributes(environment.connection, environment.namespace ?? 'default')
  return environment
}
