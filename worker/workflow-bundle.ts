import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleWorkflowCode } from '@temporalio/worker'
import { failureConverterPath } from '../codec/data-converter.ts'

const root = join(import.meta.dirname, '..')
const sources = ['workflows', 'cases', 'calendar', 'policies', 'simulate', 'package-lock.json']

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .flatMap((name) => filesOf(join(path, name)))
    .filter((file) => /\.(ts|json)$/.test(file))
}

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((source) => filesOf(join(root, source))).sort())
    hash.update(file.slice(root.length)).update(readFileSync(file))
  return hash.digest('hex').slice(0, 20)
}

function cacheFolder(): string {
  for (const folder of [
    join(root, 'node_modules', '.cache', 'interventions'),
    join(tmpdir(), `interventions-${process.getuid?.() ?? 'user'}`),
  ]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      if (process.getuid && statSync(folder).uid !== process.getuid() && process.getuid() !== 0) continue
      writeFileSync(join(folder, '.writable'), '')
      return folder
    } catch {
      continue
    }
  }
  throw new Error(
    'No folder can be written for the bundle of the workflows: make node_modules or the temporary folder writable',
  )
}

/**
 * The workflows as one bundle: built once for each state of their sources, then read from the cache. `offsetMs` shifts their
 * clock, for the simulator alone.
 */
export async function workflowBundle(offsetMs?: number): Promise<{ code: string }> {
  const kind = offsetMs === undefined ? 'workflows' : 'simulated'
  const file = join(cacheFolder(), `${kind}-${fingerprint()}.js`)
  if (!existsSync(file)) await build(file, kind)
  const code = readFileSync(file, 'utf8')
  return { code: offsetMs === undefined ? code : code.replaceAll('SIMULATED_OFFSET_MS', String(offsetMs)) }
}

async function build(file: string, kind: string): Promise<void> {
  const code = await bundleOf(
    join(root, 'workflows', 'all.ts'),
    kind === 'simulated' ? [join(root, 'simulate', 'shifted-clock.ts')] : [],
  )
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, code)
  renameSync(unfinished, file)
}

/** The bundle of the workflows that a module exports. */
export async function bundleOf(workflowsPath: string, workflowInterceptorModules: string[] = []): Promise<string> {
  const quiet = () => {}
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    // The schemas of all commands take longer to make than everything else in a workflow: once a worker, not once a workflow.
    preloadModules: [join(root, 'cases', 'commands.ts')],
    workflowInterceptorModules,
    failureConverterPath,
    logger: { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: console.warn, error: console.error },
  })
  return code
}
