import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely'
import type { Records } from './database.ts'
import { urnsOf } from './former-urns.ts'
import type { RoleHeld } from './holders.ts'
import type { Tables } from './tables.ts'

/** A role that somebody holds in an authority, and the roles whose deadlines are meant: its own, or others through it. */
export interface Reach {
  authority: string
  held: RoleHeld
  owners: string[]
}

type Where = ExpressionBuilder<Tables, 'deadlines' | 'cases'>

/** What is still owed, with what tells where. */
const owed = (records: Records) =>
  records
    .selectFrom('deadlines')
    .innerJoin('cases', 'cases.id', 'deadlines.case_id')
    .selectAll('deadlines')
    .select(['cases.authority', 'cases.kind', 'cases.urn', 'cases.school_name', 'cases.district'])
    .where('deadlines.ended_at', 'is', null)
    .orderBy(sql`deadlines.due asc nulls last`)
    .orderBy('deadlines.case_id')
    .orderBy('deadlines.key')

/** What is owed within reach, the soonest first; `unassigned`: and nobody is assigned for it in its case. What waits on an outside decision stands last. */
export async function readWithin(
  records: Records,
  reaches: Reach[],
  { unassigned, limit }: { unassigned: boolean; limit: number },
) {
  if (reaches.length === 0) return []
  const urns = await urnsOfSchools(records, reaches)
  return owed(records)
    .where((where) => where.or(reaches.map((reach) => isWithin(where, reach, urns))))
    .$if(unassigned, (query) => query.where(isUnassigned))
    .limit(limit)
    .execute()
}

/** What these people owe in the cases that they are assigned to, the soonest first. */
export async function readAssigned(records: Records, people: string[], limit: number): Promise<WorkRow[]> {
  return owed(records)
    .innerJoin('case_officers', (join) =>
      join.onRef('case_officers.case_id', '=', 'deadlines.case_id').onRef('case_officers.role', '=', 'deadlines.owner'),
    )
    .where('case_officers.person_id', 'in', [...people, ''])
    .limit(limit)
    .execute()
}

const isUnassigned = sql<SqlBool>`not exists (select 1 from case_officers where case_officers.case_id = deadlines.case_id and case_officers.role = deadlines.owner)`

function isWithin(where: Where, { authority, held, owners }: Reach, urns: Map<string, string[]>): Expression<SqlBool> {
  const schools = held.school === null ? undefined : urns.get(held.school)
  return where.and([
    where('deadlines.owner', 'in', [...owners, '']),
    where('cases.authority', '=', authority),
    ...(schools ? [where('cases.urn', 'in', schools)] : []),
    ...(held.school === null && held.district !== null ? [where('cases.district', '=', held.district)] : []),
  ])
}

async function urnsOfSchools(records: Records, reaches: Reach[]): Promise<Map<string, string[]>> {
  const schools = [...new Set(reaches.flatMap(({ held }) => held.school ?? []))]
  return new Map(await Promise.all(schools.map(async (urn) => [urn, await urnsOf(records, urn)] as const)))
}

export type WorkRow = Awaited<ReturnType<typeof readWithin>>[number]
