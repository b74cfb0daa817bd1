import type { Records } from './database.ts'
import { holdersOf, isAway, type RoleQuery } from './people.ts'

/** The names of a role's holders where there are some and every one of them is away that day; else null. */
export async function absentHolders(records: Records, query: RoleQuery): Promise<string[] | null> {
  const holders = await holdersOf(records, query)
  for (const holder of holders) if (!(await isAway(records, holder.id, query.on))) return null
  return holders.length ? holders.map((holder) => holder.name) : null
}
