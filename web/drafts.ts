import type { Request } from 'express'

/** The fields of a form as they were typed. */
export type Typed = Record<string, string | string[]>

/** What was typed into the form of an address, and why it was not taken. */
export interface Draft {
  address: string
  fields: Typed
  why: 'ended' | 'failed'
}

/** A session is no place for more. */
const mostCharacters = 200_000

/** Keeps what was typed, so that the form of this address shows it again, also to whoever has to sign in before. */
export function keepTyped(request: Request, why: Draft['why']): boolean {
  const fields = typedIn(request)
  const session = request.session as Request['session'] | undefined
  if (!session || Object.keys(fields).length === 0 || JSON.stringify(fields).length > mostCharacters) return false
  session.draft = { address: request.originalUrl, fields, why }
  return true
}

/** What this request has typed into its form; a field that begins with `_` is the form's own. */
export function typedIn({ body }: Request): Typed {
  const typed: Typed = {}
  for (const [name, value] of Object.entries((body ?? {}) as Record<string, unknown>)) {
    if (name.startsWith('_')) continue
    if (typeof value === 'string') typed[name] = value
    if (Array.isArray(value)) typed[name] = value.map(String)
  }
  return typed
}

/** What was typed into the form of this address before the session ended or something broke; undefined where nothing was. */
export function typedBefore(request: Request): Draft | undefined {
  const draft = (request.session as Request['session'] | undefined)?.draft
  return draft && draft.address === request.originalUrl ? draft : undefined
}

/** The form is sent again: what was kept of it is of no more use. */
export function forgetTyped(request: Request): void {
  if (typedBefore(request)) delete request.session.draft
}
