import { sql } from 'kysely'
import type { Day } from '../calendar/day.ts'
import { isMovable } from '../cases/calendar-change.ts'
import type { Deadline, Notice, RunningClock } from '../cases/state.ts'
import type { Policy } from '../policies/policy.ts'
import type { DeadlineDetails } from './case-file.ts'
import type { Records } from './database.ts'
import { within, type Scope } from './reading.ts'

/** A clock that runs in an open case, and what its day is reckoned from. */
export interface Running {
  caseId: string
  authority: string
  /** Of the case. */
  kind: string
  urn: string
  schoolName: string
  /** The deadline's key, or `notice-period`. */
  key: string
  id: string
  title: string
  rule: string
  owner: string
  statutory: boolean
  due: Day
  clock: RunningClock
  from: Day
  settings: Policy['calendar']
}

/** Every running clock that a change of the calendar may move, of the cases within a scope, in the order of cases and keys. */
export async function runningClocks(
  records: Records,
  scope: Scope,
  settingsOf: (authority: string) => Policy['calendar'] | undefined,
): Promise<Running[]> {
  const clocks = [...(await runningDeadlines(records, scope)), ...(await runningPeriods(records, scope, settingsOf))]
  return clocks.sort((a, b) => order(a.caseId, b.caseId) || order(a.key, b.key))
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const caseColumns = ['cases.authority', 'cases.kind', 'cases.urn', 'cases.school_name'] as const

async function runningDeadlines(records: Records, scope: Scope): Promise<Running[]> {
  const rows = await within(records.selectFrom('cases'), scope)
    .innerJoin('deadlines', 'deadlines.case_id', 'cases.id')
    .select(caseColumns)
    .select(['deadlines.case_id', 'deadlines.key', 'deadlines.id', 'deadlines.title', 'deadlines.rule'])
    .select(['deadlines.owner', 'deadlines.statutory', 'deadlines.due', 'deadlines.status', 'deadlines.details'])
    .where('cases.status', '=', 'open')
    .where('deadlines.ended_at', 'is', null)
    .where('deadlines.status', '=', 'open')
    .execute()
  return rows.flatMap(({ due, details, status, ...row }) => {
    const { clock, from, calendar: settings } = details as unknown as DeadlineDetails
    if (due === null || !clock || !from || !settings) return []
    if (!isMovable({ status: status as Deadline['status'], clock })) return []
    const { case_id: caseId, school_name: schoolName, ...more } = row
    return { ...more, caseId, schoolName, due, clock, from, settings }
  })
}

/**
 * The periods of warning notices that have not ended: they run on when the school has answered, and their end opens the powers
 * window (LAW-8). Their clocks count working days, on which the settings of a policy have no bearing.
 */
async function runningPeriods(
  records: Records,
  scope: Scope,
  settingsOf: (authority: string) => Policy['calendar'] | undefined,
): Promise<Running[]> {
  const rows = await within(records.selectFrom('cases'), scope)
    .innerJoin('notices', 'notices.case_id', 'cases.id')
    .select(caseColumns)
    .select(['notices.case_id', 'notices.details'])
    .where('cases.status', '=', 'open')
    .where('notices.ended', 'is', null)
    .where(sql<boolean>`notices.details->'period' is not null`)
    .execute()
  return rows.flatMap(({ authority, kind, urn, school_name: schoolName, case_id: caseId, details }) => {
    const { period } = details as unknown as Notice
    const settings = settingsOf(authority)
    if (!period?.due || period.ended || !settings) return []
    const about = period.confirmed
      ? { title: 'Comply with the warning notice', rule: 'LAW-5' }
      : { title: 'The period of the warning notice', rule: 'LAW-6' }
    const { due, clock, from } = period
    const row = { caseId, authority, kind, urn, schoolName, key: 'notice-period', id: 'notice-period', ...about }
    return { ...row, owner: 'chair-of-governors', statutory: true, due, clock, from, settings }
  })
}
