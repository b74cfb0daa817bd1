import { addMonths, dayFrom, isDay, type Day } from '../../calendar/day.ts'

const names = 'January February March April May June July August September October November December'.split(' ')

/** A month, with the months beside it: 'YYYY-MM' in an address. */
export interface Month {
  id: string
  title: string
  firstDay: Day
  /** The first day of the next. */
  end: Day
  before: string
  after: string
}

/** The month of an address; the month of the day where it says none that there is. */
export function monthIn(text: unknown, today: Day): Month {
  const id = typeof text === 'string' && isDay(`${text}-01`) ? text : today.slice(0, 7)
  const firstDay = `${id}-01`
  const end = addMonths(firstDay, 1)
  return {
    id,
    title: `${names[Number(id.slice(5)) - 1]} ${id.slice(0, 4)}`,
    firstDay,
    end,
    before: dayFrom(Number(id.slice(0, 4)), Number(id.slice(5)) - 1, 1).slice(0, 7),
    after: end.slice(0, 7),
  }
}
