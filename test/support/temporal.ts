import { TestWorkflowEnvironment } from '@temporalio/testing'
import { registerSearchAttributes } from '../../config/search-attributes.ts'
import { findTemporal } from '../../embedded/temporal-binaries.ts'

export { startTimeSkipping } from '../../simulate/time-skipping.ts'

/** The real Temporal server in memory, on free ports, without its pages. */
export async function startDevServer(): Promise<TestWorkflowEnvironment> {
  const path = await findTemporal()
  const environment = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'existing-path', path } },
  })
  await registerSearchAttributes(environment.connection, environment.namespace ?? 'default')
  return environment
}
