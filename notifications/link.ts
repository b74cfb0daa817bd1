import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** What the link of a letter is bound to: the letter of one role to one person at one address, its case, and what it asks for. */
export interface Bound {
  /** The letter's key, which ends with the person's id. */
  key: string
  caseId: string
  role: string
  address: string
  /** The deadline occurrence that it speaks of first; `null` where it speaks of none. */
  deadlineKey: string | null
}

const half = 32

/** By what the records find the letter of a link; it is no secret. */
export const linkIdOf = (letterKey: string): string =>
  createHash('sha256').update(letterKey).digest('hex').slice(0, half)

/** The same of the same letter for ever, so that a repeat of a mail is the same message: its id, and its signature by the first key. */
export function tokenOf(bound: Bound, keys: readonly string[]): string {
  const [key] = keys
  if (!key) throw new Error('There is no key to sign links with')
  return linkIdOf(bound.key) + signature(bound, key)
}

/** Whether a token is ours and was made for this, by whichever of our keys. */
export function isSigned(token: string, bound: Bound, keys: readonly string[]): boolean {
  if (idIn(token) !== linkIdOf(bound.key)) return false
  const given = Buffer.from(token.slice(half))
  return keys.map((key) => timingSafeEqual(given, Buffer.from(signature(bound, key)))).includes(true)
}

/** The id in what may be a token: 64 hexadecimal digits, of which no mail program breaks or drops one. Undefined where it is none. */
export const idIn = (token: string): string | undefined =>
  /^[0-9a-f]{64}$/.test(token) ? token.slice(0, half) : undefined

function signature({ key: letter, caseId, role, address, deadlineKey }: Bound, key: string): string {
  const said = JSON.stringify(['link', letter, caseId, role, address.toLowerCase(), deadlineKey])
  return createHmac('sha256', key).update(said).digest('hex').slice(0, half)
}
