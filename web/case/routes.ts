import { Router } from 'express'
import * as z from 'zod'
import { clockSheetsFor } from '../../api/clock-sheets.ts'
import { commandsOffered } from '../../api/offers.ts'
import { readCursor } from '../../api/pages.ts'
import type { ApiParts } from '../../api/parts.ts'
import { badRequest } from '../../api/problem.ts'
import { eventsFor } from '../../api/routes/cases.ts'
import { forecastFor } from '../../api/routes/forecast.ts'
import { letterFor, lettersFor } from '../../api/routes/notifications.ts'
import { addMonths, isDay } from '../../calendar/day.ts'
import { largestEntry } from '../../cases/commands.ts'
import { titleOf } from '../../cases/roles.ts'
import { calendarFor } from '../../records/calendar.ts'
import { firstAddress, nextAddress } from '../cursor.ts'
import { mayKeep } from '../keeping.ts'
import { page } from '../page.ts'
import { caseAt, type CaseAt } from './case-frame.ts'
import { drawn, laneInWords, lanesOf } from './lanes.ts'
import { letterShown } from './letters.ts'
import { offeredInGroups } from './offered.ts'
import { isStillOwed, owedShown, type Here } from './owed.ts'
import { peopleOfCase } from './people.ts'
import { momentsOf } from './timeline.ts'

const entriesShown = 60
const lettersShown = 40
const usualMonthsAhead = 3

/** A case, its tabs each a page: overview, deadlines, timeline, letters, people, and what happens if nobody acts. */
export function casePages(parts: ApiParts): Router {
  const router = Router()
  router.get('/cases/:caseId', async (request, response) => {
    const at = await caseAt(parts, request)
    const here = await hereIn(parts, at)
    const { officers, deadlines } = at.whole
    page(response, 'case/overview.njk', {
      ...at.facts,
      officers: officers.map(({ role, name, person }) => ({ title: titleOf(at.policy, role), name: name ?? person })),
      owed: deadlines.filter(isStillOwed).map((one) => owedShown(one, here)),
      offered: offeredInGroups(at.row.id, here.offers),
    })
  })
  router.get('/cases/:caseId/deadlines', async (request, response) => {
    const at = await caseAt(parts, request)
    const here = await hereIn(parts, at)
    const sheets = await clockSheetsFor(parts, at.row, at.reader)
    const { deadlines } = at.whole
    page(response, 'case/deadlines.njk', {
      ...at.facts,
      owed: deadlines.filter(isStillOwed).map((one) => ({
        ...owedShown(one, here),
        sheet: sheets.find(({ deadline }) => deadline === one.occurrence),
      })),
      ended: deadlines
        .filter((one) => !isStillOwed(one))
        .map((one) => ({ ...one, owner: titleOf(at.policy, one.owner), endedOn: one.endedAt?.slice(0, 10) }))
        .toReversed(),
    })
  })
  router.get('/cases/:caseId/timeline', async (request, response) => {
    const at = await caseAt(parts, request)
    const { cursor } = request.query
    const after = readCursor(z.int().min(0).max(largestEntry), typeof cursor === 'string' ? cursor : undefined)
    const { items, next } = await eventsFor(parts, at.row, at.reader, { after, limit: entriesShown, latestFirst: true })
    page(response, 'case/timeline.njk', {
      ...at.facts,
      moments: momentsOf(at.policy, items),
      earlier: nextAddress(request, next),
      latest: firstAddress(request),
    })
  })
  router.get('/cases/:caseId/letters', async (request, response) => {
    const at = await caseAt(parts, request)
    const { cursor } = request.query
    const wanted = { caseId: at.row.id, limit: lettersShown, cursor: typeof cursor === 'string' ? cursor : undefined }
    const { items, next } = await lettersFor(parts, at.reader, wanted)
    page(response, 'case/letters.njk', {
      ...at.facts,
      letters: items.map((one) => letterShown(at.policy, one)),
      earlier: nextAddress(request, next),
      latest: firstAddress(request),
    })
  })
  router.get('/cases/:caseId/letters/text', async (request, response) => {
    const at = await caseAt(parts, request)
    const { key } = request.query
    const letter = await letterFor(parts, at.reader, typeof key === 'string' ? key : '')
    page(response, 'case/letter.njk', {
      ...at.facts,
      letter: letterShown(at.policy, letter),
      text: letter.text,
      receivedOn: letter.receivedOn,
      mayRevoke: mayKeep(parts, at.who, 'links', at.row.authority),
    })
  })
  router.get('/cases/:caseId/people', async (request, response) => {
    const at = await caseAt(parts, request)
    page(response, 'case/people.njk', { ...at.facts, ...(await peopleOfCase(parts, at)) })
  })
  router.get('/cases/:caseId/forecast', async (request, response) => {
    const at = await caseAt(parts, request)
    const until = untilIn(request.query['until']) ?? addMonths(parts.today(), usualMonthsAhead)
    const told = await forecastFor(parts, at.row, at.reader, until)
    const lanes = lanesOf(at.policy, told)
    page(response, 'case/forecast.njk', {
      ...at.facts,
      from: told.from,
      until,
      drawing: drawn(lanes, told.from, until),
      lanes: lanes.map((lane) => laneInWords(lane, until)),
      unreached: [...new Set(told.unreached.map(({ to }) => titleOf(at.policy, to)))],
      spans: [1, 3, 6, 12].map((months) => ({ months, until: addMonths(parts.today(), months) })),
    })
  })
  return router
}

function untilIn(given: unknown): string | undefined {
  if (given === undefined) return undefined
  if (typeof given === 'string' && isDay(given)) return given
  throw badRequest([{ field: 'until', message: 'until must be a date that exists, written YYYY-MM-DD' }])
}

async function hereIn(parts: ApiParts, { row, policy, callers }: CaseAt): Promise<Here> {
  const calendar = await calendarFor(parts.records, policy, row.urn)
  const { offers } = await commandsOffered(parts, row, callers)
  const roles = callers.map(({ role }) => role)
  return {
    policy,
    calendar,
    today: parts.today(),
    caseId: row.id,
    roles,
    offers,
  }
}
