import { randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The keys that sign the links in mails, the first for new ones: those of the setting, else those in DATA_DIR/link-keys (mode 600, one a
 * line), which is made where it is missing. Worker and API need the same. Throws a sentence where the file holds no key.
 */
export function loadOrCreateLinkKeys({
  LINK_KEYS,
  DATA_DIR,
}: {
  LINK_KEYS?: string[] | undefined
  DATA_DIR: string
}): string[] {
  if (LINK_KEYS) return LINK_KEYS
  const file = join(DATA_DIR, 'link-keys')
  createOnce(DATA_DIR, file)
  chmodSync(file, 0o600)
  const keys = readFileSync(file, 'utf8').split(/\s+/).filter(Boolean)
  const [short] = keys.filter((key) => key.length < shortestKey)
  if (!keys.length || short !== undefined)
    throw new Error(
      `${file} holds no key of ${shortestKey} characters or more on each line: mend it, or remove it and a new one is made (links in mails already sent then end).`,
    )
  return keys
}

export const shortestKey = 32

/** Whoever comes first makes the file whole; the other processes of the service take that one. */
function createOnce(dataDir: string, file: string): void {
  mkdirSync(dataDir, { recursive: true })
  const own = `${file}.${process.pid}`
  writeFileSync(own, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  try {
    linkSync(own, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(own)
  }
}
