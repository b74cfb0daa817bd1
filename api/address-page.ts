import type { RequestHandler } from 'express'
import { htmlPage } from './html-page.ts'
import { Problem } from './problem.ts'

const addresses = /^\/(?:cases(?:\/.*)?)?$/

/**
 * Where the links of our mails lead while no case has a page yet: what this address is, and what to do instead. It is
 * the same for everybody and every case, and looks nothing up.
 */
export function addressPage(): RequestHandler {
  return (request, response, next) => {
    if (!addresses.test(request.path)) return next()
    response.locals['route'] = request.path === '/' ? '/' : '/cases'
    if (!['GET', 'HEAD'].includes(request.method))
      throw new Problem(405, `${request.method} is not for this address: GET, HEAD`, {
        headers: { Allow: 'GET, HEAD' },
      })
    response.type('html').send(page)
  }
}

const page = htmlPage(
  'Interventions: the pages of cases are not here yet',
  `<main>
<h1>Interventions</h1>
<p>This is the address of Interventions, the service in which a local authority follows its interventions in schools causing concern: what is owed, by whom, and by when.</p>
<h2>If a mail brought you here</h2>
<p>The page of the case is not here yet: this version of the service has no pages of cases. Nothing is broken, and nothing is lost. The mail itself says what is owed, by when, and why that day. The day stands as the mail says, whether or not there is a page.</p>
<h2>What you can do now</h2>
<ul>
<li><strong>At a school, or as a governor:</strong> reply to the mail, or write to the officer who works with you. Say what has been done, or ask what you need to know; they put it on record.</li>
<li><strong>As an officer of the authority:</strong> use <a href="/docs">the API</a> with your token. The last part of this page’s address is the id of the case: <code>GET /api/cases/{caseId}</code> shows it, and <code>POST /api/cases/{caseId}/commands/{name}</code> records what was done.</li>
</ul>
<p>This page is the same for everybody. It shows nothing of any case, and does not say whether there is one.</p>
</main>`,
)
