import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator'
import type { DeadlineFacts } from '../cases/letters.ts'
import { titleOf } from '../cases/roles.ts'
import type { AddressedLetter } from './mail.ts'
import { oneLine, plain } from './plain.ts'

/** The same for life, so that a moved deadline moves in the reader's calendar. */
export const entryId = (caseId: string, deadlineKey: string): string => `${caseId}/${deadlineKey}@interventions.invalid`

/** An all-day entry for every deadline the letters speak of; none for an escalation, whose reader owes nothing. */
export function calendarEntries(letters: readonly AddressedLetter[], links: readonly string[]): string | null {
  const entries = new Map<string, ReturnType<typeof entry>>()
  letters.forEach((addressed, index) => {
    if (addressed.letter.kind === 'escalation') return
    for (const deadline of addressed.letter.deadlines) {
      const made = deadline.due ? entry(addressed, deadline, deadline.due, links[index] ?? '') : null
      if (made) entries.set(made.id, made)
    }
  })
  if (!entries.size) return null
  const calendar = ical({
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Interventions', product: 'Deadlines', language: 'EN' },
  })
  for (const one of entries.values()) calendar.createEvent(one)
  return `${calendar.toString()}\r\n`
}

function entry({ case: inCase, policy, letter }: AddressedLetter, deadline: DeadlineFacts, due: string, url: string) {
  const provisional = deadline.provisional ? 'Provisional: ' : ''
  return {
    id: entryId(inCase.caseId, deadline.key),
    sequence: deadline.sequence,
    stamp: new Date(letter.at),
    start: new Date(`${due}T00:00:00Z`),
    allDay: true,
    transparency: ICalEventTransparency.TRANSPARENT,
    summary: oneLine(`${provisional}${deadline.title} (${inCase.schoolName})`),
    description: plain(
      `Owed by: ${titleOf(policy, deadline.owner)}\nRule: ${deadline.rule}\n${deadline.why} ${deadline.counted}\n${url}`,
    ),
    url,
  }
}
