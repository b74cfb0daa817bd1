import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Clock ticks a second, as Linux counts a process's time. */
const ticks = 100
const pageBytes = 4096

export interface Part {
  name: string
  child: ChildProcess
  /** The process that does the work: a guard tells the number of the one it guards. */
  pid: () => number
  /** When it has said that it is ready; throws where it ends before. */
  ready: Promise<void>
  stop: (patienceMs: number) => Promise<void>
}

/** Starts a script as a process of its own, which ends when this one does. Its output goes to a file. */
export function startPart(name: string, script: string, args: string[], env: NodeJS.ProcessEnv, log: string): Part {
  const preload = new URL('../embedded/with-parent.ts', import.meta.url).href
  const handle = openSync(log, 'a', 0o600)
  const child = spawn(process.execPath, ['--import', preload, script, ...args], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env,
    stdio: ['ignore', handle, handle, 'ipc'],
  })
  closeSync(handle)
  let pid = child.pid ?? 0
  const ready = Promise.withResolvers<void>()
  ready.promise.catch(() => {})
  child.on('message', (message: { pid?: number; ready?: boolean }) => {
    if (typeof message.pid === 'number') pid = message.pid
    if (message.ready) ready.resolve()
  })
  child.once('exit', (code) => ready.reject(new Error(`${name} ended with ${code} before it was ready: see ${log}`)))
  const ended = new Promise<void>((settle) => {
    child.once('exit', () => settle())
    child.once('error', () => settle())
  })
  return {
    name,
    child,
    pid: () => pid,
    ready: ready.promise,
    async stop(patienceMs) {
      child.kill('SIGTERM')
      const force = setTimeout(() => child.kill('SIGKILL'), patienceMs)
      await ended
      clearTimeout(force)
    },
  }
}

/** Seconds of processor time that a process has used; NaN where the system does not say. */
export function processorSeconds(pid: number): number {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / ticks
  } catch {
    return Number.NaN
  }
}

/** Bytes of memory that a process holds; NaN where the system does not say. */
export function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageBytes
  } catch {
    return Number.NaN
  }
}
