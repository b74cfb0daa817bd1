import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainName } from '../../calendar/bank-holiday.ts'
import {
  mergeBankHolidays,
  readBankHolidayFeed,
  readBankHolidayRows,
  ruleBankHolidays,
} from '../../calendar/bank-holidays.ts'
import { isWeekend } from '../../calendar/day.ts'
import { isWorkingDay } from '../../calendar/school-year.ts'
import { anyDay, bankHolidays, calendarOf } from './calendars.ts'

const cal = calendarOf()
const years = Array.from({ length: 24 }, (_, index) => 2007 + index)
const event = (date: string, title: string) => ({ title, date, notes: '', bunting: true })
const feedOf = (...events: unknown[]) => ({
  'england-and-wales': { division: 'england-and-wales', events },
  scotland: { division: 'scotland', events: [event('2025-12-01', 'St Andrew’s Day (substitute day)')] },
})

const MADE_BY_PROCLAMATION: Record<number, { without: string[]; with: string[] }> = {
  2011: { without: [], with: ['2011-04-29'] },
  2012: { without: ['2012-05-28'], with: ['2012-06-04', '2012-06-05'] },
  2020: { without: ['2020-05-04'], with: ['2020-05-08'] },
  2022: { without: ['2022-05-30'], with: ['2022-06-02', '2022-06-03', '2022-09-19'] },
  2023: { without: [], with: ['2023-05-08'] },
}

describe('the bank holidays on record', () => {
  it.each(years)('of %i are those of the rule and of the proclamations, and no other', (year) => {
    const proclaimed = MADE_BY_PROCLAMATION[year] ?? { without: [], with: [] }
    const expected = ruleBankHolidays(year)
      .map((holiday) => holiday.date)
      .filter((date) => !proclaimed.without.includes(date))
    const known = bankHolidays.filter((holiday) => holiday.date.startsWith(`${year}-`)).map((holiday) => holiday.date)
    expect(known).toEqual([...expected, ...proclaimed.with].sort())
  })

  it('have no day twice and none at a weekend', () => {
    expect(new Set(bankHolidays.map((holiday) => holiday.date)).size).toBe(bankHolidays.length)
    expect(bankHolidays.filter((holiday) => isWeekend(holiday.date))).toEqual([])
  })

  it.each(years)('of %i bear the names of the rule', (year) => {
    const known = bankHolidays.filter((holiday) => holiday.date.startsWith(`${year}-`))
    const names = new Set(known.map((holiday) => plainName(holiday.name)))
    expect(ruleBankHolidays(year).filter((holiday) => !names.has(plainName(holiday.name)))).toEqual([])
  })
})

describe('the rule for bank holidays', () => {
  it.each([
    [2010, ['2010-12-27', '2010-12-28']],
    [2015, ['2015-12-25', '2015-12-28']],
    [2016, ['2016-12-26', '2016-12-27']],
    [2033, ['2033-12-26', '2033-12-27']],
  ])('gives Christmas %i its substitute days', (year, days) => {
    const december = ruleBankHolidays(year).map((holiday) => holiday.date)
    expect(december.filter((date) => date.includes('-12-'))).toEqual(days)
  })

  it('gives New Year a substitute day', () => {
    expect(ruleBankHolidays(2033)[0]).toEqual({ date: '2033-01-03', name: "New Year's Day (substitute day)" })
  })

  it('holds in years beyond the record, also where one day of that year is known already', () => {
    const known = calendarOf({ bankHolidays: [...bankHolidays, { date: '2031-06-11', name: 'A jubilee' }] })
    expect(isWorkingDay(known, '2031-06-11')).toBe(false)
    for (const { date } of ruleBankHolidays(2031)) expect(isWorkingDay(known, date)).toBe(false)
    for (const { date } of ruleBankHolidays(2035)) expect(isWorkingDay(cal, date)).toBe(false)
    for (const { date } of ruleBankHolidays(2006)) expect(isWorkingDay(cal, date)).toBe(false)
  })

  it('gives way to a holiday announced for another day of a year beyond the record', () => {
    const moved = calendarOf({
      bankHolidays: [...bankHolidays, { date: '2031-05-09', name: 'Early May bank holiday' }],
    })
    expect(isWorkingDay(moved, '2031-05-05')).toBe(true)
    expect(isWorkingDay(moved, '2031-05-09')).toBe(false)
  })

  it('never makes Good Friday or Christmas Day a working day, whatever the record says (LAW-2)', () => {
    const strange = Array.from({ length: 9 }, (_, index) => ({ date: `2025-06-1${index}`, name: `Day ${index}` }))
    const odd = calendarOf({ bankHolidays: strange })
    expect(isWorkingDay(odd, '2025-04-18')).toBe(false)
    expect(isWorkingDay(odd, '2025-12-25')).toBe(false)
  })
})

