import { Router, type Request, type Response } from 'express'
import type { ApiParts } from '../../api/parts.ts'
import { revocation, revokeFor } from '../../api/routes/links.ts'
import { mustReadCase } from '../../api/routes/cases.ts'
import { asSomebody } from '../commands/as-somebody.ts'
import { typedBefore, typedIn, type Typed } from '../drafts.ts'
import { page, tellNext } from '../page.ts'
import { signedIn } from '../who.ts'

interface Fault {
  field: string
  message: string
}

/** Withdrawing the links of mails that went to the wrong address (`POST /api/cases/{caseId}/links/revoke`). */
export function revokingPages(parts: ApiParts): Router {
  const router = Router()
  router.get('/cases/:caseId/links/revoke', async (request, response) => {
    const { address } = request.query
    const asked: Typed = typeof address === 'string' ? { address } : {}
    await showForm(parts, { request, response }, typedBefore(request)?.fields ?? asked)
  })
  router.post('/cases/:caseId/links/revoke', async (request, response) => {
    const { caseId } = request.params
    const typed = typedIn(request)
    const read = revocation.safeParse({ address: typed['address'], reason: typed['reason'] })
    if (!read.success) {
      const faults = read.error.issues.map(({ path, message }) => ({ field: String(path[0]), message }))
      return showForm(parts, { request, response }, typed, faults)
    }
    const { callers } = signedIn(request)
    const { revoked } = await asSomebody(callers, (caller) => revokeFor(parts, caller, caseId, read.data))
    tellNext(request, {
      kind: 'success',
      title: revoked === 1 ? 'One link is withdrawn' : `${revoked} links are withdrawn`,
      text: `Nobody who has a mail that was sent to ${read.data.address} in this case can act by it any more. Put the address on record right, so that the next mail goes to the right person.`,
    })
    response.redirect(303, `/cases/${encodeURIComponent(caseId)}/letters`)
  })
  return router
}

interface Exchange {
  request: Request
  response: Response
}

async function showForm(parts: ApiParts, { request, response }: Exchange, typed: Typed, faults: Fault[] = []) {
  const row = await mustReadCase(parts, String(request.params['caseId']), signedIn(request).reader)
  const facts = {
    title: 'Withdraw the links in mails',
    school: row.school_name,
    back: `/cases/${encodeURIComponent(row.id)}/letters`,
    typed,
    faults,
    errors: Object.fromEntries(faults.map(({ field, message }) => [field, { text: message }])),
  }
  page(response, 'links/revoke.njk', facts, faults.length ? 400 : 200)
}
