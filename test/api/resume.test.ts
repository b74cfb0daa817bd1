import type { Client } from '@temporalio/client'
import { expect, it } from 'vitest'
import { createCasesPort } from '../../api/cases-client.ts'
import { importBankHolidays, seedCalendar } from '../../records/calendar.ts'
import { addCase, addSchool, policies, useRecords } from '../records/support.ts'

const use = useRecords()

it('what was left half done is taken up once at a time, however slowly the cases hear of it', async () => {
  const { records } = use
  await seedCalendar(records)
  await addSchool(records, '900001')
  await addCase(records, 'staffordshire-900001-1', '900001')
  await importBankHolidays(records, [{ date: '2027-05-12', name: 'An Invented Jubilee' }], null)
  const told: string[] = []
  const signal = async (name: string) => {
    told.push(name)
    await new Promise((settle) => setTimeout(settle, 200))
  }
  const client = { workflow: { getHandle: () => ({ signal }) } } as unknown as Client
  const cases = createCasesPort({ client, records, policies })
  await Promise.all([cases.resume(), cases.resume()])
  expect(told).toEqual(['calendarChanged'])
  await cases.resume()
  expect(told).toHaveLength(1)
})
