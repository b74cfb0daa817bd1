import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One token for each role. */
export type Tokens = Record<string, string>

/** The tokens in DATA_DIR/tokens.json (mode 600); a missing file is made, and roles that it lacks are added. */
export function loadOrCreateTokens(dataDir: string, roles: Iterable<string>): Tokens {
  const file = join(dataDir, 'tokens.json')
  const tokens = tokensIn(dataDir)
  const missing = [...new Set(roles)].filter((role) => !Object.hasOwn(tokens, role))
  for (const role of missing) tokens[role] = randomBytes(32).toString('base64url')
  if (missing.length > 0 || !existsSync(file)) save(dataDir, file, tokens)
  chmodSync(file, 0o600)
  return tokens
}

/** The tokens in DATA_DIR/tokens.json; none where there is no such file. */
export function tokensIn(dataDir: string): Tokens {
  const file = join(dataDir, 'tokens.json')
  return existsSync(file) ? readTokens(file) : {}
}

function readTokens(file: string): Tokens {
  const wrong = (why: string) => new Error(`${file} ${why}: mend it, or remove it and new tokens are made.`)
  let read: unknown
  try {
    read = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw wrong('is not JSON')
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    throw wrong('is not an object of role and token')
  const tokens: Tokens = {}
  for (const [role, token] of Object.entries(read)) {
    if (typeof token !== 'string' || token.length < 16) throw wrong(`has no token of 16 characters or more for ${role}`)
    if (Object.values(tokens).includes(token)) throw wrong(`has the same token twice (${role})`)
    tokens[role] = token
  }
  return tokens
}

function save(dataDir: string, file: string, tokens: Tokens): void {
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(`${file}.new`, `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
