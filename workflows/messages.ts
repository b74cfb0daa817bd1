import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow'
import type { By, CommandName } from '../cases/commands.ts'
import type { CommandOutcome, CaseState, Deadline, School } from '../cases/state.ts'
import type { CaseCard } from '../cases/record.ts'
import type { Policy } from '../policies/policy.ts'
import type { Errand } from './post.ts'

/** The one argument of every command's Update. */
export interface CommandArgument {
  by: By
  input: unknown
}

/** What a case's workflow starts with: the command that opens it, or opens it again; or what its last run carried on. */
export interface CaseInput {
  caseId: string
  school: School
  begin?: { name: 'openCase' | 'reopenCase'; by: By; input: unknown }
  state?: CaseState
  carried?: { sent: string[]; errands: Errand[] }
  policy: Policy
}

export const commandUpdate = (name: CommandName) => defineUpdate<CommandOutcome, [CommandArgument]>(name)

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
}

/** The school has a new URN (LAW-16), or its name, phase, district or denomination is another on record. */
export const schoolReplaced = defineSignal<[SchoolReplaced]>('schoolReplaced')

export const caseStateQuery = defineQuery<CaseState>('case')

/** What a case tells a formal procedure that it runs: whom it is about, what is owed, whether its story has ended. */
export interface ProcedureNews {
  card: CaseCard
  deadlines: Deadline[]
  facts: [string, string][]
  title: string
  /** Letters about it that the case has just written, as lines. */
  letters: string[]
  ended: string | null
}

export const procedureNews = defineSignal<[ProcedureNews]>('news')

export interface ProcedureInput {
  news: ProcedureNews
  carried?: { sent: string[]; errands: Errand[]; deadlines: Deadline[] }
}
