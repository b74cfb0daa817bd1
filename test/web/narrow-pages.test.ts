import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useApi } from '../api/support/api.ts'
import { addPeople, addSchool, holder } from '../records/support.ts'
import { narrowReader } from './support/checked-in-browser.ts'

const api = useApi()
let reader: Awaited<ReturnType<typeof narrowReader>>

beforeAll(async () => {
  await addSchool(api.records, '900001', { name: 'Ashfield Primary School' })
  await addPeople(api.records, holder('ada', 'administrator'))
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
  ])(
    '%s has nothing that WCAG 2.2 AA forbids, and fits 320 px',
    async (path) => {
      expect(await reader.faultsOf(path)).toEqual([])
    },
    60_000,
  )
})
