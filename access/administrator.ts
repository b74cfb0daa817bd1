import { Refusal } from '../cases/refusal.ts'
import type { Caller } from './caller.ts'

/** Refuses whoever is not the administrator of the service. */
export function requireAdministrator({ role }: Caller): void {
  if (role === 'administrator') return
  throw new Refusal(`How the service runs is for its administrator to see, not for the role ${role}`, 'access')
}
