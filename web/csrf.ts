import type { Request, RequestHandler } from 'express'
import { csrfSync } from 'csrf-sync'
import nunjucks from 'nunjucks'
import { Problem } from '../api/problem.ts'
import { keepTyped, forgetTyped } from './drafts.ts'

const { generateToken, isRequestValid } = csrfSync({
  getTokenFromRequest: (request) => tokenIn(request.body),
  size: 32,
})

const tokenIn = (body: unknown): string | undefined => {
  const { _csrf: token } = (body ?? {}) as { _csrf?: unknown }
  return typeof token === 'string' ? token : undefined
}

/** The hidden field that every form of ours needs; asking for it begins a session. */
export function csrfField(request: Request): nunjucks.runtime.SafeString {
  const session = request.session as Request['session'] | undefined
  const token = session ? generateToken(request) : (tokenIn(request.body)?.replace(/\W/g, '') ?? '')
  return new nunjucks.runtime.SafeString(`<input type="hidden" name="_csrf" value="${token}">`)
}

/**
 * Every POST of a page brings the token of its session. Where the session has ended meanwhile, what was typed is kept and its
 * form is shown again with it; a form of another site is refused.
 */
export function refuseForged(): RequestHandler {
  return (request, response, next) => {
    if (['GET', 'HEAD'].includes(request.method)) return next()
    if (isRequestValid(request)) {
      forgetTyped(request)
      return next()
    }
    if (!isFromHere(request))
      throw new Problem(403, 'This form was not sent from a page of ours: open the page and send it there')
    keepTyped(request, 'ended')
    response.redirect(303, request.originalUrl)
  }
}

/** Whether the browser says that one of our own pages has sent the form. */
function isFromHere(request: Request): boolean {
  const site = request.get('Sec-Fetch-Site')
  if (site !== undefined) return site === 'same-origin'
  const origin = request.get('Origin')
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.get('Host')
}
