import { randomBytes } from 'node:crypto'
import { Router, type Request } from 'express'
import type * as z from 'zod'
import { deadlinesCalendar, deadlinesQuery, feedQuery, findDeadlines } from '../../api/deadlines.ts'
import type { ApiParts } from '../../api/parts.ts'
import { Problem } from '../../api/problem.ts'
import { readPart } from '../../api/read-part.ts'
import { titleOf } from '../../cases/roles.ts'
import { feedsOf, getFeed, putFeed, revokeFeed } from '../../records/feeds.ts'
import { peopleOf } from '../../records/people.ts'
import { calendarsHere } from '../calendars.ts'
import { firstAddress, nextAddress } from '../cursor.ts'
import { dueWords } from '../due-words.ts'
import { page, tellNext } from '../page.ts'
import { rolesToChoose } from '../people/role-choice.ts'
import { signedIn, whoAre } from '../who.ts'
import { feedAddress, feedIn } from './feed-address.ts'
import { monthIn } from './months.ts'

/** *Deadlines*: by month across cases, and as a private calendar to subscribe to. */
export function deadlinesPages(parts: ApiParts): Router {
  const { records, policies, post, today } = parts
  const router = Router()
  router.get('/deadlines', async (request, response) => {
    const who = signedIn(request)
    const month = monthIn(request.query['month'], today())
    const overdue = request.query['status'] === 'overdue'
    const span = overdue ? { status: 'overdue' } : { dueFrom: month.firstDay, dueBefore: month.end }
    const asked = { ...span, ...ownerIn(request), ...cursorIn(request) }
    const { items, next } = await findDeadlines(parts, readPart(deadlinesQuery, asked) as Query, who.reader)
    const calendarOf = await calendarsHere(parts)
    page(response, 'deadlines/deadlines.njk', {
      title: overdue ? 'Deadlines: overdue' : `Deadlines: ${month.title}`,
      month,
      overdue,
      owner: ownerIn(request).owner,
      roles: rolesToChoose(parts, who),
      deadlines: items.map((one) => {
        const policy = policies.get(one.authority)
        const words = dueWords(calendarOf(one.authority), one, today())
        return { ...one, words, owner: policy ? titleOf(policy, one.owner) : one.owner }
      }),
      first: firstAddress(request),
      next: nextAddress(request, next),
    })
  })
  router.get('/deadlines/subscribe', async (request, response) => {
    const who = signedIn(request)
    const roles = new Map(rolesToChoose(parts, who).map(({ value, text }) => [value, text]))
    const feeds = await feedsOf(records, who.personId)
    page(response, 'deadlines/subscribe.njk', {
      title: 'Deadlines in your calendar',
      roles: rolesToChoose(parts, who),
      feeds: feeds.map(({ id, query, madeAt }) => ({
        id,
        what:
          typeof query['owner'] === 'string'
            ? `What is owed by: ${roles.get(query['owner'])}`
            : 'All that you may read',
        madeOn: madeAt.toISOString().slice(0, 10),
        address: feedAddress(post.publicUrl, id, post.linkKeys),
      })),
    })
  })
  router.post('/deadlines/subscribe', async (request, response) => {
    const who = signedIn(request)
    const { revoke, owner } = request.body as { revoke?: unknown; owner?: unknown }
    if (typeof revoke === 'string') {
      if (!(await revokeFeed(records, revoke, who.personId)))
        throw new Problem(409, 'This address is no longer yours to end: it has ended already')
      tellNext(request, { kind: 'success', title: 'The address has ended', text: 'Whoever has it sees nothing more.' })
    } else {
      const query = readPart(feedQuery, owner ? { owner } : {}) as Record<string, unknown>
      await putFeed(records, { id: randomBytes(16).toString('hex'), people: who.personIds, query })
      tellNext(request, { kind: 'success', title: 'The address of your calendar is made', text: 'It stands below.' })
    }
    response.redirect(303, '/deadlines/subscribe')
  })
  return router
}

/** The calendars themselves: whoever has the address reads them, as the person whose they are, as that person may today. */
export function feeds(parts: ApiParts): Router {
  const { records, post } = parts
  const router = Router()
  router.get('/feeds/:name', async (request, response) => {
    const id = feedIn(request.params.name.replace(/\.ics$/, ''), post.linkKeys)
    const feed = id === undefined ? undefined : await getFeed(records, id)
    const who = feed && whoAre(parts, await peopleOf(records, feed.people))
    if (!feed || !who) throw new Problem(404, 'This calendar is not here: its address has ended, or is not whole')
    const calendar = await deadlinesCalendar(
      parts,
      readPart(feedQuery, feed.query) as z.output<typeof feedQuery>,
      who.reader,
    )
    response.type('text/calendar').send(calendar)
  })
  return router
}

type Query = z.output<typeof deadlinesQuery>

const ownerIn = ({ query: { owner } }: Request): { owner?: string } =>
  typeof owner === 'string' && owner ? { owner } : {}
const cursorIn = ({ query: { cursor } }: Request): { cursor?: unknown } => (cursor === undefined ? {} : { cursor })
