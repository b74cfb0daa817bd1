import { Router } from 'express'
import { changesFor, handbookFor } from '../../api/handbook.ts'
import type { ApiParts } from '../../api/parts.ts'
import { readPart } from '../../api/read-part.ts'
import { policiesFor } from '../../api/routes/policies.ts'
import { filtersIn } from '../cursor.ts'
import { page } from '../page.ts'
import { signedIn } from '../who.ts'
import { bySubject } from './by-subject.ts'
import { effectPage } from './effect.ts'
import { changesQuery, editionQuery } from './queries.ts'

/** *Handbook*: each authority's policy as a page that everybody signed in may read (SO-1), its editions and their differences. */
export function handbookPages(parts: ApiParts): Router {
  const { policies } = parts
  const router = Router()
  router.get('/handbook', (request, response) => {
    const { reader } = signedIn(request)
    page(response, 'handbook/list.njk', { title: 'Handbook', policies: policiesFor(policies, reader) })
  })
  router.get('/handbook/:authority', (request, response) => {
    const { reader } = signedIn(request)
    const { edition } = readPart(editionQuery, filtersIn(request)) as { edition?: string }
    const book = handbookFor(policies, reader, request.params.authority, edition)
    page(response, 'handbook/handbook.njk', {
      title: `Handbook: ${book.name}`,
      book,
      present: book.editions.find((one) => one.edition === book.edition),
      since: book.since && { edition: book.since.edition, sections: bySubject(book.since.changes) },
    })
  })
  router.get('/handbook/:authority/differences', (request, response) => {
    const { reader } = signedIn(request)
    const { authority } = request.params
    const named = readPart(changesQuery, filtersIn(request)) as { from?: string; to?: string }
    const book = handbookFor(policies, reader, authority)
    const isFirst = book.editions.length === 1
    const changes = isFirst ? null : changesFor(policies, reader, authority, named)
    page(response, 'handbook/differences.njk', {
      title: `${book.name}: what editions say otherwise`,
      book,
      changes,
      sections: changes ? bySubject(changes.changes) : [],
    })
  })
  router.get('/handbook/:authority/effect', effectPage(parts))
  return router
}
