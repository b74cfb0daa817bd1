import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporalUi, type Environment } from '../config/environment.ts'
import { databaseUrl, type Listen } from './database.ts'
import type { PartPlan } from './part.ts'

/** What the parts find in their environment: every setting, the embedded parts' addresses included. */
export function partEnvironment(environment: Environment, listen: Listen): NodeJS.ProcessEnv {
  const settings = Object.entries(environment).filter(([, value]) => value !== undefined)
  return {
    ...process.env,
    ...Object.fromEntries(settings.map(([name, value]) => [name, String(value)])),
    TEMPORAL_ADDRESS: environment.TEMPORAL_ADDRESS ?? `127.0.0.1:${environment.TEMPORAL_PORT}`,
    // A part that is given an address cannot tell the embedded server from another's.
    TEMPORAL_UI_URL: temporalUi(environment)?.address,
    DATABASE_URL: environment.DATABASE_URL ?? databaseUrl(listen),
    SMTP_URL: environment.SMTP_URL ?? `smtp://127.0.0.1:${environment.SMTP_PORT}`,
  }
}

/** The parts that stand in for servers which the settings do not name. */
export function embeddedParts(
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
function serverArguments(environment: Environment): string[] {
  const { DATA_DIR, PUBLIC_URL, TEMPORAL_NAMESPACE, TEMPORAL_PORT, TEMPORAL_UI_PORT } = environment
  const args = `server start-dev --log-level error --ip 127.0.0.1 --namespace ${TEMPORAL_NAMESPACE}
    --port ${TEMPORAL_PORT} --ui-port ${TEMPORAL_UI_PORT} --ui-codec-endpoint ${PUBLIC_URL}/codec
    --sqlite-pragma journal_mode=WAL --sqlite-pragma synchronous=NORMAL`
  return [...args.split(/\s+/), '--db-filename', join(DATA_DIR, 'temporal.db')]
}

function here(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url))
}
