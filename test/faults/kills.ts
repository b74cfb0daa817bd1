import type { RunningService } from '../support/service.ts'
import { isAlive } from '../../embedded/processes.ts'
import { partNames, type PartName } from '../../embedded/part.ts'
import type { Random } from './random.ts'

/** A part that was killed: when (epoch ms), and in which moment. */
export interface Kill {
  at: number
  part: PartName
  moment: string
}

/** Kills parts of one service without warning, and keeps a list of it. */
export function createKiller(service: RunningService) {
  const kills: Kill[] = []
  return {
    kills,
    /** Whether the part ran and was killed; a process is never taken for a later one with its number. */
    kill(part: PartName, moment: string): boolean {
      const record = service.record()
      const pid = record?.parts[part]
      const identity = record?.identities.find((one) => one.pid === pid)
      if (!identity || !isAlive(identity)) return false
      process.kill(identity.pid, 'SIGKILL')
      kills.push({ at: Date.now(), part, moment })
      return true
    },
  }
}

export type Killer = ReturnType<typeof createKiller>

export interface PlannedKill {
  at: number
  part: PartName
}

/** Random kills between two moments (seconds), each part as often as the others; a seed gives the same ones again. */
export function plannedKills(random: Random, from: number, until: number, gap: number): PlannedKill[] {
  const count = Math.max(partNames.length, Math.floor((until - from) / gap))
  const parts: PartName[] = []
  while (parts.length < count) parts.push(...random.shuffled(partNames))
  const slot = (until - from) / count
  return parts.slice(0, count).map((part, index) => ({ at: from + (index + random.between(0.1, 0.9)) * slot, part }))
}
