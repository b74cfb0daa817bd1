import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { identify, isAlive, killIfThere, type ProcessIdentity } from './processes.ts'
import type { PartName } from './part.ts'

/** What DATA_DIR/run/service.json says of the service that runs on that folder. */
export interface ServiceRecord {
  supervisor: number
  parts: Partial<Record<PartName, number>>
  stopping: boolean
  /** The same processes, so that none of them is taken for a later one with its number. */
  identities: ProcessIdentity[]
}

/** Milliseconds in which a service whose starter was killed notices that, and in which it has ended. */
const noticed = 1500
const ended = 10_000

export type Claim = Awaited<ReturnType<typeof claimFolder>>

/** Makes this process the one service of a data folder; waits for one that is ending, and throws if one lives. */
export async function claimFolder(dataDir: string, say: (line: string) => void) {
  const folder = join(dataDir, 'run')
  const file = join(folder, 'service.json')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const me = identify(process.pid)
  const record: ServiceRecord = { supervisor: me.pid, parts: {}, stopping: false, identities: [me] }
  for (;;) {
    const before = readRecord(file)
    if (before === undefined) await removeUnreadable(file)
    else await outlive(before, file, dataDir, say)
    if (await take(file, record)) break
  }

  function save() {
    writeFileSync(`${file}.new`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }

  return {
    note(name: PartName, pid: number) {
      record.parts[name] = pid
      record.identities = [...record.identities.filter(isAlive), identify(pid)]
      save()
    },
    stopping() {
      record.stopping = true
      save()
    },
    release() {
      rmSync(file, { force: true })
    },
  }
}

export function readRecord(file: string): ServiceRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Whether this process is now the one in the file, also if another tried at the same moment. */
async function take(file: string, record: ServiceRecord): Promise<boolean> {
  try {
    writeFileSync(file, JSON.stringify(record), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
  await pause(50)
  return readRecord(file)?.supervisor === record.supervisor
}

/** A kill in the middle of writing leaves half a file. */
async function removeUnreadable(file: string) {
  if (!existsSync(file)) return
  await pause(300)
  if (readRecord(file) === undefined) rmSync(file, { force: true })
}

async function outlive(before: ServiceRecord, file: string, dataDir: string, say: (line: string) => void) {
  const alive = () => before.identities.filter(isAlive)
  if (alive().length > 0) {
    await until(() => alive().length === 0 || readRecord(file)?.stopping === true, noticed)
    if (alive().some(({ pid }) => pid === before.supervisor) && readRecord(file)?.stopping === false)
      throw new Error(
        `DATA_DIR is ${dataDir}, where another copy of the service runs (process ${before.supervisor}): stop that one, ` +
          'or set DATA_DIR to another folder.',
      )
    if (alive().length > 0) say('Waiting for the service that ran here before to end …')
    await until(() => alive().length === 0, ended)
    for (const { pid } of alive()) killIfThere(pid)
    await until(() => alive().length === 0, ended)
  }
  if (readRecord(file)?.supervisor === before.supervisor) rmSync(file, { force: true })
}

async function until(holds: () => boolean, atMost: number) {
  const began = Date.now()
  while (!holds() && Date.now() - began < atMost) await pause(100)
}
