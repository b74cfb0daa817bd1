import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { readEnvironment, type Environment } from '../../config/environment.ts'
import { freePort } from '../../embedded/ports.ts'
import { readRecord, type ServiceRecord } from '../../embedded/service-record.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Settings with which a service runs beside any other: free ports and a data folder of its own. */
export async function ownEnvironment(overrides: NodeJS.ProcessEnv = {}): Promise<Record<string, string>> {
  const names = ['PORT', 'TEMPORAL_PORT', 'TEMPORAL_UI_PORT', 'SMTP_PORT', 'INBOX_PORT']
  const ports = await Promise.all(names.map(async (name) => [name, String(await freePort())]))
  const dataDir = mkdtempSync(join(tmpdir(), 'interventions-'))
  return { ...Object.fromEntries(ports), DATA_DIR: dataDir, ...overrides }
}

/** Starts the whole service as `npm start` does, and waits until it says `ready` (or ends before). */
export async function startService(
  env: Record<string, string>,
  [command, ...args]: [string, ...string[]] = ['npm', 'start'],
) {
  const environment: Environment = readEnvironment(env)
  const child = spawn(command, args, {
    cwd: root,
    env: { ...withoutSettings(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  const ended = new Promise<number | null>((settle) => child.once('exit', settle))
  const ready = new Promise<void>((settle) => {
    const collect = (data: Buffer) => {
      output += data.toString()
      if (/^ready$/m.test(output)) settle()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
  })
  await Promise.race([ready, ended])
  return {
    environment,
    pid: child.pid ?? 0,
    /** The exit code, when it has ended. */
    ended,
    output: () => output,
    /** The processes as they are at this moment. */
    record: () => readRecord(join(environment.DATA_DIR, 'run', 'service.json')),
    signal: (signal: NodeJS.Signals) => void child.kill(signal),
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

export type RunningService = Awaited<ReturnType<typeof startService>>

/** Kills one part without warning, and waits until another runs in its place. */
export async function killPart(service: RunningService, name: keyof ServiceRecord['parts']): Promise<void> {
  const before = service.record()?.parts[name]
  if (before === undefined) throw new Error(`The part ${name} does not run.`)
  process.kill(before, 'SIGKILL')
  while (service.record()?.parts[name] === before) await pause(50)
}

/** A test run's own settings (those of the vitest process included) do not reach the service. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const settings =
    /^(PORT|LISTEN_ADDRESS|TEMPORAL_.*|DATABASE_URL|SMTP_.*|INBOX_PORT|MAIL_FROM|PUBLIC_URL|DATA_DIR|LOG_LEVEL|NODE_OPTIONS|VITEST.*)$/
  const keep = new Set(['TEMPORAL_CLI', 'TEMPORAL_TEST_SERVER'])
  return Object.fromEntries(Object.entries(env).filter(([name]) => keep.has(name) || !settings.test(name)))
}
