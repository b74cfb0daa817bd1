import { Router, type Request } from 'express'
import type * as z from 'zod'
import type { ApiParts } from '../../api/parts.ts'
import { readPart } from '../../api/read-part.ts'
import { termReportAsCsv, termReportFor, termReportQuery } from '../../api/routes/term-report.ts'
import { addDays } from '../../calendar/day.ts'
import { titleOf } from '../../cases/roles.ts'
import { asSomebody } from '../commands/as-somebody.ts'
import { filtersIn } from '../cursor.ts'
import { page } from '../page.ts'
import { signedIn } from '../who.ts'

/** Longer than any school holiday, and shorter than one with the term before it. */
const holidayDays = 50

/** The report of a term, for an authority's board and its sub-group (SO-1): as a page, and as CSV. */
export function termPages(parts: ApiParts): Router {
  const router = Router()
  const reportFor = (request: Request) => {
    const { authority, on } = readPart(termReportQuery, filtersIn(request)) as z.output<typeof termReportQuery>
    return asSomebody(signedIn(request).callers, (caller) => termReportFor(parts, caller, authority, on))
  }
  router.get('/reports/term', async (request, response) => {
    const { report, policy } = await reportFor(request)
    const { firstDay, lastDay } = report.term
    const at = (path: string, on: string) => `${path}?${new URLSearchParams({ authority: policy.authority, on })}`
    page(response, 'reports/term.njk', {
      title: `${policy.name}: report of the ${report.term.name}`,
      report,
      isOver: lastDay < parts.today(),
      duties: report.duties.map((duty) => ({ ...duty, ownerTitle: titleOf(policy, duty.owner) })),
      before: at('/reports/term', addDays(firstDay, -holidayDays)),
      after: firstDay > parts.today() ? null : at('/reports/term', addDays(lastDay, 1)),
      csv: at('/reports/term.csv', firstDay),
    })
  })
  router.get('/reports/term.csv', async (request, response) => {
    const { report, policy } = await reportFor(request)
    const name = `${policy.authority}-${report.term.name.replaceAll(' ', '-')}.csv`
    response.type('text/csv').attachment(name).send(termReportAsCsv(report, policy))
  })
  return router
}
