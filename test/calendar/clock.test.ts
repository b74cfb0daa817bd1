import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill/implementation'
import { describe, expect, it } from 'vitest'
import { reckon, remainingOf } from '../../calendar/clock.ts'
import type { Clock } from '../../calendar/clock.ts'
import { endOfDay, formatLondon } from '../../calendar/london.ts'
import { isSchoolWorkingDay, isWorkingDay } from '../../calendar/school-year.ts'
import { anyDay, bankHolidays, calendarOf } from './calendars.ts'

const cal = calendarOf()
const workingDays = (days: number): Clock => ({ kind: 'working-days', days })
const schoolDays = (days: number): Clock => ({ kind: 'school-working-days', days })
const terms = (terms: number, firstTerm: 'counts' | 'whole-terms-only' = 'counts'): Clock => ({
  kind: 'end-of-nth-term',
  terms,
  firstTerm,
})

describe('fifteen working days (LAW-1)', () => {
  it.each([
    ['2025-03-14', '2025-04-04', 'no holiday'],
    ['2025-04-04', '2025-04-29', 'Easter'],
    ['2008-03-10', '2008-04-02', 'Easter 2008'],
    ['2011-04-18', '2011-05-13', 'Easter, the royal wedding and early May'],
    ['2020-04-14', '2020-05-05', 'the early May holiday moved away, one day shorter'],
    ['2020-04-17', '2020-05-11', 'the early May holiday on 8 May'],
    ['2022-05-20', '2022-06-14', 'the jubilee'],
    ['2022-09-05', '2022-09-27', 'the state funeral'],
    ['2025-12-12', '2026-01-07', 'Christmas and New Year'],
    ['2031-12-12', '2032-01-07', 'Christmas by the rule'],
  ])('given on %s end on %s: %s', (from, due) => expect(reckon(cal, workingDays(15), from).due).toBe(due))

  it('would have ended a day later had the early May holiday of 2020 stayed (LAW-15)', () => {
    const stayed = bankHolidays.map((each) => (each.date === '2020-05-08' ? { ...each, date: '2020-05-04' } : each))
    expect(reckon(calendarOf({ bankHolidays: stayed }), workingDays(15), '2020-04-14').due).toBe('2020-05-06')
  })

  it('end at midnight at the end of the day, in London', () => {
    expect(reckon(cal, workingDays(15), '2025-03-14')).toMatchObject({
      expiresAt: '2025-04-05T00:00:00+01:00',
      provisional: false,
    })
    expect(reckon(cal, workingDays(15), '2025-01-06').expiresAt).toBe('2025-01-28T00:00:00+00:00')
  })

  it('step over holidays that follow one another', () =>
    expect(reckon(cal, workingDays(1), '2026-12-24').due).toBe('2026-12-29'))

  it('show every day, its number or why it does not count', () => {
    expect(reckon(cal, workingDays(2), '2025-04-16').days).toEqual([
      { date: '2025-04-16', counted: null, skipped: 'day 0: counting starts the day after' },
      { date: '2025-04-17', counted: 1, skipped: null },
      { date: '2025-04-18', counted: null, skipped: 'bank holiday: Good Friday' },
      { date: '2025-04-19', counted: null, skipped: 'weekend' },
      { date: '2025-04-20', counted: null, skipped: 'weekend' },
      { date: '2025-04-21', counted: null, skipped: 'bank holiday: Easter Monday' },
      { date: '2025-04-22', counted: 2, skipped: null },
    ])
  })

  it('say in a sentence what was not counted', () => {
    expect(reckon(cal, workingDays(15), '2025-04-04').why).toBe(
      '15 working days from the day after Friday 4 April 2025. Not counted: 4 weekends; Friday 18 April (Good Friday), Monday 21 April (Easter Monday).',
    )
    expect(reckon(cal, workingDays(1), '2025-03-17').why).toBe('1 working day from the day after Monday 17 March 2025.')
  })

  it('are counted as a slow reckoning counts them', () => {
    fc.assert(
      fc.property(anyDay(), fc.integer({ min: 1, max: 40 }), (from, n) => {
        const { due, expiresAt, days } = reckon(cal, workingDays(n), from)
        const after = Array.from({ length: n * 3 + 20 }, (_, index) =>
          Temporal.PlainDate.from(from)
            .add({ days: index + 1 })
            .toString(),
        )
        expect(due).toBe(after.filter((day) => isWorkingDay(cal, day))[n - 1])
        expect(expiresAt).toBe(formatLondon(endOfDay(due)))
        expect(days.map((day) => day.date)).toEqual([from, ...after.slice(0, days.length - 1)])
        expect(days.filter((day) => day.counted !== null).map((day) => day.counted)).toEqual(
          Array.from({ length: n }, (_, index) => index + 1),
        )
        expect(days.every((day) => (day.counted === null) !== (day.skipped === null))).toBe(true)
      }),
    )
  })

  it('do not move when a holiday is added that their span does not hold (LAW-15)', () => {
    fc.assert(
      fc.property(anyDay(), fc.integer({ min: 1, max: 25 }), anyDay(), (from, n, date) => {
        const before = reckon(cal, workingDays(n), from)
        const more = calendarOf({ bankHolidays: [...bankHolidays, { date, name: 'A day proclaimed' }] })
        const after = reckon(more, workingDays(n), from)
        if (date <= from || date > before.due) expect(after.due).toBe(before.due)
        else expect(after.due >= before.due).toBe(true)
      }),
    )
  })
})

