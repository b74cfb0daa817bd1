import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Environment } from '../config/environment.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Where it is kept that this folder was begun with a demonstration, and whether all of it is in. */
const markOf = (environment: Environment): string => join(environment.DATA_DIR, 'demonstration.json')

/**
 * What the parts must know of the demonstration: an empty folder with the embedded records is given one, and its policy document
 * is loaded from then on.
 */
export function planDemonstration(environment: Environment): NodeJS.ProcessEnv {
  const mark = markOf(environment)
  const empty = !environment.DATABASE_URL && !existsSync(join(environment.DATA_DIR, 'records'))
  if (empty && !existsSync(mark)) writeFileSync(mark, `${JSON.stringify({ filledAt: null })}\n`)
  return existsSync(mark) ? { DEMONSTRATION: join(root, 'demonstration', 'rehearsal.yaml') } : {}
}

/** Puts in what is not in yet of the invented people, schools and cases; says so, and what went wrong. */
export async function fillDemonstration(environment: Environment, env: NodeJS.ProcessEnv, say: (line: string) => void) {
  const mark = markOf(environment)
  if (!existsSync(mark) || (JSON.parse(readFileSync(mark, 'utf8')) as { filledAt: string | null }).filledAt) return
  say('Puts in invented people, schools and cases (on the first start only) …')
  const preload = new URL('with-parent.ts', import.meta.url).href
  const child = spawn(process.execPath, ['--import', preload, 'demonstration/main.ts'], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const code = await new Promise<number | null>((settle) => child.once('exit', settle))
  if (code === 0) writeFileSync(mark, `${JSON.stringify({ filledAt: new Date().toISOString() })}\n`)
  else say('Not everything could be put in; the next start goes on with it.')
}
