import * as z from 'zod'
import type { Caller } from '../../access/caller.ts'
import { readingScope } from '../../access/reading.ts'
import { seesDuty, seesLevels } from '../../access/secrecy.ts'
import { commandDescriptions, commandSchemaOf, largestEntry } from '../../cases/commands.ts'
import {
  deadlinesOf,
  noticesOf,
  officersOfCases,
  readCase,
  readEvents,
  statementsOf,
  urnsOfCases,
  type CaseRow,
} from '../../records/reading.ts'
import { casesQuery, findCases } from '../cases.ts'
import { openCase } from '../open-case.ts'
import { moneyShown } from '../money-shown.ts'
import { operation } from '../operation.ts'
import { page, pageQuery, readCursor } from '../pages.ts'
import type { ApiParts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { caseSchema, caseSummarySchema, eventSchema, eventTypes, openedSchema, pageOf, yesOrNo } from '../schemas.ts'
import { caseShown, deadlineShown, discreetEventShown, eventShown, noticeShown, statementShown } from '../shown.ts'

const caseParams = z.object({ caseId: z.string() })

/** Opening, finding and reading cases. */
export function caseRoutes(parts: ApiParts) {
  return [
    operation({
      method: 'post',
      path: '/api/cases',
      id: 'openCase',
      tag: 'Cases',
      summary: commandDescriptions.openCase,
      body: { schema: commandSchemaOf('openCase') },
      answers: {
        201: {
          description: 'The case is open, shown as it stands',
          schema: openedSchema,
          headers: { Location: 'the address of the case' },
        },
      },
      problems: [400, 403, 409, 415, 503],
      async handle({ body, caller, retry }) {
        const opened = await openCase(parts, body, caller, retry)
        const { caseId } = opened
        const shown = await wholeCase(parts, await mustReadCase(parts, caseId, caller), caller)
        return { status: 201, headers: { Location: `/api/cases/${caseId}` }, body: { ...shown, ...opened } }
      },
    }),
    operation({
      method: 'get',
      path: '/api/cases',
      id: 'listCases',
      tag: 'Cases',
      summary: 'Finds cases, ordered by id, or by what is due next',
      query: casesQuery,
      answers: { 200: { description: 'A page of cases', schema: pageOf(caseSummarySchema) } },
      problems: [400, 403, 503],
      handle: async ({ query, caller }) => ({ body: await findCases(parts, query, caller) }),
    }),
    operation({
      method: 'get',
      path: '/api/cases/{caseId}',
      id: 'getCase',
      tag: 'Cases',
      summary: 'A case with its deadlines, notices and statements',
      params: caseParams,
      query: z.strictObject({ owed: yesOrNo.optional().describe('true: only the deadlines that are still owed') }),
      answers: { 200: { description: 'The case', schema: caseSchema } },
      problems: [400, 403, 404, 503],
      async handle({ params, query, caller }) {
        const row = await mustReadCase(parts, params.caseId, caller)
        return { body: await wholeCase(parts, row, caller, query.owed) }
      },
    }),
    operation({
      method: 'get',
      path: '/api/cases/{caseId}/events',
      id: 'listEvents',
      tag: 'Cases',
      summary: 'The case file: everything that happened, in order',
      params: caseParams,
      query: z.strictObject({
        type: z.enum(eventTypes, { error: `must be one of ${eventTypes.join(', ')}` }).optional(),
        latestFirst: yesOrNo.optional(),
        ...pageQuery,
      }),
      answers: { 200: { description: 'A page of entries', schema: pageOf(eventSchema) } },
      problems: [400, 403, 404, 503],
      async handle({ params, query, caller }) {
        const { limit, cursor, type, latestFirst } = query
        const after = readCursor(z.int().min(0).max(largestEntry), cursor)
        const row = await mustReadCase(parts, params.caseId, caller)
        return { body: await eventsFor(parts, row, caller, { after, limit, latestFirst: latestFirst ?? false }, type) }
      },
    }),
  ]
}

/** The case, if it exists and the caller may read it; else a 404, which tells neither from the other. */
export async function mustReadCase({ records, policies }: ApiParts, caseId: string, caller: Caller) {
  const row = await readCase(records, caseId, await readingScope(records, policies, caller))
  if (!row) throw new Problem(404, `There is no case ${caseId} that you may read`)
  return row
}

/** A case with its deadlines, those that have ended too unless only what is owed is asked for, notices and statements. */
export async function wholeCase({ records, policies }: ApiParts, row: CaseRow, caller: Caller, owedOnly = false) {
  const of = { urns: await urnsOfCases(records, [row.id]), officers: await officersOfCases(records, [row.id]) }
  return {
    ...caseShown(row, of, policies, seesLevels(policies, caller, row.authority)),
    deadlines: (await deadlinesOf(records, row.id, !owedOnly))
      .filter((one) => seesDuty(policies, caller, row, one.id))
      .map(deadlineShown),
    notices: (await noticesOf(records, row.id)).map(noticeShown),
    statements: (await statementsOf(records, row.id)).map(statementShown),
    money: seesLevels(policies, caller, row.authority) ? await moneyShown(records, policies, row) : null,
  }
}

/** A page of a case file, as the caller may read it. */
export async function eventsFor(
  parts: ApiParts,
  row: CaseRow,
  caller: Caller,
  { after, limit, latestFirst = false }: { after?: number | undefined; limit: number; latestFirst?: boolean },
  type?: string,
) {
  const rows = await readEvents(parts.records, row.id, { after, limit: limit + 1, latestFirst }, type)
  const { items, next } = page(
    rows,
    limit,
    (event) => event.seq,
    (event) => eventFor(parts, caller, row, event),
  )
  return { items: items.flat() as EventShown[], next }
}

/** An entry of the case file; its further fields are those of its type. */
export interface EventShown {
  seq: number
  at: string
  type: string
  [field: string]: unknown
}

/** An entry as the caller may read it; none where it would tell a confidential level (DA-4). */
function eventFor({ policies }: ApiParts, caller: Caller, row: CaseRow, event: EventRow) {
  if (seesLevels(policies, caller, row.authority)) return [eventShown(event)]
  const { deadline } = event.body
  return typeof deadline === 'string' && seesDuty(policies, caller, row, deadline) ? [discreetEventShown(event)] : []
}

type EventRow = Awaited<ReturnType<typeof readEvents>>[number]
