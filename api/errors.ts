import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { Problem, problemOf, sendProblem } from './problem.ts'

/** The answer where nothing else answers. */
export function refuseUnknown(): RequestHandler {
  return (request, _response, next) => next(new Problem(404, `There is nothing at ${request.path}`))
}

/** Every error as a problem document; what was not foreseen is logged, and nothing of it goes out. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const problem = problemOf(error)
    if (problem.status === 500) logUnforeseen(log, error)
    if (response.headersSent) return next(error)
    sendProblem(response, problem)
  }
}

/** Logs what nobody foresaw, and nothing of what somebody sent. */
export const logUnforeseen = (log: Logger, error: unknown): void => log.error(withoutData(error), 'not foreseen')

/** Where it happened and what kind of error it is; its words may quote what somebody sent. */
function withoutData(error: unknown) {
  if (!(error instanceof Error)) return { error: typeof error }
  const stack = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return { error: error.name, code: 'code' in error ? error.code : undefined, stack }
}
