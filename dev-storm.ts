import { join } from 'node:path'
import { readFileSync, mkdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { readPolicy } from './policies/policies.ts'
import { startService } from './bench/service.ts'
import { putHeadOfSid, startCases } from './bench/storm/cases.ts'
const N = Number(process.env.N ?? 150)
const policyFile = join(import.meta.dirname, 'bench/storm/policy.yaml')
const service = await startService(policyFile)
const policy = readPolicy(readFileSync(policyFile, 'utf8'), policyFile)
await putHeadOfSid(service.records, policy)
mkdirSync('/tmp/h-bench-prof', { recursive: true })
void service.start('worker', 'worker/main.ts', [], process.env.PROF ? { NODE_OPTIONS: '--cpu-prof --cpu-prof-dir=/tmp/h-bench-prof' } : {})

const at = Math.ceil((Date.now() + 8000 + N * 60) / 1000) * 1000
const t0 = Date.now()
await startCases(service, policy, N, 1, at)
console.log('prepared in', Date.now() - t0, 'spare', at - Date.now())
await pause(at - Date.now() - 200)
const before = service.processorTime()
const all = await service.sink.until(N, 120_000)
console.log('seconds', (Math.max(...all.map((m) => m.at)) - at) / 1000, 'ids', new Set(all.map((m) => m.messageId)).size)
await pause(1500)
const after = service.processorTime()
for (const k of Object.keys(after)) console.log(k, ((after[k]! - before[k]!) * 1000 / N).toFixed(2), 'ms/case')
const { events } = await service.client.workflow.getHandle('storm-900005-1').fetchHistory()
if (process.env.HIST) for (const e of events ?? []) console.log(String(e.eventId), e.eventType, Number((e as any).eventTime.seconds) - at/1000, Buffer.byteLength(JSON.stringify(e)))
const types: Record<string, number> = {}
for (const e of events ?? []) types[String(e.eventType)] = (types[String(e.eventType)] ?? 0) + 1
console.log(JSON.stringify(types), events?.length)
await service.stop()
process.exit(0)
