import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'

/** Folders that may hold what was fetched before, the best first. */
export function cacheFolders(env: NodeJS.ProcessEnv = process.env): string[] {
  const folders = [
    env['XDG_CACHE_HOME'] && join(env['XDG_CACHE_HOME'], 'interventions'),
    join(homedir(), '.cache', 'interventions'),
    env['DATA_DIR'] && join(resolve(env['DATA_DIR']), 'cache'),
    join(tmpdir(), `interventions-cache-${userInfo().uid}`),
  ]
  return folders.filter((folder): folder is string => Boolean(folder))
}

/** The first of those folders that this user may write to. */
export function writableCache(env: NodeJS.ProcessEnv = process.env): string {
  const folder = cacheFolders(env).find(isWritable)
  if (folder === undefined) throw new Error('No folder can be written to: set DATA_DIR to one that can.')
  return folder
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const probe = join(folder, `.probe-${process.pid}`)
    writeFileSync(probe, '')
    rmSync(probe)
    return true
  } catch {
    return false
  }
}
