import { Router, type RequestHandler } from 'express'
import type { ApiParts } from '../../api/parts.ts'
import { Problem } from '../../api/problem.ts'
import { rolesTitled, titleOf } from '../../cases/roles.ts'
import { getPerson, listPeople, type Person } from '../../records/people.ts'
import { page } from '../page.ts'
import { signIn, whoAre } from '../who.ts'
import { addressWanted } from './address-wanted.ts'
import { isAtThisMachine } from './loopback.ts'

const mostShown = 50

/** *Choose who you are*: for trying the service out at this machine, while no OpenID provider is configured. */
export function choosePages(parts: ApiParts): Router {
  const { records } = parts
  const router = Router()
  router.use('/sign-in', onlyAtThisMachine)
  router.get('/sign-in', async (request, response) => {
    await showChoice(parts, request, response)
  })
  router.post('/sign-in', async (request, response) => {
    const { person: id } = request.body as { person?: unknown }
    const person = typeof id === 'string' ? await getPerson(records, id) : null
    if (!person || !whoAre(parts, [person]))
      return showChoice(parts, request, response, [{ field: 'person', message: 'Choose who you are' }])
    await signIn(request, [person])
    response.redirect(303, addressWanted(request))
  })
  return router
}

const onlyAtThisMachine: RequestHandler = (request, _response, next) => {
  if (isAtThisMachine(request)) return next()
  const why = 'Nobody can sign in from another machine yet: no OpenID provider is configured here'
  next(new Problem(403, `${why}. Your administrator sets OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET`))
}

type Handler = Parameters<RequestHandler>

async function showChoice(
  parts: ApiParts,
  request: Handler[0],
  response: Handler[1],
  faults: { field: string; message: string }[] = [],
): Promise<void> {
  const text = typeof request.query['text'] === 'string' ? request.query['text'].trim() : ''
  const titled = text ? rolesTitled(parts.policies.values(), text) : []
  const found = await listPeople(parts.records, { text, titled, on: parts.today(), limit: 4 * mostShown })
  const isOfSchool = (person: Person): number => Number(!whoAre(parts, [person])?.ofAuthority)
  const people = found
    .filter((person) => whoAre(parts, [person]))
    .toSorted((one, other) => isOfSchool(one) - isOfSchool(other))
  page(
    response,
    'sign-in/choose.njk',
    {
      title: 'Choose who you are',
      to: addressWanted(request),
      text,
      faults,
      people: people
        .slice(0, mostShown)
        .map((person) => ({ id: person.id, name: person.name, roles: rolesOf(parts, person) })),
      more: people.length > mostShown,
    },
    faults.length > 0 ? 400 : 200,
  )
}

/** 'Headteacher (900001), SIP': what somebody is today. */
function rolesOf(parts: ApiParts, person: Person): string {
  const roles = whoAre(parts, [person])?.roles ?? []
  const policy = person.authority === null ? undefined : parts.policies.get(person.authority)
  const words = roles.map(({ role, school, district }) => {
    const where = school ?? district
    return (policy ? titleOf(policy, role) : role) + (where ? ` (${where})` : '')
  })
  return `${words.join(', ')}${policy ? `, ${policy.name}` : ''}`
}
