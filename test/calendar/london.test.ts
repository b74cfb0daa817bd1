import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill/implementation'
import { describe, expect, it } from 'vitest'
import { endOfDay, formatLondon, londonDay, londonInstant, nineOClock, parseLondon } from '../../calendar/london.ts'
import { anyDay } from './calendars.ts'

const inLondon = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Europe/London')

function expectAsTemporal(ms: number) {
  const london = inLondon(ms)
  expect(londonDay(ms)).toBe(london.toPlainDate().toString())
  expect(formatLondon(ms)).toBe(
    london.round({ smallestUnit: 'second', roundingMode: 'floor' }).toString({ timeZoneName: 'never' }),
  )
}

const clockTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))

describe('London time', () => {
  it('writes whole seconds with a numeric offset, never Z', () => {
    expect(formatLondon(nineOClock('2025-03-21'))).toBe('2025-03-21T09:00:00+00:00')
    expect(formatLondon(nineOClock('2025-04-04') + 999)).toBe('2025-04-04T09:00:00+01:00')
  })

  it('ends a day at the midnight after it, also across the change of clocks (LAW-1)', () => {
    expect(formatLondon(endOfDay('2025-03-29'))).toBe('2025-03-30T00:00:00+00:00')
    expect(formatLondon(endOfDay('2025-03-30'))).toBe('2025-03-31T00:00:00+01:00')
    expect(endOfDay('2025-03-30') - endOfDay('2025-03-29')).toBe(23 * 3_600_000)
    expect(endOfDay('2025-10-26') - endOfDay('2025-10-25')).toBe(25 * 3_600_000)
  })

  it('agrees with Temporal on every day and time from 2007 to 2035', () => {
    fc.assert(
      fc.property(anyDay(), clockTime, fc.integer({ min: 0, max: 59_999 }), (day, time, more) => {
        const ms = londonInstant(day, time)
        expect(ms).toBe(
          Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime('Europe/London').epochMilliseconds,
        )
        expectAsTemporal(ms + more)
      }),
    )
  })

  it('agrees with Temporal in the hours around every change of clocks', () => {
    const years = Array.from({ length: 29 }, (_, index) => 2007 + index)
    for (const start of years.flatMap((year) => [`${year}-01-01`, `${year}-07-01`])) {
      const change = Temporal.PlainDate.from(start).toZonedDateTime('Europe/London').getTimeZoneTransition('next')
      if (!change) throw new Error(`no change of clocks after ${start}`)
      for (const minutes of [-90, -61, -60, -1, 0, 1, 59, 60, 61, 90]) {
        expectAsTemporal(change.epochMilliseconds + minutes * 60_000)
        const wall = change.toPlainDate().toPlainDateTime('01:30').add({ minutes })
        expect(londonInstant(wall.toPlainDate().toString(), wall.toPlainTime().toString().slice(0, 5))).toBe(
          wall.toZonedDateTime('Europe/London').epochMilliseconds,
        )
      }
    }
  })

  it('reads a day as nine in the morning, or a day and time', () => {
    expect(formatLondon(parseLondon('2025-07-01'))).toBe('2025-07-01T09:00:00+01:00')
    expect(formatLondon(parseLondon('2025-01-01T17:30'))).toBe('2025-01-01T17:30:00+00:00')
  })

  it.each([
    '2025-02-30',
    '2025-02-30T10:00',
    '2025-01-01T24:00',
    '2025-01-01T9:00',
    '2025-01-01T09:00Z',
    'tomorrow',
    '',
  ])("refuses '%s' with a sentence", (text) =>
    expect(() => parseLondon(text)).toThrow(
      RangeError(`'${text}' is not a day (YYYY-MM-DD) or a day and time (YYYY-MM-DDTHH:MM) that exists.`),
    ),
  )
})
