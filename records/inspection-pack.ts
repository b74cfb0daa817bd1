import { sql } from 'kysely'
import type { Day } from '../calendar/day.ts'
import { countWorkingDays } from '../calendar/school-year.ts'
import { londonDay } from '../calendar/london.ts'
import type { Policy } from '../policies/policy.ts'
import { faultsAgainstFile, type RecordFault } from './against-the-file.ts'
import { calendarFor } from './calendar.ts'
import { verifyChains } from './chain.ts'
import type { Records } from './database.ts'
import { withSealedEndings } from './sealed-endings.ts'
import { isSealed } from './sealing.ts'

/** What an inspection asks for: one authority, a school of it or all, and what was owed at any time in a period. */
export interface PackWanted {
  authority: string
  /** Its URNs, present and former. */
  urns?: string[] | undefined
  from?: Day | undefined
  until?: Day | undefined
  today: Day
}

/** One thing that was owed: by which rule, by when, when it was done, how late, why, and with what evidence. */
export interface PackRow {
  rule: string
  what: string
  why: string
  owner: string
  school: string
  urn: string
  caseId: string
  openedOn: Day
  due: Day | null
  status: string
  endedOn: Day | null
  /** Working days of LAW-2 from the due day to the day it ended, or to today while it is owed; 0 in time. */
  workingDaysLate: number
  /** How it ended, or why it moved, in the words on record. */
  reason: string
  /** Who did it, and what they filed. */
  evidence: string
  /** The entry of the case file that ended it. */
  entry: number | null
}

export interface Pack {
  rows: PackRow[]
  /** The last entry of each case file and its hash, which pins the whole of it. */
  heads: { caseId: string; entry: number; hash: string }[]
  /** What the case files of its cases do not bear out, an entry that is missing among them: none in a pack that may be relied on. */
  faults: RecordFault[]
}

/** More rows than anybody prints. */
export const mostRows = 20_000

interface Found {
  rule: string
  title: string
  why: string
  owner: string
  school_name: string
  urn: string
  case_id: string
  key: string
  opened_at: Date
  due: Day | null
  status: string
  ended_at: Date | null
  ending: Record<string, unknown> | null
  ending_seq: number | null
  command: { as?: string; person?: string; input?: Record<string, unknown> } | null
  moves: string[] | null
}

/** Rule by rule what was due, what was done, when, how late, why, with what evidence (SO-2); undefined where it is too much for one pack. */
export async function inspectionPack(records: Records, policy: Policy, wanted: PackWanted): Promise<Pack | undefined> {
  const found = await read(records, wanted)
  if (found.length > mostRows) return undefined
  const calendar = await calendarFor(records, policy)
  const rows = found.map((one): PackRow => {
    const endedOn = one.ended_at && londonDay(one.ended_at.getTime())
    const until = endedOn ?? wanted.today
    return {
      rule: one.rule,
      what: one.title,
      why: one.why,
      owner: one.owner,
      school: one.school_name,
      urn: one.urn,
      caseId: one.case_id,
      openedOn: londonDay(one.opened_at.getTime()),
      due: one.due,
      status: one.status,
      endedOn,
      workingDaysLate: one.due && until > one.due ? countWorkingDays(calendar, one.due, until) : 0,
      reason: [...(one.moves ?? []), ...textOf(one.ending?.['reason'])].join('; '),
      evidence: evidenceOf(one.command),
      entry: one.ending_seq,
    }
  })
  const cases = [...new Set(rows.map((row) => row.caseId))]
  const chained = await Promise.all(cases.map((id) => verifyChains(records, id)))
  const faults = chained.flatMap((one) => one.faults.map(({ caseId, seq: entry, fault }) => ({ caseId, entry, fault })))
  return {
    rows,
    heads: await headsOf(records, cases),
    faults: [...faults, ...(await faultsAgainstFile(records, cases))],
  }
}

const textOf = (value: unknown): string[] => (typeof value === 'string' && value ? [value] : [])

const filed = ['evidence', 'report', 'minutes', 'summary', 'document', 'reason', 'note'] as const

function evidenceOf(command: Found['command']): string {
  if (!command) return ''
  const words = filed.flatMap((field) => textOf(command.input?.[field]))
  return [[command.as, command.person].filter(Boolean).join(', '), ...words].join(': ')
}

async function read(records: Records, { authority, urns, from, until }: PackWanted): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select owed.rule, owed.title, owed.why, owed.owner, cases.school_name, cases.urn, owed.case_id, owed.key, owed.opened_at, owed.due,
      owed.status, owed.ended_at, ending.body as ending, ending.seq as ending_seq, given.body as command, moved.reasons as moves
    from deadlines owed
    join cases on cases.id = owed.case_id
    left join lateral (
      select seq, at, body from case_file
      where case_id = owed.case_id and type in ('deadline-met', 'deadline-cancelled') and body->>'key' = owed.key
      order by seq desc limit 1
    ) ending on owed.ended_at is not null
    left join lateral (
      select body from case_file
      where case_id = owed.case_id and type = 'command' and seq < ending.seq and at = ending.at
      order by seq desc limit 1
    ) given on owed.status = 'met'
    left join lateral (
      select array_agg(body->>'reason' order by seq) as reasons from case_file
      where case_id = owed.case_id and type in ('deadline-moved', 'deadline-suspended') and body->>'key' = owed.key
        and body->>'reason' is not null
    ) moved on true
    where cases.authority = ${authority}
      and (${urns === undefined} or owed.case_id in (select case_id from case_urns where urn = any(${urns ?? []}::text[])))
      and (${from === undefined} or owed.ended_at is null or owed.ended_at >= ${from ?? null}::date)
      and (${until === undefined} or owed.opened_at < ${until ?? null}::date + 1)
    order by owed.rule, owed.due nulls last, owed.case_id, owed.key
    limit ${mostRows + 1}`.execute(records)
  const ids = [...new Set(rows.map((row) => row.case_id))]
  const sealed = ids.filter((id) => isSealed(records, id))
  return withSealedEndings(records, rows, sealed)
}

async function headsOf(records: Records, caseIds: string[]): Promise<Pack['heads']> {
  if (!caseIds.length) return []
  const { rows } = await sql<{ caseId: string; entry: number; hash: string }>`
    select distinct on (case_id) case_id as "caseId", seq as entry, hash from case_file
    where case_id = any(${caseIds}::text[]) order by case_id, seq desc`.execute(records)
  return rows
}
