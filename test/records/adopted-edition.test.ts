import { describe, expect, it } from 'vitest'
import { blankCase } from '../../cases/blank-case.ts'
import { cardOf, type DeadlineRow, type TurnRecord } from '../../cases/record.ts'
import { recordTurns } from '../../records/case-file.ts'
import { yearsToFollow } from '../../records/years-to-follow.ts'
import { addCase, staffordshire, useRecords } from './support.ts'

const use = useRecords()

/** An entry of a case file at an hour of 2 March. */
const enter = (caseId: string, seq: number, hour: number, type: string, body: object = {}) =>
  use.records
    .insertInto('case_file')
    .values({ case_id: caseId, seq, at: `2026-03-02T${hour}:00:00Z`, type, body: JSON.stringify(body) })
    .execute()

describe('an edition that a case has adopted', () => {
  it('has on record who owes what from then on, under which title and rule', async () => {
    const school = { urn: '900401', name: 'Lakeside', phase: 'primary', district: null, denomination: null } as const
    const state = blankCase(staffordshire, school, 'staffordshire-900401-1')
    await addCase(use.records, state.caseId, school.urn)
    const row: DeadlineRow = {
      key: 'visit#1',
      id: 'visit',
      title: 'Visit the school',
      rule: 'WM-1',
      owner: 'sip',
      status: 'open',
      due: '2026-03-20',
      provisional: false,
      statutory: false,
      openedAt: '2026-03-02T09:00:00Z',
      why: 'It is.',
      missedAt: null,
      endedAt: null,
      afterReport: false,
      from: '2026-03-02',
      clock: { kind: 'working-days', days: 14 },
    }
    const turn = (deadline: DeadlineRow): TurnRecord => ({
      card: cardOf(state),
      status: 'open',

      openedOn: '2026-03-02',
      closedOn: null,
      category: null,
      nextDeadline: null,
      overdue: false,
      ahead: {},
      alarmAt: null,
      seq: 1,
      events: [],
      deadlines: [deadline],
      notice: null,
      statements: [],
      calendar: staffordshire.calendar,
      support: [],
      letters: [],
      state: null,
      levelSince: '2026-03-02',
    })
    const other = { ...row, title: 'Visit it soon', rule: 'WM-2', owner: 'dsim', statutory: true }
    for (const one of [row, other]) await use.records.transaction().execute((trx) => recordTurns(trx, [turn(one)]))
    const fields = ['title', 'rule', 'owner', 'statutory'] as const
    const found = await use.records.selectFrom('deadlines').select(fields).where('case_id', '=', state.caseId).execute()
    expect(found).toEqual([{ title: 'Visit it soon', rule: 'WM-2', owner: 'dsim', statutory: true }])
  })
})

describe("an edition that an authority's year has adopted", () => {
  const year = { kind: 'school-year', edition: '2009-01', number: 0 }
  const own = 'staffordshire-year'

  it('is followed by the years that run under an older one, and by none that began or adopted one since', async () => {
    expect(await yearsToFollow(use.records, 'staffordshire')).toBeUndefined()
    await addCase(use.records, own, '', { kind: 'authority-year', edition: '2026', number: 0 })
    await enter(own, 1, 9, 'command', { command: 'adoptPolicy', as: 'head-of-sid', person: 'hilda' })
    await enter(own, 2, 9, 'policy-adopted', { from: '2009-01', to: '2026', reason: 'Agreed' })
    for (const urn of ['900411', '900412', '900413', '900414', '900415'])
      await addCase(use.records, `staffordshire-${urn}-year`, urn, { ...year })
    await addCase(use.records, 'staffordshire-900411-1', '900411', { edition: '2009-01' })
    for (const urn of ['900411', '900412', '900413', '900415'])
      await enter(`staffordshire-${urn}-year`, 1, 8, 'year-opened')
    await enter('staffordshire-900414-year', 1, 10, 'year-opened')
    await enter('staffordshire-900413-year', 2, 10, 'policy-adopted', { from: '2026', to: '2009-01' })
    const closed = use.records.updateTable('cases').set({ status: 'closed' })
    await closed.where('id', '=', 'staffordshire-900412-year').execute()
    expect(await yearsToFollow(use.records, 'staffordshire')).toEqual({
      entry: 2,
      edition: '2026',
      reason: 'Agreed',
      by: { role: 'head-of-sid', personId: 'hilda' },
      caseIds: ['staffordshire-900411-year', 'staffordshire-900415-year'],
    })
  })
})
