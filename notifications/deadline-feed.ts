import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator'
import { entryId } from './calendar-entries.ts'
import { oneLine, plain } from './plain.ts'

/** A deadline as an entry of a calendar; without a day it is none. */
export interface FeedEntry {
  caseId: string
  key: string
  title: string
  schoolName: string
  owner: string
  rule: string
  why: string
  due: string | null
  provisional: boolean
  opened_at: Date
}

/** Deadlines as a calendar that a program subscribes to: the same entries, by their ids, as come with the reminders. */
export function deadlineFeed(deadlines: readonly FeedEntry[], publicUrl: string): string {
  const calendar = ical({
    name: 'Interventions',
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Interventions', product: 'Deadlines', language: 'EN' },
    ttl: 3600,
  })
  for (const one of deadlines) {
    if (one.due === null) continue
    const url = `${publicUrl.replace(/\/+$/, '')}/cases/${encodeURIComponent(one.caseId)}`
    calendar.createEvent({
      id: entryId(one.caseId, one.key),
      stamp: one.opened_at,
      start: new Date(`${one.due}T00:00:00Z`),
      allDay: true,
      transparency: ICalEventTransparency.TRANSPARENT,
      summary: oneLine(`${one.provisional ? 'Provisional: ' : ''}${one.title} (${one.schoolName})`),
      description: plain(`Owed by: ${one.owner}\nRule: ${one.rule}\n${one.why}\n${url}`),
      url,
    })
  }
  return `${calendar.toString()}\r\n`
}
