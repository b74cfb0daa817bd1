import { sql } from 'kysely'
import type { Records } from './database.ts'
import { within, type Page, type Scope } from './reading.ts'

export interface AlarmFilters extends Scope {
  caseId?: string | undefined
  kind?: string | undefined
  /** Only cases in which something has no next moment, or has missed it. */
  alarmed?: boolean | undefined
}

const running = (records: Records, scope: AlarmFilters) =>
  within(records.selectFrom('cases'), scope)
    .where('cases.status', '=', 'open')
    .$if(scope.alarmed === true, (query) => query.where(sql<boolean>`cases.alarm_at <= now()`))

/** A page of running cases, by id, with what is ahead in each as it last wrote. */
export async function casesAhead(records: Records, filters: AlarmFilters, { after, limit }: Page<string>) {
  const { caseId, kind } = filters
  return running(records, filters)
    .select(['cases.id', 'cases.kind', 'cases.authority', 'cases.edition', 'cases.urn', 'cases.school_name'])
    .select('cases.ahead')
    .$if(caseId !== undefined, (query) => query.where('cases.id', '=', caseId ?? ''))
    .$if(kind !== undefined, (query) => query.where('cases.kind', '=', kind ?? ''))
    .$if(after !== undefined, (query) => query.where('cases.id', '>', after ?? ''))
    .orderBy('cases.id')
    .limit(limit)
    .execute()
}

export type CaseAhead = Awaited<ReturnType<typeof casesAhead>>[number]

/** What is owed in these cases, the soonest first. */
export async function owedIn(records: Records, caseIds: string[]) {
  return records
    .selectFrom('deadlines')
    .select(['case_id', 'key', 'id', 'title', 'rule', 'owner', 'status', 'due', 'opened_at'])
    .where('case_id', 'in', [...caseIds, ''])
    .where('ended_at', 'is', null)
    .orderBy('due', (order) => order.asc().nullsLast())
    .orderBy('key')
    .execute()
}

export type OwedRow = Awaited<ReturnType<typeof owedIn>>[number]

/** How many running cases there are within a scope, and in how many something has no next moment, or has missed it. */
export async function countAlarms(records: Records, scope: Scope): Promise<{ running: number; alarmed: number }> {
  const count = async (filters: AlarmFilters) => {
    const row = await running(records, filters)
      .select((cases) => cases.fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow()
    return Number(row.count)
  }
  const [all, alarmed] = await Promise.all([count(scope), count({ ...scope, alarmed: true })])
  return { running: all, alarmed }
}
