import * as z from 'zod'
import { badRequest } from './problem.ts'

/** The parameters of every list. */
export const pageQuery = {
  limit: z
    .preprocess(
      (text) => (typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : text),
      z
        .number({ error: 'must be a number from 1 to 200' })
        .min(1, 'must be at least 1')
        .max(200, 'must be at most 200')
        .default(50),
    )
    .meta({ override: { type: 'integer', minimum: 1, maximum: 200, default: 50 } }),
  cursor: z.string().max(2000).optional().describe('`next` of the page before'),
}

/** What a cursor stands behind. Throws a 400 where it is none of ours. */
export function readCursor<T extends z.ZodType>(schema: T, cursor: string | undefined): z.output<T> | undefined {
  if (cursor === undefined) return undefined
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw badRequest([{ field: 'cursor', message: 'cursor is not one that this list has given' }])
  }
}

/** A page of rows that were read with one more than its limit. */
export function page<Row, Item>(
  rows: Row[],
  limit: number,
  placeOf: (row: Row) => unknown,
  itemOf: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last ? Buffer.from(JSON.stringify(placeOf(last))).toString('base64url') : null
  return { items: shown.map(itemOf), next }
}
