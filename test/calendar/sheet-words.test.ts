import { describe, expect, it } from 'vitest'
import { clockSheet, printClockSheet } from '../../calendar/clock-sheet.ts'
import { addDays } from '../../calendar/day.ts'
import { readTermDates, readTermRows } from '../../calendar/terms.ts'
import { calendarOf } from './calendars.ts'

describe('a clock sheet of terms that are not yet published (TERM-3)', () => {
  it('says so, and names the settings that decide its day', () => {
    const sheet = clockSheet({
      authority: 'staffordshire',
      clock: 'two-term-review',
      rule: 'ST-26',
      law: '',
      from: '2033-10-03',
      clockSpec: { kind: 'end-of-nth-term', terms: 2, firstTerm: 'counts' },
      calendar: calendarOf(),
    })
    const lines = printClockSheet(sheet, ['the first term counts']).split('\n')
    expect(lines[3]).toBe('setting   the first term counts')
    expect(lines.find((line) => line.startsWith('due'))).toMatch(/ \(provisional: term dates not yet published\)$/)
  })
})

describe('a day', () => {
  it('has four digits to its year: beyond them nothing is reckoned', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow('Days are reckoned in years of four digits')
  })
})

describe('the terms of an authority', () => {
  const term = (name: string, academicYear: string, firstDay: string, ...days: string[]) => ({
    authority: 'x',
    academicYear,
    term: name,
    firstDay,
    halfTermFirstDay: days[0],
    halfTermLastDay: days[1],
    lastDay: days[2],
  })
  const autumn = term('autumn', '2026-27', '2026-09-02', '2026-10-26', '2026-10-30', '2026-12-18')
  const spring = term('spring', '2026-27', '2027-01-04', '2027-02-15', '2027-02-19', '2027-03-25')

  it('may come in any order', () => {
    expect(readTermRows([spring, autumn])).toMatchObject({ ok: true })
  })

  it('never overlap, also where the later one comes first', () => {
    const reaching = { ...autumn, lastDay: '2026-12-31' }
    const early = { ...spring, firstDay: '2026-12-31' }
    expect(readTermRows([spring, autumn])).toMatchObject({ ok: true })
    expect(readTermRows([early, reaching])).toMatchObject({ ok: false })
  })

  it('are written with their academic year as in 2025-26', () => {
    for (const academicYear of ['2026', '', '2026/27', '26-27'])
      expect(readTermRows([{ ...autumn, academicYear }])).toEqual({
        ok: false,
        reason: `Row 1: the academic year '${academicYear}' is not written like 2025-26.`,
      })
  })

  it('are missed in a file that is empty', () => {
    expect(readTermDates('')).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^Line 1: the header lacks authority, academic_year, term, first_day/) as string,
    })
  })
})
