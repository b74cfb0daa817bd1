import { Router, type Request, type Response } from 'express'
import type * as z from 'zod'
import { requireKeeper } from '../../access/writing.ts'
import { calendarOnRecord } from '../../api/calendar.ts'
import { impactOf, impactQuery } from '../../api/calendar-impact.ts'
import type { ApiParts } from '../../api/parts.ts'
import { problemOf, type Fault } from '../../api/problem.ts'
import { readPart } from '../../api/read-part.ts'
import { titleOf } from '../../cases/roles.ts'
import { asSomebody } from '../commands/as-somebody.ts'
import { typedBefore, typedIn, type Typed } from '../drafts.ts'
import { mayKeep } from '../keeping.ts'
import { page, tellNext } from '../page.ts'
import { signedIn, type Who } from '../who.ts'
import { changes, type Change } from './changes.ts'
import { calendarShown } from './shown.ts'

/** *Calendar*: bank holidays and terms; a change shows what it would move before it is applied (LAW-15, TERM-3). */
export function calendarPages(parts: ApiParts): Router {
  const router = Router()
  router.get('/calendar', async (request, response) => {
    const who = signedIn(request)
    const facts = await calendarOnRecord(parts, who.reader)
    const mayChange = mayKeep(parts, who, 'calendar', null)
    page(response, 'calendar/calendar.njk', {
      title: 'Calendar',
      ...calendarShown(parts, facts, who),
      changes: mayChange ? changes : [],
    })
  })
  for (const change of changes) {
    router.get(change.address, async (request, response) => {
      await refuseOthers(parts, signedIn(request))
      showForm(response, change, typedBefore(request)?.fields ?? {})
    })
    router.post(change.address, async (request, response) => {
      const who = signedIn(request)
      await refuseOthers(parts, who)
      const typed = typedIn(request)
      const apply = typed['step'] === 'apply'
      try {
        if (apply) await applyChange(parts, request, response, change, typed)
        else await showImpact(parts, response, change, typed, who)
      } catch (error) {
        const { status, more } = problemOf(error)
        if (status !== 400) throw error
        showForm(response, change, typed, (more['faults'] ?? []) as Fault[])
      }
    })
  }
  return router
}

const refuseOthers = ({ policies }: ApiParts, { callers }: Who): Promise<void> =>
  asSomebody(callers, async (caller) => requireKeeper(policies, caller, 'calendar', null))

function showForm(response: Response, change: Change, typed: Typed, faults: Fault[] = []): void {
  const shown = faults.map(({ field, message }) => {
    const known = change.fields.find((one) => one.id === field) ?? change.fields[0]
    const said = message.replace(', written YYYY-MM-DD', ', for example 31 8 2026')
    const words = known ? `“${known.label}”${/^[A-Z“]/.test(said) ? ': ' : ' '}${said}` : said
    return {
      of: known?.id ?? '',
      field: known?.control === 'day' ? `${known.id}-day` : (known?.id ?? ''),
      message: words,
    }
  })
  const facts = { title: change.title, change, typed, faults: shown }
  const errors = Object.fromEntries(shown.map(({ of, message }) => [of, message]))
  page(response, 'calendar/change.njk', { ...facts, errors }, faults.length > 0 ? 400 : 200)
}

const mostShown = 200

async function showImpact(parts: ApiParts, response: Response, change: Change, typed: Typed, who: Who): Promise<void> {
  const query = readPart(impactQuery, { ...change.proposal(typed), limit: mostShown }) as z.output<typeof impactQuery>
  const impact = await impactOf(parts, query, who.reader)
  page(response, 'calendar/impact.njk', {
    title: 'What would move',
    change,
    typed: Object.entries(typed).map(([name, value]) => ({ name, value: [value].flat()[0] ?? '' })),
    impact,
    nothing: impact.summary === 'Nothing changed.',
    moves: impact.items.map((move) => {
      const policy = parts.policies.get(move.authority)
      return { ...move, owner: policy ? titleOf(policy, move.owner) : move.owner }
    }),
  })
}

async function applyChange(
  parts: ApiParts,
  request: Request,
  response: Response,
  change: Change,
  typed: Typed,
): Promise<void> {
  const { callers } = signedIn(request)
  const { summary, casesTold } = await asSomebody(callers, (caller) => change.take(parts, typed, caller))
  tellNext(request, {
    kind: casesTold ? 'success' : 'important',
    title: `The calendar is changed: ${summary}`,
    text: casesTold
      ? 'Every running case reckons its days again; whoever owes what moves gets a mail.'
      : 'Temporal does not answer: the running cases are told as soon as it does.',
  })
  response.redirect(303, '/calendar')
}
