import { readFileSync } from 'node:fs'

/** A process that cannot be taken for a later one with the same number. */
export interface ProcessIdentity {
  pid: number
  /** Clock ticks from the machine's start; empty where the system does not say. */
  startedAt: string
}

export function identify(pid: number): ProcessIdentity {
  return { pid, startedAt: statusOf(pid)?.startedAt ?? '' }
}

/** Whether this very process still runs; one that has ended but was not yet collected by its parent does not. */
export function isAlive({ pid, startedAt }: ProcessIdentity): boolean {
  if (!answers(pid)) return false
  const status = statusOf(pid)
  if (status === undefined) return true
  return status.state !== 'Z' && (startedAt === '' || status.startedAt === startedAt)
}

/** This process's parent, and where npm started that one, everything up to npm. */
export function starters(): ProcessIdentity[] {
  const chain: { pid: number; name: string }[] = []
  for (let pid = process.ppid; pid > 1 && chain.length < 6;) {
    const status = statusOf(pid)
    chain.push({ pid, name: status?.name ?? '' })
    pid = status?.parent ?? 0
  }
  const npm = chain.findIndex(({ name }) => /^(npm|pnpm|yarn)\b/.test(name))
  return chain.slice(0, Math.max(npm, 0) + 1).map(({ pid }) => identify(pid))
}

/** Ends a process by force. */
export function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

function answers(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function statusOf(pid: number): { name: string; state: string; parent: number; startedAt: string } | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const name = line.slice(line.indexOf('(') + 1, line.lastIndexOf(')'))
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
    return { name, state: fields[0] ?? '', parent: Number(fields[1]), startedAt: fields[19] ?? '' }
  } catch {
    return undefined
  }
}
