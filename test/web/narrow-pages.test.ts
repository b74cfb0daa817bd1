import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useApi } from '../api/support/api.ts'
import { addCase, addDeadline, addPeople, addSchool, holder } from '../records/support.ts'
import { narrowReader } from './support/checked-in-browser.ts'

const api = useApi()
let reader: Awaited<ReturnType<typeof narrowReader>>

beforeAll(async () => {
  await addSchool(api.records, '900001', { name: 'Ashfield Primary School' })
  const ada = holder('ada', 'administrator')
  ada.roles.push({ role: 'head-of-sid', from: '2020-01-01', to: null, district: null, school: null })
  await addPeople(api.records, { ...ada, away: [{ from: '2026-04-01', to: '2026-04-10' }] })
  const ahead = JSON.stringify({
    'visit#1': [],
    'agenda#1': [{ at: '2031-01-06T09:00:00Z', what: 'reminder', to: ['sip'] }],
  })
  const row = { overdue: true, edition: '2009-01', ahead, alarm_at: '2026-03-12T09:15:00Z' }
  await addCase(api.records, 'staffordshire-900001-1', '900001', row)
  await addDeadline(api.records, 'staffordshire-900001-1', 'visit#1', { status: 'suspended' })
  await addDeadline(api.records, 'staffordshire-900001-1', 'agenda#1', { due: '2031-01-13' })
  for (const [key, owner, due] of [
    ['late', 'head-of-sid', '2026-03-02'],
    ['soon', 'dsim', '2026-03-31'],
  ] as const)
    await addDeadline(api.records, 'staffordshire-900001-1', key, { owner, due, title: 'Do what is owed' })
  reader = await narrowReader(api.app, 'ada')
}, 120_000)
afterAll(() => reader?.close())

describe('a page on a telephone, read by a machine', () => {
  it.each([
    '/',
    '/cases',
    '/cases?level=stage-2&text=ash',
    '/cases?text=nothing-like-it',
    '/deadlines',
    '/deadlines?status=overdue',
    '/deadlines/subscribe',
    '/schools',
    '/schools/900001',
    '/schools/import',
    '/people',
    '/people/ada',
    '/calendar',
    '/calendar/bank-holidays',
    '/calendar/term-dates',
    '/sign-in',
    '/sign-out',
    '/signed-out',
    '/nothing-here',
    '/handbook',
    '/handbook/staffordshire',
    '/handbook/staffordshire/differences',
    '/handbook/staffordshire/effect',
    '/administration',
    '/administration/alarms',
    '/administration/alarms?show=alarms',
    '/administration/mails?status=waiting',
    '/administration/links',
    '/reports',
    '/reports/term?authority=staffordshire',
    '/reports/expenditure?authority=staffordshire',
    '/reports/inspection-pack?authority=staffordshire',
    '/reports/inspection-pack/print?authority=staffordshire&from=2026-04-01&until=2026-03-01',
    '/reports/inspection-pack/print?authority=staffordshire',
  ])(
    '%s has nothing that WCAG 2.2 AA forbids, and fits 320 px',
    async (path) => {
      expect(await reader.faultsOf(path)).toEqual([])
    },
    60_000,
  )
})
