import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownEnvironment, startService } from '../support/service.ts'
import { argumentsOf, attacks, writeDescriptions } from './support/attacks.ts'
import { findSchemathesis, runSchemathesis } from './support/schemathesis.ts'

// `npm run schemathesis -- [its options]`: a long run by hand, against a whole service of its own that is started and stopped.
const longestMs = 12 * 3_600_000
const options = process.argv.slice(2)
const rest = [...(options.some((one) => one.startsWith('--max-time')) ? [] : ['--max-time', '600']), ...options]

const schemathesis = await findSchemathesis()
if (typeof schemathesis === 'string') {
  console.error(schemathesis)
  process.exit(1)
}
console.error('Starting a service of its own, on free ports …')
const env = await ownEnvironment()
const service = await startService(env)
const folder = mkdtempSync(join(tmpdir(), 'interventions-schemathesis-'))
let worst = 0
try {
  const url = `http://127.0.0.1:${env['PORT']}`
  const tokens = JSON.parse(readFileSync(join(env['DATA_DIR'] ?? '', 'tokens.json'), 'utf8')) as Record<string, string>
  await writeDescriptions(folder, url)
  for (const attack of attacks) {
    console.log(`As ${attack.role}: ${attack.phases} …`)
    // The service lets a role call fifty times a second.
    const args = argumentsOf(attack, folder, url, tokens[attack.role] ?? '', ['--rate-limit', '45/s', ...rest])
    const { code, output } = await runSchemathesis(schemathesis, args, folder, longestMs)
    console.log(output)
    worst = Math.max(worst, code ?? 1)
  }
} finally {
  await service.stop()
  rmSync(folder, { recursive: true, force: true })
  rmSync(env['DATA_DIR'] ?? '', { recursive: true, force: true })
}
process.exit(worst)
