import type { Caller } from '../../access/caller.ts'
import { policyOfCase } from '../../api/give-command.ts'
import type { ApiParts } from '../../api/parts.ts'
import { eventsFor } from '../../api/routes/cases.ts'
import { commandWords } from '../../notifications/command-words.ts'
import { theRole } from '../../notifications/role-words.ts'
import type { CaseRow } from '../../records/reading.ts'

/** The longest case file of years comes to some hundred commands. */
const most = 1000

/** The entries of a case file that may be corrected, as somebody may read them: the commands that were given, the latest first. */
export async function entriesToCorrect(parts: ApiParts, row: CaseRow, reader: Caller) {
  const policy = policyOfCase(parts, row)
  const { items } = await eventsFor(parts, row, reader, { limit: most, latestFirst: true }, 'command')
  return {
    title: 'Which entry is to be corrected?',
    caption: row.school_name,
    back: `/cases/${row.id}`,
    caseId: row.id,
    entries: items
      .filter(({ command }) => command !== 'correctEntry')
      .map(({ seq, at, command, as, input }) => ({
        seq,
        on: at.slice(0, 10),
        words: commandWords(String(command), theRole(policy, String(as)), input, policy),
      })),
  }
}

/** Whether somebody may read an entry of a case file. */
export async function readsEntry(parts: ApiParts, row: CaseRow, reader: Caller, seq: number): Promise<boolean> {
  const { items } = await eventsFor(parts, row, reader, { after: seq - 1, limit: 1 }, 'command')
  return items[0]?.seq === seq
}
