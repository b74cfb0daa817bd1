import { isDay } from '../calendar/day.ts'

/** A deadline that is no longer owed, whose entry leaves its owner's calendar. */
export interface Cancelled {
  key: string
  title: string
  due: string
  sequence: number
}

/** The deadlines that a letter says have ended: `facts.cancelled`. */
export function cancelledIn(facts: Record<string, unknown>): Cancelled[] {
  const { cancelled } = facts
  return Array.isArray(cancelled) ? cancelled.filter(isCancelled) : []
}

function isCancelled(value: unknown): value is Cancelled {
  if (typeof value !== 'object' || value === null) return false
  const { key, title, due, sequence } = value as Partial<Record<keyof Cancelled, unknown>>
  return (
    typeof key === 'string' &&
    typeof title === 'string' &&
    typeof due === 'string' &&
    isDay(due) &&
    Number.isInteger(sequence)
  )
}
