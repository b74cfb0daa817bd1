import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { calendarImpactSchema } from '../../api/ahead-schemas.ts'
import type { RunningClock } from '../../cases/state.ts'
import { addCase, addDeadline, addSchool, staffordshire } from '../records/support.ts'
import { useApi } from './support/api.ts'

const api = useApi()
const impact = (query: Record<string, string>) => `/api/calendar/impact?${new URLSearchParams(query).toString()}`
const jubilee = { date: '2026-03-18', title: 'Invented Jubilee' }
const spring = {
  authority: 'staffordshire',
  academic_year: '2025-26',
  term: 'spring',
  first_day: '2026-01-05',
  half_term_first_day: '2026-02-16',
  half_term_last_day: '2026-02-20',
  last_day: '2026-03-20',
}
const columns = Object.keys(spring).join(',')
const csv = `${columns},inset_days\n${Object.values(spring).join(',')},\n`

const details = (clock: RunningClock, from: string) =>
  JSON.stringify({ afterReport: false, clock, from, calendar: staffordshire.calendar })
const days = (count: number): RunningClock => ({ kind: 'working-days', days: count })

interface Move {
  caseId: string
  deadline: string
  from: string
  to: string
}
const inShort = ({ items }: { items: Move[] }) =>
  items.map((one) => `${one.caseId} ${one.deadline} ${one.from} ${one.to}`)

beforeAll(async () => {
  const { records } = api
  for (const number of [1, 2, 3]) {
    const urn = `90000${number}`
    await addSchool(records, urn)
    await addCase(records, `staffordshire-${urn}-1`, urn)
  }
  const [first, second, third] = [1, 2, 3].map((number) => `staffordshire-90000${number}-1`) as [string, string, string]
  await addDeadline(records, first, 'assign-officer#1', { due: '2026-03-20', details: details(days(5), '2026-03-13') })
  await addDeadline(records, first, 'assess-contribution#1', {
    due: '2026-03-17',
    details: details(days(1), '2026-03-16'),
  })
  await addDeadline(records, first, 'agree-improvement-agenda#1', {
    status: 'suspended',
    details: details(days(9), '2026-03-13'),
  })
  await addDeadline(records, first, 'name-improvement-coordinator#1', {
    status: 'missed',
    due: '2026-03-13',
    details: details(days(9), '2026-03-02'),
  })
  await addDeadline(records, first, 'powers-window#1', {
    due: '2026-05-13',
    details: details({ kind: 'months', months: 2 }, '2026-03-13'),
  })
  await addDeadline(records, second, 'sip-visit#1', {
    due: '2026-03-27',
    owner: 'sip',
    rule: 'ST-7',
    details: details({ kind: 'end-of-term' }, '2026-03-02'),
  })
  await addDeadline(records, third, 'sip-visit#1', {
    due: '2026-03-27',
    owner: 'sip',
    rule: 'ST-7',
    details: details({ kind: 'end-of-term' }, '2026-03-02'),
  })
  const period = { clock: days(15), from: '2026-03-02', due: '2026-03-23', endsAt: '', ended: false, confirmed: false }
  await records
    .insertInto('notices')
    .values({
      id: `${third}.warning-notice-1`,
      case_id: third,
      number: 1,
      stage: 'issued',
      given_on: '2026-03-02',
      received_on: null,
      decided_on: null,
      ended: null,
      details: JSON.stringify({ period }),
    })
    .execute()
  const own = { ...spring, school: '900003', last_day: '2026-03-27' }
  await api.as('administrator').post('/api/calendar/term-dates/import', { rows: [own] })
})