describe('the published feed of bank holidays', () => {
  it('is read for England and Wales alone, with straight apostrophes', () => {
    expect(readBankHolidayFeed(feedOf(event('2027-01-01', 'New Year’s Day')))).toEqual({
      ok: true,
      bankHolidays: [{ date: '2027-01-01', name: "New Year's Day" }],
    })
  })

  it.each([
    [null, 'The bank holiday feed is not a JSON object.'],
    [[], 'The bank holiday feed is not a JSON object.'],
    ['<html>', 'The bank holiday feed is not a JSON object.'],
    [{ scotland: {} }, "The bank holiday feed has no division 'england-and-wales'."],
    [{ 'england-and-wales': {} }, "The division 'england-and-wales' of the bank holiday feed has no list of events."],
    [feedOf(), 'The list of bank holidays is empty.'],
    [
      feedOf(event('2025-12-25', 'Christmas Day'), 'Boxing Day'),
      'Bank holiday event 2 is not an object with a date and a name.',
    ],
    [feedOf({ title: 'Christmas Day' }), 'Bank holiday event 1 has no date.'],
    [
      feedOf(event('2025-02-30', 'No day')),
      "Bank holiday event 1 has the date '2025-02-30', which is not a day that exists (YYYY-MM-DD).",
    ],
    [
      feedOf(event('25/12/2025', 'Christmas Day')),
      "Bank holiday event 1 has the date '25/12/2025', which is not a day that exists (YYYY-MM-DD).",
    ],
    [feedOf(event('2025-12-25', ' ')), 'Bank holiday event 1 has no name for 2025-12-25.'],
  ])('is refused where it is wrong, with a sentence (%#)', (feed, reason) => {
    expect(readBankHolidayFeed(feed)).toEqual({ ok: false, reason })
  })

  it('may also come as rows with a name or a title', () => {
    const rows = [
      { date: '2025-12-25', name: 'Christmas Day' },
      { date: '2025-12-26', title: 'Boxing Day' },
    ]
    expect(readBankHolidayRows(rows)).toEqual({
      ok: true,
      bankHolidays: [
        { date: '2025-12-25', name: 'Christmas Day' },
        { date: '2025-12-26', name: 'Boxing Day' },
      ],
    })
    expect(readBankHolidayRows({})).toEqual({ ok: false, reason: 'The bank holidays are not a list of rows.' })
    expect(readBankHolidayRows([{ name: 'x' }])).toEqual({ ok: false, reason: 'Bank holiday row 1 has no date.' })
  })
})

describe('an import of bank holidays', () => {
  const asProclaimed = [
    { date: '2020-04-13', name: 'Easter Monday' },
    { date: '2020-05-08', name: 'Early May bank holiday (VE day)' },
  ]

  it('moves the early May holiday of 2020 to 8 May (LAW-15)', () => {
    const { merged, added, moved } = mergeBankHolidays(ruleBankHolidays(2020), asProclaimed)
    expect(moved).toEqual([{ name: 'Early May bank holiday (VE day)', from: '2020-05-04', to: '2020-05-08' }])
    expect(added).toEqual([])
    expect(merged.map((holiday) => holiday.date)).not.toContain('2020-05-04')
    expect(merged).toHaveLength(8)
  })

  it('adds the state funeral of 19 September 2022, and keeps it when a later list lacks it (LAW-15)', () => {
    const funeral = { date: '2022-09-19', name: 'Bank Holiday for the State Funeral of Queen Elizabeth II' }
    const known = bankHolidays.filter((holiday) => holiday.date !== funeral.date)
    const first = mergeBankHolidays(known, [funeral])
    expect(first.added).toEqual([funeral])
    const second = mergeBankHolidays(
      first.merged,
      ruleBankHolidays(2022).filter((holiday) => !holiday.date.includes('-05-')),
    )
    expect(second.merged).toContainEqual(funeral)
  })

  it('moves nothing to a weekend, where a list without substitute days has Christmas', () => {
    const { merged, moved } = mergeBankHolidays(bankHolidays, [{ date: '2021-12-25', name: 'Christmas Day' }])
    expect(moved).toEqual([])
    expect(merged).toContainEqual({ date: '2021-12-27', name: 'Christmas Day' })
  })

  it('takes a substitute day and a curly apostrophe for the same holiday', () => {
    const known = [{ date: '2028-01-03', name: 'New Year’s Day (substitute day)' }]
    const { moved } = mergeBankHolidays(known, [{ date: '2028-01-04', name: "NEW YEAR'S DAY" }])
    expect(moved).toEqual([{ name: "NEW YEAR'S DAY", from: '2028-01-03', to: '2028-01-04' }])
  })

  it('changes nothing the second time', () => {
    const { merged } = mergeBankHolidays(bankHolidays, asProclaimed)
    expect(mergeBankHolidays(merged, asProclaimed)).toEqual({ merged, added: [], moved: [] })
  })

  it('never erases: whatever is known is still there, or has moved', () => {
    const holiday = fc.record({
      date: anyDay('2019-01-01', '2023-12-31'),
      name: fc.constantFrom('Jubilee', 'Funeral', 'Good Friday', 'Boxing Day'),
    })
    fc.assert(
      fc.property(fc.subarray(bankHolidays), fc.array(holiday, { maxLength: 12 }), (part, others) => {
        const { merged, added, moved } = mergeBankHolidays(bankHolidays, [...part, ...others])
        const dates = new Set(merged.map((each) => each.date))
        const gone = bankHolidays.filter((known) => !dates.has(known.date)).map((known) => known.date)
        expect(new Set(moved.map((move) => move.from))).toEqual(new Set(gone))
        for (const each of [...part, ...others]) expect(dates).toContain(each.date)
        for (const each of added) expect(bankHolidays.map((known) => known.date)).not.toContain(each.date)
        expect(merged).toHaveLength(dates.size)
      }),
    )
  })

  it('of a feed that drops past years erases none of them (LAW-15)', () => {
    fc.assert(
      fc.property(fc.subarray(bankHolidays), (part) => {
        expect(mergeBankHolidays(bankHolidays, part)).toEqual({ merged: bankHolidays, added: [], moved: [] })
      }),
    )
  })
})
