import type { ClockRule } from '../policies/policy.ts'
import type { WeeklyRhythm } from '../policies/rhythms.ts'
import type { CaseKind } from '../policies/year.ts'
import type { Letter } from './letters.ts'
import type { MoneyState } from './money.ts'

export type Day = string

/** A clock as a running deadline has it: the policy's, or what an extension, a promise or a pause made of it. */
export type RunningClock =
  | ClockRule
  | { kind: 'fixed-day'; day: Day }
  | { kind: 'working-days'; days: number }
  | { kind: 'school-working-days'; days: number }

export interface RungMoment {
  /** Working days of LAW-2 from the due day; for a repeat the repeated offset. */
  offset: number
  at: string
  to: string[]
  kind: 'reminder' | 'overdue' | 'escalation'
  every?: number
  done?: boolean
}

export type DeadlineStatus = 'open' | 'suspended' | 'missed' | 'met' | 'cancelled' | 'lapsed'

/** Something one person owes by a moment. `key` is its own for life; `id` is the policy's, `id@due` names an occurrence. */
export interface Deadline {
  key: string
  id: string
  /** The id of its rule in the policy: that of `id`, but `milestone` for `milestone-1`. */
  ruleId: string
  title: string
  rule: string
  owner: string
  status: DeadlineStatus
  openedAt: string
  from: Day
  clock: RunningClock
  /** `null` while its clock waits on an outside decision (LAW-5). */
  due: Day | null
  /** The midnight in London at the end of the due day. */
  passesAt: string | null
  provisional: boolean
  /** Why it is owed, from the policy. */
  why: string
  /** How its day was counted, from the calendar. */
  counted: string
  rungs: RungMoment[]
  /** The last day that may be promised: ten working days past the due day. */
  promiseLimit: Day | null
  promises: Record<string, Day>
  statutory: boolean
  chasedBy: string
  /** A period it is the occurrence of: a command meets the occurrence its date falls in. */
  period?: { firstDay: Day; lastDay: Day }
  /** When the next occurrence passes: from then on this one, if still owed, is overtaken. */
  overtakenAt?: string
  afterReport?: boolean
  missedAt?: string
  openedBy: number
  /** The end of a notice's period opened it: it moves with that end (LAW-8). */
  openedByPeriodEnd?: boolean
  /** Rises with every change of the day, so that a calendar entry moves. */
  sequence: number
  /** Rises when persons move the day: its ladder begins anew then. A change of the calendar repeats no rung (LAW-15). */
  round?: number
  remaining?: RunningClock
  /** More time that was asked for and is not decided yet: to which day, by which role, when. */
  asked?: { to: Day; by: string; on: Day }
  /** The key of the deadline for which more time was asked: this one is the decision. */
  decides?: string
}

/** A duty that recurs: its next occurrence opens on the first school day of the next week, half term or term. */
export interface Recurrence {
  ruleId: string
  /** The day of the present occurrence, from which the next is found again when the calendar changes. */
  from: Day
  opensAt: string
  firstDay: Day
  /** It has not been open yet: it may open in the present period. */
  first?: boolean
}

/** A letter that waits for the next 09:00, because no command caused it. */
export interface LaterLetter {
  at: string
  letter: Letter
}

/** The period that a warning notice gives, whether or not the school has answered in it. */
export interface NoticePeriod {
  clock: RunningClock
  from: Day
  due: Day | null
  endsAt: string | null
  ended: boolean
  /** After a confirmation it is the compliance period of LAW-5. */
  confirmed: boolean
}

export interface School {
  urn: string
  name: string
  phase: 'primary' | 'secondary' | 'special' | 'all-through'
  district: string | null
  denomination: string | null
}

/** Something that the school has been told of beforehand, and that has not come yet (HE-1). */
export interface Announcement {
  /** The id of the promise in the policy's code of practice. */
  what: string
  on: Day
  toldOn: Day
  /** The level or category that the school is to have. */
  level?: string
  /** Why it is announced later than promised. */
  shortNotice?: string
  entry: number
}

