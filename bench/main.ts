import { cpus, platform } from 'node:os'
import { parseArgs } from 'node:util'
import { DefaultLogger, Runtime } from '@temporalio/worker'
import { writeTable } from './document.ts'
import type { Line } from './measure.ts'
import { measures } from './measures.ts'
import { tableOf } from './table.ts'

/** Whatever hangs, the whole ends by itself. */
const limitMs = { usual: 30 * 60_000, full: 120 * 60_000 }

Runtime.install({
  shutdownSignals: [],
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: 'OFF', forward: {} } },
})
// Ended from outside, it ends what it has started: the parts end with this process.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1))
process.exit(await main())

async function main(): Promise<number> {
  const { json, full, only, write } = wishes()
  const size = full ? 'full' : 'usual'
  setTimeout(() => {
    console.error('The benchmarks took too long and were given up.')
    process.exit(1)
  }, limitMs[size]).unref()
  const lines: Line[] = []
  const failed: string[] = []
  for (const name of only) {
    const began = Date.now()
    try {
      lines.push(...((await measures[name]?.(size, (line) => console.error(line))) ?? []))
      console.error(`${name}: took ${Math.round((Date.now() - began) / 1000)} s`)
    } catch (error) {
      failed.push(name)
      console.error(`${name} could not be measured: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  if (json) for (const line of lines) console.log(JSON.stringify(line))
  else console.log(tableOf(lines))
  if (write) writeTable(tableOf(lines), circumstances())
  return failed.length ? 1 : 0
}

function wishes() {
  try {
    const { values } = parseArgs({
      options: {
        json: { type: 'boolean', default: false },
        full: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        only: { type: 'string', default: Object.keys(measures).join() },
      },
    })
    const only = values.only.split(',')
    const unknown = only.find((name) => !Object.hasOwn(measures, name))
    if (unknown !== undefined) throw new Error(`--only: "${unknown}" is not one of ${Object.keys(measures).join(', ')}`)
    return { ...values, only }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

function circumstances(): string {
  const processors = cpus()
  const day = new Date().toISOString().slice(0, 10)
  return `Measured on ${day}: ${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}, ${platform()}, Node ${process.versions.node}.`
}
