import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { Key, Keys } from './keys.ts'

/** What was sealed, under which key, and for which case: a text sealed for one case does not open as another's. */
export interface Sealed {
  keyId: string
  caseId: string
  /** Initialisation vector, authentication tag and cipher text, one after another. */
  bytes: Uint8Array
}

const algorithm = 'aes-256-gcm'
const ivLength = 12
const tagLength = 16

/** Bytes that must fit the text, or it does not open: the case and the key it says it was sealed for. */
const bound = ({ keyId, caseId }: Pick<Sealed, 'keyId' | 'caseId'>): Buffer =>
  Buffer.from(`${keyId}\n${caseId}`, 'utf8')

/**
 * Seals with the first key. `always`: with the last, and the same bytes for the same text of the same case, so that a database finds
 * it as long as that key is there.
 */
export function seal(keys: Keys, caseId: string, text: Uint8Array, always = false): Sealed {
  const key = (always && keys.at(-1)) || keys[0]
  const iv = always ? ivOf(key, caseId, text) : randomBytes(ivLength)
  const cipher = createCipheriv(algorithm, key.secret, iv)
  cipher.setAAD(bound({ keyId: key.id, caseId }))
  const hidden = Buffer.concat([cipher.update(text), cipher.final()])
  return { keyId: key.id, caseId, bytes: Buffer.concat([iv, cipher.getAuthTag(), hidden]) }
}

const ivOf = (key: Key, caseId: string, text: Uint8Array): Buffer =>
  createHmac('sha256', key.secret).update(`${caseId}\n`).update(text).digest().subarray(0, ivLength)

/** Opens what one of the keys has sealed. Throws where none has, or where it was changed. */
export function unseal(keys: Keys, sealed: Sealed): Buffer {
  const key = keys.find((one) => one.id === sealed.keyId)
  if (!key) throw new Error(`There is no key "${sealed.keyId}" here: name it in CODEC_KEYS to read what it has sealed`)
  const bytes = Buffer.from(sealed.bytes)
  const decipher = createDecipheriv(algorithm, key.secret, bytes.subarray(0, ivLength))
  decipher.setAAD(bound(sealed))
  decipher.setAuthTag(bytes.subarray(ivLength, ivLength + tagLength))
  return Buffer.concat([decipher.update(bytes.subarray(ivLength + tagLength)), decipher.final()])
}
