import { addDays, dayFrom, firstWeekdayFrom, isDay } from './day.ts'
import type { Day } from './day.ts'
import { remembered } from './remembered.ts'

const HOUR = 3_600_000

const lastSunday = (year: number, month: number): number =>
  Date.parse(`${firstWeekdayFrom(dayFrom(year, month, 25), 7)}T01:00:00Z`)

const summerOf = remembered((year) => ({ begins: lastSunday(year, 3), ends: lastSunday(year, 10) }))

/** Summer time by the rule of 1996: from 01:00 UTC of the last Sunday of March to that of the last Sunday of October. */
function isSummerTime(ms: number): boolean {
  const { begins, ends } = summerOf(new Date(ms).getUTCFullYear())
  return ms >= begins && ms < ends
}

/**
 * The instant (epoch ms) of a London wall-clock time, 'HH:MM'. A time that the clocks pass twice is the first of the
 * two; one that they skip is read on the winter clock.
 */
export function londonInstant(day: Day, time = '00:00'): number {
  const ms = Date.parse(`${day}T${time}:00Z`)
  return isSummerTime(ms - HOUR) ? ms - HOUR : ms
}

const onLondonsWall = (ms: number): string => new Date(isSummerTime(ms) ? ms + HOUR : ms).toISOString()

/** The day it is in London at that instant. */
export const londonDay = (ms: number): Day => onLondonsWall(ms).slice(0, 10)

/** '2025-03-21T09:00:00+00:00': whole seconds, always with a numeric offset. */
export const formatLondon = (ms: number): string =>
  `${onLondonsWall(ms).slice(0, 19)}${isSummerTime(ms) ? '+01:00' : '+00:00'}`

/** The instant of 'YYYY-MM-DD' (09:00 of that day) or 'YYYY-MM-DDTHH:MM', London time; throws RangeError. */
export function parseLondon(text: string): number {
  const [, day = '', time = '09:00'] = /^(\d{4}-\d{2}-\d{2})(?:T((?:[01]\d|2[0-3]):[0-5]\d))?$/.exec(text) ?? []
  if (isDay(day)) return londonInstant(day, time)
  throw new RangeError(`'${text}' is not a day (YYYY-MM-DD) or a day and time (YYYY-MM-DDTHH:MM) that exists.`)
}

/** London's midnight at the end of the day: the moment a deadline due that day passes (LAW-1). */
export const endOfDay = (day: Day): number => londonInstant(addDays(day, 1))

/** 09:00 in London: when mails go out. */
export const nineOClock = (day: Day): number => londonInstant(day, '09:00')
