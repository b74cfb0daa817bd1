import { formatDay } from '../../calendar/day.ts'

/** 'Friday 6 March 2026, 09:00', of an instant in London's time. */
export const momentInWords = (at: string): string => `${formatDay(at.slice(0, 10))}, ${at.slice(11, 16)}`