describe('GET /api/calendar/impact (LAW-15)', () => {
  it('says which deadlines a bank holiday would move, from when to when, in which case, and changes nothing', async () => {
    const before = await api.records.selectFrom('bank_holidays').selectAll().execute()
    const { status, body } = await api.as('dsim').get(impact(jubilee))
    expect(status).toBe(200)
    expect(() => calendarImpactSchema.parse(body)).not.toThrow()
    expect(body).toMatchObject({ applied: false, deadlines: 2, cases: 2, next: null })
    expect(body.summary).toBe('Invented Jubilee on Wednesday 18 March 2026 is new')
    expect(inShort(body)).toEqual([
      'staffordshire-900001-1 assign-officer 2026-03-20 2026-03-23',
      'staffordshire-900003-1 notice-period 2026-03-23 2026-03-24',
    ])
    expect(body.items[0]).toMatchObject({
      rule: 'ST-13',
      owner: 'dsim',
      occurrence: 'assign-officer@2026-03-20',
      missedAtOnce: false,
    })
    expect(await api.records.selectFrom('bank_holidays').selectAll().execute()).toEqual(before)
  })

  it('answers an empty list where a holiday touches nothing, or is known already', async () => {
    for (const query of [
      { date: '2026-03-21', title: 'A Saturday' },
      { date: '2026-12-25', title: 'Christmas Day' },
    ]) {
      const { body } = await api.as('dsim').get(impact(query))
      expect([body.deadlines, body.cases, body.items]).toEqual([0, 0, []])
    }
  })

  it('knows what a holiday that goes would give back, and that what every year has can only be moved', async () => {
    await api.records.insertInto('bank_holidays').values({ day: '2026-03-17', name: 'Invented Feast' }).execute()
    await api.records
      .updateTable('deadlines')
      .set({ due: '2026-03-18' })
      .where('key', '=', 'assess-contribution#1')
      .execute()
    const { body } = await api.as('dsim').get(impact({ date: '2026-03-17', change: 'removed' }))
    expect(inShort(body)).toEqual(['staffordshire-900001-1 assess-contribution 2026-03-18 2026-03-17'])
    await api.records.deleteFrom('bank_holidays').where('name', '=', 'Invented Feast').execute()
    await api.records
      .updateTable('deadlines')
      .set({ due: '2026-03-17' })
      .where('key', '=', 'assess-contribution#1')
      .execute()
    const early = await api.as('dsim').get(impact({ date: '2026-05-04', change: 'removed' }))
    expect([early.status, early.body.faults[0].field]).toEqual([400, 'date'])
    expect(early.body.detail).toMatch(/Early May.*can be moved.*not removed/)
    const none = await api.as('dsim').get(impact({ date: '2026-03-18', change: 'removed' }))
    expect([none.status, none.body.detail]).toEqual([400, 'date: Wednesday 18 March 2026 is no bank holiday'])
  })

  it('says which a term would move, by its columns, as CSV and as rows; a school’s own dates win (TERM-1)', async () => {
    const queries = [spring, { terms: csv }, { terms: JSON.stringify([spring]) }]
    for (const query of queries) {
      const { status, body } = await api.as('dsim').get(impact(query))
      expect([status, body.detail], JSON.stringify(query)).toEqual([200, undefined])
      expect(inShort(body)).toEqual(['staffordshire-900002-1 sip-visit 2026-03-27 2026-03-20'])
    }
    const { body } = await api.as('dsim').get(impact({ ...spring, school: '900003', last_day: '2026-03-13' }))
    expect(body.items).toMatchObject([{ caseId: 'staffordshire-900003-1', to: '2026-03-13', missedAtOnce: true }])
  })

  it('shows a school’s role its own case alone, and nobody another authority’s', async () => {
    expect(inShort((await api.bound('headteacher', '900001').get(impact(jubilee))).body)).toHaveLength(1)
    expect(inShort((await api.bound('headteacher', '900002').get(impact(jubilee))).body)).toEqual([])
    expect(inShort((await api.inAuthority('dsim', 'dudley').get(impact(jubilee))).body)).toEqual([])
    expect((await api.inAuthority('dsim', 'dudley').get(impact(spring))).status).toBe(400)
    expect((await api.as('chief-inspector').get(impact(jubilee))).status).toBe(403)
  })

  it.each<[Record<string, string>, string, RegExp]>([
    [{}, 'date', /Propose one thing/],
    [{ ...jubilee, terms: csv }, 'date', /Propose one thing/],
    [{ title: 'Invented Jubilee' }, 'date', /missing/],
    [{ date: '2026-03-18' }, 'title', /missing/],
    [{ date: '2026-02-30', title: 'Never' }, 'date', /must be a date/],
    [{ ...jubilee, change: 'doubled' }, 'change', /added or removed/],
    [{ ...jubilee, name: 'Again' }, 'name', /no field name/],
    [{ ...spring, first_day: '2026-13-01' }, 'first_day', /must be a date/],
    [{ ...spring, term: 'winter' }, 'term', /autumn, spring or summer/],
    [{ ...spring, academic_year: '2025-27' }, 'academic_year', /written like 2025-26/],
    [{ ...spring, authority: 'atlantis' }, 'authority', /not one of/],
    [{ ...spring, inset_days: 'tomorrow' }, 'inset_days', /not a day that exists/],
    [{ authority: 'staffordshire', academic_year: '2025-26', term: 'spring' }, 'first_day', /missing/],
    [{ terms: '[{' }, 'terms', /neither CSV nor JSON/],
    [{ terms: 'nothing' }, 'terms', /./],
    [{ terms: '[{}]' }, 'terms', /Row 1/],
    [{ ...jubilee, cursor: 'x' }, 'cursor', /cursor/],
  ])('refuses %j', async (query, field, words) => {
    const { status, body } = await api.as('dsim').get(impact(query))
    expect([status, body.faults?.[0].field]).toEqual([400, field])
    expect(body.detail).toMatch(words)
  })
})

describe('the impact on thousands of running cases', () => {
  it('is counted over all and given page by page', async () => {
    const { records } = api
    await sql`insert into schools (urn, name, authority, phase)
      select (910000 + n)::text, 'Invented School ' || n, 'staffordshire', 'primary' from generate_series(1, 2000) n`.execute(
      records,
    )
    await sql`insert into cases (id, authority, urn, number, status, level, level_since, opened_on, school_name)
      select 'staffordshire-' || (910000 + n) || '-1', 'staffordshire', (910000 + n)::text, 1, 'open', 'stage-2', '2026-03-02',
        '2026-03-02', 'Invented School ' || n from generate_series(1, 2000) n`.execute(records)
    await sql`insert into deadlines (case_id, key, id, title, rule, owner, status, due, provisional, why, statutory, opened_at, details)
      select 'staffordshire-' || (910000 + n) || '-1', 'duty-' || d || '#1', 'duty-' || d, 'A duty', 'ST-13', 'dsim', 'open',
        '2026-03-20', false, '', false, '2026-03-13T10:00:00Z', ${details(days(5), '2026-03-13')}::jsonb
      from generate_series(1, 2000) n, generate_series(1, 5) d`.execute(records)
    const first = (await api.as('dsim').get(impact({ ...jubilee, limit: '200' }))).body
    expect([first.deadlines, first.cases, first.items.length]).toEqual([10_002, 2_002, 200])
    const second = (await api.as('dsim').get(impact({ ...jubilee, limit: '200', cursor: first.next }))).body
    expect(new Set([...inShort(first), ...inShort(second)]).size).toBe(400)
  })
})
