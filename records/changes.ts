import { sql } from 'kysely'
import type { Day } from '../calendar/day.ts'
import type { Records } from './database.ts'

/** What changed: bank holidays, term dates, or a school's URN with the term dates of its own. */
export interface Change {
  kind: 'bank-holidays' | 'term-dates' | 'school-replaced'
  /** Whose cases it concerns; `null`: everybody's. */
  authority: string | null
  summary: string
  details: Record<string, unknown>
  byRole: string | null
}

/**
 * Records a change of the calendar within the transaction that makes it, and gives its number. Running cases are still
 * to be told, but for a new URN, of which they hear another way.
 */
export async function recordChange(trx: Records, change: Change): Promise<number> {
  const { kind, authority, summary, details, byRole } = change
  const row = await trx
    .insertInto('calendar_changes')
    .values({
      by_role: byRole,
      kind,
      authority,
      summary,
      details: JSON.stringify(details),
      told_at: kind === 'school-replaced' ? sql`now()` : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The day on which two URNs became one school. */
export async function replacedOn(records: Records, from: string, to: string): Promise<Day | undefined> {
  const row = await records
    .selectFrom('calendar_changes')
    .select(sql<Day>`details->>'on'`.as('on'))
    .where('kind', '=', 'school-replaced')
    .where(sql<boolean>`details->>'from' = ${from} and details->>'to' = ${to}`)
    .executeTakeFirst()
  return row?.on
}
