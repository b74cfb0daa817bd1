import type { Calendar } from '../calendar/calendar.ts'
import { formatDay, type Day } from '../calendar/day.ts'
import { countWorkingDays } from '../calendar/working-days.ts'

/** A deadline as far as its day goes. */
interface Owed {
  due: Day | null
  status: string
}

/** How things stand with a day, for a tag: its words and its colour. */
export interface DueWords {
  text: string
  colour: 'red' | 'yellow' | 'grey' | 'blue'
  late: boolean
}

const soonDays = 5

/** 'Overdue by 2 working days', '5 working days left': counted by the working days of LAW-2. */
export function dueWords(calendar: Calendar, { due, status }: Owed, today: Day): DueWords {
  if (status === 'suspended') return { text: 'Clock stopped', colour: 'grey', late: false }
  if (due === null) return { text: 'Waits on a decision made elsewhere', colour: 'grey', late: false }
  if (due < today) return { text: overdueBy(countWorkingDays(calendar, due, today)), colour: 'red', late: true }
  if (due === today) return { text: 'Due today', colour: 'yellow', late: false }
  const left = countWorkingDays(calendar, today, due)
  return { text: leftUntil(left, due), colour: left <= soonDays ? 'yellow' : 'blue', late: false }
}

const overdueBy = (days: number): string => (days === 0 ? 'Overdue' : `Overdue by ${counted(days)}`)
const leftUntil = (days: number, due: Day): string =>
  days === 0 ? `No working day left before ${formatDay(due)}` : `${counted(days)} left`

/** '1 working day', '12 working days'. */
const counted = (days: number): string => `${days} working day${days === 1 ? '' : 's'}`
