import { describe, expect, it } from 'vitest'
import { clockSheet, printClockSheet } from '../../calendar/clock-sheet.ts'
import { calendarOf } from './calendars.ts'

const sheetOf = (from: string) =>
  clockSheet({
    authority: 'staffordshire',
    clock: 'warning-notice-response',
    rule: 'ST-21',
    law: 'LAW-1',
    from,
    clockSpec: { kind: 'working-days', days: 2 },
    calendar: calendarOf(),
  })

describe('a clock sheet', () => {
  it('holds what the contract says, and no more', () => {
    expect(sheetOf('2025-03-14')).toEqual({
      authority: 'staffordshire',
      clock: 'warning-notice-response',
      rule: 'ST-21',
      law: 'LAW-1',
      from: '2025-03-14',
      due: '2025-03-18',
      expiresAt: '2025-03-19T00:00:00+00:00',
      provisional: false,
      days: [
        { date: '2025-03-14', counted: null, skipped: 'day 0: counting starts the day after' },
        { date: '2025-03-15', counted: null, skipped: 'weekend' },
        { date: '2025-03-16', counted: null, skipped: 'weekend' },
        { date: '2025-03-17', counted: 1, skipped: null },
        { date: '2025-03-18', counted: 2, skipped: null },
      ],
    })
  })

  it('prints as a table', () => {
    expect(printClockSheet(sheetOf('2025-04-17')).split('\n')).toEqual([
      'warning-notice-response (staffordshire)',
      'rule      ST-21',
      'law       LAW-1',
      'from      Thursday 17 April 2025',
      'due       Wednesday 23 April 2025',
      'expires   2025-04-24T00:00:00+01:00',
      '',
      '2025-04-17  Thursday 17 April 2025            day 0: counting starts the day after',
      '2025-04-18  Friday 18 April 2025              bank holiday: Good Friday',
      '2025-04-19  Saturday 19 April 2025            weekend',
      '2025-04-20  Sunday 20 April 2025              weekend',
      '2025-04-21  Monday 21 April 2025              bank holiday: Easter Monday',
      '2025-04-22  Tuesday 22 April 2025          1',
      '2025-04-23  Wednesday 23 April 2025        2',
    ])
  })
})
