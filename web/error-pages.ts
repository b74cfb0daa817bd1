import type { ErrorRequestHandler, Request, Response } from 'express'
import { logUnforeseen } from '../api/errors.ts'
import type { ApiParts } from '../api/parts.ts'
import { problemKinds, problemOf, type Problem } from '../api/problem.ts'
import { keepTyped, typedIn } from './drafts.ts'
import { page } from './page.ts'
import { SignInNeeded } from './who.ts'

/** What goes wrong in a browser is a page with a way on; other clients get a problem document. */
export function errorPages({ log }: ApiParts): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    if (error instanceof SignInNeeded) return askToSignIn(request, response)
    if (!wantsPage(request)) return next(error)
    const problem = problemOf(error)
    if (problem.status === 500) logUnforeseen(log, error)
    response.set(problem.headers)
    page(response, 'errors/error.njk', { ...wordsFor(problem, request), problem }, problem.status)
  }
}

const wantsPage = (request: Request): boolean =>
  !request.path.startsWith('/api/') && request.accepts(['application/problem+json', 'html']) === 'html'

/** The page that was asked for comes after signing in, and what was typed into it is there again. */
function askToSignIn(request: Request, response: Response): void {
  if (request.method === 'POST') keepTyped(request, 'ended')
  response.redirect(303, `/sign-in?to=${encodeURIComponent(request.originalUrl)}`)
}

const titles: Partial<Record<number, string>> = {
  400: 'Something in that was not right',
  403: 'This is not for you to do',
  404: 'That page is not here',
  409: 'That is not possible now',
  500: 'Something went wrong here',
  503: 'A part of the service is down',
}

/** What went wrong, whether what was typed is kept, and the fields to send again by a button. */
function wordsFor(problem: Problem, request: Request) {
  const { status } = problem
  const isForm = request.method === 'POST'
  const mayPassBy = status >= 500 || status === 429
  const fields = isForm && mayPassBy ? Object.entries(typedIn(request)) : []
  return {
    title: titles[status] ?? problemKinds[status].title,
    sentence: /[.?!]$/.test(problem.message) ? problem.message : `${problem.message}.`,
    kept: isForm && keepTyped(request, 'failed'),
    resend: fields.flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: one }))),
    mayPassBy,
    isForm,
  }
}
