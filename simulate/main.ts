import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { DefaultLogger, Runtime } from '@temporalio/worker'
import { policiesFor } from './own-policy.ts'
import { rehearsalInWords, rehearse } from './rehearsal.ts'
import { playScenario } from './run.ts'
import { readScenario, ScenarioFault } from './scenario.ts'
import { inWords } from './in-words.ts'
import { startParts } from './world.ts'

Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'OFF', forward: {} } } })

const usage = 'npm run simulate -- FILE [--json], or npm run simulate -- --case CASE_ID --until DATE [--json]'

/** Plays one scenario file and prints what happened, or tells what will happen in a running case. */
async function main(): Promise<number> {
  const { values, positionals } = readArguments()
  const [file] = positionals
  if (values.case !== undefined || values.until !== undefined) {
    if (!values.case || !values.until || file) throw new ScenarioFault(`Say which case and until which day: ${usage}`)
    return tellAhead(values.case, values.until, values.json)
  }
  if (!file || positionals.length > 1) throw new ScenarioFault(`Name one scenario file: ${usage}`)
  let contents: string
  try {
    contents = readFileSync(file, 'utf8')
  } catch {
    throw new ScenarioFault(`${file} cannot be read: name a scenario file that exists`)
  }
  const scenario = readScenario(contents, file)
  const policies = policiesFor(scenario, file)
  const parts = await startParts()
  try {
    const { happenings, timeline, world } = await playScenario(scenario, parts, policies)
    const words = values.json ? '' : await inWords(scenario, policies, { happenings, timeline }, world.records)
    await world.stop()
    console.log(values.json ? happenings.map((one) => JSON.stringify(one)).join('\n') : words)
    return 0
  } finally {
    await parts.stop()
  }
}

function readArguments() {
  const options = {
    json: { type: 'boolean', default: false },
    case: { type: 'string' },
    until: { type: 'string' },
  } as const
  try {
    return parseArgs({ allowPositionals: true, options })
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('. ')
    throw new ScenarioFault(`${why}: ${usage}`, { cause: error })
  }
}

async function tellAhead(caseId: string, until: string, json: boolean): Promise<number> {
  const rehearsal = await rehearse(caseId, until)
  const { waiting, happenings } = rehearsal.told
  const lines = [...waiting, ...happenings].map((one) => JSON.stringify(one))
  console.log(json ? lines.join('\n') : rehearsalInWords(rehearsal))
  return 0
}

try {
  process.exit(await main())
} catch (error) {
  console.error(error instanceof ScenarioFault ? error.message : error)
  process.exit(1)
}
