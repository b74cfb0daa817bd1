import type { Request } from 'express'

/** The page of ours that was asked for before signing in; never an address elsewhere. */
export function addressWanted({ query }: Pick<Request, 'query'>): string {
  const { to } = query
  return typeof to === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(to) && !to.startsWith('/sign-') ? to : '/'
}
