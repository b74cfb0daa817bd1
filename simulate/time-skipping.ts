import { TestWorkflowEnvironment } from '@temporalio/testing'
import { registerSearchAttributes } from '../config/search-attributes.ts'
import { findTestServer } from '../embedded/temporal-binaries.ts'

/** A Temporal server whose clock jumps over waiting; it starts at today. `teardown()` after it. */
export async function startTimeSkipping(): Promise<TestWorkflowEnvironment> {
  const path = await findTestServer()
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  })
  await registerSearchAttributes(environment.connection, environment.namespace ?? 'default')
  return environment
}
