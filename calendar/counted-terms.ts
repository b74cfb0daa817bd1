import type { Calendar } from './calendar.ts'
import { formatDay } from './day.ts'
import type { Day } from './day.ts'
import { halfTermOf, nextTerm, termOf } from './periods.ts'
import type { Period } from './periods.ts'
import { amount } from './reckoning.ts'
import type { Clock, Count, SheetDay } from './reckoning.ts'

type NthTermClock = Extract<Clock, { kind: 'end-of-nth-term' }>

function endOf(period: Period): Count {
  return {
    due: period.lastDay,
    days: [{ date: period.lastDay, counted: 1, skipped: null }],
    why: `The last school day of the ${period.name}: ${formatDay(period.lastDay)}.`,
    unpublished: period.provisional ? [period.name] : [],
  }
}

export const endOfHalfTerm = (cal: Calendar, from: Day): Count => endOf(halfTermOf(cal, from))

export const endOfTerm = (cal: Calendar, from: Day): Count => endOf(termOf(cal, from))

function whereItBegins(begun: Period, from: Day, leavesOutPart: boolean): string {
  if (from < begun.firstDay) return `${formatDay(from)} is in a holiday, so the ${begun.name} is the first.`
  if (leavesOutPart) return `Only whole terms count, so the ${begun.name}, already begun, does not.`
  return `The ${begun.name}, in which it begins, is the first.`
}

/** The last school day of the nth term (TERM-2, ST-26, ST-27). */
export function endOfNthTerm(cal: Calendar, clock: NthTermClock, from: Day): Count {
  const begun = termOf(cal, from)
  const leavesOutPart = clock.firstTerm === 'whole-terms-only' && from > begun.firstDay
  const days: SheetDay[] = leavesOutPart
    ? [{ date: begun.lastDay, counted: null, skipped: 'part of a term: only whole terms count' }]
    : []
  let last = leavesOutPart ? nextTerm(cal, begun) : begun
  for (let counted = 1; counted <= clock.terms; counted += 1) {
    if (counted > 1) last = nextTerm(cal, last)
    days.push({ date: last.lastDay, counted, skipped: null })
  }
  return {
    due: last.lastDay,
    days,
    why:
      `The last school day of ${amount(clock.terms, 'term')}: the ${last.name} ends on ${formatDay(last.lastDay)}. ` +
      whereItBegins(begun, from, leavesOutPart),
    unpublished: last.provisional ? [last.name] : [],
  }
}
