import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, fstatSync, openSync, readSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { wrongConfiguration } from '../config/environment.ts'
import { killIfThere } from './processes.ts'

export const partNames = ['temporal', 'database', 'inbox', 'worker', 'api'] as const

export type PartName = (typeof partNames)[number]

/** A process of the service: a TypeScript file with its arguments and environment. */
export interface PartPlan {
  name: PartName
  script: string
  args: string[]
  env: NodeJS.ProcessEnv
}

export interface RunningPart {
  /** Ends it in good order, by force after `patience` milliseconds. */
  stop: (patience: number) => Promise<void>
}

export { wrongConfiguration }

const shortestWait = 200
const longestWait = 10_000
const longEnough = 30_000
const largestLog = 20_000_000

interface Watcher {
  folder: string
  /** Until then an exit code of 1 means that the part refuses to start. */
  isReady: () => boolean
  onStart: (name: PartName, pid: number) => void
  onTrouble: (sentence: string) => void
  onGivenUp: (name: PartName, reason: string) => void
}

/** Runs a part and starts it again whenever it ends, each time after a longer wait. */
export function keepRunning(plan: PartPlan, watcher: Watcher): RunningPart {
  let child: ChildProcess | undefined
  let ended: Promise<void> = Promise.resolve()
  let stopping = false
  let wait = shortestWait

  function start() {
    const log = openLog(join(watcher.folder, `${plan.name}.log`))
    const began = Date.now()
    const run = spawnPart(plan, log.handle)
    const end = Promise.withResolvers<void>()
    child = run
    ended = end.promise
    let pid = run.pid
    if (pid !== undefined) watcher.onStart(plan.name, pid)
    run.on('message', (message) => {
      if (!isPid(message)) return
      pid = message.pid
      watcher.onStart(plan.name, pid)
    })
    run.once('error', () => end.resolve())
    run.once('exit', (code, signal) => {
      if (pid !== undefined && pid !== run.pid) killIfThere(pid)
      const words = log.lastWords()
      log.close()
      end.resolve()
      if (!stopping) void again(code, signal, began, words)
    })
  }

  async function again(code: number | null, signal: string | null, began: number, words: string) {
    if (code === wrongConfiguration || (code === 1 && !watcher.isReady())) return watcher.onGivenUp(plan.name, words)
    if (Date.now() - began > longEnough) wait = shortestWait
    const how = signal ?? `exit code ${code}`
    watcher.onTrouble(`The part "${plan.name}" ended (${how}) and is started again; its log is ${plan.name}.log.`)
    await pause(wait)
    wait = Math.min(wait * 2, longestWait)
    if (!stopping) start()
  }

  start()
  return {
    async stop(patience) {
      stopping = true
      child?.kill('SIGTERM')
      await Promise.race([ended, pause(patience, undefined, { ref: false })])
      child?.kill('SIGKILL')
      await ended
    },
  }
}

function spawnPart({ script, args, env }: PartPlan, log: number): ChildProcess {
  const preload = new URL('with-parent.ts', import.meta.url).href
  return spawn(process.execPath, ['--import', preload, script, ...args], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env,
    stdio: ['ignore', log, log, 'ipc'],
    detached: true,
  })
}

/** The guard tells the number of the process that it guards. */
function isPid(message: unknown): message is { pid: number } {
  return typeof message === 'object' && message !== null && 'pid' in message && typeof message.pid === 'number'
}

function openLog(file: string) {
  let handle = openSync(file, 'a+', 0o600)
  if (fstatSync(handle).size > largestLog) {
    closeSync(handle)
    renameSync(file, `${file}.old`)
    handle = openSync(file, 'a+', 0o600)
  }
  const from = fstatSync(handle).size
  return {
    handle,
    close: () => closeSync(handle),
    /** What was written since, less what is meant for machines. */
    lastWords() {
      const text = Buffer.alloc(Math.min(fstatSync(handle).size - from, 4000))
      readSync(handle, text, 0, text.length, fstatSync(handle).size - text.length)
      const lines = text
        .toString()
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('{'))
      return lines.slice(-20).join('\n')
    },
  }
}
