import type { SheetDay } from '../calendar/clock.ts'
import type { Day } from '../calendar/day.ts'
import { dayOf } from '../cases/reckoning.ts'
import type { Policy } from '../policies/policy.ts'
import { calendarFor } from './calendar.ts'
import type { DeadlineDetails } from './case-file.ts'
import type { Records } from './database.ts'
import { deadlinesOf } from './reading.ts'

/** How the day of something owed is counted now, day by day. */
export interface DeadlineSheet {
  key: string
  id: string
  due: Day | null
  title: string
  rule: string
  from: Day
  days: SheetDay[]
}

/** Clocks that count no days: they wait, were agreed, or are a rehearsal's. */
const uncounted = ['none', 'minutes', 'agreed-day']

/** The clock sheets of all that a case owes and whose day is counted, by the calendar as it stands. */
export async function deadlineSheets(
  records: Records,
  caseId: string,
  urn: string,
  policy: Policy,
): Promise<DeadlineSheet[]> {
  const calendar = await calendarFor(records, policy, urn)
  const owed = await deadlinesOf(records, caseId, false)
  return owed.flatMap(({ key, id, due, title, rule, details }) => {
    const { clock, from, calendar: settings } = details as unknown as DeadlineDetails
    if (!clock || !from || uncounted.includes(clock.kind)) return []
    const { days } = dayOf(calendar, { calendar: settings ?? policy.calendar }, clock, from)
    return [{ key, id, due, title, rule, from, days }]
  })
}
