import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { listenIn } from '../../embedded/database.ts'
import { partNames } from '../../embedded/part.ts'
import { ownEnvironment, startService } from '../support/service.ts'
import { carefulClient } from './careful-client.ts'
import { count, type Faults } from './count.ts'
import { startDatabaseProxy, type Side } from './database-proxy.ts'
import { readEvidence, type Evidence } from './evidence.ts'
import { createKiller, plannedKills, type Kill, type Killer } from './kills.ts'
import { livesOf, type Plan } from './lives.ts'
import { play, prepare, type Played } from './playing.ts'
import { randomOf, type Random } from './random.ts'
import { traps, type Trap } from './traps.ts'

export interface Trial extends Plan {
  /** Seconds between two random kills, and between two traps that are set. */
  gap: number
  trapGap: number
  say?: (line: string) => void
}

export interface Outcome {
  faults: Faults
  kills: Kill[]
  /** Moments of traps that never came: the words they wait for are said no more. */
  neverCame: string[]
  lives: Played[]
  evidence: Evidence
  seconds: number
  repeats: Map<string, number>
}

/** Seconds that the service is given, when nobody kills any more, to have done all that was owed. */
const patience = 150

const script = fileURLToPath(new URL('service.ts', import.meta.url))

/**
 * Runs lives of cases on a service of its own, kills its parts meanwhile, and counts at the end what is there against what must
 * be. Lives and kills come from the seed; what meets what is the machine's to say.
 */
export async function runTrial(trial: Trial): Promise<Outcome> {
  const began = Date.now()
  const say = trial.say ?? (() => {})
  const env = await ownEnvironment({ LOG_LEVEL: 'warn' })
  const dataDir = env['DATA_DIR'] ?? ''
  mkdirSync(join(dataDir, 'run'), { recursive: true })
  writeFileSync(join(dataDir, 'demonstration.json'), JSON.stringify({ filledAt: 'a drill has its own people' }))
  const trapper = createTrapper()
  const socket = String(listenIn(join(dataDir, 'run')))
  const [ofWorker, ofApi] = await Promise.all(
    (['worker', 'api'] as const).map((side) => startDatabaseProxy(side, socket, trapper)),
  )
  const addresses = { DRILL_DATABASE_OF_WORKER: ofWorker?.url ?? '', DRILL_DATABASE_OF_API: ofApi?.url ?? '' }
  const service = await startService({ ...env, ...addresses }, [process.execPath, script])
  try {
    const killer = createKiller(service)
    trapper.serve(killer)
    const call = carefulClient(env['PORT'] ?? '', dataDir)
    const lives = livesOf(trial)
    await prepare(call, lives)
    say(`${lives.length} cases begin their lives; seed ${trial.seed}`)
    const random = randomOf(trial.seed)
    const stop = disturb(trial, random, killer, trapper)
    const played = await Promise.all(lives.map((life) => play(call, life)))
    const until = Math.floor(Date.now() / 1_000)
    await stop()
    say(`All lives are lived, ${killer.kills.length} kills; waits until everything owed is done`)
    const { faults, evidence } = await settled(played, killer.kills, until, dataDir, env['TEMPORAL_PORT'] ?? '')
    return {
      faults,
      evidence,
      kills: killer.kills,
      neverCame: traps.map((trap) => trap.moment).filter((moment) => !trapper.came.has(moment)),
      lives: played,
      repeats: call.repeats,
      seconds: (Date.now() - began) / 1_000,
    }
  } finally {
    await service.stop()
    ofWorker?.stop()
    ofApi?.stop()
    if (!process.env['KEEP_DRILL']) rmSync(dataDir, { recursive: true, force: true })
    else say(`What is left of it lies in ${dataDir}`)
  }
}

/** Kills at the planned moments and sets trap after trap, until it is stopped. */
function disturb({ seconds, gap, trapGap }: Trial, random: Random, killer: Killer, trapper: Trapper) {
  const until = Math.max(partNames.length, seconds - 6)
  const timers = plannedKills(random, 3, until, gap).map(({ at, part }) =>
    setTimeout(() => killer.kill(part, 'at random'), at * 1_000),
  )
  const order: Trap[] = []
  while (order.length < (until - 2) / trapGap) order.push(...random.shuffled(traps))
  for (const [index, trap] of order.entries()) {
    const at = 2 + index * trapGap
    const part = random.pick(trap.kills)
    if (at < until) timers.push(setTimeout(() => trapper.set({ ...trap, kills: [part] }), at * 1_000))
  }
  return async () => {
    timers.forEach(clearTimeout)
    trapper.clear()
    await pause(100)
  }
}

/** Kills once, in the moment that a trap waits for. */
function createTrapper() {
  const set = new Set<Trap>()
  const came = new Set<string>()
  let killer: Killer | undefined

  /** Whether the message is held back: whoever says it, or is to hear it, is no more. */
  function springs(when: Trap['when'], side: Side, words: string): boolean {
    const waitsForThis = (trap: Trap) => trap.when === when && trap.side === side && trap.words.test(words)
    for (const { moment } of traps.filter(waitsForThis)) came.add(moment)
    for (const trap of [...set].filter(waitsForThis)) {
      set.delete(trap)
      const [part] = trap.kills
      const killed = killer?.kill(part, trap.moment) ?? false
      return killed && (part === side || part === 'database')
    }
    return false
  }

  return {
    came,
    serve: (own: Killer) => void (killer = own),
    set: (trap: Trap) => void set.add(trap),
    clear: () => set.clear(),
    asked: (side: Side, words: string) => !springs('asked', side, words),
    done: (side: Side, words: string) => !springs('done', side, words),
  }
}

type Trapper = ReturnType<typeof createTrapper>

/** Counts again and again until nothing is wrong, or patience has ended. */
async function settled(played: Played[], kills: Kill[], until: number, dataDir: string, temporalPort: string) {
  const end = Date.now() + patience * 1_000
  for (;;) {
    const evidence = await readEvidence(dataDir, temporalPort).catch(() => undefined)
    const faults = evidence && count(played, evidence, kills, until)
    const isWhole = faults && Object.values(faults).every((list) => list.length === 0)
    if (evidence && faults && (isWhole || Date.now() > end)) return { evidence, faults }
    if (Date.now() > end) throw new Error('The service does not come back: its records or its workflows cannot be read')
    await pause(1_000)
  }
}
