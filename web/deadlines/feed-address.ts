import { createHmac, timingSafeEqual } from 'node:crypto'

const idLength = 32

/** The private address of a feed: its id, and our signature under it, so that no address can be guessed or made up. */
export const feedAddress = (publicUrl: string, id: string, keys: readonly string[]): string =>
  `${publicUrl.replace(/\/+$/, '')}/feeds/${id}${signature(id, keys[0] ?? '')}.ics`

/** The id of a feed whose address we have signed, by whichever of our keys; else undefined. */
export function feedIn(token: string, keys: readonly string[]): string | undefined {
  if (!/^[0-9a-f]{64}$/.test(token)) return undefined
  const id = token.slice(0, idLength)
  const given = Buffer.from(token.slice(idLength))
  return keys.map((key) => timingSafeEqual(given, Buffer.from(signature(id, key)))).includes(true) ? id : undefined
}

const signature = (id: string, key: string): string =>
  createHmac('sha256', key)
    .update(JSON.stringify(['feed', id]))
    .digest('hex')
    .slice(0, idLength)
