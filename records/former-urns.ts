import { sql } from 'kysely'
import type { Records } from './database.ts'

/** A school's URN and those it had before, the newest first (LAW-16). */
export async function urnsOf(records: Records, urn: string): Promise<string[]> {
  return (await urnsOfEach(records, [urn])).get(urn) ?? [urn]
}

/** The same for several schools at once. */
export async function urnsOfEach(records: Records, schools: string[]): Promise<Map<string, string[]>> {
  if (schools.length === 0) return new Map()
  const former = await sql<{ school: string; urns: string[] }>`
    with recursive former (school, urn, step) as (
      select urn, urn, 0 from unnest(${[...new Set(schools)]}::text[]) as asked (urn)
      union
      select former.school, schools.urn, former.step + 1
      from schools join former on schools.successor_urn = former.urn
      where former.step < 20
    ), first (school, urn, step) as (select school, urn, min(step) from former group by school, urn)
    select school, array_agg(urn order by step, urn) as urns from first group by school`.execute(records)
  return new Map(former.rows.map((row) => [row.school, row.urns]))
}
