import { policyOfCase } from '../../api/give-command.ts'
import type { ApiParts } from '../../api/parts.ts'
import { commandWords } from '../../notifications/command-words.ts'
import { theRole } from '../../notifications/role-words.ts'
import { formatLondon } from '../../calendar/london.ts'
import { readEvents, type CaseRow } from '../../records/reading.ts'

/** The longest case file of years comes to some hundred commands. */
const most = 1000

/** The entries of a case file that may be corrected: the commands that were given, the latest first. */
export async function entriesToCorrect(parts: ApiParts, row: CaseRow) {
  const policy = policyOfCase(parts, row)
  const rows = await readEvents(parts.records, row.id, { after: 0, limit: most }, 'command')
  const entries = rows
    .filter(({ body }) => body['command'] !== 'correctEntry')
    .map(({ seq, at, body }) => ({
      seq,
      on: formatLondon(at.getTime()).slice(0, 10),
      words: commandWords(String(body['command']), theRole(policy, String(body['as'])), body['input'], policy),
    }))
  return {
    title: 'Which entry is to be corrected?',
    caption: row.school_name,
    back: `/cases/${row.id}`,
    caseId: row.id,
    entries: entries.toReversed(),
  }
}
