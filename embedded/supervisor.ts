import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Environment } from '../config/environment.ts'
import { addressLines, portFaults } from './addresses.ts'
import { listenIn } from './database.ts'
import { embeddedParts, partEnvironment } from './embedded-parts.ts'
import { fillDemonstration, planDemonstration } from './demonstration.ts'
import { keepRunning, partNames, type PartName, type PartPlan, type RunningPart } from './part.ts'
import { freePort } from './ports.ts'
import { isAlive, starters } from './processes.ts'
import { claimFolder, type Claim } from './service-record.ts'
import { findTemporal } from './temporal-binaries.ts'
import { prepareTemporal } from './temporal-settings.ts'

/** Milliseconds that the parts which use others are given to end; less where whoever started the service is gone. */
const usersPatience = 6000
const usersPatienceAlone = 2000
/** Milliseconds that those others are given then. */
const othersPatience = 1500

/** The two parts that are not embedded. */
export const programs = { worker: 'worker/main.ts', api: 'api/main.ts' }

/** Runs the whole service until it is told to end; ends this process itself, with 1 if it could not be started. */
export async function runService(environment: Environment, scripts = programs): Promise<void> {
  try {
    await start(environment, scripts)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

async function start(environment: Environment, scripts: typeof programs) {
  const watched = process.env['STARTED_BY'] === String(process.ppid) ? starters() : []
  makeFolder(environment.DATA_DIR)
  const claim = await claimFolder(environment.DATA_DIR, say)
  const running = new Map<PartName, RunningPart>()
  const stop = stopper(running, claim)
  process.on('SIGINT', () => void stop(0))
  process.on('SIGTERM', () => void stop(0))
  process.on('SIGHUP', () => void stop(0, usersPatienceAlone))
  setInterval(() => watched.every(isAlive) || void stop(0, usersPatienceAlone), 200)

  const faults = await portFaults(environment)
  if (faults.length > 0) {
    claim.release()
    throw new Error(faults.join('\n'))
  }
  let ready = false
  const run = (plan: PartPlan) =>
    running.set(
      plan.name,
      keepRunning(plan, {
        folder: join(environment.DATA_DIR, 'logs'),
        isReady: () => ready,
        onStart: claim.note,
        onTrouble: say,
        onGivenUp(_name, reason) {
          console.error(reason)
          void stop(1)
        },
      }),
    )
  const env = await startParts(environment, scripts, run, stop.isUnderWay)
  if (stop.isUnderWay() || !env) return
  addressLines(environment).forEach(say)
  ready = await becomesReady(environment, stop.isUnderWay)
  if (ready) await fillDemonstration(environment, env, say)
  if (ready && !stop.isUnderWay()) say('ready')
}

async function startParts(
  environment: Environment,
  scripts: typeof programs,
  run: (plan: PartPlan) => void,
  isStopping: () => boolean,
): Promise<NodeJS.ProcessEnv | undefined> {
  const listen = listenIn(join(environment.DATA_DIR, 'run')) || (await freePort())
  const env = { ...partEnvironment(environment, listen), ...planDemonstration(environment) }
  const temporal = environment.TEMPORAL_ADDRESS ? undefined : await findTemporal()
  if (isStopping()) return undefined
  for (const plan of embeddedParts(environment, listen, temporal)) run({ ...plan, env })
  await prepareTemporal(env['TEMPORAL_ADDRESS'] ?? '', environment.TEMPORAL_NAMESPACE, temporal !== undefined)
  if (isStopping()) return undefined
  run({ name: 'worker', script: scripts.worker, args: [], env })
  run({ name: 'api', script: scripts.api, args: [], env })
  return env
}

function makeFolder(dataDir: string) {
  try {
    mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.W_OK)
  } catch {
    throw new Error(`DATA_DIR is ${dataDir}, a folder that cannot be made or written to: set DATA_DIR to one that can.`)
  }
}

/** Ends the parts, those that use others first, then this process; once only. */
function stopper(running: Map<PartName, RunningPart>, claim: Claim) {
  let underWay = false
  const end = (names: PartName[], patience: number) =>
    Promise.all(names.map((name) => running.get(name)?.stop(patience)))

  async function stop(code: number, patience = usersPatience) {
    if (underWay) return
    underWay = true
    claim.stopping()
    await end(['worker', 'api'], patience)
    await end([...partNames], othersPatience)
    claim.release()
    process.exit(code)
  }
  return Object.assign(stop, { isUnderWay: () => underWay })
}

async function becomesReady({ PORT, LISTEN_ADDRESS }: Environment, isStopping: () => boolean): Promise<boolean> {
  const host =
    LISTEN_ADDRESS === '0.0.0.0' ? '127.0.0.1' : LISTEN_ADDRESS.includes(':') ? `[${LISTEN_ADDRESS}]` : LISTEN_ADDRESS
  while (!isStopping()) {
    const answer = await fetch(`http://${host}:${PORT}/readyz`, { signal: AbortSignal.timeout(5000) }).catch(
      () => undefined,
    )
    if (answer?.status === 200) return true
    await pause(200)
  }
  return false
}

function say(line: string) {
  console.log(line)
}
