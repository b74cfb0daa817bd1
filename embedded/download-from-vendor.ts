// A process of its own, so that its time can be limited and nothing of it is left behind.
import { TestWorkflowEnvironment } from '@temporalio/testing'

const [how, downloadDir] = process.argv.slice(2)
if ((how !== 'createLocal' && how !== 'createTimeSkipping') || downloadDir === undefined) process.exit(2)

try {
  const started = await TestWorkflowEnvironment[how]({
    server: { executable: { type: 'cached-download', downloadDir } },
  })
  await started.teardown()
  process.exit(0)
} catch {
  process.exit(1)
}
