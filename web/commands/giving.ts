import type { Retry } from '../../api/operation.ts'
import type { Command } from '../../cases/commands.ts'
import type { Policy } from '../../policies/policy.ts'
import type { Rehearsal } from '../../records/rehearsal.ts'
import type { Typed } from '../drafts.ts'
import type { Form } from './form.ts'

/** What came of a command that was given from a page; kept as JSON for whoever presses twice. */
export interface Given {
  caseId: string
  /** The entry of the case file from which on it stands there. */
  entry: number
  warnings: string[]
  /** False: it is carried out, and on record in a moment. */
  recorded: boolean
}

/** A command that somebody is about to give: its form, and what is done with it. */
export interface Giving {
  form: Form
  policy: Policy
  /** What the page says above its heading, where it leads back to, and where to go when it is done, if not to the case. */
  about: { caption: string; back: string; after?: string; intro?: string[] }
  /** What the form holds before anything is typed. */
  start: Typed
  /** What was posted as the command's input. */
  input: (typed: Typed) => Promise<Record<string, unknown>>
  /** What it would do; null where that would tell whoever asks a category that is confidential (DA-4). */
  rehearse: (command: Command) => Promise<Rehearsal | null>
  give: (command: Command, retry: Retry) => Promise<Given>
}
