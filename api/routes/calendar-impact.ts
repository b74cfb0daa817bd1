import * as z from 'zod'
import { readingScope } from '../../access/reading.ts'
import { seesDuty } from '../../access/secrecy.ts'
import { movesUnder, type Move } from '../../records/calendar-impact.ts'
import { calendarsOf, loadCalendarFacts } from '../../records/calendar.ts'
import { runningClocks } from '../../records/running-clocks.ts'
import type { Day } from '../../calendar/day.ts'
import { calendarImpactSchema } from '../ahead-schemas.ts'
import { operation } from '../operation.ts'
import { page, pageQuery, readCursor } from '../pages.ts'
import type { ApiParts } from '../parts.ts'
import { proposalQuery, proposedCalendar } from '../proposed-change.ts'

const place = z.strictObject({ caseId: z.string(), key: z.string() })

/** What a change of the calendar would move, before anybody applies it. */
export function calendarImpactRoutes(parts: ApiParts) {
  const { records, policies } = parts
  return [
    operation({
      method: 'get',
      path: '/api/calendar/impact',
      id: 'calendarImpact',
      tag: 'Calendar',
      summary: 'Which running deadlines a proposed bank holiday or term would move; nothing is changed',
      description:
        'Propose one thing: a bank holiday (`date`, `title`; `change=removed` for one that goes), one term by the columns of the import, or several (`terms`). Answered is what each running case would find if the same were imported (LAW-15, TERM-3), each under the policy it runs under and the term dates of its school. `notice-period` is the period of a warning notice, which runs on when the school has answered.',
      query: z.strictObject({ ...proposalQuery, ...pageQuery }),
      answers: { 200: { description: 'A page of deadlines that would move, by case', schema: calendarImpactSchema } },
      problems: [400, 403, 503],
      async handle({ query, caller }) {
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
          body: {
            summary,
            applied: false,
            deadlines: moves.length,
            cases: new Set(moves.map(({ running }) => running.caseId)).size,
            ...page(rest, limit, placeOf, (move) => moveShown(move, parts.today())),
          },
        }
      },
    }),
  ]
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