describe('ten working days of a statement of action (LAW-10)', () => {
  const nineDaysAreLong = calendarOf({ oneWeekHalfTermIsLong: true })

  it.each([
    ['2025-04-07', '2025-05-06', 'over Easter'],
    ['2025-07-14', '2025-09-05', 'over summer, the inset day counting'],
    ['2025-12-15', '2026-01-12', 'over Christmas'],
    ['2025-10-20', '2025-11-03', 'over a half term of one week'],
    ['2025-08-10', '2025-09-12', 'begun in a holiday'],
  ])('from %s end on %s: %s', (from, due) => {
    expect(reckon(cal, schoolDays(10), from)).toMatchObject({ due, provisional: false })
  })

  it('leave out a half term of one week where the setting calls nine days longer than a week', () => {
    expect(reckon(nineDaysAreLong, schoolDays(10), '2025-10-20').due).toBe('2025-11-10')
  })

  it('leave out a half term of one week that a new bank holiday beside it makes longer than a week, also before it', () => {
    const more = calendarOf({ bankHolidays: [...bankHolidays, { date: '2025-11-03', name: 'A day proclaimed' }] })
    expect(reckon(cal, schoolDays(6), '2025-10-20').due).toBe('2025-10-28')
    expect(reckon(more, schoolDays(6), '2025-10-20').due).toBe('2025-11-05')
  })

  it('name weekends and bank holidays before the school holiday', () => {
    const { days, why } = reckon(cal, schoolDays(10), '2025-04-07')
    const skipped = Object.fromEntries(days.map((day) => [day.date, day.skipped]))
    expect(skipped).toMatchObject({
      '2025-04-14': 'school holiday: Easter',
      '2025-04-18': 'bank holiday: Good Friday',
      '2025-04-19': 'weekend',
      '2025-04-25': 'school holiday: Easter',
      '2025-04-28': null,
    })
    expect(why).toBe(
      "10 working days of the school from the day after Monday 7 April 2025. Not counted: 4 weekends; 8 days of the school's Easter holiday; " +
        'Friday 18 April (Good Friday), Monday 21 April (Easter Monday), Monday 5 May (Early May bank holiday).',
    )
  })

  it('are provisional where a term that decides them is not published (TERM-3)', () => {
    const { provisional, why } = reckon(cal, schoolDays(10), '2028-04-03')
    expect(provisional).toBe(true)
    expect(why).toContain(
      'The authority has not yet published the dates of the spring term 2028 and the summer term 2028, so this day may move.',
    )
    expect(reckon(cal, schoolDays(10), '2026-07-06').provisional).toBe(true)
    expect(reckon(cal, schoolDays(5), '2026-07-06').provisional).toBe(false)
  })

  it('never end before the same number of days of LAW-2', () => {
    fc.assert(
      fc.property(anyDay(), fc.integer({ min: 1, max: 20 }), (from, n) => {
        expect(reckon(cal, schoolDays(n), from).due >= reckon(cal, workingDays(n), from).due).toBe(true)
      }),
    )
  })
})

