import type { Request, Response } from 'express'
import type { Fault } from '../api/problem.ts'
import { nonceOf } from './content-policy.ts'
import { csrfField } from './csrf.ts'
import { typedBefore } from './drafts.ts'
import { fillPage } from './environment.ts'
import { navigationFor } from './navigation.ts'
import type { Told } from './sessions.ts'
import { signedInIfAny } from './who.ts'

/** What a page says; `title` is its heading and stands in the browser's tab. */
export type Facts = Record<string, unknown> & {
  title: string
  /** What of a form is wrong: shown above the page, each with a link to its field (whose id is the field's name). */
  faults?: Fault[]
}

/**
 * Sends a page: `template` (`FOLDER/NAME.njk`, which extends `layout/page.njk`) filled with `facts` and with what every page
 * needs: who is signed in, the navigation, what the last command did, the token for forms, the nonce for scripts.
 */
export function page(response: Response, template: string, facts: Facts, status = 200): void {
  const { req: request } = response
  response
    .status(status)
    .type('html')
    .send(fillPage(template, { ...frameOf(request, response), ...facts }))
}

function frameOf(request: Request, response: Response) {
  const who = signedInIfAny(request)
  return {
    who,
    navigation: who ? navigationFor(who, request.path) : [],
    address: request.originalUrl,
    told: takeTold(request),
    draft: typedBefore(request),
    csrf: () => csrfField(request),
    cspNonce: nonceOf(response),
    htmlLang: 'en-GB',
  }
}

/** Tells something on the next page that this browser is shown. */
export function tellNext(request: Request, told: Told): void {
  request.session.told = told
}

function takeTold(request: Request): Told | undefined {
  const session = request.session as Request['session'] | undefined
  const told = session?.told
  if (told) delete session.told
  return told
}
