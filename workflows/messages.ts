import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow'
import type { By, CommandName } from '../cases/commands.ts'
import type { CommandOutcome, CaseState, Deadline, School } from '../cases/state.ts'
import type { CaseCard } from '../cases/record.ts'
import type { CaseNews, FormerYear } from '../cases/year.ts'
import type { Policy } from '../policies/policy.ts'
import type { CaseKind } from '../policies/year.ts'
import type { Errand } from './post.ts'

/** The one argument of every command's Update. */
export interface CommandArgument {
  by: By
  input: unknown
}

/** What a case's workflow starts with: the command that opens it, or opens it again; or what its last run carried on. */
export interface CaseInput {
  caseId: string
  kind: CaseKind
  school: School
  begin?: { name: 'openCase' | 'reopenCase' | 'openYear'; by: By; input: unknown; at?: string }
  /** Of a school's year that begins while the school has a case. */
  ofCase?: CaseNews | null
  state?: CaseState
  carried?: { sent: string[]; errands: Errand[] }
  policy: Policy
}

export const commandUpdate = (name: CommandName) => defineUpdate<CommandOutcome, [CommandArgument]>(name)

/** A command whose name is not told: Temporal shows the names of Updates, and some belong to one level alone (DA-4). */
export const anyCommandUpdate = defineUpdate<CommandOutcome, [CommandArgument & { name: CommandName }]>('command')

export interface CalendarChange {
  id: number
  summary: string
}

/** Bank holidays or term dates have changed: reckon again (LAW-15). */
export const calendarChanged = defineSignal<[CalendarChange]>('calendarChanged')

export interface SchoolReplaced {
  from: string
  to: string
  on: string
  school: School
  /** The role that put it on record. */
  as?: string | undefined
}

/** The school has a new URN (LAW-16), or its name, phase, district or denomination is another on record. */
export const schoolReplaced = defineSignal<[SchoolReplaced]>('schoolReplaced')

/** A school's case was opened, moved or closed: told to the school's year. */
export const caseNews = defineSignal<[CaseNews]>('caseNews')

/** A school is no longer on record as open: its year ends. */
export const schoolClosed = defineSignal<[{ reason: string }]>('schoolClosed')

/** The school took another's place, which had a year of its own: what is known there is known here (LAW-16). */
export const yearGoesOn = defineSignal<[FormerYear]>('yearGoesOn')

/** Schools have opened, closed or changed hands: told to the authority's year. */
export const schoolsChanged = defineSignal('schoolsChanged')

export const caseStateQuery = defineQuery<CaseState>('case')

/** A case as it stands, with the policy that it runs under: what a forecast starts from. */
export interface Standing {
  state: CaseState
  policy: Policy
}

export const standingQuery = defineQuery<Standing>('standing')

/** What a case tells a formal procedure that it runs: whom it is about, what is owed, whether its story has ended. */
export interface ProcedureNews {
  card: CaseCard
  deadlines: Deadline[]
  facts: [string, string][]
  title: string
  /** Letters about it that the case has just written, as lines. */
  letters: string[]
  ended: string | null
  /** Said where the level of the case is confidential: then so are the failures. */
  confidential?: true
  /** The moment of the case of which it tells. */
  at?: string
}

export const procedureNews = defineSignal<[ProcedureNews]>('news')

export interface ProcedureInput {
  news: ProcedureNews
  carried?: { sent: string[]; errands: Errand[]; deadlines: Deadline[] }
}
