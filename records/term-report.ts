import type { Day } from '../calendar/day.ts'
import { endOfDay } from '../calendar/london.ts'
import { termOf, type Period } from '../calendar/school-year.ts'
import type { Policy } from '../policies/policy.ts'
import { calendarFor } from './calendar.ts'
import type { Records } from './database.ts'
import { inspectionPack, type PackRow } from './inspection-pack.ts'

/** What was owed by one rule under one title in a term, and what became of it. */
export interface DutyInTerm {
  rule: string
  what: string
  owner: string
  /** With a day within the term, whatever became of it but for what was cancelled before. */
  due: number
  metInTime: number
  metLate: number
  /** Past its day and not done when the report was made. */
  missed: number
  /** Its day is still to come. */
  ahead: number
  cancelled: number
  /** Working days: the longest that one was late, and of all together. */
  latest: number
  late: number
}

export interface TermReport {
  term: Period
  /** Interventions by level: at the beginning of the term, and at its end or today. */
  levels: { level: string; name: string; atBeginning: number; atEnd: number }[]
  opened: number
  closed: number
  duties: DutyInTerm[]
}

/**
 * What an authority's board receives each term (SO-1): schools causing concern by level, and duty by duty what was due, done in time,
 * late or not at all. Of the term that holds the day; in a holiday, of the next. Undefined where it is too much to count.
 */
export async function termReport(
  records: Records,
  policy: Policy,
  { on, today }: { on: Day; today: Day },
): Promise<TermReport | undefined> {
  const term = termOf(await calendarFor(records, policy), on)
  const { firstDay: from, lastDay: until } = term
  const pack = await inspectionPack(records, policy, { authority: policy.authority, from, until, today })
  if (!pack) return undefined
  const files = await levelsOverTime(records, policy.authority)
  const before = files.flatMap((file) => levelBefore(file, endOfDay(from) - dayMs) ?? [])
  const after = files.flatMap((file) => levelBefore(file, endOfDay(until)) ?? [])
  const within = files.flat().filter(({ at }) => at >= endOfDay(from) - dayMs && at < endOfDay(until))
  const count = (type: string) => within.filter((one) => one.type === type).length
  return {
    term,
    levels: levelsCounted(policy, before, after),
    opened: count('case-opened') + count('case-reopened'),
    closed: count('case-closed'),
    duties: dutiesOf(pack.rows.filter(({ due }) => due !== null && from <= due && due <= until)),
  }
}

const dayMs = 24 * 60 * 60 * 1000

interface Step {
  at: number
  type: string
  level: string | null
}

/** Each intervention's levels, from its opening to its end. */
async function levelsOverTime(records: Records, authority: string): Promise<Step[][]> {
  const entries = await records
    .selectFrom('case_file')
    .innerJoin('cases', 'cases.id', 'case_file.case_id')
    .select(['case_file.case_id', 'case_file.at', 'case_file.type', 'case_file.body'])
    .where('cases.authority', '=', authority)
    .where('cases.kind', '=', 'intervention')
    .where('case_file.type', 'in', ['case-opened', 'level-changed', 'case-closed', 'case-reopened'])
    .orderBy('case_file.case_id')
    .orderBy('case_file.seq')
    .execute()
  return [...Map.groupBy(entries, (one) => one.case_id).values()].map((file) => file.reduce<Step[]>(stepOf, []))
}

function stepOf(steps: Step[], { at, type, body }: { at: Date; type: string; body: Record<string, unknown> }): Step[] {
  const said = body['level'] ?? body['to']
  const before = steps.findLast(({ level }) => level !== null)?.level ?? null
  const level = type === 'case-closed' ? null : typeof said === 'string' ? said : before
  return [...steps, { at: at.getTime(), type, level }]
}

const levelBefore = (file: Step[], moment: number): string | null =>
  file.findLast(({ at }) => at < moment)?.level ?? null

function levelsCounted({ levels }: Policy, before: string[], after: string[]): TermReport['levels'] {
  const ids = [...new Set([...levels.map(({ id }) => id), ...before, ...after])]
  const count = (all: string[], id: string) => all.filter((one) => one === id).length
  return ids.map((id) => ({
    level: id,
    name: levels.find((one) => one.id === id)?.name ?? id,
    atBeginning: count(before, id),
    atEnd: count(after, id),
  }))
}

function dutiesOf(rows: PackRow[]): DutyInTerm[] {
  return [...Map.groupBy(rows, ({ rule, what, owner }) => [rule, what, owner].join('\n')).values()].flatMap((all) => {
    const [first] = all
    if (!first) return []
    const count = (test: (row: PackRow) => boolean) => all.filter(test).length
    const isMet = ({ status }: PackRow) => status === 'met'
    const cancelled = count(({ status, workingDaysLate }) => status === 'cancelled' && workingDaysLate === 0)
    const days = all.map(({ workingDaysLate }) => workingDaysLate)
    return [
      {
        rule: first.rule,
        what: first.what,
        owner: first.owner,
        due: all.length - cancelled,
        metInTime: count((row) => isMet(row) && row.workingDaysLate === 0),
        metLate: count((row) => isMet(row) && row.workingDaysLate > 0),
        missed: count((row) => !isMet(row) && row.workingDaysLate > 0),
        ahead: count(({ status, workingDaysLate }) => ['open', 'suspended'].includes(status) && workingDaysLate === 0),
        cancelled,
        latest: Math.max(...days),
        late: days.reduce((sum, one) => sum + one, 0),
      },
    ]
  })
}
