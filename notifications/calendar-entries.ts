import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency, type ICalEventData } from 'ical-generator'
import type { DeadlineFacts } from '../cases/letters.ts'
import { titleOf } from '../cases/roles.ts'
import { cancelledIn } from './cancelled.ts'
import { bareAddress } from './identity.ts'
import type { AddressedLetter } from './mail.ts'
import { oneLine, plain } from './plain.ts'

/** The same for life, so that a moved deadline moves in the reader's calendar. */
export const entryId = (caseId: string, deadlineKey: string): string => `${caseId}/${deadlineKey}@interventions.invalid`

type Entry = ICalEventData & { id: string; sequence: number }

/**
 * An all-day entry for every deadline the letters speak of, withdrawn where its clock is stopped or it is no longer owed; none for
 * an escalation, whose reader owes nothing.
 */
export function calendarEntries(
  letters: readonly AddressedLetter[],
  links: readonly string[],
  mailFrom: string,
): string | null {
  const entries = new Map<string, Entry>()
  const organizer = { name: 'Interventions', email: bareAddress(mailFrom) }
  letters.forEach((addressed, index) => {
    for (const entry of entriesOf(addressed, links[index] ?? ''))
      if (entry.sequence >= (entries.get(entry.id)?.sequence ?? 0)) entries.set(entry.id, { ...entry, organizer })
  })
  return entries.size ? written([...entries.values()]) : null
}

function written(entries: readonly Entry[]): string {
  const allCancelled = entries.every((one) => one.status === ICalEventStatus.CANCELLED)
  const calendar = ical({
    method: allCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Interventions', product: 'Deadlines', language: 'EN' },
  })
  for (const one of entries) calendar.createEvent(one)
  return `${calendar.toString()}\r\n`
}

function entriesOf(addressed: AddressedLetter, url: string): Entry[] {
  const { letter, policy } = addressed
  if (letter.kind === 'escalation') return []
  const spokenOf = letter.deadlines.flatMap((one) => {
    if (!one.due) return []
    if (one.status === 'suspended') return [cancelled(addressed, { ...one, due: one.due }, url)]
    return [live(addressed, one, one.due, titleOf(policy, one.owner), url)]
  })
  return [...spokenOf, ...cancelledIn(letter.facts).map((one) => cancelled(addressed, one, url))]
}

/** What of an entry stands and is withdrawn alike. */
function allDay(addressed: AddressedLetter, { key, due, summary }: { key: string; due: string; summary: string }) {
  const { case: inCase, letter } = addressed
  return {
    id: entryId(inCase.caseId, key),
    stamp: new Date(letter.at),
    start: new Date(`${due}T00:00:00Z`),
    allDay: true,
    transparency: ICalEventTransparency.TRANSPARENT,
    summary: oneLine(`${summary} (${inCase.schoolName})`),
  }
}

/** Even numbers are entries that stand, odd ones those withdrawn: each withdrawal follows its entry and precedes the next day. */
const standing = (sequence: number): number => 2 * sequence
const withdrawn = (sequence: number): number => 2 * sequence + 1

function live(addressed: AddressedLetter, deadline: DeadlineFacts, due: string, owner: string, url: string): Entry {
  const { key, title, provisional, rule, why, counted } = deadline
  return {
    ...allDay(addressed, { key, due, summary: `${provisional ? 'Provisional: ' : ''}${title}` }),
    sequence: standing(deadline.sequence),
    description: plain(`Owed by: ${owner}\nRule: ${rule}\n${why} ${counted}\n${url}`),
    url,
  }
}

function cancelled(
  addressed: AddressedLetter,
  { key, title, due, sequence }: { key: string; title: string; due: string; sequence: number },
  url: string,
): Entry {
  return {
    ...allDay(addressed, { key, due, summary: `Cancelled: ${title}` }),
    sequence: withdrawn(sequence),
    status: ICalEventStatus.CANCELLED,
    url,
  }
}
