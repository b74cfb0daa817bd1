import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ladderInstant, nextNine } from '../../calendar/ladder-days.ts'
import { formatLondon, londonDay, nineOClock, parseLondon } from '../../calendar/london.ts'
import { isWorkingDay } from '../../calendar/school-year.ts'
import { anyDay, calendarOf } from './calendars.ts'

const cal = calendarOf()

describe('a rung of a ladder', () => {
  it.each([
    ['2025-04-04', -5, '2025-03-28T09:00:00+00:00'],
    ['2025-04-04', -1, '2025-04-03T09:00:00+01:00'],
    ['2025-04-04', 1, '2025-04-07T09:00:00+01:00'],
    ['2025-04-04', 10, '2025-04-22T09:00:00+01:00'],
    ['2025-04-22', -1, '2025-04-17T09:00:00+01:00'],
    ['2025-08-30', -1, '2025-08-29T09:00:00+01:00'],
    ['2025-08-30', 1, '2025-09-01T09:00:00+01:00'],
    ['2025-04-04', 0, '2025-04-04T09:00:00+01:00'],
    ['2025-08-30', 0, '2025-09-01T09:00:00+01:00'],
  ])('of what is due on %s, at %i working days, is %s', (due, offset, at) => {
    expect(formatLondon(ladderInstant(cal, due, offset))).toBe(at)
  })
})

describe('the next nine o’clock', () => {
  it.each([
    ['2025-04-04T08:59', '2025-04-04T09:00:00+01:00'],
    ['2025-04-04T09:00', '2025-04-04T09:00:00+01:00'],
    ['2025-04-04T09:01', '2025-04-07T09:00:00+01:00'],
    ['2025-04-17T12:00', '2025-04-22T09:00:00+01:00'],
    ['2025-12-25T06:00', '2025-12-29T09:00:00+00:00'],
  ])('after %s is %s', (text, at) => expect(formatLondon(nextNine(cal, parseLondon(text)))).toBe(at))

  it('is on a working day, not before the instant, and with no other between', () => {
    fc.assert(
      fc.property(anyDay(), fc.integer({ min: 0, max: 86_399_999 }), (day, more) => {
        const ms = nineOClock(day) + more
        const nine = nextNine(cal, ms)
        expect(nine).toBeGreaterThanOrEqual(ms)
        expect(isWorkingDay(cal, londonDay(nine))).toBe(true)
        expect(formatLondon(nine)).toContain('T09:00:00')
        expect(nextNine(cal, nine)).toBe(nine)
      }),
    )
  })
})
