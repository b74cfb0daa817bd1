import { describe, expect, it } from 'vitest'
import { drawn, laneInWords, lanesOf } from '../../web/case/lanes.ts'
import { policy } from '../notifications/mails.ts'

type Told = Parameters<typeof lanesOf>[1]

/** What is owed at the end of a forecast in which nothing happens. */
const lanesWith = (status: string, due: string) =>
  lanesOf(policy, {
    happenings: [],
    owed: [{ id: 'assign-officer', due, title: 'Assign an officer', owner: 'dsim', status }],
  } as unknown as Told)
const inWords = (status: string, due: string) => laneInWords(lanesWith(status, due)[0]!, '2026-12-31')

describe('the forecast of a case', () => {
  it('says of what is overdue already since when it is missed, and draws it so', () => {
    expect(inWords('missed', '2026-11-13')).toMatchObject({
      due: 'Friday 13 November 2026',
      missed: 'Saturday 14 November 2026',
    })
    const { lanes, today } = drawn(lanesWith('missed', '2026-11-13'), '2026-11-25', '2026-12-31')
    expect(lanes[0]?.missed?.from).toBe(today)
  })

  it('says of a day whose clock is stopped that it is', () => {
    expect(inWords('suspended', '2026-12-23')).toMatchObject({
      due: 'Wednesday 23 December 2026 (its clock is stopped)',
      missed: 'No',
    })
  })
})
