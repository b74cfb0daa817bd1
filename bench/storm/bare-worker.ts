// A worker with the settings of the service's own, for workflows that do next to nothing. Tells its parent of each empty step.
import { join } from 'node:path'
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import { workerSettings } from '../../worker/settings.ts'
import { bareQueue } from './bare.ts'

Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] })
const workflowBundle = await bundleWorkflowCode({
  workflowsPath: join(import.meta.dirname, 'bare-workflow.ts'),
  logger: new DefaultLogger('ERROR'),
})
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' }),
  namespace: process.env['TEMPORAL_NAMESPACE'] ?? 'default',
  taskQueue: bareQueue,
  workflowBundle,
  activities: {
    async nothing() {
      process.send?.({ doneAt: Date.now() })
    },
  },
  ...workerSettings,
})
process.on('SIGTERM', () => {
  if (worker.getState() === 'RUNNING') worker.shutdown()
})
process.send?.({ ready: true })
await worker.run()
process.exit(0)
