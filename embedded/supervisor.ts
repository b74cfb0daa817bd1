import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Environment } from '../config/environment.ts'
import { databaseUrl, listenIn, type Listen } from './database.ts'
import { keepRunning, partNames, type PartName, type PartPlan, type RunningPart } from './part.ts'
import { freePort, portFault } from './ports.ts'
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
  await startParts(environment, scripts, run, stop.isUnderWay)
  if (stop.isUnderWay()) return
  introduce(environment)
  ready = await becomesReady(environment, stop.isUnderWay)
  if (ready) say('ready')
}

async function startParts(
  environment: Environment,
  scripts: typeof programs,
  run: (plan: PartPlan) => void,
  isStopping: () => boolean,
) {
  const listen = listenIn(join(environment.DATA_DIR, 'run')) || (await freePort())
  const env = partEnvironment(environment, listen)
  const temporal = environment.TEMPORAL_ADDRESS ? undefined : await findTemporal()
  if (isStopping()) return
  for (const plan of embeddedParts(environment, listen, temporal)) run({ ...plan, env })
  await prepareTemporal(env['TEMPORAL_ADDRESS'] ?? '', environment.TEMPORAL_NAMESPACE, temporal !== undefined)
  if (isStopping()) return
  run({ name: 'worker', script: scripts.worker, args: [], env })
  run({ name: 'api', script: scripts.api, args: [], env })
}

/** What the parts find in their environment: every setting, the embedded parts' addresses included. */
function partEnvironment(environment: Environment, listen: Listen): NodeJS.ProcessEnv {
  const settings = Object.entries(environment).filter(([, value]) => value !== undefined)
  return {
    ...process.env,
    ...Object.fromEntries(settings.map(([name, value]) => [name, String(value)])),
    TEMPORAL_ADDRESS: environment.TEMPORAL_ADDRESS ?? `127.0.0.1:${environment.TEMPORAL_PORT}`,
    DATABASE_URL: environment.DATABASE_URL ?? databaseUrl(listen),
    SMTP_URL: environment.SMTP_URL ?? `smtp://127.0.0.1:${environment.SMTP_PORT}`,
  }
}

function embeddedParts(
  environment: Environment,
  listen: Listen,
  temporal: string | undefined,
): Omit<PartPlan, 'env'>[] {
  const { DATA_DIR, DATABASE_URL, SMTP_URL, SMTP_PORT, INBOX_PORT } = environment
  const parts: Omit<PartPlan, 'env'>[] = []
  if (temporal)
    parts.push({
      name: 'temporal',
      script: here('temporal-guard.ts'),
      args: [temporal, ...serverArguments(environment)],
    })
  if (!DATABASE_URL) {
    const args = ['--folder', join(DATA_DIR, 'records'), '--listen', String(listen)]
    parts.push({ name: 'database', script: here('database.ts'), args })
  }
  if (!SMTP_URL) {
    const args = [
      '--dir',
      join(DATA_DIR, 'inbox'),
      '--smtp-port',
      String(SMTP_PORT),
      '--inbox-port',
      String(INBOX_PORT),
    ]
    parts.push({ name: 'inbox', script: here('inbox.ts'), args })
  }
  return parts
}

/** With SQLite's own settings a thousand timers at once take five times as long. */
function serverArguments({ DATA_DIR, TEMPORAL_NAMESPACE, TEMPORAL_PORT, TEMPORAL_UI_PORT }: Environment): string[] {
  const args = `server start-dev --log-level error --ip 127.0.0.1 --namespace ${TEMPORAL_NAMESPACE}
    --port ${TEMPORAL_PORT} --ui-port ${TEMPORAL_UI_PORT}
    --sqlite-pragma journal_mode=WAL --sqlite-pragma synchronous=NORMAL`
  return [...args.split(/\s+/), '--db-filename', join(DATA_DIR, 'temporal.db')]
}

function makeFolder(dataDir: string) {
  try {
    mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.W_OK)
  } catch {
    throw new Error(`DATA_DIR is ${dataDir}, a folder that cannot be made or written to: set DATA_DIR to one that can.`)
  }
}

async function portFaults(environment: Environment): Promise<string[]> {
  const { PORT, LISTEN_ADDRESS, TEMPORAL_PORT, TEMPORAL_UI_PORT, SMTP_PORT, INBOX_PORT } = environment
  const faults = await Promise.all([
    portFault('PORT', PORT, LISTEN_ADDRESS),
    ...(environment.TEMPORAL_ADDRESS
      ? []
      : [portFault('TEMPORAL_PORT', TEMPORAL_PORT), portFault('TEMPORAL_UI_PORT', TEMPORAL_UI_PORT)]),
    ...(environment.SMTP_URL ? [] : [portFault('SMTP_PORT', SMTP_PORT), portFault('INBOX_PORT', INBOX_PORT)]),
  ])
  return faults.filter((fault) => fault !== undefined)
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

function introduce(environment: Environment) {
  const { PORT, TEMPORAL_ADDRESS, TEMPORAL_UI_PORT, DATABASE_URL, SMTP_URL, SMTP_PORT, INBOX_PORT, DATA_DIR } =
    environment
  const lines: [string, string][] = [
    ['API and pages', `http://localhost:${PORT}`],
    ['API reference', `http://localhost:${PORT}/docs`],
    ['Temporal', TEMPORAL_ADDRESS ?? `127.0.0.1:${environment.TEMPORAL_PORT}`],
    ...(TEMPORAL_ADDRESS ? [] : [['Temporal Web UI', `http://localhost:${TEMPORAL_UI_PORT}`] as [string, string]]),
    ['Mail goes to', SMTP_URL ? withoutPassword(SMTP_URL) : `smtp://127.0.0.1:${SMTP_PORT}`],
    ...(SMTP_URL ? [] : [['Inbox', `http://localhost:${INBOX_PORT}`] as [string, string]]),
    ['Records', DATABASE_URL ? withoutPassword(DATABASE_URL) : join(DATA_DIR, 'records')],
    ['Tokens', join(DATA_DIR, 'tokens.json')],
    ['Logs', join(DATA_DIR, 'logs')],
  ]
  for (const [what, where] of lines) say(`${what.padEnd(16)} ${where}`)
}

function withoutPassword(address: string): string {
  return address.replace(/\/\/[^@/]*@/, '//')
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

function here(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url))
}

function say(line: string) {
  console.log(line)
}
