import { parseArgs } from 'node:util'
import { faultsAgainstFile, type RecordFault } from '../records/against-the-file.ts'
import { verifyChains, type Verified } from '../records/chain.ts'
import { connectRecords } from '../records/database.ts'
import { isDatabaseDown } from '../api/problem.ts'
import { addressOfRecords } from './records-at-hand.ts'

const usage = 'npm run verify [-- --case CASE_ID] [--json]'

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

/** Verifies the case files (SO-2), and that the records say what they say: exit code 0 when all is as it must be, else 1. */
async function main(): Promise<number> {
  const { caseId, json } = readArguments()
  const url = addressOfRecords()
  if (url === undefined)
    throw new Error('There are no records at hand: start the service (npm start), or set DATABASE_URL.')
  const records = connectRecords(url, 1)
  try {
    const verified = await verifyChains(records, caseId).catch(unanswered)
    if (caseId !== undefined && verified.cases === 0)
      throw new Error(`--case is "${caseId}": there is no such case file.`)
    const otherwise = await faultsAgainstFile(records, caseId === undefined ? undefined : [caseId])
    console.log(json ? JSON.stringify({ ...verified, otherwise }) : inWords(verified, otherwise))
    return verified.faults.length + otherwise.length ? 1 : 0
  } finally {
    await records.destroy()
  }
}

function unanswered(error: unknown): never {
  if (!isDatabaseDown(error)) throw error
  throw new Error('The records do not answer: wait until the service is ready again, or start it (npm start).', {
    cause: error,
  })
}

function readArguments() {
  try {
    const { values } = parseArgs({ options: { case: { type: 'string' }, json: { type: 'boolean', default: false } } })
    return { caseId: values.case, json: values.json }
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('. ')
    throw new Error(`${why}: ${usage}`, { cause: error })
  }
}

function inWords({ cases, entries, faults, heads }: Verified, otherwise: RecordFault[]): string {
  const other = otherwise.map(({ caseId, entry, fault }) => `${caseId}${entry ? `, entry ${entry}` : ''}: ${fault}`)
  const found = faults.map(({ caseId, seq, fault }) => `${caseId}, entry ${seq}: ${fault}`)
  const one = heads.length === 1 ? [`The last entry is number ${heads[0]?.seq}, its hash ${heads[0]?.hash}.`] : []
  const summary = `${cases} case files with ${entries} entries: ${faults.length ? `${faults.length} faults` : 'every hash is as it must be'}.`
  return [...found, ...other, summary, ...one].join('\n')
}
