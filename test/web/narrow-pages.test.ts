import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useApi } from '../api/support/api.ts'
import { addCase, addDeadline, addPeople, addSchool, holder } from '../records/support.ts'
import { narrowReader } from './support/checked-in-browser.ts'

const api = useApi()
let reader: Awaited<ReturnType<typeof narrowReader>>

beforeAll(async () => {
  await addSchool(api.records, '900001', { name: 'Ashfield Primary School' })
  await addPeople(api.records, holder('ada', 'administrator'))
  const ahead = JSON.stringify({
    'visit#1': [],
    'agenda#1': [{ at: '2031-01-06T09:00:00Z', what: 'reminder', to: ['sip'] }],
  })
  const row = { edition: '2009-01', ahead, alarm_at: '2026-03-12T09:15:00Z' }
  await addCase(api.records, 'staffordshire-900001-1', '900001', row)
  await addDeadline(api.records, 'staffordshire-900001-1', 'visit#1', { status: 'suspended' })
  await addDeadline(api.records, 'staffordshire-900001-1', 'agenda#1', { due: '2031-01-13' })
  reader = await narrowReader(api.app, 'ada')
}, 120_000)
afterAll(() => reader?.close())

describe('a page on a telephone, read by a machine', () => {
  it.each([
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
