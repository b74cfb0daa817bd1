import * as z from 'zod'
import type { Caller } from '../access/caller.ts'
import { readingScope } from '../access/reading.ts'
import { seesDuty } from '../access/secrecy.ts'
import { answer } from '../cases/reckoning.ts'
import { alarmAfter, nextAhead, type Ahead } from '../cases/ahead.ts'
import { formatDay } from '../calendar/day.ts'
import { formatLondon } from '../calendar/london.ts'
import { editionNamed } from '../policies/editions.ts'
import type { Policy } from '../policies/policy.ts'
import { policyFor, type CaseKind } from '../policies/year.ts'
import { casesAhead, owedIn, type CaseAhead, type OwedRow } from '../records/alarms.ts'
import { calendarFor } from '../records/calendar.ts'
import { checked } from './alarms-checked.ts'
import { page, readCursor } from './pages.ts'
import type { ApiParts } from './parts.ts'
import type { alarmsQuery } from './alarm-schemas.ts'

/** A rule of a running case, with what comes of it next. */
export interface Watched {
  caseId: string
  kind: CaseKind
  authority: string
  school: { urn: string; name: string }
  key: string
  id: string
  title: string
  rule: string
  owner: string | null
  due: string | null
  status: string
  next: Pick<Ahead, 'at' | 'what' | 'to'> | null
  /** Why nothing comes of it, in a sentence; null where something does. */
  alarm: string | null
  /** Whether the running workflow waits for the same moment; null where it was not asked, or another workflow chases it. */
  agrees: boolean | null
}

/**
 * Every rule of every running case with its next moment, a page of cases at a time; with `check` each case's workflow is asked
 * whether it waits for the same. Throws a Refusal, or a 400.
 */
export async function alarmsFor(parts: ApiParts, caller: Caller, query: z.output<typeof alarmsQuery>) {
  const { records, policies } = parts
  const { limit, cursor, check, alarm, case: caseId, kind, authority } = query
  const scope = await readingScope(records, policies, caller)
  const after = readCursor(z.string(), cursor)
  const own = scope.authorities
  const authorities = authority === undefined ? own : [authority].filter((one) => !own || own.includes(one))
  const filters = { ...scope, authorities, caseId, kind, alarmed: alarm }
  const rows = await casesAhead(records, filters, { after, limit: limit + 1 })
  const { items: cases, next } = page(
    rows,
    limit,
    ({ id }) => id,
    (row) => row,
  )
  const owed = Map.groupBy(
    await owedIn(
      records,
      cases.map((one) => one.id),
    ),
    (one) => one.case_id,
  )
  const watched = await Promise.all(
    cases.map(async (row) => {
      const rules = await rulesOf(parts, row, owed.get(row.id) ?? [])
      const told = rules.filter(({ id }) => id === 'notice-period' || seesDuty(policies, caller, row, id))
      return check ? checked(parts, row, told) : told
    }),
  )
  return { items: watched.flat(), next }
}

async function rulesOf(parts: ApiParts, row: CaseAhead, owed: OwedRow[]): Promise<Watched[]> {
  const { policies } = parts
  const edition = editionNamed(policies, row.authority, row.edition) ?? policies.get(row.authority)
  const policy = edition && policyFor(edition, row.kind as CaseKind)
  const keys = new Set(owed.map((one) => one.key))
  const others = Object.entries(row.ahead ?? {}).filter(([key]) => !keys.has(key))
  return [
    ...(await Promise.all(owed.map((one) => ofDeadline(parts, row, one, policy)))),
    ...others.map(([key, ahead]) => ofRecurrence(row, key, ahead, policy)),
  ]
}

const about = ({ id: caseId, kind, authority, urn, school_name: name }: CaseAhead) => ({
  caseId,
  kind: kind as CaseKind,
  authority,
  school: { urn, name },
  agrees: null,
})

async function ofDeadline(parts: ApiParts, row: CaseAhead, owed: OwedRow, policy?: Policy): Promise<Watched> {
  const { key, id, title, rule, owner, due, status } = owed
  const now = Date.now()
  const ahead = row.ahead?.[key]
  const found = nextAhead(ahead ?? [], now)
  const next = found.next ?? (await repeated(parts, row, owed, policy, ahead))
  const alarm = alarmOf({ isKnown: row.ahead !== null, next, isLate: found.isLate, status })
  return { ...about(row), key, id, title, rule, owner, due, status, next, alarm }
}

/** A duty that comes again, or the period of a notice: nothing is owed by it at present. */
function ofRecurrence(row: CaseAhead, key: string, ahead: Ahead[], policy?: Policy): Watched {
  const rule = policy?.deadlines.find((one) => one.id === key)
  const { next, isLate } = nextAhead(ahead, Date.now())
  return {
    ...about(row),
    key,
    id: key,
    title: rule?.title ?? (key === 'notice-period' ? 'The period of the warning notice' : key),
    rule: rule?.rule ?? '',
    owner: rule?.owner ?? null,
    due: null,
    status: rule ? 'comes again' : 'runs',
    next,
    alarm: alarmOf({ isKnown: true, next, isLate, status: '' }),
  }
}

/** The next turn of a ladder that comes again: its rungs go out without a word in the case file. */
async function repeated(
  { records }: ApiParts,
  row: CaseAhead,
  { key, due, opened_at: openedAt }: OwedRow,
  policy: Policy | undefined,
  ahead: Ahead[] = [],
): Promise<Ahead | null> {
  const last = ahead.findLast((one) => one.every)
  if (!last?.every || !policy) return null
  const calendar = await calendarFor(records, policy, row.urn)
  const after = formatLondon(Date.now())
  const { every, offset = 0 } = last
  const question =
    due === null
      ? { ask: 'look' as const, key, from: openedAt.toISOString(), every, after }
      : { ask: 'repeat' as const, key, due, offset: offset + every, every, after }
  const found = answer(calendar, policy, question)
  return 'at' in found ? { ...last, at: found.at } : null
}

interface Found {
  isKnown: boolean
  next: Ahead | null
  isLate: boolean
  status: string
}

function alarmOf({ isKnown, next, isLate, status }: Found): string | null {
  if (!isKnown) return null
  if (isLate && next)
    return `Its moment came on ${formatDay(next.at.slice(0, 10))} at ${next.at.slice(11, 16)}, and ${alarmAfter / 60_000} minutes later nothing has been written of it: the worker or Temporal may be down`
  if (next) return null
  return status === 'suspended'
    ? 'Its clock is stopped, and nobody hears of it until somebody lets it run again'
    : 'Its ladder has ended and it is still owed: nobody hears of it any more by itself'
}
