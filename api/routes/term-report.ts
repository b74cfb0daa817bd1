import * as z from 'zod'
import { actsIn, refuseOutsiders, refuseSchools } from '../../access/reading.ts'
import { requireLevels } from '../../access/secrecy.ts'
import type { Caller } from '../../access/caller.ts'
import { titleOf } from '../../cases/roles.ts'
import type { Policy } from '../../policies/policy.ts'
import { termReport, type TermReport } from '../../records/term-report.ts'
import { csvOf } from '../csv.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { day, kebab } from '../schemas.ts'

/** How it is asked for. */
export const termReportQuery = z.strictObject({
  authority: kebab,
  on: day.optional().describe('a day of the term, in a holiday of the next; today where left out'),
})

const schema = z
  .object({
    authority: z.string(),
    term: z.object({ name: z.string(), firstDay: day, lastDay: day, provisional: z.boolean() }),
    levels: z
      .array(z.object({ level: z.string(), name: z.string(), atBeginning: z.int(), atEnd: z.int() }))
      .describe('schools causing concern, at the beginning of the term and at its end or today'),
    opened: z.int(),
    closed: z.int(),
    duties: z.array(
      z.object({
        rule: z.string(),
        what: z.string(),
        owner: z.string(),
        due: z.int().describe('with a day within the term'),
        metInTime: z.int(),
        metLate: z.int(),
        missed: z.int().describe('past its day and not done'),
        ahead: z.int().describe('its day is still to come'),
        cancelled: z.int().describe('before its day'),
        latest: z.int().describe('working days that the latest was late, or is'),
        late: z.int().describe('working days of all together'),
      }),
    ),
  })
  .meta({ id: 'TermReport' })

const problems = [400, 403, 404, 413, 503]

/** What an authority's board and its sub-group receive each term (SO-1). */
export function termReportRoutes(parts: ApiParts) {
  return [
    operation({
      method: 'get',
      path: '/api/reports/term',
      id: 'getTermReport',
      tag: 'Evidence',
      summary: 'The report of a term: cases by level, and duty by duty what was due, done in time, late or not at all',
      query: termReportQuery,
      answers: { 200: { description: 'The report', schema } },
      problems,
      async handle({ query: { authority, on }, caller }) {
        const { report } = await termReportFor(parts, caller, authority, on)
        const { name, firstDay, lastDay, provisional } = report.term
        return { body: { authority, ...report, term: { name, firstDay, lastDay, provisional } } }
      },
    }),
    operation({
      method: 'get',
      path: '/api/reports/term.csv',
      id: 'getTermReportCsv',
      tag: 'Evidence',
      summary: 'The same as CSV',
      query: termReportQuery,
      answers: { 200: { description: 'The report', type: 'text/csv' } },
      problems,
      async handle({ query: { authority, on }, caller, response }) {
        const { report, policy } = await termReportFor(parts, caller, authority, on)
        const name = `${authority}-${report.term.name.replaceAll(' ', '-')}.csv`
        response.type('text/csv').attachment(name).send(termReportAsCsv(report, policy))
      },
    }),
  ]
}

/** The report of a term, as far as the caller may read it. Throws a 404, a 413 or a Refusal. */
export async function termReportFor(
  { records, policies, today }: ApiParts,
  caller: Caller,
  authority: string,
  on = today(),
) {
  refuseOutsiders(policies, caller)
  refuseSchools(caller, 'reports')
  const policy = policies.get(authority)
  if (!policy || !actsIn(caller, authority))
    throw new Problem(404, `There is no authority "${authority}" that you may read`)
  requireLevels(policies, caller, authority, 'The report of a term')
  const report = await termReport(records, policy, { on, today: today() })
  if (!report) throw new Problem(413, 'More was owed in this term than one report counts: ask for inspection packs')
  return { report, policy }
}

/** The report of a term as CSV. */
export function termReportAsCsv({ term, levels, opened, closed, duties }: TermReport, policy: Policy): string {
  return csvOf([
    [policy.name, term.name, `${term.firstDay} to ${term.lastDay}`],
    [],
    ['Level', 'At the beginning', 'At the end'],
    ...levels.map((one) => [one.name, one.atBeginning, one.atEnd]),
    ['Opened in the term', opened],
    ['Closed in the term', closed],
    [],
    [
      'Rule',
      'What was owed',
      'By whom',
      'Due',
      'In time',
      'Late',
      'Not done',
      'Still to come',
      'Cancelled',
      'Latest (working days)',
    ],
    ...duties.map((one) => [
      one.rule,
      one.what,
      titleOf(policy, one.owner),
      one.due,
      one.metInTime,
      one.metLate,
      one.missed,
      one.ahead,
      one.cancelled,
      one.latest,
    ]),
  ])
}
