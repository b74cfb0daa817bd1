import { requireKeeper, type Kept } from '../access/writing.ts'
import type { ApiParts } from '../api/parts.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Who } from './who.ts'

/** Whether any of somebody's roles keeps these records, so that the page shows the form for it. */
export function mayKeep({ policies }: ApiParts, { callers }: Who, kept: Kept, authority: string | null): boolean {
  return callers.some((caller) => {
    try {
      requireKeeper(policies, caller, kept, authority)
      return true
    } catch (error) {
      if (error instanceof Refusal) return false
      throw error
    }
  })
}
