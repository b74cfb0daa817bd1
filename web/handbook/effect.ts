import type { RequestHandler } from 'express'
import * as z from 'zod'
import { handbookFor } from '../../api/handbook.ts'
import type { ApiParts } from '../../api/parts.ts'
import { readPart } from '../../api/read-part.ts'
import { effectOfEdition, effectQuery } from '../../api/routes/policy-effect.ts'
import { titleOf } from '../../cases/roles.ts'
import { asSomebody } from '../commands/as-somebody.ts'
import { firstAddress, filtersIn, nextAddress } from '../cursor.ts'
import { page } from '../page.ts'
import { signedIn } from '../who.ts'

/** Each case asked is played on paper: so many at once. */
const casesAPage = 10

const asked = effectQuery.extend({ edition: z.string().optional() })

/** What an edition would do to the running cases, before anybody adopts it (`GET /api/policies/{authority}/effect`). */
export const effectPage =
  (parts: ApiParts): RequestHandler<{ authority: string }> =>
  async (request, response) => {
    const { reader, callers } = signedIn(request)
    const { authority } = request.params
    const query = readPart(asked, filtersIn(request)) as z.output<typeof asked>
    const book = handbookFor(parts.policies, reader, authority)
    const edition = query.edition ?? book.editions.at(-1)?.edition ?? book.edition
    const wanted = { ...query, edition, limit: casesAPage }
    const effect = await asSomebody(callers, (caller) => effectOfEdition(parts, caller, authority, wanted))
    const policy = parts.policies.get(authority)
    page(response, 'handbook/effect.njk', {
      title: `${book.name}: what edition ${edition} would do to running cases`,
      book,
      edition: effect.edition,
      cases: effect.items,
      titleOf: (role: string | null) => (role !== null && policy ? titleOf(policy, role) : role),
      first: firstAddress(request),
      next: nextAddress(request, effect.next),
    })
  }
