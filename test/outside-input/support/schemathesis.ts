import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { cacheFolders, writableCache } from '../../../embedded/cache.ts'

/** The edition that is run; a folder of its own in the cache holds it, as it holds the Temporal server. */
const edition = '4.32.5'
const name = `schemathesis-${edition}`
const pythons = ['python3', 'python']
const installMs = 240_000

/** Schemathesis as this machine can run it. */
export interface Schemathesis {
  python: string
  folder: string
}

/** Schemathesis, fetched from PyPI if it is not in the cache; a sentence where this machine cannot have it. */
export async function findSchemathesis(): Promise<Schemathesis | string> {
  const python = pythons.find(isNewEnough)
  if (!python) return 'There is no Python 3.11 or newer on the PATH, so schemathesis is not run.'
  const cached = cacheFolders().map((folder) => join(folder, name))
  const folder = cached.find((one) => existsSync(join(one, 'schemathesis'))) ?? (await fetched(python))
  return folder ? { python, folder } : `pip could not fetch ${name}, so schemathesis is not run.`
}

function isNewEnough(python: string): boolean {
  const code = 'import sys; sys.exit(sys.version_info < (3, 11))'
  return spawnSync(python, ['-c', code], { stdio: 'ignore' }).status === 0
}

async function fetched(python: string): Promise<string | undefined> {
  const cache = writableCache()
  const work = mkdtempSync(join(cache, `${name}-fetching-`))
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', work]
  console.error(`Fetching ${name} with pip …`)
  try {
    const { code } = await run(python, [...args, `schemathesis==${edition}`], process.env, work, installMs)
    if (code !== 0) return undefined
    const folder = join(cache, name)
    if (!existsSync(folder)) renameSync(work, folder)
    return folder
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Runs schemathesis with these arguments in a folder; `code` is null where it had to be stopped. */
export function runSchemathesis({ python, folder }: Schemathesis, args: string[], cwd: string, patienceMs: number) {
  const env = { ...process.env, PYTHONPATH: [folder, process.env['PYTHONPATH']].filter(Boolean).join(delimiter) }
  const main = ['-c', 'from schemathesis.cli import schemathesis; schemathesis()']
  return run(python, [...main, ...args], env, cwd, patienceMs)
}

function run(command: string, args: string[], env: NodeJS.ProcessEnv, cwd: string, patienceMs: number) {
  return new Promise<{ code: number | null; output: string }>((settle) => {
    let output = ''
    const child = spawn(command, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    const force = setTimeout(() => child.kill('SIGKILL'), patienceMs)
    const collect = (data: Buffer) => void (output += data.toString())
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    const end = (code: number | null) => {
      clearTimeout(force)
      settle({ code, output })
    }
    child.once('error', () => end(null))
    child.once('close', end)
  })
}
