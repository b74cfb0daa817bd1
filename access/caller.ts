import { createHash, timingSafeEqual } from 'node:crypto'
import { isSchoolRole } from '../cases/roles.ts'
import type { Policies } from '../policies/policies.ts'
import type { Tokens } from './tokens.ts'

/** Who calls: the role acted in, and where. */
export interface Caller {
  role: string
  authorities: 'all' | string[]
  /** A URN, several, or every school, for a school's role; `null` for the authority's own roles and those outside. */
  school: 'all' | string | string[] | null
  /** The person on record, where one has signed in. */
  personId?: string
}

/** Tells who bears a token; undefined where nobody does. */
export type Recognize = (token: string) => Caller | undefined

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** The embedded tokens: each acts in every authority, a school's role in every school. Compared in constant time. */
export function recognizeTokens(tokens: Tokens, policies: Policies): Recognize {
  const known = Object.entries(tokens).map(([role, token]) => ({ role, digest: digest(token) }))
  return (token) => {
    const given = digest(token)
    const found = known.filter((one) => timingSafeEqual(one.digest, given))[0]
    return found && callerOf(policies, found.role)
  }
}

export function callerOf(policies: Policies, role: string): Caller {
  const ofSchool = [...policies.values()].some((policy) => isSchoolRole(policy, role))
  return { role, authorities: 'all', school: ofSchool ? 'all' : null }
}

/** The token of an `Authorization: Bearer TOKEN` header. */
export function bearerIn(header: string | undefined): string | undefined {
  return /^Bearer +([\w.~+/=-]{1,500}) *$/i.exec(header ?? '')?.[1]
}
