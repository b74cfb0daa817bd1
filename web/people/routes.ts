import { Router } from 'express'
import type { ApiParts } from '../../api/parts.ts'
import { findPeople, mustReadPerson, peopleQuery } from '../../api/people.ts'
import { readPart } from '../../api/read-part.ts'
import type * as z from 'zod'
import { filtersIn, firstAddress, nextAddress } from '../cursor.ts'
import { page } from '../page.ts'
import { signedIn } from '../who.ts'
import { changeAbsences, showPerson } from './absences.ts'
import { personShown } from './person-words.ts'
import { rolesToChoose } from './role-choice.ts'

/** *People*: who holds which role, who is away, and who stands in. */
export function peoplePages(parts: ApiParts): Router {
  const router = Router()
  router.get('/people', async (request, response) => {
    const who = signedIn(request)
    const query = readPart(peopleQuery, filtersIn(request)) as z.output<typeof peopleQuery>
    const { items, next } = await findPeople(parts, query, who.reader)
    page(response, 'people/people.njk', {
      title: 'People',
      query,
      roles: rolesToChoose(parts, who),
      people: items.map((person) => personShown(parts, person)),
      first: firstAddress(request),
      next: nextAddress(request, next),
    })
  })
  router.get('/people/:personId', async (request, response) => {
    const who = signedIn(request)
    const person = await mustReadPerson(parts, request.params.personId, who.reader)
    await showPerson(parts, request, response, person)
  })
  router.post('/people/:personId', async (request, response) => {
    const who = signedIn(request)
    const person = await mustReadPerson(parts, request.params.personId, who.reader)
    await changeAbsences(parts, request, response, person)
  })
  return router
}
