import { beforeAll, describe, expect, it } from 'vitest'
import { isWorkingDay, termOf } from '../../calendar/school-year.ts'
import { shippedBankHolidays, shippedTerms } from '../../calendar/shipped.ts'
import {
  calendarFor,
  importBankHolidays,
  importTermDates,
  loadCalendarFacts,
  seedCalendar,
} from '../../records/calendar.ts'
import { untoldChanges } from '../../records/openings.ts'
import { staffordshire, useRecords } from './support.ts'

const use = useRecords()
const isOff = async (day: string) => !isWorkingDay(await calendarFor(use.records, staffordshire), day)
const header =
  'authority,school,academic_year,term,first_day,half_term_first_day,half_term_last_day,last_day,inset_days'

beforeAll(() => seedCalendar(use.records))

describe('the calendar on record', () => {
  it('begins with the dates that come with the service, put in once', async () => {
    await seedCalendar(use.records)
    const facts = await loadCalendarFacts(use.records)
    expect(facts.bankHolidays).toHaveLength(shippedBankHolidays().length)
    expect(new Set(facts.terms)).toEqual(new Set(shippedTerms()))
  })

  it('sees at once what another process has imported', async () => {
    expect(await isOff('2031-06-10')).toBe(false)
    await use.records.insertInto('bank_holidays').values({ day: '2031-06-10', name: 'Invented Jubilee' }).execute()
    await use.records
      .insertInto('calendar_changes')
      .values({ kind: 'bank-holidays', summary: 'from elsewhere', details: '{}', told_at: new Date() } as never)
      .execute()
    expect(await isOff('2031-06-10')).toBe(true)
  })
})

describe('an import of bank holidays (LAW-15)', () => {
  const feed = (events: { title: string; date: string }[]) => ({ 'england-and-wales': { division: 'e', events } })

  it('adds a day, and says so for running cases to be told', async () => {
    const done = await importBankHolidays(
      use.records,
      feed([{ title: 'Invented Funeral', date: '2027-02-09' }]),
      'administrator',
    )
    expect(done).toMatchObject({ added: [{ date: '2027-02-09', name: 'Invented Funeral' }], moved: [] })
    expect(done.summary).toContain('Invented Funeral on Tuesday 9 February 2027 is new')
    expect(await isOff('2027-02-09')).toBe(true)
    expect(await untoldChanges(use.records)).toMatchObject([
      { id: done.changeId, authority: null, summary: done.summary },
    ])
  })

  it('moves a day, and gives the old one back', async () => {
    const rows = [{ date: '2028-05-05', name: 'Early May bank holiday' }]
    const done = await importBankHolidays(use.records, { rows }, 'administrator')
    expect(done.moved).toEqual([{ name: 'Early May bank holiday', from: '2028-05-01', to: '2028-05-05' }])
    expect([await isOff('2028-05-01'), await isOff('2028-05-05')]).toEqual([false, true])
  })

  it('never erases what a feed has dropped, and tells nobody when nothing changed', async () => {
    const before = await loadCalendarFacts(use.records)
    const done = await importBankHolidays(use.records, feed([{ title: 'Invented Funeral', date: '2027-02-09' }]), null)
    expect(done).toMatchObject({ added: [], moved: [], changeId: null })
    expect(await loadCalendarFacts(use.records)).toEqual(before)
  })

  it('refuses as a whole what it cannot read', async () => {
    const before = await loadCalendarFacts(use.records)
    const wrong = {
      rows: [
        { date: '2027-02-10', name: 'Fine' },
        { date: '2027-02-30', name: 'Never' },
      ],
    }
    await expect(importBankHolidays(use.records, wrong, null)).rejects.toThrow("'2027-02-30'")
    await expect(importBankHolidays(use.records, { scotland: {} }, null)).rejects.toThrow(
      "no division 'england-and-wales'",
    )
    expect(await loadCalendarFacts(use.records)).toEqual(before)
  })
})

describe('an import of term dates (LAW-15, TERM-1)', () => {
  it('adds a term from CSV, of one school alone', async () => {
    const csv = `${header}\nstaffordshire,900001,2025-26,summer,2026-04-20,2026-05-25,2026-06-05,2026-07-24,\n`
    const done = await importTermDates(use.records, csv, 'administrator')
    expect(done).toMatchObject({ authority: 'staffordshire', changed: [], added: [{ school: '900001' }] })
    const own = await calendarFor(use.records, staffordshire, '900001')
    const general = await calendarFor(use.records, staffordshire, '900002')
    expect(termOf(own, '2026-06-10').lastDay).toBe('2026-07-24')
    expect(termOf(general, '2026-06-10').lastDay).not.toBe('2026-07-24')
    expect(await calendarFor(use.records, staffordshire, '900003')).toBe(general)
  })

  it('changes a published term, and no other', async () => {
    const before = await loadCalendarFacts(use.records)
    const known = before.terms.find((term) => term.authority === 'staffordshire' && !term.school)
    const moved = { ...known, insetDays: [known?.firstDay] }
    const done = await importTermDates(use.records, { rows: [moved] }, 'administrator')
    expect(done.changed).toEqual([{ from: known, to: moved }])
    const after = await loadCalendarFacts(use.records)
    expect(after.terms).toHaveLength(before.terms.length)
    expect(await importTermDates(use.records, [moved], null)).toMatchObject({ changed: [], changeId: null })
  })

  it('refuses what is wrong with its line, what runs into a neighbour, and an authority nobody knows', async () => {
    const line = (text: string) => `${header}\n${text}`
    const of = (authority: string, first = '2029-09-04', last = '2029-12-20') =>
      line(`${authority},,2029-30,autumn,${first},2029-10-22,2029-10-26,${last},`)
    await expect(importTermDates(use.records, of('staffordshire', '2029-09-31'), null)).rejects.toThrow('Line 2')
    await expect(importTermDates(use.records, of('atlantis'), null, ['staffordshire'])).rejects.toThrow('"atlantis"')
    await importTermDates(use.records, of('staffordshire'), null)
    const spring = line('staffordshire,,2029-30,spring,2029-12-19,2030-02-18,2030-02-22,2030-04-05,')
    await expect(importTermDates(use.records, spring, null)).rejects.toThrow()
  })
})
