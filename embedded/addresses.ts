import { join } from 'node:path'
import type { Environment } from '../config/environment.ts'
import { portFault } from './ports.ts'

/** One sentence for each port that the service would listen on and cannot. */
export async function portFaults(environment: Environment): Promise<string[]> {
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

/** One line for each address of the service, and for where its things are. */
export function addressLines(environment: Environment): string[] {
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
  return lines.map(([what, where]) => `${what.padEnd(16)} ${where}`)
}

function withoutPassword(address: string): string {
  return address.replace(/\/\/[^@/]*@/, '//')
}
