// Loaded before a part's own code: the part ends when the process that started it does.
import { isMainThread } from 'node:worker_threads'

/** Milliseconds to end in good order. */
const patience = 2500

if (isMainThread && process.channel) {
  process.channel.unref()
  process.once('disconnect', () => {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), patience).unref()
    process.kill(process.pid, 'SIGTERM')
  })
}
