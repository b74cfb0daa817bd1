import { addDays, dayFrom } from './day.ts'
import type { Day } from './day.ts'

/** Easter Sunday by the Gregorian reckoning (Meeus, Jones and Butcher). */
export function easterSunday(year: number): Day {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const inCentury = year % 100
  const correction = Math.floor((8 * century + 13) / 25)
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451)
  return dayFrom(year, 3, 22 + epact + toSunday - 7 * late)
}

export const goodFriday = (year: number): Day => addDays(easterSunday(year), -2)
