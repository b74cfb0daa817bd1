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

/** A page of what is still owed within reach, the soonest first; what waits on an outside decision stands last. `assigned`: and by these people in their cases, before anybody else of their role. */
export async function readWork(
  records: Records,
  reaches: Reach[],
  { assigned, limit }: { assigned: string[] | null; limit: number },
) {
  const urns = await urnsOfSchools(records, reaches)
  return records
    .selectFrom('deadlines')
    .innerJoin('cases', 'cases.id', 'deadlines.case_id')
    .selectAll('deadlines')
    .select(['cases.authority', 'cases.kind', 'cases.urn', 'cases.school_name', 'cases.district'])
    .where('deadlines.ended_at', 'is', null)
    .where((where) => {
      const within = where.or(reaches.map((reach) => isWithin(where, reach, urns)))
      if (assigned === null) return within
      return where.or([isAssigned(assigned), where.and([within, where.not(isAssigned(null))])])
    })
    .orderBy(sql`deadlines.due asc nulls last`)
    .orderBy('deadlines.case_id')
    .orderBy('deadlines.key')
    .limit(limit)
    .execute()
}

/** Whether the case has somebody assigned for the role that owes: one of these people, or anybody. */
function isAssigned(people: string[] | null): Expression<SqlBool> {
  const who = people === null ? sql`true` : sql`case_officers.person_id in (${sql.join([...people, ''])})`
  return sql<SqlBool>`exists (select 1 from case_officers where case_officers.case_id = deadlines.case_id and case_officers.role = deadlines.owner and ${who})`
}

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

export type WorkRow = Awaited<ReturnType<typeof readWork>>[number]
