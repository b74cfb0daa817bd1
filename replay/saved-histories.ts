import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { historyFromJson, historyToJson, type History } from './history-json.ts'

/** A history under the name by which a failure speaks of it: that of its file, or its workflow's id. */
export interface NamedHistory {
  name: string
  history: History
}

const ending = '.json.gz'

/** Keeps a history as JSON of Temporal, compressed; one of the same name is replaced. */
export function saveHistory(folder: string, { name, history }: NamedHistory): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}${ending}`), gzipSync(historyToJson(history), { level: 9 }))
}

/** The names of the histories that a folder keeps. */
export function savedNames(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort()
}

/** Reads one history. Throws with one sentence that names its file. */
export function readHistory(folder: string, name: string): NamedHistory {
  const file = join(folder, `${name}${ending}`)
  try {
    return { name, history: historyFromJson(gunzipSync(readFileSync(file)).toString('utf8')) }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`${file} is no saved history: ${why}`, { cause: error })
  }
}

/** The histories of a folder, one after another. */
export function* savedHistories(folder: string): Generator<NamedHistory> {
  for (const name of savedNames(folder)) yield readHistory(folder, name)
}

/** Forgets every history of a folder but these. */
export function keepOnly(folder: string, names: Set<string>): void {
  for (const name of savedNames(folder)) if (!names.has(name)) rmSync(join(folder, `${name}${ending}`))
}
