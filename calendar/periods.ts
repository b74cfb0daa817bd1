import type { Calendar } from './calendar.ts'
import { addDays, yearOf } from './day.ts'
import type { Day } from './day.ts'
import { rememberedWithin } from './remembered.ts'
import { startYearOf } from './term.ts'
import type { Term } from './term.ts'
import { isWorkingDay } from './working-days.ts'

/** A term or a half term, from its first to its last school day; `number` counts them in order of time. */
export interface Period {
  number: number
  name: string
  firstDay: Day
  lastDay: Day
  /** Its dates are not yet published, and estimated (TERM-3). */
  provisional: boolean
}

/** A working day that is no inset day; school holidays are told by the half terms. */
export const isSchoolDay = (cal: Calendar, day: Day): boolean => isWorkingDay(cal, day) && !cal.isInsetDay(day)

const schoolDayFrom = (cal: Calendar, day: Day, step: 1 | -1): Day =>
  isSchoolDay(cal, day) ? day : schoolDayFrom(cal, addDays(day, step), step)

const nameOf = (term: Term): string =>
  `${term.term} term ${startYearOf(term.academicYear) + (term.term === 'autumn' ? 0 : 1)}`

function schoolDays(cal: Calendar, from: Day, to: Day): Pick<Period, 'firstDay' | 'lastDay'> {
  return { firstDay: schoolDayFrom(cal, from, 1), lastDay: schoolDayFrom(cal, to, -1) }
}

const termPeriod = rememberedWithin((cal: Calendar, number): Period => {
  const { term, provisional } = cal.termNumbered(number)
  return { number, name: nameOf(term), ...schoolDays(cal, term.firstDay, term.lastDay), provisional }
})

/** Half terms are numbered two to a term, so that the first half of term n is 2n. */
export const halfTermNumbered = rememberedWithin((cal: Calendar, number): Period => {
  const { term, provisional } = cal.termNumbered(Math.floor(number / 2))
  const [which, days] =
    number % 2 === 0
      ? ['first', schoolDays(cal, term.firstDay, addDays(term.halfTermFirstDay, -1))]
      : ['second', schoolDays(cal, addDays(term.halfTermLastDay, 1), term.lastDay)]
  return { number, name: `${which} half of the ${nameOf(term)}`, ...days, provisional }
})

/** The first period that does not end before the day, looking from the autumn term of the year before on. */
function periodAt(day: Day, periodsInTerm: 1 | 2, numbered: (number: number) => Period): Period {
  for (let number = (yearOf(day) - 1) * 3 * periodsInTerm; ; number += 1) {
    const period = numbered(number)
    if (period.lastDay >= day) return period
  }
}

/** The term that holds the day; in a holiday, the next (TERM-2). */
export const termOf = (cal: Calendar, day: Day): Period => periodAt(day, 1, (number) => termPeriod(cal, number))

/** The half term that holds the day; in a holiday, the next. */
export const halfTermOf = (cal: Calendar, day: Day): Period =>
  periodAt(day, 2, (number) => halfTermNumbered(cal, number))

export const nextTerm = (cal: Calendar, term: Period): Period => termPeriod(cal, term.number + 1)

export const nextHalfTerm = (cal: Calendar, halfTerm: Period): Period => halfTermNumbered(cal, halfTerm.number + 1)