export interface Notice {
  number: number
  childId: string
  /** The entry that asked for it: what lies before belongs to an earlier notice. */
  requestedBy: number
  stage: 'requested' | 'approved' | 'issued' | 'appealed' | 'confirmed'
  grounds: string[]
  evidence: string
  law?: string
  givenOn?: Day
  receivedOn?: Day
  decidedOn?: Day
  complyBy?: Day
  period?: NoticePeriod
  /** The end of the two months of LAW-8, once they run. */
  windowEndsOn?: Day
  answered?: boolean
  appealed?: boolean
  proposed?: string[]
  proposedOn?: Day
  used?: string[]
  ended?: string
  statements?: Record<string, string>
}

export interface Statement {
  number: number
  childId: string
  deadlineKey: string
  urgent: boolean
  owedFrom: Day
  filedOn?: Day
  ended?: string
}

/** What a school's year knows besides what it owes. */
export interface YearState {
  /** The level of support, where it is not the category's usual one (ST-2). */
  support: string | null
  /** The category that was recommended and by whom it was agreed (ST-3). */
  recommended: { category: string; support: string | null; reason: string; on: Day; criteria?: string[] } | null
  agreed: Record<string, string>
  challenged: { by: string; reason: string; on: Day } | null
  /** Days of visits by academic year (`2025`: the one that begins in that September). */
  visitDays: Record<string, number>
  /** It ended because its school was gone: when that is there again, it begins anew. */
  gone?: boolean
  /** The school's own case, while there is one. */
  ofCase: { caseId: string; level: string } | null
}

/** What the giver of a command hears. */
export interface CommandOutcome {
  entry: number
  warnings: string[]
}

/** All that a case knows of itself: JSON, carried from run to run. Instants are London's, with their offset. */
export interface CaseState {
  caseId: string
  authority: string
  /** An intervention, or the year of a school, a district or the authority. */
  kind: CaseKind
  edition: string
  school: School
  formerUrns: string[]
  status: 'open' | 'closed'
  openedOn: Day
  closedOn: Day | null
  level: string
  levelSince: Day
  reasons: string[]
  summary: string
  interventionSince: Day | null
  category: string | null
  categorySince: Day | null
  publishedOn: Day | null
  receivedOn: Day | null
  assignments: Record<string, string>
  /** The names of those assigned, as they were when it was done. */
  officers?: Record<string, string>
  coordinator: { name: string; email: string } | null
  /** The entries of the case file that set the present judgement, co-ordinator and telling of the Secretary of State. */
  setBy: { judgement?: number; coordinator?: number; told?: number }
  seq: number
  deadlines: Deadline[]
  recurrences: Recurrence[]
  occurrences: Record<string, number>
  notice: Notice | null
  notices: number
  /** LAW-9: the Secretary of State has acted; no notice of the authority's own may follow. */
  barred: boolean
  /** How often a duty recurs where that was agreed, by its id (DA-3). */
  agreed?: Record<string, WeeklyRhythm>
  /** Reviews that were decided and do not open again by themselves. */
  decidedReviews: string[]
  later: LaterLetter[]
  /** What was still owed when the case was closed: it is owed again when the case is opened again. */
  owedAtClosing: Deadline[]
  secretaryOfState: { told: Day | null; saysWillAct: boolean }
  statements: Statement[]
  statementCount: number
  /** What the school has been told of beforehand (HE-1). */
  announced?: Announcement[]
  /** Of a school's year: what is known of its category, visits and case (ST-1 to ST-7). */
  year: YearState | null
  /** Of an intervention, once something of it is costed (ST-40, ST-41). */
  money?: MoneyState
  /** The last commands' update ids, so that a repeat after a continue-as-new is the same command. */
  seen: Record<string, CommandOutcome>
}
