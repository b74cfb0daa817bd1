import type { Caller } from '../../access/caller.ts'
import type { ApiParts } from '../../api/parts.ts'
import { lettersFor } from '../../api/routes/notifications.ts'
import { formatDay } from '../../calendar/day.ts'
import type { Choice } from '../../cases/choices.ts'
import type { CaseRow } from '../../records/reading.ts'

/** The latest are what somebody acknowledges. */
const most = 50

/** The letters of a case that somebody may acknowledge, as they may read them, the latest first. */
export async function lettersOf(parts: ApiParts, reader: Caller, { id }: CaseRow): Promise<Choice[]> {
  const { items } = await lettersFor(parts, reader, { caseId: id, limit: most })
  return items.map(({ key, subject, letter, person, at }) => ({
    value: key,
    text: subject ?? letter.replaceAll('-', ' '),
    hint: `to ${person ?? 'nobody'}, ${formatDay(at.slice(0, 10))}`,
  }))
}
