import * as z from 'zod'
import type { Caller } from '../access/caller.ts'
import { readingScope } from '../access/reading.ts'
import { seesDuty } from '../access/secrecy.ts'
import type { Day } from '../calendar/day.ts'
import { movesUnder, type Move } from '../records/calendar-impact.ts'
import { calendarsOf, loadCalendarFacts } from '../records/calendar.ts'
import { runningClocks } from '../records/running-clocks.ts'
import { page, pageQuery, readCursor } from './pages.ts'
import type { ApiParts } from './parts.ts'
import { proposalQuery, proposedCalendar } from './proposed-change.ts'

const place = z.strictObject({ caseId: z.string(), key: z.string() })
export const impactQuery = z.strictObject({ ...proposalQuery, ...pageQuery })

/** What a proposed change of the calendar would move, of what the caller may read; nothing is changed. */
export async function impactOf(parts: ApiParts, query: z.output<typeof impactQuery>, caller: Caller) {
  const { records, policies } = parts
  const { limit, cursor, ...proposal } = query
  const after = readCursor(place, cursor)
  const scope = await readingScope(records, policies, caller)
  const { facts, summary } = proposedCalendar(proposal, await loadCalendarFacts(records), caller, policies)
  const clocks = await runningClocks(records, scope, (authority) => policies.get(authority)?.calendar)
  const moves = movesUnder(calendarsOf(facts), clocks).filter(
    ({ running }) => running.key === 'notice-period' || seesDuty(policies, caller, running, running.id),
  )
  const rest = moves.filter(({ running }) => !after || isBehind(running, after)).slice(0, limit + 1)
  return {
    summary,
    applied: false,
    deadlines: moves.length,
    cases: new Set(moves.map(({ running }) => running.caseId)).size,
    ...page(rest, limit, placeOf, (move) => moveShown(move, parts.today())),
  }
}

const placeOf = ({ running: { caseId, key } }: Move) => ({ caseId, key })

const isBehind = (one: z.output<typeof place>, after: z.output<typeof place>): boolean =>
  one.caseId > after.caseId || (one.caseId === after.caseId && one.key > after.key)

const moveShown = ({ running, to, provisional }: Move, today: Day) => ({
  caseId: running.caseId,
  authority: running.authority,
  school: { urn: running.urn, name: running.schoolName },
  deadline: running.id,
  occurrence: `${running.id}@${running.due}`,
  title: running.title,
  rule: running.rule,
  owner: running.owner,
  statutory: running.statutory,
  from: running.due,
  to,
  provisional,
  missedAtOnce: to < today,
})
