import { addBusinessDays, formatISO, parseISO } from 'date-fns'
import Holidays from 'date-holidays'
import { reckon } from '../calendar/clock.ts'
import { createCalendar } from '../calendar/school-year.ts'
import { shippedBankHolidays, shippedTerms } from '../calendar/shipped.ts'
import type { Line, Size } from './measure.ts'
import { median, times } from './median.ts'

const counts: Record<Size, number> = { tiny: 20, usual: 2_000, full: 20_000 }
const workingDays = 15

/** The clock of a warning notice, counted by the service and by what else is at hand. */
export async function calendar(size: Size, say: (line: string) => void): Promise<Line[]> {
  const firstDays = daysFrom('2015-01-01', counts[size])
  const cal = createCalendar({
    authority: 'staffordshire',
    bankHolidays: shippedBankHolidays(),
    terms: shippedTerms(),
    oneWeekHalfTermIsLong: false,
  })
  const ours = (from: string) => reckon(cal, { kind: 'working-days', days: workingDays }, from).due
  const isHoliday = holidaysOfEngland()
  const others = (from: string) => formatISO(addWorkingDays(isHoliday, parseISO(from)), { representation: 'date' })
  const same = firstDays.filter((day) => ours(day) === others(day)).length
  say(`calendar: the same day from ${same} of ${firstDays.length} first days`)
  const rate = async (count: (from: string) => string) =>
    median(await times(size === 'tiny' ? 1 : 3, async () => perSecond(firstDays, count)))
  const [own, other] = [await rate(ours), await rate(others)]
  const what = `date-fns addBusinessDays and date-holidays (the same day from ${same} of ${firstDays.length})`
  return [
    {
      measure: 'calendar',
      what: `clocks of ${workingDays} working days, each with its reason and its days one by one`,
      value: own,
      unit: 'a second',
      nextTo: { what, value: other, ratio: other / own },
    },
  ]
}

/** One day at a time: a bank holiday is no working day. Its years are asked for once, as a careful team would. */
function addWorkingDays(isHoliday: (day: Date) => boolean, from: Date): Date {
  let day = from
  for (let left = workingDays; left > 0;) {
    day = addBusinessDays(day, 1)
    if (!isHoliday(day)) left -= 1
  }
  return day
}

function holidaysOfEngland(): (day: Date) => boolean {
  const source = new Holidays('GB', 'ENG')
  const years = new Map<number, Set<string>>()
  const daysOf = (year: number) =>
    new Set(
      source
        .getHolidays(year)
        .flatMap(({ date, type }) => (type === 'public' || type === 'bank' ? date.slice(0, 10) : [])),
    )
  return (day) => {
    const year = day.getFullYear()
    const known = years.get(year) ?? daysOf(year)
    years.set(year, known)
    return known.has(formatISO(day, { representation: 'date' }))
  }
}

function perSecond(firstDays: readonly string[], count: (from: string) => string): number {
  const began = performance.now()
  for (const day of firstDays) count(day)
  return (firstDays.length * 1000) / (performance.now() - began)
}

function daysFrom(first: string, count: number): string[] {
  const start = Date.parse(`${first}T00:00:00Z`)
  return Array.from({ length: count }, (_, index) => new Date(start + index * 86_400_000).toISOString().slice(0, 10))
}