describe('two months (LAW-8)', () => {
  it.each([
    ['2024-12-31', '2025-02-28'],
    ['2023-12-31', '2024-02-29'],
    ['2025-04-04', '2025-06-04'],
    ['2025-06-30', '2025-08-30'],
  ])('following %s end on %s', (from, due) => expect(reckon(cal, { kind: 'months', months: 2 }, from).due).toBe(due))

  it('show the date of each month, and say when a month has none', () => {
    const { days, why } = reckon(cal, { kind: 'months', months: 2 }, '2024-12-31')
    expect(days).toEqual([
      { date: '2025-01-31', counted: 1, skipped: null },
      { date: '2025-02-28', counted: 2, skipped: null },
    ])
    expect(why).toBe(
      '2 months following Tuesday 31 December 2024: Friday 28 February 2025. That month has no such date, so its last day is taken.',
    )
  })

  it('and twelve are a year (ST-25)', () =>
    expect(reckon(cal, { kind: 'months', months: 12 }, '2024-02-29').due).toBe('2025-02-28'))
})

describe('a review after so many terms (TERM-2)', () => {
  it.each<[number, 'counts' | 'whole-terms-only', string, string, string]>([
    [2, 'counts', '2025-11-05', '2026-03-27', 'begun in mid-term'],
    [3, 'counts', '2025-11-05', '2026-07-17', 'begun in mid-term'],
    [2, 'counts', '2025-12-29', '2026-07-17', 'begun in a holiday'],
    [3, 'counts', '2025-08-12', '2026-07-17', 'begun in a holiday'],
    [2, 'counts', '2025-12-19', '2026-03-27', 'begun on the last day of a term'],
    [2, 'counts', '2025-10-28', '2026-03-27', 'begun in a half-term holiday'],
    [2, 'whole-terms-only', '2025-11-05', '2026-07-17', 'begun in mid-term'],
    [2, 'whole-terms-only', '2025-09-02', '2026-03-27', 'begun on the first day of a term'],
    [2, 'whole-terms-only', '2025-08-12', '2026-03-27', 'begun in a holiday'],
  ])('of %i terms, where the first %s, from %s falls on %s: %s', (n, first, from, due) => {
    expect(reckon(cal, terms(n, first), from)).toMatchObject({ due, provisional: false })
  })

  it('lists the end of each term, and a part of a term that does not count', () => {
    expect(reckon(cal, terms(2, 'whole-terms-only'), '2025-11-05').days).toEqual([
      { date: '2025-12-19', counted: null, skipped: 'part of a term: only whole terms count' },
      { date: '2026-03-27', counted: 1, skipped: null },
      { date: '2026-07-17', counted: 2, skipped: null },
    ])
  })

  it('is provisional while its last term is not published, and says so (TERM-3)', () => {
    const { due, provisional, why } = reckon(cal, terms(2), '2027-11-05')
    expect({ due, provisional }).toEqual({ due: '2028-04-07', provisional: true })
    expect(why).toBe(
      'The last school day of 2 terms: the spring term 2028 ends on Friday 7 April 2028. The autumn term 2027, in which it begins, is the first. ' +
        'The authority has not yet published the dates of the spring term 2028, so this day may move.',
    )
  })

  it('says which term is the first', () => {
    expect(reckon(cal, terms(2), '2025-12-29').why).toContain(
      'Monday 29 December 2025 is in a holiday, so the spring term 2026 is the first.',
    )
    expect(reckon(cal, terms(2, 'whole-terms-only'), '2025-11-05').why).toContain(
      'Only whole terms count, so the autumn term 2025, already begun, does not.',
    )
  })

  it('falls on the last day of a term or half term also where one alone is asked for', () => {
    expect(reckon(cal, { kind: 'end-of-term' }, '2025-11-05').due).toBe('2025-12-19')
    expect(reckon(cal, { kind: 'end-of-half-term' }, '2025-09-05')).toMatchObject({
      due: '2025-10-24',
      days: [{ date: '2025-10-24', counted: 1, skipped: null }],
    })
    expect(reckon(cal, { kind: 'end-of-half-term' }, '2025-10-27').due).toBe('2025-12-19')
  })

  it('never falls before the day it begins, on a weekend or on a bank holiday', () => {
    const clocks: Clock[] = [
      { kind: 'end-of-half-term' },
      { kind: 'end-of-term' },
      terms(2),
      terms(3, 'whole-terms-only'),
    ]
    fc.assert(
      fc.property(anyDay(), fc.constantFrom(...clocks), (from, clock) => {
        const { due, days } = reckon(cal, clock, from)
        expect(due >= from).toBe(true)
        expect(isWorkingDay(cal, due)).toBe(true)
        expect(days.at(-1)?.date).toBe(due)
      }),
    )
  })
})

