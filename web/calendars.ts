import type { ApiParts } from '../api/parts.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { calendarFor } from '../records/calendar.ts'

/** The calendar of each authority as it stands on record now, each reckoned once. */
export async function calendarsHere({ records, policies }: ApiParts): Promise<(authority: string) => Calendar> {
  const calendars = new Map<string, Calendar>()
  for (const policy of policies.values()) calendars.set(policy.authority, await calendarFor(records, policy))
  return (authority) => {
    const calendar = calendars.get(authority) ?? [...calendars.values()][0]
    if (!calendar) throw new Error('There is no policy here, and so no calendar')
    return calendar
  }
}
