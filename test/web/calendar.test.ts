import { beforeAll, describe, expect, it } from 'vitest'
import { useApi } from '../api/support/api.ts'
import { addCase, addDeadline, addPeople, addSchool, holder, staffordshire } from '../records/support.ts'
import { headingIn, textOf, visitor, type Fields } from './support/visitor.ts'

const api = useApi()
let head: ReturnType<typeof visitor>

const jubilee: Fields = { 'date-day': '18', 'date-month': '3', 'date-year': '2026', title: 'Invented Jubilee' }

beforeAll(async () => {
  await addPeople(api.records, holder('head', 'head-of-sid'), holder('sid', 'sip'))
  await addSchool(api.records, '900001', { name: 'Ashfield Primary School' })
  await addCase(api.records, 'staffordshire-900001-1', '900001')
  await addDeadline(api.records, 'staffordshire-900001-1', 'assign-officer#1', {
    title: 'Assign an officer',
    due: '2026-03-20',
    details: JSON.stringify({
      afterReport: false,
      clock: { kind: 'working-days', days: 5 },
      from: '2026-03-13',
      calendar: staffordshire.calendar,
    }),
  })
  head = await visitor(api.app).signIn('head')
})

/** Sends what the page of the impact holds: what was typed, with the press of its button. */
const apply = async (path: string, fields: Fields) => {
  const { text } = await head.submit(path, fields)
  const hidden = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  const values = hidden.map(([, name, value]) => [name, value?.replaceAll('&quot;', '"')])
  return head.submit(path, { ...Object.fromEntries(values), step: 'apply' })
}

describe('the page of the calendar', () => {
  it('shows bank holidays and terms, and leads to changes whoever keeps it', async () => {
    const mine = textOf((await head.get('/calendar')).text)
    expect(mine).toContain('Friday 3 April 2026 Good Friday')
    expect(mine).toContain('Terms of Staffordshire')
    expect(mine).not.toContain('Terms of Darlington')
    expect(mine).toContain('Change: Bank holidays')
    const sid = await visitor(api.app).signIn('sid')
    expect((await sid.get('/calendar')).text).not.toContain('/calendar/bank-holidays')
    const refused = await sid.get('/calendar/bank-holidays')
    expect([refused.status, textOf(refused.text).includes('The calendar on record are not for the role sip')]).toEqual([
      403,
      true,
    ])
  })
})

describe('a change of the calendar', () => {
  it('says what is wrong by the boxes of the form', async () => {
    const day = await head.submit('/calendar/bank-holidays', {
      title: 'Of no day',
      'date-day': '99',
      'date-month': '12',
      'date-year': '2026',
    })
    expect(textOf(day.text)).toContain(
      'There is a problem “Day of a bank holiday” must be a date that exists, for example 31 8 2026',
    )
    const terms = await head.submit('/calendar/term-dates', { csv: 'hello' })
    expect([day.status, terms.status]).toEqual([400, 400])
    expect(textOf(terms.text)).toMatch(/There is a problem “Term dates”: Line 1/)
  })

  it('shows what would move before it is applied, and changes nothing by that (LAW-15)', async () => {
    const { status, text } = await head.submit('/calendar/bank-holidays', jubilee)
    expect([status, headingIn(text)]).toEqual([200, 'What would move'])
    expect(textOf(text)).toContain('1 deadline would move, in 1 case')
    expect(textOf(text)).toContain('Invented School 900001 Assign an officer')
    expect(textOf(text)).toContain('Friday 20 March 2026 Monday 23 March 2026')
    expect((await head.get('/calendar')).text).not.toContain('Invented Jubilee')
  })

  it('is applied by the press of the button, and running cases are told', async () => {
    const applied = await apply('/calendar/bank-holidays', jubilee)
    expect([applied.status, applied.headers['location']]).toEqual([303, '/calendar'])
    const text = textOf((await head.get('/calendar')).text)
    expect(text).toContain('The calendar is changed: Invented Jubilee on Wednesday 18 March 2026 is new')
    expect(text).toContain('Wednesday 18 March 2026 Invented Jubilee')
    expect(api.cases.calls.map(([name]) => name)).toContain('calendarChanged')
    const again = await head.submit('/calendar/bank-holidays', jubilee)
    expect(textOf(again.text)).toContain('nothing would change')
  })

  it('may be many bank holidays at once, or the terms of a year, pasted', async () => {
    const holidays = JSON.stringify([
      { date: '2026-03-19', name: 'Second Jubilee' },
      { date: '2026-03-25', name: 'Third Jubilee' },
    ])
    expect(textOf((await head.submit('/calendar/bank-holidays', { holidays })).text)).toContain('would move')
    expect((await apply('/calendar/bank-holidays', { holidays })).status).toBe(303)
    const columns = 'authority,academic_year,term,first_day,half_term_first_day,half_term_last_day,last_day,inset_days'
    const terms = `${columns}\nstaffordshire,2031-32,autumn,2031-09-03,2031-10-27,2031-10-31,2031-12-19,\n`
    expect((await apply('/calendar/term-dates', { terms })).status).toBe(303)
    expect(textOf((await head.get('/calendar')).text)).toContain('Autumn 2031-32')
  })

  it.each([
    ['/calendar/bank-holidays', {}, '#date-day'],
    ['/calendar/bank-holidays', { ...jubilee, 'date-day': '40' }, '#date-day'],
    ['/calendar/bank-holidays', { ...jubilee, title: '' }, '#title'],
    ['/calendar/bank-holidays', { holidays: '{"no": "feed"}' }, '#holidays'],
    ['/calendar/bank-holidays', { holidays: '[not json' }, '#holidays'],
    ['/calendar/term-dates', { terms: 'authority\natlantis' }, '#terms'],
    ['/calendar/term-dates', {}, '#terms'],
  ])('%s with %j is shown again with what is wrong', async (path, fields: Fields, link) => {
    const { status, text } = await head.submit(path, fields)
    expect(status).toBe(400)
    expect(text).toContain(`href="${link}"`)
    for (const step of ['apply', '']) expect((await head.submit(path, { ...fields, step })).status).toBe(400)
  })
})
