import { Router } from 'express'
import { administrationFor } from '../../api/administration.ts'
import type { ApiParts } from '../../api/parts.ts'
import { revokedLinksFor } from '../../api/revoked-links.ts'
import { readPart } from '../../api/read-part.ts'
import { asSomebody } from '../commands/as-somebody.ts'
import { filtersIn, firstAddress, nextAddress } from '../cursor.ts'
import { page } from '../page.ts'
import { signedIn } from '../who.ts'
import { alarmsPage } from './alarms.ts'
import { mailsPage } from './mails.ts'
import { momentInWords } from './moment-words.ts'
import { partWords } from './part-words.ts'
import { pageOnly } from './queries.ts'
import { roleTitle } from './role-title.ts'

const linksAPage = 50

/** *Administration*: how the service runs, for its administrator (`GET /api/administration`, `/api/alarms`, `/api/links/revoked`). */
export function administrationPages(parts: ApiParts): Router {
  const router = Router()
  router.get('/administration', async (request, response) => {
    const { callers } = signedIn(request)
    const found = await asSomebody(callers, (caller) => administrationFor(parts, caller))
    page(response, 'administration/overview.njk', {
      title: 'Administration',
      ...found,
      parts: found.parts.map((one) => ({ ...one, ...partWords(one.part) })),
    })
  })
  router.get('/administration/alarms', alarmsPage(parts))
  router.get('/administration/mails', mailsPage(parts))
  router.get('/administration/links', async (request, response) => {
    const { callers } = signedIn(request)
    const { cursor } = readPart(pageOnly, filtersIn(request)) as { cursor?: string }
    const { items, next } = await asSomebody(callers, (caller) =>
      revokedLinksFor(parts, caller, { limit: linksAPage, cursor }),
    )
    page(response, 'administration/links.njk', {
      title: 'Links that were revoked',
      links: items.map((link) => ({
        ...link,
        revoked: momentInWords(link.revokedAt),
        toTitle: roleTitle(parts.policies, link.to),
        byTitle: roleTitle(parts.policies, link.by.role),
      })),
      first: firstAddress(request),
      next: nextAddress(request, next),
    })
  })
  return router
}
