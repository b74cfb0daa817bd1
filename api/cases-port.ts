import type { By, CommandName, Input } from '../cases/commands.ts'
import type { CommandOutcome } from '../cases/state.ts'
import type { Standing } from '../workflows/messages.ts'

/** What the API asks of the cases' workflows. */
export interface CasesPort {
  /** Reserves the id, starts the workflow, waits some seconds until it is on record. `key` makes a repeat the same case. Throws a Refusal. */
  open(
    command: { by: By; input: Input<'openCase'> },
    key?: string | null,
  ): Promise<{ caseId: string; recorded: boolean; warnings: string[] }>
  /** Starts the cycles of an authority's year. Throws a Refusal or PartDown. */
  openYear(by: By, input: Input<'openYear'>): Promise<{ caseId: string; recorded: boolean; warnings: string[] }>
  /** The Update of that name. Throws a Refusal or PartDown. */
  command(caseId: string, name: CommandName, by: By, input: unknown, updateId: string): Promise<CommandOutcome>
  reopen(caseId: string, by: By, input: Input<'reopenCase'>, key?: string): Promise<CommandOutcome>
  /** Tells the running cases of an authority (of all, where null) that the calendar has changed, and marks the change as told. */
  calendarChanged(change: { id: number; authority: string | null; summary: string }): Promise<void>
  /** The running case as it stands, with the policy it runs under. Throws a Refusal where it does not run, or PartDown. */
  standing(caseId: string): Promise<Standing>
  schoolReplaced(
    caseIds: string[],
    change: { from: string; to: string; on: string; as?: string | undefined },
  ): Promise<void>
  /** Temporal answers; else throws PartDown. */
  reach(): Promise<void>
  /** How many workers have asked for work within the last minute or so. Throws PartDown. */
  workers(): Promise<number>
  /** Repeats what an earlier process may have left half done: openings not yet heard of, changes not yet told. Called at start. */
  resume(): Promise<void>
}

/** A part of the service does not answer. */
export class PartDown extends Error {
  override name = 'PartDown'
  readonly part: 'database' | 'Temporal' | 'mail' | 'worker' | 'OpenID provider'

  constructor(part: PartDown['part'], message: string) {
    super(message)
    this.part = part
  }
}
