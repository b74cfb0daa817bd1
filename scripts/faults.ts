import { parseArgs } from 'node:util'
import { reportOf } from '../test/faults/report.ts'
import { runTrial } from '../test/faults/trial.ts'

const usage = 'npm run faults -- [--seed N] [--cases 100] [--minutes 3]: numbers above 0'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    cases: { type: 'string', default: '100' },
    minutes: { type: 'string', default: '3' },
  },
})
const [seed, cases, minutes] = [Number(values.seed), Number(values.cases), Number(values.minutes)]
if (!(seed >= 0 && cases >= 1 && minutes > 0)) {
  console.error(usage)
  process.exit(1)
}
console.log(`Seed ${seed}: npm run faults -- --seed ${seed} --cases ${cases} --minutes ${minutes} runs it again`)
const outcome = await runTrial({
  seed,
  cases: Math.floor(cases),
  seconds: minutes * 60,
  gap: 7,
  trapGap: 6,
  say: console.log,
})
console.log(reportOf(outcome))
process.exit(Object.values(outcome.faults).some((list) => list.length > 0) ? 1 : 0)
