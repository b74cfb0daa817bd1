import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reckon, remainingOf, type Clock } from '../../calendar/clock.ts'
import { ladderInstant, nextNine } from '../../calendar/ladder-days.ts'
import { formatLondon } from '../../calendar/london.ts'
import { isSchoolWorkingDay, isWorkingDay } from '../../calendar/school-year.ts'
import { holds } from './holds.ts'
import { anyDates, anyDay, calendarFrom, slowFacts, type Dates } from './random-calendars.ts'
import { dayAfter, isWorking, isWorkingOfSchool, onTheWall, slowDue, slowly, type SlowFacts } from './slow-calendar.ts'

const anyClock: fc.Arbitrary<Clock> = fc.oneof(
  fc.record({ kind: fc.constantFrom('working-days', 'school-working-days'), days: fc.integer({ min: 0, max: 40 }) }),
  fc.record({ kind: fc.constant('months'), months: fc.integer({ min: 1, max: 24 }) }),
  fc.record({ kind: fc.constant('end-of-weeks'), weeks: fc.integer({ min: 1, max: 6 }) }),
  fc.constantFrom<Clock>({ kind: 'end-of-half-term' }, { kind: 'end-of-term' }),
  fc.record({
    kind: fc.constant('end-of-nth-term'),
    terms: fc.integer({ min: 1, max: 4 }),
    firstTerm: fc.constantFrom('counts', 'whole-terms-only'),
  }),
  anyDay().map((day): Clock => ({ kind: 'fixed-day', day })),
)

const withHoliday = (dates: Dates, date: string): Dates => ({
  ...dates,
  bankHolidays: [...dates.bankHolidays, { date, name: 'A day proclaimed' }],
})

describe('a day, by the calendar and by the law’s words', () => {
  it('is a working day of LAW-2, and of LAW-10, under both or under neither', () => {
    holds(
      fc.property(anyDates(), anyDay(), (dates, day) => {
        const [calendar, facts] = [calendarFrom(dates), slowFacts(dates)]
        expect(isWorkingDay(calendar, day)).toBe(isWorking(facts, day))
        expect(isSchoolWorkingDay(calendar, day)).toBe(isWorkingOfSchool(facts, day))
      }),
      { runs: 500 },
    )
  })

  it('has its nine o’clock, and its end, by London’s clocks', () => {
    holds(
      fc.property(anyDay(), anyDates(), fc.integer({ min: -30, max: 30 }), (due, dates, offset) => {
        const [calendar, facts] = [calendarFrom(dates), slowFacts(dates)]
        const working = (day: string) => isWorking(facts, day)
        const day = offset !== 0 ? slowly(working, due, offset) : working(due) ? due : slowly(working, due, 1)
        const at = ladderInstant(calendar, due, offset)
        expect(onTheWall(at)).toBe(`${day} 09:00:00`)
        expect(Date.parse(formatLondon(at))).toBe(at)
        expect(formatLondon(at).slice(0, 19)).toBe(`${day}T09:00:00`)
      }),
      { runs: 300 },
    )
  })

  it('is followed by the next 09:00 of a working day (LAW-2)', () => {
    holds(
      fc.property(anyDay(), fc.nat({ max: 86_399 }), anyDates(), (day, second, dates) => {
        const [calendar, facts] = [calendarFrom(dates), slowFacts(dates)]
        const at = Date.parse(`${day}T00:00:00Z`) + second * 1000
        let wall = onTheWall(at).slice(0, 10)
        if (onTheWall(at) > `${wall} 09:00:00` || !isWorking(facts, wall))
          wall = slowly((one) => isWorking(facts, one), wall, 1)
        expect(onTheWall(nextNine(calendar, at))).toBe(`${wall} 09:00:00`)
      }),
      { runs: 300 },
    )
  })
})

