import { Router, type Request, type Response } from 'express'
import { giveDiscreetly } from '../../api/give-command.ts'
import type { ApiParts } from '../../api/parts.ts'
import { formatDay } from '../../calendar/day.ts'
import { Problem } from '../../api/problem.ts'
import { linkIdOf } from '../../notifications/link.ts'
import type { Giving } from '../commands/giving.ts'
import { showForm, takeForm } from '../commands/taken.ts'
import { page, tellNext } from '../page.ts'
import { actionsBy } from './actions.ts'
import { officersPlace } from './officers-place.ts'
import { doing, whoBy } from './doing.ts'
import { endInWords } from './ended.ts'
import { opened, type Opened } from './opened.ts'
import { letterShown } from './shown.ts'

/**
 * The link in a mail, for whoever has no account: what was sent to them, its receipt, and what it asks for. Opening it changes
 * nothing, since programs that look through mails open links too; a button does.
 */
export function linkPages(parts: ApiParts): Router {
  const router = Router()
  router.get('/l/:token', async (request, response) => {
    const link = await openedBy(parts, request, response)
    if (link) page(response, 'links/letter.njk', await letterShown(parts, link))
  })
  router.get('/l/:token/do/:name', async (request, response) => {
    const link = await openedBy(parts, request, response)
    if (link) showForm(request, response, await givingBy(parts, request, link))
  })
  router.post('/l/:token/do/:name', async (request, response) => {
    const link = await openedBy(parts, request, response)
    if (link) await takeForm(parts, whoBy(link), { request, response }, await givingBy(parts, request, link))
  })
  router.get('/l/:token/receipt', (request, response) => response.redirect(303, `/l/${request.params['token']}`))
  router.post('/l/:token/receipt', async (request, response) => {
    const link = await openedBy(parts, request, response)
    if (!link) return
    await acknowledge(parts, link)
    tellNext(request, {
      kind: 'success',
      title: 'Thank you: its receipt is on record',
      text: `Received on ${formatDay(parts.today())}. The day and your name stand in the case file.`,
    })
    response.redirect(303, `/l/${link.token}`)
  })
  return router
}

async function givingBy(parts: ApiParts, request: Request, link: Opened): Promise<Giving> {
  const { name } = request.params
  const { about } = request.query
  const action = (await actionsBy(parts, link)).find((one) => one.name === name && one.about === about)
  if (!action) throw new Problem(409, 'That cannot be done by this link now: open it again to see what can')
  return doing(parts, link, action)
}

/** What the link opens; undefined where another page has been sent: that it has ended, or that an officer is to sign in. */
async function openedBy(parts: ApiParts, request: Request, response: Response): Promise<Opened | undefined> {
  response.set('Referrer-Policy', 'no-referrer')
  const link = await opened(parts, String(request.params['token']))
  if (link.side === 'authority') response.redirect(303, await officersPlace(parts, link))
  else if (link.end) {
    page(response, 'links/ended.njk', { ...endInWords(link.end), school: link.linked.card.school.name }, 410)
  } else return link
  return undefined
}

/** The same button pressed twice is one acknowledgement. */
async function acknowledge(parts: ApiParts, { linked, row, caller }: Opened): Promise<void> {
  const retry = { key: `receipt-${linkIdOf(linked.key)}`, firstTriedAt: null }
  await giveDiscreetly(parts, row, { name: 'acknowledgeReceipt', input: { letter: linked.key } }, caller, retry)
}
