import * as z from 'zod'
import { actsIn, readingScope, refuseSchools } from '../../access/reading.ts'
import type { Caller } from '../../access/caller.ts'
import { requireLevels } from '../../access/secrecy.ts'
import { capacitiesUsed, expenditureOf } from '../../cases/expenditure.ts'
import { yearOfDay } from '../../cases/money.ts'
import { casesWithSupport } from '../../records/expenditure.ts'
import { urnsOf } from '../../records/people.ts'
import { expenditureAsCsv } from '../expenditure-csv.ts'
import { expenditureSchema } from '../money-schemas.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { badRequest, Problem } from '../problem.ts'
import { day, kebab, urn } from '../schemas.ts'

/** How it is asked for. */
export const expenditureQuery = z.strictObject({
  authority: kebab,
  from: day.optional().describe('the first day; that of the present year of the budget where left out'),
  to: day.optional().describe('the last day; today where left out'),
  district: kebab.optional(),
  school: urn.optional().describe('a URN, present or former'),
})
type Wanted = z.output<typeof expenditureQuery>

const description =
  'Case by case what support was planned and given, in days and pounds, who pays and what it achieved; by district; and how far the year has used what all share (ST-42, ST-43, DA-5)'
const problems = [400, 403, 404, 503]

/** What support of schools cost and what it achieved, as JSON and as CSV. */
export function expenditureRoutes(parts: ApiParts) {
  return [
    operation({
      method: 'get',
      path: '/api/reports/expenditure',
      id: 'getExpenditure',
      tag: 'Evidence',
      summary: 'What support cost, who pays, and what it achieved',
      description,
      query: expenditureQuery,
      answers: { 200: { description: 'The report', schema: expenditureSchema } },
      problems,
      async handle({ query: wanted, caller }) {
        return { body: await expenditureFor(parts, wanted, caller) }
      },
    }),
    operation({
      method: 'get',
      path: '/api/reports/expenditure.csv',
      id: 'getExpenditureCsv',
      tag: 'Evidence',
      summary: 'The same as CSV',
      query: expenditureQuery,
      answers: { 200: { description: 'The report', type: 'text/csv' } },
      problems,
      async handle({ query: wanted, caller, response }) {
        const report = await expenditureFor(parts, wanted, caller)
        const name = `expenditure-${report.authority}-${report.from}-${report.to}.csv`
        response.type('text/csv').attachment(name).send(expenditureAsCsv(report))
      },
    }),
  ]
}

/** What support cost and what it achieved, as far as the caller may read it. Throws a 404, a 400 or a Refusal. */
export async function expenditureFor(
  parts: ApiParts,
  { authority, district, school, ...period }: Wanted,
  caller: Caller,
) {
  const { records, policies, today } = parts
  await readingScope(records, policies, caller)
  refuseSchools(caller, 'what support of all schools cost')
  const policy = policies.get(authority)
  if (!policy || !actsIn(caller, authority))
    throw new Problem(404, `There is no authority "${authority}" that you may read`)
  requireLevels(policies, caller, authority, 'The report of expenditure')
  const { money } = policy
  if (!money)
    throw new Problem(404, `The policy of ${policy.name} says nothing of what support costs: there is no report`)
  if (district && !policy.districts.includes(district))
    throw badRequest([{ field: 'district', message: `is not one of ${policy.districts.join(', ')}` }])
  const to = period.to ?? today()
  const from = period.from ?? yearOfDay(money, to).from
  if (from > to) throw badRequest([{ field: 'from', message: `lies after to (${to})` }])
  const urns = school === undefined ? undefined : await urnsOf(records, school)
  const cases = await casesWithSupport(records, { authority, district, urns, to })
  const all = district || urns ? await casesWithSupport(records, { authority, to }) : cases
  return { authority, ...expenditureOf(money, cases, from, to), capacities: capacitiesUsed(money, all, to) }
}
