import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill/implementation'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, daysBetween, formatDay, isDay, weekday } from '../../calendar/day.ts'
import { easterSunday } from '../../calendar/easter.ts'
import { anyDay } from './calendars.ts'

const plain = (day: string) => Temporal.PlainDate.from(day)

describe('a day', () => {
  it.each(['2024-02-29', '2025-12-31', '2000-02-29'])('%s exists', (day) => expect(isDay(day)).toBe(true))

  it.each([
    '2025-02-29',
    '2025-02-30',
    '2025-13-01',
    '2025-00-10',
    '2025-4-1',
    '2025-04-31',
    '',
    'today',
    '2025-04-04T00:00',
  ])("'%s' does not exist", (day) => expect(isDay(day)).toBe(false))

  it('is written out with its weekday', () => {
    expect(formatDay('2025-04-04')).toBe('Friday 4 April 2025')
    expect(formatDay('2026-11-01')).toBe('Sunday 1 November 2026')
  })

  it.each([
    ['2024-12-31', 2, '2025-02-28'],
    ['2023-12-31', 2, '2024-02-29'],
    ['2025-01-31', 1, '2025-02-28'],
    ['2025-08-15', 2, '2025-10-15'],
    ['2025-03-31', -1, '2025-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
  ])('%s and %i months is %s (LAW-8)', (day, months, due) => expect(addMonths(day, months)).toBe(due))

  it('is reckoned as Temporal reckons it', () => {
    fc.assert(
      fc.property(anyDay(), anyDay(), fc.integer({ min: -800, max: 800 }), (day, other, n) => {
        expect(addDays(day, n)).toBe(plain(day).add({ days: n }).toString())
        expect(addMonths(day, n)).toBe(plain(day).add({ months: n }).toString())
        expect(weekday(day)).toBe(plain(day).dayOfWeek)
        expect(daysBetween(day, other)).toBe(plain(day).until(other, { largestUnit: 'days' }).days)
      }),
    )
  })
})

describe('Easter Sunday', () => {
  it.each([
    '2007-04-08',
    '2008-03-23',
    '2011-04-24',
    '2016-03-27',
    '2019-04-21',
    '2024-03-31',
    '2025-04-20',
    '2029-04-01',
    '2030-04-21',
    '2035-03-25',
    '2038-04-25',
  ])('falls on %s', (day) => expect(easterSunday(Number(day.slice(0, 4)))).toBe(day))
})