describe('a suspended clock', () => {
  it('keeps what was left and gives it back', () => {
    const left = remainingOf(cal, workingDays(15), '2025-03-21', '2025-04-04')
    expect(left).toEqual(workingDays(10))
    expect(reckon(cal, left, '2025-05-06').due).toBe('2025-05-20')
  })

  it('has nothing left on or after its due day, and is then due on the day it is resumed', () => {
    expect(remainingOf(cal, workingDays(15), '2025-04-04', '2025-04-04')).toEqual(workingDays(0))
    expect(remainingOf(cal, { kind: 'end-of-term' }, '2025-04-10', '2025-04-04')).toEqual(workingDays(0))
    expect(reckon(cal, workingDays(0), '2025-05-06')).toMatchObject({
      due: '2025-05-06',
      days: [{ date: '2025-05-06', counted: null }],
    })
  })

  it('loses no day and wins none, whenever it is suspended', () => {
    fc.assert(
      fc.property(
        anyDay(),
        fc.integer({ min: 1, max: 30 }),
        fc.nat({ max: 60 }),
        fc.constantFrom(workingDays, schoolDays),
        (from, n, later, clock) => {
          const { due } = reckon(cal, clock(n), from)
          const on = Temporal.PlainDate.from(from).add({ days: later }).toString()
          const left = remainingOf(cal, clock(n), on, due)
          const used = remainingOf(cal, clock(n), from, on < due ? on : due)
          expect(left.kind).toBe(clock(n).kind)
          expect('days' in left && 'days' in used && left.days + used.days).toBe(n)
          if (on < due) expect(reckon(cal, left, on).due).toBe(due)
        },
      ),
    )
  })

  it('of a statement of action keeps days of the school', () => {
    expect(remainingOf(cal, schoolDays(10), '2025-04-11', '2025-05-06')).toEqual(schoolDays(6))
    expect(isSchoolWorkingDay(cal, '2025-04-14')).toBe(false)
  })
})

describe('a clock', () => {
  it('may be a fixed day', () => {
    expect(reckon(cal, { kind: 'fixed-day', day: '2025-04-04' }, '2025-01-01')).toEqual({
      due: '2025-04-04',
      expiresAt: '2025-04-05T00:00:00+01:00',
      provisional: false,
      days: [{ date: '2025-04-04', counted: 1, skipped: null }],
      why: 'The day was fixed: Friday 4 April 2025.',
    })
  })

  it.each([
    [workingDays(15), '2025-02-30', "'2025-02-30' is not a day that exists (YYYY-MM-DD)."],
    [workingDays(15), 'today', "'today' is not a day that exists (YYYY-MM-DD)."],
    [workingDays(15), '0001-01-01', '0001-01-01 lies outside the years 2000 to 2099, for which days are reckoned.'],
    [
      { kind: 'fixed-day', day: '2025-02-29' } as Clock,
      '2025-01-01',
      "'2025-02-29' is not a day that exists (YYYY-MM-DD).",
    ],
    [workingDays(-1), '2025-01-01', 'A clock cannot count -1; it counts 0 or more.'],
    [terms(0), '2025-01-01', 'A clock cannot count 0; it counts 1 or more.'],
    [{ kind: 'months', months: 1.5 } as Clock, '2025-01-01', 'A clock cannot count 1.5; it counts 0 or more.'],
  ])('is refused with a sentence where it cannot run (%#)', (clock, from, sentence) => {
    expect(() => reckon(cal, clock, from)).toThrow(RangeError(sentence))
  })
})
