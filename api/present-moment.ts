import { formatLondon, londonInstant } from '../calendar/london.ts'

/** The time of day it is in London, on the day that the service takes for today. */
export const presentMoment = (today: string): string =>
  formatLondon(londonInstant(today, formatLondon(Date.now()).slice(11, 16)))
