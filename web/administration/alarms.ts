import type { RequestHandler } from 'express'
import type * as z from 'zod'
import { requireAdministrator } from '../../access/administrator.ts'
import { readingScope } from '../../access/reading.ts'
import { alarmsFor, type Watched } from '../../api/alarms.ts'
import type { ApiParts } from '../../api/parts.ts'
import { readPart } from '../../api/read-part.ts'
import { titleOf } from '../../cases/roles.ts'
import { listed } from '../../notifications/plain.ts'
import { countAlarms } from '../../records/alarms.ts'
import { asSomebody } from '../commands/as-somebody.ts'
import { filtersIn, firstAddress, nextAddress } from '../cursor.ts'
import { page } from '../page.ts'
import { signedIn } from '../who.ts'
import { momentInWords } from './moment-words.ts'
import { alarmsAsked } from './queries.ts'

const casesAPage = 20

/** Every rule of every running case with its next moment of action; one that has none stands in red (`GET /api/alarms`). */
export const alarmsPage =
  (parts: ApiParts): RequestHandler =>
  async (request, response) => {
    const { callers } = signedIn(request)
    const { show, check, cursor } = readPart(alarmsAsked, filtersIn(request)) as z.output<typeof alarmsAsked>
    const query = { limit: casesAPage, cursor, alarm: show === 'alarms' ? true : undefined, check: check === 'yes' }
    const { found, counts } = await asSomebody(callers, async (caller) => {
      requireAdministrator(caller)
      const scope = await readingScope(parts.records, parts.policies, caller)
      const [found, counts] = await Promise.all([alarmsFor(parts, caller, query), countAlarms(parts.records, scope)])
      return { found, counts }
    })
    page(response, 'administration/alarms.njk', {
      title: 'Alarms',
      rules: found.items.map((rule) => ({ ...rule, ...inWords(parts, rule) })),
      counts,
      show,
      check,
      first: firstAddress(request),
      next: nextAddress(request, found.next),
    })
  }

const steps: Record<string, string> = {
  pass: 'its day passes',
  overtaken: 'the next one overtakes it',
  recurrence: 'it opens again',
  'period-end': 'the period ends',
}

function inWords({ policies }: ApiParts, { authority, owner, next }: Watched) {
  const policy = policies.get(authority)
  const title = (role: string): string => (policy ? titleOf(policy, role) : role)
  const what = next && (steps[next.what] ?? `${next.what} to the ${listed((next.to ?? []).map(title))}`)
  return {
    ownerTitle: owner === null ? null : title(owner),
    nextWords: next && `${momentInWords(next.at)}: ${what ?? ''}`,
  }
}
