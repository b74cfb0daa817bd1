import type { Client } from '@temporalio/client'
import { MockActivityEnvironment } from '@temporalio/testing'
import { expect, it } from 'vitest'
import { enrolYears } from '../../activities/years.ts'
import { addCase, addSchool, policies, useRecords } from '../records/support.ts'

const use = useRecords()

it('the year of a school hears of a case that is opened in the moment in which the year begins', async () => {
  const { records } = use
  const caseId = 'staffordshire-900001-1'
  const heard: unknown[] = []
  /** A server on which the case is opened just before the year runs: nobody is there yet to hear of it. */
  const client = {
    connection: { withDeadline: (_: number, work: () => Promise<unknown>) => work() },
    workflow: {
      async start(type: string, { args: [input] }: { args: [{ ofCase: unknown }] }) {
        if (type !== 'schoolYear') return
        expect(input.ofCase).toBeNull()
        await addCase(records, caseId, '900001')
      },
      getHandle: (id: string) => ({ signal: async (_: unknown, news: unknown) => void heard.push([id, news]) }),
    },
  } as unknown as Client
  await addSchool(records, '900001')
  const of = { authority: 'staffordshire', at: '2026-09-01T09:00:00+01:00' }
  await new MockActivityEnvironment().run(() => enrolYears({ records, client, policies }, of))
  expect(heard).toEqual([['staffordshire-900001-year', { caseId, level: 'stage-2', open: true }]])
})
