import { Router, type Request } from 'express'
import type * as z from 'zod'
import { packAsCsv } from '../../api/inspection-documents.ts'
import type { ApiParts } from '../../api/parts.ts'
import { readPart } from '../../api/read-part.ts'
import { packFor, packPageFor, packQuery } from '../../api/routes/inspection-pack.ts'
import { policiesFor } from '../../api/routes/policies.ts'
import { asSomebody } from '../commands/as-somebody.ts'
import { nonceOf } from '../content-policy.ts'
import { filtersIn } from '../cursor.ts'
import { page } from '../page.ts'
import { signedIn } from '../who.ts'
import { faultsOf } from './faults.ts'

/** The inspection pack for a school or a period (SO-2): asked for by a form, as a document to print and as CSV. */
export function packPages(parts: ApiParts): Router {
  const router = Router()
  const wantedIn = (request: Request) => readPart(packQuery, filtersIn(request)) as z.output<typeof packQuery>
  router.get('/reports/inspection-pack', (request, response) => {
    const { reader, callers } = signedIn(request)
    page(response, 'reports/inspection-pack.njk', {
      title: 'Inspection pack',
      authorities: policiesFor(parts.policies, reader),
      school: reader.school === null ? '' : (callers[0]?.school ?? ''),
      asked: request.query,
    })
  })
  router.get('/reports/inspection-pack/print', async (request, response) => {
    const { reader, callers } = signedIn(request)
    try {
      const wanted = wantedIn(request)
      const nonce = nonceOf(response)
      const document = await asSomebody(callers, (caller) => packPageFor(parts, wanted, caller, nonce))
      response.type('html').send(document)
    } catch (error) {
      const facts = { title: 'Inspection pack', authorities: policiesFor(parts.policies, reader), asked: request.query }
      page(response, 'reports/inspection-pack.njk', { ...facts, faults: faultsOf(error) }, 400)
    }
  })
  router.get('/reports/inspection-pack.csv', async (request, response) => {
    const wanted = wantedIn(request)
    const { pack, policy } = await asSomebody(signedIn(request).callers, (caller) => packFor(parts, wanted, caller))
    response.type('text/csv').attachment(`inspection-pack-${policy.authority}.csv`).send(packAsCsv(pack, policy))
  })
  return router
}
