import type { Policies } from '../policies/editions.ts'
import { seal, unseal } from './cipher.ts'
import { confidentialIn, type IsConfidential } from './confidential-cases.ts'
import type { Keys } from './keys.ts'

/** Seals what the records keep of confidential cases, and opens what is read of them (DA-4). */
export interface Vault {
  isConfidential: IsConfidential
  /** A text as one that says nothing. `always`: the same for the same text of the same case. */
  seal: (caseId: string, text: string, always?: boolean) => string
  /**
   * Opens a sealed text, or a JSON value that was sealed whole (`{sealed: …}`); all others stay as they are, also what merely looks
   * like it: texts are sealed of confidential cases alone.
   */
  open: (value: unknown) => unknown
}

/** `sealed:KEY:CASE:BYTES`; none of the first three holds a colon. */
const sealedText = /^sealed:([\w-]+):([\w-]+):([\w-]+)$/

export function createVault(policies: Policies, keys: Keys): Vault {
  const isConfidential = confidentialIn(policies)
  return {
    isConfidential,
    seal(caseId, text, always = false) {
      const { keyId, bytes } = seal(keys, caseId, Buffer.from(text, 'utf8'), always)
      return `sealed:${keyId}:${caseId}:${Buffer.from(bytes).toString('base64url')}`
    },
    open: (value) => openWithin(keys, value, isConfidential),
  }
}

function openWithin(keys: Keys, value: unknown, isConfidential: IsConfidential): unknown {
  if (typeof value === 'string')
    return isConfidential(sealedText.exec(value)?.[2] ?? '') ? openText(keys, value) : value
  const whole = isPlain(value) ? value['sealed'] : undefined
  return typeof whole === 'string' ? (JSON.parse(openText(keys, whole)) as unknown) : value
}

function openText(keys: Keys, text: string): string {
  const [, keyId, caseId, bytes] = sealedText.exec(text) ?? []
  if (keyId === undefined || caseId === undefined || bytes === undefined) return text
  return unseal(keys, { keyId, caseId, bytes: Buffer.from(bytes, 'base64url') }).toString('utf8')
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
