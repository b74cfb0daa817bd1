import { Router } from 'express'
import { findCases } from '../../api/cases.ts'
import type { ApiParts } from '../../api/parts.ts'
import { titleOf } from '../../cases/roles.ts'
import { calendarsHere } from '../calendars.ts'
import { firstAddress, nextAddress } from '../cursor.ts'
import { dueWords } from '../due-words.ts'
import { page } from '../page.ts'
import { signedIn } from '../who.ts'
import { choicesFor, readFilters, selectedFilters } from './filters.ts'

/** *Cases*: with filters, by what is due next (`GET /api/cases`). */
export function casesPages(parts: ApiParts): Router {
  const router = Router()
  router.get('/cases', async (request, response) => {
    const who = signedIn(request)
    const filters = readFilters(request)
    const { items, next } = await findCases(parts, filters.query, who.reader)
    const calendarOf = await calendarsHere(parts)
    const choices = choicesFor(parts, who)
    page(response, 'cases/cases.njk', {
      title: 'Cases',
      cases: items.map((one) => ({
        ...one,
        due: one.nextDeadline && {
          day: one.nextDeadline,
          words: dueWords(calendarOf(one.authority), { due: one.nextDeadline, status: 'open' }, parts.today()),
        },
        officers: one.officers.map(({ role, name, person }) => officerIn(parts, one.authority, role, name ?? person)),
      })),
      choices,
      shown: filters.shown,
      selected: selectedFilters(request, filters.shown, choices),
      first: firstAddress(request),
      next: nextAddress(request, next),
    })
  })
  return router
}

function officerIn({ policies }: ApiParts, authority: string, role: string, name: string): string {
  const policy = policies.get(authority)
  return `${name} (${policy ? titleOf(policy, role) : role})`
}
