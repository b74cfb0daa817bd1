import type { Logger } from 'pino'
import type { Recognize } from '../access/caller.ts'
import type { Day } from '../calendar/day.ts'
import type { Keys } from '../codec/keys.ts'
import type { Policies } from '../policies/policies.ts'
import type { Records } from '../records/database.ts'
import type { Post } from '../records/addressing.ts'
import type { CasesPort } from './cases-port.ts'

/** What the API is made of. */
export interface ApiParts {
  records: Records
  cases: CasesPort
  policies: Policies
  /** What confidential cases are sealed with. */
  keys: Keys
  /** Where Temporal's Web UI is shown from: it may ask the codec. */
  uiOrigins: string[]
  /** Where people reach that UI; null: nobody has said where it is. */
  temporalUi: TemporalUi | null
  recognize: Recognize
  /** How mails are written, to tell beforehand what will be sent. */
  post: Post
  log: Logger
  /** The mail server answers; else throws. */
  reachMail: () => Promise<void>
  /** The day it is in London. */
  today: () => Day
  /** Why the service cannot answer yet, where it cannot. */
  notReady: () => Error | null
  limits: Limits
  /** Who tells who somebody is that opens a page; null: whoever sits at this machine chooses. */
  provider: OpenIdProvider | null
}

export interface TemporalUi {
  address: string
  namespace: string
}

export interface OpenIdProvider {
  issuer: string
  clientId: string
  clientSecret: string
}

export interface Limits {
  /** Calls a minute of one role, or of one address without a token. */
  callsPerMinute: number
  /** Wrong tokens a minute from one address. */
  wrongTokensPerMinute: number
  schoolFileBytes: number
  /** For how many days after its letter, or after the day that this speaks of, a link in a mail works. */
  linkDays: number
}

export const usualLimits: Limits = {
  callsPerMinute: 3000,
  wrongTokensPerMinute: 60,
  schoolFileBytes: 100_000_000,
  linkDays: 60,
}
