import type { Request, RequestHandler } from 'express'
import type { Caller } from '../access/caller.ts'
import { callersOf, readerAmong, rolesOn } from '../access/person.ts'
import type { ApiParts } from '../api/parts.ts'
import { peopleOf, type Person, type RoleHeld } from '../records/people.ts'

/** Who is signed in, as the records know them now. */
export interface Who {
  personId: string
  /** The same somebody may stand on record more than once, as the head of two schools does. */
  personIds: string[]
  name: string
  /** `null`: acts in every authority. */
  authority: string | null
  roles: RoleHeld[]
  /** What they may do: one caller for each role, for commands. */
  callers: Caller[]
  /** What they may read: all that any of their roles may. */
  reader: Caller
  /** Holds a role of the authority, not of a school alone. */
  ofAuthority: boolean
}

const signedInTo = new WeakMap<Request, Who>()

/** Who has signed in. Throws a `SignInNeeded` where nobody has: the page of signing in is shown, and then this one. */
export function signedIn(request: Request): Who {
  const who = signedInTo.get(request)
  if (!who) throw new SignInNeeded()
  return who
}

export const signedInIfAny = (request: Request): Who | undefined => signedInTo.get(request)

export class SignInNeeded extends Error {
  override name = 'SignInNeeded'
}

/** Looks up who is signed in: their roles are looked up for each page, so that whoever leaves reads no more. */
export function identify({ records, policies, today }: ApiParts): RequestHandler {
  return async (request, _response, next) => {
    const { people: ids } = request.session
    const who = ids && whoAre({ policies, today }, await peopleOf(records, ids))
    if (who) signedInTo.set(request, who)
    next()
  }
}

/** Somebody as they may act and read today; undefined where they hold no role here. */
export function whoAre({ policies, today }: Pick<ApiParts, 'policies' | 'today'>, people: Person[]): Who | undefined {
  const callers = people.flatMap((person) => callersOf(policies, person, today()))
  const reader = readerAmong(policies, callers)
  const [first] = people
  if (!reader || !first) return undefined
  return {
    personId: first.id,
    personIds: people.map((person) => person.id),
    name: first.name,
    authority: first.authority,
    roles: people.flatMap((person) => rolesOn(person, today())),
    callers,
    reader,
    ofAuthority: reader.school === null,
  }
}

/** Begins a session of somebody; what was typed before stays, and no session that somebody else may know goes on. */
export async function signIn(request: Request, people: Person[]): Promise<void> {
  const { draft } = request.session
  await new Promise<void>((resolve, reject) =>
    request.session.regenerate((error) => (error ? reject(error) : resolve())),
  )
  request.session.people = people.map((person) => person.id)
  if (draft) request.session.draft = draft
}

/** Ends the session. */
export const signOut = (request: Request): Promise<void> =>
  new Promise((resolve, reject) => request.session.destroy((error) => (error ? reject(error) : resolve())))
