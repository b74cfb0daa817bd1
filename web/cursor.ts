import type { Request } from 'express'

/** The address of the next page of a list, the filters kept; null where this is the last. */
export function nextAddress(request: Request, next: string | null): string | null {
  if (next === null) return null
  const { pathname, searchParams } = new URL(request.originalUrl, 'http://here')
  searchParams.set('cursor', next)
  return `${pathname}?${searchParams}`
}

/** The address of a list's first page, where this is not it. */
export function firstAddress(request: Request): string | null {
  const { pathname, searchParams } = new URL(request.originalUrl, 'http://here')
  if (!searchParams.has('cursor')) return null
  searchParams.delete('cursor')
  return searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname
}

/** What a form of filters sends: a field that was left empty is no filter. */
export const filtersIn = ({ query }: Request): Record<string, unknown> =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))
