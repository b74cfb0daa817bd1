import { sql } from 'kysely'
import type { Records } from './database.ts'

/** A calendar that somebody subscribes to. */
export interface Feed {
  id: string
  /** The ids of the person, who may stand on record more than once. */
  people: string[]
  /** Which deadlines: the query of `GET /api/deadlines.ics`. */
  query: Record<string, unknown>
  madeAt: Date
}

export async function putFeed(records: Records, { id, people, query }: Omit<Feed, 'madeAt'>): Promise<void> {
  await records
    .insertInto('feeds')
    .values({ id, people: JSON.stringify(people), query: JSON.stringify(query) })
    .execute()
}

/** The feed of that id that holds; undefined where it was revoked, or never was. */
export async function getFeed(records: Records, id: string): Promise<Feed | undefined> {
  const row = await records
    .selectFrom('feeds')
    .selectAll()
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row && { id: row.id, people: row.people, query: row.query, madeAt: row.made_at }
}

/** Somebody's feeds that hold, the latest first. */
export async function feedsOf(records: Records, personId: string): Promise<Feed[]> {
  const rows = await records
    .selectFrom('feeds')
    .selectAll()
    .where(isOf(personId))
    .where('revoked_at', 'is', null)
    .orderBy('made_at', 'desc')
    .execute()
  return rows.map((row) => ({ id: row.id, people: row.people, query: row.query, madeAt: row.made_at }))
}

/** Ends a feed of somebody's; whether there was one. */
export async function revokeFeed(records: Records, id: string, personId: string): Promise<boolean> {
  const { numUpdatedRows } = await records
    .updateTable('feeds')
    .set({ revoked_at: new Date() })
    .where('id', '=', id)
    .where(isOf(personId))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

const isOf = (personId: string) => sql<boolean>`people @> ${JSON.stringify([personId])}::jsonb`
