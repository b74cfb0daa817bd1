// What `npm` runs first. Plain JavaScript that Node 20 understands: it installs what is missing, then hands over to
// the Node 24 that came with the packages, which runs TypeScript as it is.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const packagedNode = join(modules, 'node', 'bin', 'node')

const commands = {
  service: ['scripts/service.ts'],
  test: ['node_modules/vitest/vitest.mjs', 'run'],
  simulate: ['simulate/main.ts'],
  clock: ['scripts/clock.ts'],
  bench: ['bench/main.ts'],
  check: ['scripts/check.ts'],
  rules: ['scripts/rules.ts'],
  faults: ['scripts/faults.ts'],
  mutation: ['node_modules/@stryker-mutator/core/bin/stryker.js', 'run'],
  verify: ['scripts/verify.ts'],
  policy: ['scripts/policy.ts'],
  schemathesis: ['test/outside-input/schemathesis.ts'],
  histories: ['replay/record-main.ts'],
  replay: ['replay/main.ts'],
}

const [name = '', ...args] = process.argv.slice(2)
if (!(name in commands)) stop(`Say which command to run: ${Object.keys(commands).join(', ')}.`)
if (Number(process.versions.node.split('.')[0]) < 20) stop(`Node 20 or newer is needed; this is ${process.version}.`)
if (!isInstalled()) await installOnce()
await run(findNode(), [...commands[name].map((part, index) => (index === 0 ? join(root, part) : part)), ...args])

/** Whether every package of package-lock.json that is not optional stands in node_modules in its version. */
function isInstalled() {
  const wanted = packagesIn(join(root, 'package-lock.json'))
  const present = packagesIn(join(modules, '.package-lock.json'))
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || entry.link || present[path]?.version === entry.version,
  )
}

function packagesIn(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages ?? {}
  } catch {
    return {}
  }
}

/** Installs while no other process does so in the same folder. */
async function installOnce() {
  const lock = join(tmpdir(), `interventions-install-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`)
  while (!takeLock(lock)) await pause(300)
  try {
    if (!isInstalled()) await install()
  } finally {
    rmSync(lock, { force: true })
  }
}

function takeLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') return true
    if (!isAlive(Number(readIfThere(lock)))) rmSync(lock, { force: true })
    return false
  }
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

async function install() {
  const here = existsSync(modules)
  console.error('Installing the packages (npm ci), a minute or two the first time …')
  const began = Date.now()
  const how = ['--loglevel=warn', '--include=dev', '--no-audit', '--no-fund']
  // A registry without every system's binaries makes `npm ci` refuse; `npm install` takes those of this system.
  const done =
    (await finished(npm(['ci', ...how]))) === 0 || (await finished(npm(['install', '--no-save', ...how]))) === 0
  if (done) return console.error(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`)
  if (here && existsSync(modules)) return console.error('That failed; going on with the packages that are here.')
  stop('The packages could not be installed: see what npm says above, mend it, and start again.')
}

/** npm, run by the Node of this machine: `npm ci` deletes the packaged one. */
function npm(npmArgs) {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !resolve(folder).endsWith(join('node_modules', '.bin')))
  return spawn('npm', npmArgs, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, PATH: path.join(delimiter) },
    shell: process.platform === 'win32',
  })
}

/** The packaged Node 24, else the running one if it is new enough. */
function findNode() {
  if (runs(packagedNode)) return packagedNode
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  console.error('Fetching Node 24 (npm rebuild node) …')
  spawnSync('npm', ['rebuild', 'node', '--ignore-scripts=false', '--loglevel=warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (runs(packagedNode)) return packagedNode
  return stop(
    `Node 24 is needed and this is ${process.version}: let npm run the install script of the package "node" ` +
      '(npm rebuild node), or install Node 24.',
  )
}

function runs(node) {
  return spawnSync(node, ['--version'], { stdio: 'ignore' }).status === 0
}

/** Runs the command in this process's place: same terminal, same signals, same exit code. */
async function run(node, nodeArgs) {
  const env = {
    ...process.env,
    STARTED_BY: String(process.pid),
    PATH: [dirname(node), join(modules, '.bin'), process.env.PATH].join(delimiter),
  }
  const child = spawn(node, nodeArgs, { cwd: root, stdio: 'inherit', env })
  process.exitCode = await finished(child)
}

function finished(child) {
  const passOn = (signal) => child.kill(signal)
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP']
  signals.forEach((signal) => process.on(signal, passOn))
  return new Promise((settle) => {
    const end = (code) => {
      signals.forEach((signal) => process.off(signal, passOn))
      settle(code)
    }
    child.once('error', () => end(127))
    child.once('exit', (code, signal) => end(code ?? 128 + constants.signals[signal]))
  })
}

function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
