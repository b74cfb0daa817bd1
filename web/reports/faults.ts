import { Problem, type Fault } from '../../api/problem.ts'
import { capital } from '../../notifications/plain.ts'

/** What of a form is wrong, to be shown above it; any other error is thrown on. */
export function faultsOf(error: unknown): Fault[] {
  if (!(error instanceof Problem) || ![400, 404, 413].includes(error.status)) throw error
  const faults = error.more['faults'] as Fault[] | undefined
  if (faults) return faults.map(({ field, message }) => ({ field, message: `${capital(field)} ${message}` }))
  return [{ field: error.status === 404 ? 'school' : 'from', message: error.message }]
}
