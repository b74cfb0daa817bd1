export type MailKind = 'notice' | 'reminder' | 'overdue' | 'escalation' | 'digest' | 'outcome'

/** A deadline as a letter speaks of it. */
export interface DeadlineFacts {
  id: string
  key: string
  title: string
  rule: string
  owner: string
  due: string | null
  provisional: boolean
  why: string
  /** How its day was counted. */
  counted: string
  status: string
  ruleId: string
  /** Whom the ladder names after this letter, and when. */
  next: { at: string; to: string[] } | null
  movedFrom?: string | null
  reason?: string
  /** Rises with every change of the day, so that a calendar entry moves. */
  sequence: number
}

/** A letter to the holders of one role, before anybody is looked up. `key` is derived from what it is about and to whom. */
export interface Letter {
  key: string
  /** Which text. */
  letter: string
  kind: MailKind
  to: string
  /** The nominal moment. */
  at: string
  statutory: boolean
  /** Waits a minute for what else goes to the same person at the same moment. */
  gather: boolean
  /** How many seconds it waits instead, where the clock is a rehearsal's. */
  gatherSeconds?: number
  deadline: string | null
  rule: string | null
  deadlines: DeadlineFacts[]
  /** What the letter says besides: words, dates, lists, under the names its text uses. */
  facts: Record<string, unknown>
  /** The entry of the case file that caused it; 0 for a moment. */
  entry: number
  /** To somebody outside: where no mail address is known it goes by post, and holds nothing up (LAW-4, LAW-9). */
  byPost: boolean
  /** The rung it belongs to; where it reaches nobody the next rung is told at once. */
  rung?: { deadlineKey: string; offset: number }
}

/** What became of a letter that did not reach its role. */
export interface Unreached {
  letterKey: string
  to: string
  /** `nobody is the contact`: it went out, and names no single point of contact (DU-2). */
  why: 'nobody holds the role' | 'refused by the mail server' | 'nobody is the contact'
  detail: string
  address: string | null
}
