import * as z from 'zod'
import { readableLetters } from '../../access/reading.ts'
import { requireLevels } from '../../access/secrecy.ts'
import type { Caller } from '../../access/caller.ts'
import { addMonths, type Day } from '../../calendar/day.ts'
import type { Deadline } from '../../cases/state.ts'
import { forecast, forecastOfClosed, type Forecast } from '../../records/forecast.ts'
import type { CaseRow } from '../../records/reading.ts'
import { PartDown } from '../cases-port.ts'
import { forecastSchema } from '../ahead-schemas.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { badRequest } from '../problem.ts'
import { day } from '../schemas.ts'
import { owedShown } from '../shown.ts'
import { mustReadCase } from './cases.ts'

/** Beyond it hardly a term is published, people have changed, and what is foretold is guesswork (TERM-3). */
const monthsAhead = 24

/** What will happen in a case if nobody acts. */
export function forecastRoutes(parts: ApiParts) {
  return [
    operation({
      method: 'get',
      path: '/api/cases/{caseId}/forecast',
      id: 'forecastCase',
      tag: 'Cases',
      summary: 'Everything that will happen in a case until a day if nobody acts',
      description: `Reckoned from the case as it stands, the policy it runs under, the calendar and the people on record; nothing is changed. Each line of \`happenings\` is as a scenario has it. A mail says to whom it will go by the roles and absences known for its day; what other cases have for the same person at the same moment will be in the same digest. \`until\` is at most ${monthsAhead} months ahead.`,
      params: z.object({ caseId: z.string() }),
      query: z.strictObject({ until: day.describe('the last day that is told') }),
      answers: { 200: { description: 'What will happen, and what is owed at the end', schema: forecastSchema } },
      problems: [400, 403, 404, 409, 503],
      async handle({ params, query, caller }) {
        const row = await mustReadCase(parts, params.caseId, caller)
        return { body: await forecastFor(parts, row, caller, query.until) }
      },
    }),
  ]
}

/** What will happen in a case until the end of a day if nobody acts, as the caller may read it. */
export async function forecastFor(parts: ApiParts, row: CaseRow, caller: Caller, until: Day) {
  requireLevels(parts.policies, caller, row.authority, 'What will happen in this case')
  const today = parts.today()
  requireWithin(today, until)
  const told = readableBy(parts, caller, await tell(parts, row, until))
  return {
    caseId: row.id,
    authority: row.authority,
    school: { urn: row.urn, name: row.school_name },
    status: row.status,
    from: today,
    until,
    ...told,
    owed: told.owed.toSorted(soonestFirst).map(owedShown),
  }
}

/** What waits on an outside decision stands last. */
const soonestFirst = (a: Deadline, b: Deadline): number => (a.due ?? '9999').localeCompare(b.due ?? '9999')

export function requireWithin(today: Day, until: Day): void {
  if (until < today)
    throw badRequest([
      { field: 'until', message: `lies before today (${today}): what has happened is the case file's` },
    ])
  const furthest = addMonths(today, monthsAhead)
  if (until > furthest)
    throw badRequest([
      {
        field: 'until',
        message: `must be ${furthest} at the latest: ${monthsAhead} months ahead, beyond is guesswork`,
      },
    ])
}

async function tell({ records, cases, post }: ApiParts, row: CaseRow, until: Day): Promise<Forecast> {
  if (row.status === 'closed') return forecastOfClosed(records, post, row.id)
  if (row.status === 'opening')
    throw new PartDown('worker', `The case ${row.id} is being opened: ask again when the worker has taken it up`)
  return forecast(records, post, await cases.standing(row.id), until)
}

/** A school's role reads the case whole, and of the mails those to the school. */
function readableBy({ policies }: ApiParts, caller: Caller, told: Forecast): Forecast {
  const roles = readableLetters(policies, caller)
  if (!roles) return told
  const isTheirs = (to: unknown) => [to].flat().some((role) => roles.includes(String(role)))
  return {
    ...told,
    happenings: told.happenings.filter((one) => one.type !== 'mail' || isTheirs(one['to'])),
    waiting: told.waiting.filter((one) => isTheirs(one['to'])),
    unreached: told.unreached.filter((one) => isTheirs(one.to)),
  }
}
