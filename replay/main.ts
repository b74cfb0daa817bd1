import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Client, Connection } from '@temporalio/client'
import type { DataConverter } from '@temporalio/common'
import { clientConverter, workerConverter } from '../codec/data-converter.ts'
import { loadOrCreateKeys } from '../codec/keys.ts'
import { environmentOrExit } from '../config/environment.ts'
import { loadPolicies } from '../policies/policies.ts'
import { workflowBundle } from '../worker/workflow-bundle.ts'
import { replay, silenceRuntime } from './replay.ts'
import { runningHistories } from './running.ts'
import { savedHistories, saveHistory, type NamedHistory } from './saved-histories.ts'

const usage = 'npm run replay [-- --save DIR | --from DIR]'

/** Replays what runs on a server, or what a folder keeps, against this checkout's workflows; a line for each that diverges. */
async function main(): Promise<number> {
  const { save, from } = readArguments()
  const source = from === undefined ? await serverOf(environmentOrExit()) : folderOf(from)
  const bundle = await workflowBundle()
  let count = 0
  let failed = 0
  for await (const { name, diverged } of replay(bundle, keeping(source.histories, save), source.converter)) {
    count += 1
    if (diverged === null) continue
    failed += 1
    console.log(`${name}: ${diverged}`)
  }
  await source.close()
  console.log(count ? verdictOn(source.name, count, failed) : `Nothing to replay: no case runs in ${source.name}.`)
  return failed ? 1 : 0
}

function verdictOn(source: string, count: number, failed: number): string {
  const replayed = `Replayed ${count} ${count === 1 ? 'history' : 'histories'} of ${source}`
  if (!failed) return `${replayed}: all agree.`
  return `${replayed}: ${failed} diverged. Do not deploy this code while they run (docs/changing-a-workflow.md).`
}

function readArguments() {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({ options: { save: text, from: text } })
    if (values.save !== undefined && values.from !== undefined) throw new Error('--save and --from exclude each other')
    return values
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}: ${usage}`, { cause: error })
  }
}

interface Source {
  name: string
  histories: Iterable<NamedHistory> | AsyncIterable<NamedHistory>
  /** Knows the keys of confidential cases. */
  converter?: DataConverter
  close: () => Promise<void>
}

function folderOf(folder: string): Source {
  if (!existsSync(folder))
    throw new Error(`There is no folder ${folder}: name one that npm run replay -- --save has filled.`)
  return { name: folder, histories: savedHistories(folder), close: async () => {} }
}

/** The server of the environment, else the embedded one. */
async function serverOf({
  TEMPORAL_ADDRESS,
  TEMPORAL_PORT,
  TEMPORAL_NAMESPACE,
  DATA_DIR,
  CODEC_KEYS,
}: ReturnType<typeof environmentOrExit>): Promise<Source> {
  const address = TEMPORAL_ADDRESS ?? `127.0.0.1:${TEMPORAL_PORT}`
  try {
    const connection = await Connection.connect({ address, connectTimeout: 5_000 })
    const policies = loadPolicies()
    const keys = loadOrCreateKeys(DATA_DIR, CODEC_KEYS)
    const dataConverter = clientConverter(policies, keys)
    const client = new Client({ connection, namespace: TEMPORAL_NAMESPACE, dataConverter })
    await connection.workflowService.describeNamespace({ namespace: TEMPORAL_NAMESPACE })
    return {
      name: `${address}, namespace ${TEMPORAL_NAMESPACE}`,
      histories: runningHistories(client),
      converter: workerConverter(policies, keys),
      close: () => connection.close(),
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(
      `No Temporal server with the namespace ${TEMPORAL_NAMESPACE} answers at ${address} (${why}): start it, or set TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE.`,
      { cause: error },
    )
  }
}

async function* keeping(histories: Source['histories'], folder: string | undefined): AsyncGenerator<NamedHistory> {
  for await (const one of histories) {
    if (folder !== undefined) saveHistory(folder, one)
    yield one
  }
}

silenceRuntime()
try {
  process.exit(await main())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
