/** A calendar day, 'YYYY-MM-DD'. It has no time and no zone. */
export type Day = string

const MS_PER_DAY = 86_400_000
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const utcMidnight = (day: Day): number => Date.parse(`${day}T00:00:00Z`)
const twoDigits = (n: number): string => (n < 10 ? `0${n}` : `${n}`)

/** From its parts, which takes a quarter of the time that `toISOString` does: most of what a calendar does is this. */
function dayOf(ms: number): Day {
  const date = new Date(ms)
  const year = date.getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) throw new RangeError('Days are reckoned in years of four digits')
  return `${String(year).padStart(4, '0')}-${twoDigits(date.getUTCMonth() + 1)}-${twoDigits(date.getUTCDate())}`
}

/** Whether the text is a day that exists: 2024-02-29 is one, 2025-02-30 is not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const ms = utcMidnight(text)
  return !Number.isNaN(ms) && dayOf(ms) === text
}

export const addDays = (day: Day, days: number): Day => dayOf(utcMidnight(day) + days * MS_PER_DAY)

/** Days from `a` to `b`: negative where `b` is the earlier. */
export const daysBetween = (a: Day, b: Day): number => Math.round((utcMidnight(b) - utcMidnight(a)) / MS_PER_DAY)

/** 1 is Monday, 7 is Sunday. */
export const weekday = (day: Day): number => new Date(utcMidnight(day)).getUTCDay() || 7

export const isWeekend = (day: Day): boolean => weekday(day) > 5

export const yearOf = (day: Day): number => Number(day.slice(0, 4))

/** A day from its parts; `month` counts from 1, and a `date` beyond the month's end runs on into the next. */
export const dayFrom = (year: number, month: number, date: number): Day => dayOf(Date.UTC(year, month - 1, date))

/** The corresponding date `months` later; where that month has none, its last day (LAW-8). */
export function addMonths(day: Day, months: number): Day {
  const year = yearOf(day)
  const month = Number(day.slice(5, 7)) + months
  const lastOfMonth = dayFrom(year, month + 1, 0)
  return dayFrom(year, month, Math.min(Number(day.slice(8)), Number(lastOfMonth.slice(8))))
}

/** The first such weekday (1 is Monday) on or after the day. */
export const firstWeekdayFrom = (day: Day, wanted: number): Day => addDays(day, (wanted - weekday(day) + 7) % 7)

/** 'Friday 4 April': for a list of days whose year is plain. */
export const formatDayOfYear = (day: Day): string =>
  `${WEEKDAYS[weekday(day) - 1]} ${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]}`

/** 'Friday 4 April 2025'. */
export const formatDay = (day: Day): string => `${formatDayOfYear(day)} ${day.slice(0, 4)}`
