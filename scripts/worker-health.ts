// The health check of the worker's container: whether a worker of this machine asks Temporal for work.
import { hostname } from 'node:os'
import { Connection } from '@temporalio/client'
import { environmentOrExit } from '../config/environment.ts'

const { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE } = environmentOrExit()
const connection = await Connection.connect({ address: TEMPORAL_ADDRESS, connectTimeout: 3000 })
const { pollers } = await connection.workflowService.describeTaskQueue({
  namespace: TEMPORAL_NAMESPACE,
  taskQueue: { name: 'interventions' },
  taskQueueType: 1,
})
await connection.close()
process.exit(pollers?.some(({ identity }) => identity?.includes(hostname())) ? 0 : 1)
