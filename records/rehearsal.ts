import type { By, Command } from '../cases/commands.ts'
import { cardOf } from '../cases/record.ts'
import { rehearse, type ChangedDeadline } from '../cases/rehearsed.ts'
import type { CaseState } from '../cases/state.ts'
import type { Policy } from '../policies/policy.ts'
import { addressBookOf, type Post } from './addressing.ts'
import { createAnnouncer, type NotReached } from './announced-mails.ts'
import { calendarFor } from './calendar.ts'
import type { Records } from './database.ts'
import { entryHappening, type Happening } from './happening.ts'
import { lookUp } from './look-up.ts'
import { writtenLetterKeys } from './waiting-mails.ts'

/** What a command would come to. */
export interface Rehearsal {
  before: CaseState
  after: CaseState
  /** The policy under which the case would go on. */
  policy: Policy
  changed: ChangedDeadline[]
  /** The entries of the case file that it would write. */
  entries: Happening[]
  /** The mails that would go out at once, or at the next 09:00. */
  mails: Happening[]
  unreached: NotReached[]
  warnings: string[]
}

/**
 * What a command would do to a case as it stands, with the calendar and the people as the records have them: the entries, the
 * deadlines, the mails and to whom. Nothing is written. Throws the Refusal that the case would give.
 */
export async function rehearsal(
  records: Records,
  post: Post,
  { state, policy }: { state: CaseState; policy: Policy },
  { at, by, command }: { at: string; by: By; command: Command },
): Promise<Rehearsal> {
  const calendar = await calendarFor(records, policy, state.school.urn)
  const looked = await lookUp({ records, policies: post.policies }, command, cardOf(state), at.slice(0, 10), by.role)
  const { paper, brought, changed } = rehearse({ policy, state }, calendar, { at, by, command, looked })
  const after = paper.state()
  const book = await addressBookOf(records, post, [cardOf(after)])
  const announce = createAnnouncer(book, post, await writtenLetterKeys(records, state.caseId))
  const { mails, unreached } = announce(cardOf(after), paper.owed(), brought.letters)
  return {
    before: state,
    after,
    policy: paper.policy(),
    changed,
    entries: brought.events.map(entryHappening),
    mails,
    unreached,
    warnings: brought.warnings,
  }
}
