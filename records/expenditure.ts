import type { CaseWithSupport } from '../cases/expenditure.ts'
import type { Day } from '../calendar/day.ts'
import type { Records } from './database.ts'
import { supportOnRecord } from './support.ts'

/** Whose support is asked for: of an authority, or of one of its districts or schools. */
export interface SupportWanted {
  authority: string
  district?: string | null | undefined
  /** The present and former URNs of a school. */
  urns?: string[] | undefined
  /** What begins later is left out. */
  to: Day
}

/** All cases, and years of schools, that support has been planned for or given to, with all of it up to a day (ST-43, DA-5). */
export async function casesWithSupport(
  records: Records,
  { authority, district, urns, to }: SupportWanted,
): Promise<CaseWithSupport[]> {
  let query = records
    .selectFrom('support')
    .innerJoin('cases', 'cases.id', 'support.case_id')
    .selectAll('support')
    .select(['cases.urn', 'cases.school_name', 'cases.district', 'cases.status', 'cases.closed_on'])
    .where('cases.authority', '=', authority)
    .where('support.from_day', '<=', to)
    .orderBy('support.case_id')
    .orderBy('support.entry')
  if (district) query = query.where('cases.district', '=', district)
  if (urns) query = query.where('cases.urn', 'in', urns.length ? urns : [''])
  const rows = await query.execute()
  return [...Map.groupBy(rows, (row) => row.case_id)].flatMap(([caseId, own]) => {
    const [first] = own
    if (!first) return []
    const { urn, school_name: school, district: of, status, closed_on: closedOn } = first
    return [{ caseId, urn, school, district: of, status, closedOn, support: own.map(supportOnRecord) }]
  })
}