describe('a clock, by the calendar and by the law’s words (LAW-1, LAW-8, LAW-10, TERM-2)', () => {
  it('ends on the same day', () => {
    holds(
      fc.property(anyDates(), anyClock, anyDay('2007-01-01', '2034-12-31'), (dates, clock, from) => {
        const { due, expiresAt } = reckon(calendarFrom(dates), clock, from)
        expect(due).toBe(slowDue(slowFacts(dates), clock, from))
        expect(onTheWall(expiresAt)).toBe(`${dayAfter(due)} 00:00:00`)
        expect(onTheWall(Date.parse(expiresAt) - 1000)).toBe(`${due} 23:59:59`)
      }),
      { runs: 500 },
    )
  })

  it('is moved by a new holiday exactly where a day that counted no longer does, and taken away again it is as before (LAW-15)', () => {
    holds(
      fc.property(
        anyDates(),
        anyClock,
        anyDay('2007-01-01', '2034-12-31').chain((from) => fc.tuple(fc.constant(from), aDayNear(from))),
        (dates, clock, [from, holiday]) => {
          const more = withHoliday(dates, holiday)
          const before = reckon(calendarFrom(dates), clock, from).due
          const after = reckon(calendarFrom(more), clock, from).due
          expect(after !== before).toBe(isAffected(slowFacts(dates), slowFacts(more), clock, from, before))
          expect(reckon(calendarFrom({ ...more, bankHolidays: dates.bankHolidays }), clock, from).due).toBe(before)
        },
      ),
      { runs: 500 },
    )
  })

  it('suspended and resumed gives back what was left: never less, and the same day where no time has passed', () => {
    holds(
      fc.property(
        anyDates(),
        fc.constantFrom('working-days', 'school-working-days'),
        fc.integer({ min: 1, max: 30 }),
        fc.nat({ max: 50 }),
        fc.nat({ max: 400 }),
        anyDay('2007-01-01', '2033-12-31'),
        (dates, kind, days, usedFor, pausedFor, from) => {
          const [calendar, facts] = [calendarFrom(dates), slowFacts(dates)]
          const counts = (day: string) => (kind === 'working-days' ? isWorking : isWorkingOfSchool)(facts, day)
          const { due } = reckon(calendar, { kind, days }, from)
          const [on, resumedOn] = [later(from, usedFor), later(from, usedFor + pausedFor)]
          const left = remainingOf(calendar, { kind, days }, on, due)
          const resumed = reckon(calendar, left, resumedOn).due
          const leftSlowly = daysThatCount(counts, on, due)
          expect(left).toEqual({ kind, days: leftSlowly })
          expect(daysThatCount(counts, resumedOn, resumed)).toBe(leftSlowly)
          if (pausedFor === 0 && on <= due) expect(resumed).toBe(leftSlowly === 0 ? on : due)
        },
      ),
      { runs: 300 },
    )
  })
})

/** Most days of holiday are tried near what they might move. */
const aDayNear = (from: string) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.nat({ max: 90 }).map((days) => later(from, days)) },
    { weight: 1, arbitrary: anyDay() },
  )

const later = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** How many days count after one, up to and including another. */
function daysThatCount(counts: (day: string) => boolean, after: string, upTo: string): number {
  let number = 0
  for (let day = dayAfter(after); day <= upTo; day = dayAfter(day)) if (counts(day)) number += 1
  return number
}

/**
 * Which clocks a new holiday touches: one that counts days, where a day up to its due day no longer counts; one of terms, where its
 * last school day is now a holiday, or the day from which it is counted lies in another term for it; no other.
 */
function isAffected(before: SlowFacts, after: SlowFacts, clock: Clock, from: string, due: string): boolean {
  if (clock.kind === 'months' || clock.kind === 'fixed-day') return false
  if (clock.kind === 'working-days' || clock.kind === 'school-working-days') {
    const counts = clock.kind === 'working-days' ? isWorking : isWorkingOfSchool
    if (clock.days === 0) return false
    return (
      daysThatCount((day) => counts(before, day), from, due) > daysThatCount((day) => counts(after, day), from, due)
    )
  }
  return slowDue(before, clock, from) !== slowDue(after, clock, from)
}
