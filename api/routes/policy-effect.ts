import * as z from 'zod'
import { readingScope } from '../../access/reading.ts'
import { requireLevels } from '../../access/secrecy.ts'
import type { Caller } from '../../access/caller.ts'
import { endOfDay, formatLondon } from '../../calendar/london.ts'
import { effectOfAdopting } from '../../cases/effect-of-adopting.ts'
import { Refusal } from '../../cases/refusal.ts'
import type { Policy } from '../../policies/policy.ts'
import { caseKinds, policyFor, type CaseKind } from '../../policies/year.ts'
import { calendarsOf, loadCalendarFacts, type CalendarOf } from '../../records/calendar.ts'
import { readCases, type CaseRow } from '../../records/reading.ts'
import { operation } from '../operation.ts'
import { page, pageQuery, readCursor } from '../pages.ts'
import type { ApiParts } from '../parts.ts'
import { effectSchema } from '../policy-schemas.ts'
import { day } from '../schemas.ts'
import { requireWithin } from './forecast.ts'
import { editionShown, mustReadEdition } from './policies.ts'

/** How it is asked for. */
export const effectQuery = z.strictObject({
  edition: z.string().describe('the edition that would be adopted'),
  kind: z.enum(caseKinds).default('intervention'),
  school: z.string().optional(),
  until: day.optional().describe('compares besides what would come until then if nobody acts'),
  ...pageQuery,
})

/** What a new edition would do to each running case, before anybody adopts it. */
export function policyEffectRoutes(parts: ApiParts) {
  return [
    operation({
      method: 'get',
      path: '/api/policies/{authority}/effect',
      id: 'effectOfEdition',
      tag: 'Policies',
      summary: 'What each running case would come to if it adopted an edition; nothing is changed',
      description:
        'Case by case what would be opened, moved, cancelled, given to another owner or chased by another ladder, from when to when, as adoptPolicy would do it now: each case is asked how it stands and played on paper. A case that runs under the edition already is left out.',
      params: z.object({ authority: z.string() }),
      query: effectQuery,
      answers: { 200: { description: 'A page of running cases, by id', schema: effectSchema } },
      problems: [400, 403, 404, 503],
      async handle({ params, query: wanted, caller }) {
        return { body: await effectOfEdition(parts, caller, params.authority, wanted) }
      },
    }),
  ]
}

/** A page of running cases, and what each would come to under another edition. Throws a 404, a 400, a Refusal or PartDown. */
export async function effectOfEdition(
  parts: ApiParts,
  caller: Caller,
  authority: string,
  { edition, kind, school, until, limit, cursor }: z.output<typeof effectQuery>,
) {
  const { policies, records } = parts
  const other = mustReadEdition(policies, authority, caller, edition)
  requireLevels(policies, caller, authority, 'What an edition would do to each case')
  if (until) requireWithin(parts.today(), until)
  const after = readCursor(z.string(), cursor)
  const rows = await runningCases(parts, caller, { authority, kind, school }, { after, limit })
  const { items, next } = page(
    rows,
    limit,
    ({ id }) => id,
    (row) => row,
  )
  const calendarOf = calendarsOf(await loadCalendarFacts(records))
  const before = until ? endOfDay(until) : 0
  const behind = items.filter((row) => row.edition !== edition)
  const effects = await sideBySide(behind, (row) => effectOn(parts, row, other, calendarOf, before))
  return { authority, edition: editionShown(policies, other), applied: false, items: effects.flat(), next }
}

async function runningCases(
  { records, policies }: ApiParts,
  caller: Caller,
  { authority, kind, school }: { authority: string; kind: CaseKind; school: string | undefined },
  { after, limit }: { after: string | undefined; limit: number },
): Promise<CaseRow[]> {
  const scope = await readingScope(records, policies, caller)
  const wanted = { ...scope, authorities: [authority], kind, school, status: 'open' }
  return readCases(records, wanted, {
    after: after === undefined ? undefined : { id: after, due: null },
    limit: limit + 1,
  })
}

/** None of a case that has ended since the list was read. */
async function effectOn(parts: ApiParts, row: CaseRow, other: Policy, calendarOf: CalendarOf, before: number) {
  const standing = await parts.cases.standing(row.id).catch(unlessEnded)
  if (!standing) return []
  const calendar = calendarOf(row.authority, other.calendar, row.urn)
  const at = formatLondon(Date.now())
  const effect = effectOfAdopting({ ...standing, calendar, at, before }, policyFor(other, row.kind as CaseKind))
  return [
    {
      caseId: row.id,
      kind: row.kind,
      school: { urn: row.urn, name: row.school_name },
      from: standing.policy.edition,
      ...effect,
    },
  ]
}

function unlessEnded(error: unknown): undefined {
  if (error instanceof Refusal) return undefined
  throw error
}

/** How many cases are asked at once how they stand. */
const atOnce = 10

async function sideBySide<T, R>(all: T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (let from = 0; from < all.length; from += atOnce)
    done.push(...(await Promise.all(all.slice(from, from + atOnce).map(work))))
  return done
}
