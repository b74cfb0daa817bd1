import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Key {
  id: string
  /** 32 bytes. */
  secret: Buffer
}

/** The first seals; all of them open, so that a new key can be put before the old ones. */
export type Keys = readonly [Key, ...Key[]]

/** `ID:SECRET` of each key, with commas between them; a secret is 32 bytes in base64. Throws with a sentence. */
export function readKeys(text: string): Keys {
  const [first, ...rest] = text.split(',').map((one) => keyFrom(one.trim()))
  if (!first) throw new Error('it names no key')
  const keys: Keys = [first, ...rest]
  const twice = keys.find((key, at) => keys.findIndex((one) => one.id === key.id) !== at)
  if (twice) throw new Error(`it names the key "${twice.id}" twice`)
  return keys
}

function keyFrom(text: string): Key {
  const [, id = '', secret = ''] = /^([\w-]{1,40}):([\w+/-]{43}=?)$/.exec(text) ?? []
  const bytes = Buffer.from(secret, 'base64')
  if (!id || bytes.length !== 32)
    throw new Error('each key is ID:SECRET, the secret being 32 bytes in base64 (openssl rand -base64 32)')
  return { id, secret: bytes }
}

export const newKey = (): string => `${new Date().toISOString().slice(0, 10)}:${randomBytes(32).toString('base64')}`

/**
 * The keys that `CODEC_KEYS` names; else those in DATA_DIR/codec.keys (mode 600), which is made where it is missing. Whoever loses
 * it cannot read confidential cases any more: it belongs into the backup, apart from the data.
 */
export function loadOrCreateKeys(dataDir: string, named?: string): Keys {
  if (named) return readKeys(named)
  const file = join(dataDir, 'codec.keys')
  if (!existsSync(file)) create(dataDir, file)
  chmodSync(file, 0o600)
  try {
    return readKeys(readFileSync(file, 'utf8').trim())
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`, {
      cause: error,
    })
  }
}

/** Two processes may start at once: whoever comes second finds the first one's, whole. */
function create(dataDir: string, file: string): void {
  mkdirSync(dataDir, { recursive: true })
  const own = `${file}.${process.pid}`
  writeFileSync(own, `${newKey()}\n`, { mode: 0o600 })
  try {
    linkSync(own, file)
  } catch (error) {
    if (!existsSync(file)) throw error
  } finally {
    rmSync(own, { force: true })
  }
}
