import type { Day } from '../calendar/day.ts'
import { dayOf } from '../cases/reckoning.ts'
import type { CalendarOf } from './calendar.ts'
import type { Running } from './running-clocks.ts'

/** A running clock that would run out on another day. */
export interface Move {
  running: Running
  to: Day
  provisional: boolean
}

/**
 * Which running clocks would run out on another day if the calendar were that one: what each case would find if it were told to
 * reckon again (LAW-15, TERM-3). Many clocks started on the same day, so each is reckoned once.
 */
export function movesUnder(calendarOf: CalendarOf, clocks: readonly Running[]): Move[] {
  const known = new Map<string, { due: Day; provisional: boolean }>()
  const names = new Map<object, number>()
  return clocks.flatMap((running) => {
    const { authority, urn, settings, clock, from } = running
    const calendar = calendarOf(authority, settings, urn)
    const name = names.get(calendar) ?? names.size
    names.set(calendar, name)
    const key = JSON.stringify([name, settings.firstTerm, clock, from])
    const { due, provisional } = known.get(key) ?? dayOf(calendar, { calendar: settings }, clock, from)
    known.set(key, { due, provisional })
    return due === running.due ? [] : { running, to: due, provisional }
  })
}
