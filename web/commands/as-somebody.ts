import type { Caller } from '../../access/caller.ts'
import { Problem } from '../../api/problem.ts'
import { Refusal } from '../../cases/refusal.ts'

/**
 * Does something as the first of somebody's roles that may. Where none may, the refusal is that of the first that could have been
 * meant: one that may not do it, before one that does not even see it.
 */
export async function asSomebody<T>(callers: readonly Caller[], work: (caller: Caller) => Promise<T>): Promise<T> {
  let refusal: unknown
  for (const caller of callers) {
    try {
      return await work(caller)
    } catch (error) {
      if (!isOfRole(error)) throw error
      if (refusal === undefined || isUnseen(refusal)) refusal = error
    }
  }
  throw refusal ?? new Problem(403, 'You hold no role here today')
}

const isUnseen = (error: unknown): boolean => error instanceof Problem && error.status === 404
const isOfRole = (error: unknown): boolean => isUnseen(error) || (error instanceof Refusal && error.kind === 'access')
