import { Router, type Request } from 'express'
import type * as z from 'zod'
import { expenditureAsCsv } from '../../api/expenditure-csv.ts'
import type { ApiParts } from '../../api/parts.ts'
import { readPart } from '../../api/read-part.ts'
import { expenditureFor, expenditureQuery } from '../../api/routes/expenditure.ts'
import { asSomebody } from '../commands/as-somebody.ts'
import { filtersIn } from '../cursor.ts'
import { page } from '../page.ts'
import { signedIn } from '../who.ts'
import { faultsOf } from './faults.ts'

/** What support cost and what it achieved, for the group that watches it (ST-43): as a page, and as CSV. */
export function expenditurePages(parts: ApiParts): Router {
  const router = Router()
  const reportFor = (request: Request) => {
    const wanted = readPart(expenditureQuery, filtersIn(request)) as z.output<typeof expenditureQuery>
    return asSomebody(signedIn(request).callers, (caller) => expenditureFor(parts, wanted, caller))
  }
  router.get('/reports/expenditure', async (request, response) => {
    const found = await reportFor(request)
      .then((report) => ({ report, faults: [] }))
      .catch((error: unknown) => ({ report: null, faults: faultsOf(error) }))
    const { report, faults } = found
    const policy = parts.policies.get(String(request.query['authority']))
    page(
      response,
      'reports/expenditure.njk',
      {
        title: `${policy?.name ?? ''}: what support cost, and what it achieved`,
        faults,
        report,
        districts: policy?.districts ?? [],
        asked: { ...request.query, ...(report && { from: report.from, to: report.to }) },
        csv: `/reports/expenditure.csv?${new URL(request.originalUrl, 'http://here').searchParams}`,
      },
      faults.length > 0 ? 400 : 200,
    )
  })
  router.get('/reports/expenditure.csv', async (request, response) => {
    const report = await reportFor(request)
    const name = `expenditure-${report.authority}-${report.from}-${report.to}.csv`
    response.type('text/csv').attachment(name).send(expenditureAsCsv(report))
  })
  return router
}
