import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The names of all letters that have a text. */
export const letterNames: readonly string[] = readdirSync(join(import.meta.dirname, 'letters'))
  .filter((file) => file.endsWith('.njk'))
  .map((file) => file.slice(0, -'.njk'.length))
  .sort()
