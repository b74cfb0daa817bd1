import * as z from 'zod'
import { administrationFor } from '../administration.ts'
import { administrationSchema, revokedLinksSchema } from '../administration-schemas.ts'
import { operation } from '../operation.ts'
import { pageQuery } from '../pages.ts'
import type { ApiParts } from '../parts.ts'
import { revokedLinksFor } from '../revoked-links.ts'

/** How the service runs, for whoever looks after it. */
export function administrationRoutes(parts: ApiParts) {
  return [
    operation({
      method: 'get',
      path: '/api/administration',
      id: 'getAdministration',
      tag: 'Administration',
      summary: 'How the service runs: its parts, mails that did not arrive, alarms, views of Temporal’s Web UI',
      answers: { 200: { description: 'For the administrator alone', schema: administrationSchema } },
      problems: [403, 503],
      async handle({ caller }) {
        return { body: await administrationFor(parts, caller) }
      },
    }),
    operation({
      method: 'get',
      path: '/api/links/revoked',
      id: 'listRevokedLinks',
      tag: 'Administration',
      summary: 'Links in mails that were revoked, the latest first, with why and by whom',
      query: z.strictObject(pageQuery),
      answers: { 200: { description: 'For whoever may revoke them', schema: revokedLinksSchema } },
      problems: [400, 403, 503],
      async handle({ query, caller }) {
        return { body: await revokedLinksFor(parts, caller, query) }
      },
    }),
  ]
}
