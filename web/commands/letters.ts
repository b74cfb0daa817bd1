import { readableLetters } from '../../access/reading.ts'
import type { ApiParts } from '../../api/parts.ts'
import { formatDay } from '../../calendar/day.ts'
import { londonDay } from '../../calendar/london.ts'
import type { Choice } from '../../cases/choices.ts'
import { readNotifications, type CaseRow } from '../../records/reading.ts'
import type { Who } from '../who.ts'

/** The latest are what somebody acknowledges. */
const most = 50

/** The letters of a case that somebody may acknowledge, the latest first. */
export async function lettersOf({ records, policies }: ApiParts, who: Who, row: CaseRow): Promise<Choice[]> {
  const roles = readableLetters(policies, who.reader)
  const letters = await readNotifications(records, { caseId: row.id, roles }, { limit: most })
  return letters.map(({ key, subject, letter, person, at }) => ({
    value: key,
    text: subject ?? letter.replaceAll('-', ' '),
    hint: `to ${person ?? 'nobody'}, ${formatDay(londonDay(at.getTime()))}`,
  }))
}
