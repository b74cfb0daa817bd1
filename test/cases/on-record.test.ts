import { describe, expect, it } from 'vitest'
import { blankCase } from '../../cases/blank-case.ts'
import { decide } from '../../cases/decide.ts'
import { readCommand } from '../../cases/commands.ts'
import { caseOnPaper as onPaper } from '../../cases/on-paper.ts'
import { isOverdue, nextDeadlineOf, recordOf, type TurnRecord } from '../../cases/record.ts'
import type { School } from '../../cases/state.ts'
import type { Turn } from '../../cases/turn.ts'
import { createCalendar } from '../../calendar/school-year.ts'
import { shippedBankHolidays, shippedTerms } from '../../calendar/shipped.ts'
import { caseOnPaper, staffordshire } from './case-on-paper.ts'

const school: School = { urn: '900001', name: 'Ashfield', phase: 'primary', district: null, denomination: null }
const calendar = () =>
  createCalendar({
    authority: 'staffordshire',
    bankHolidays: shippedBankHolidays(),
    terms: shippedTerms(),
    oneWeekHalfTermIsLong: false,
  })

/** Commands one after another, and what each leaves on record. */
function recorded(...commands: [on: string, role: string, name: string, input: unknown][]): (TurnRecord | undefined)[] {
  const paper = onPaper(staffordshire, calendar(), blankCase(staffordshire, school, 'staffordshire-900001-1'))
  return commands.map(([on, role, name, input]) => {
    const read = readCommand(name, input)
    const before = paper.state()
    let taken: Turn | undefined
    paper.turn(`${on}T09:00:00+00:00`, 'command', { role, personId: role }, (turn) => {
      taken = turn
      if (read.ok) decide(turn, read.command, { person: { id: 'p', name: 'P', ofSchool: false } })
    })
    return taken && recordOf(taken, before)
  })
}

const opening = { authority: 'staffordshire', school: '900001', level: 'stage-2', reasons: ['budget'], summary: 's' }
const opens: [string, string, string, unknown] = ['2025-03-03', 'dsim', 'openCase', opening]

describe('what a command leaves on record', () => {
  it('holds the case as it stands: school, level, since when, what is due next', () => {
    const [record] = recorded(opens)
    expect(record).toMatchObject({
      card: {
        caseId: 'staffordshire-900001-1',
        authority: 'staffordshire',
        school,
        level: 'stage-2',
        coordinator: null,
      },
      status: 'open',
      levelSince: '2025-03-03',
      openedOn: '2025-03-03',
      closedOn: null,
      category: null,
      nextDeadline: '2025-03-10',
      overdue: false,
      notice: null,
      statements: [],
      state: null,
    })
    expect(record?.events.map((one) => one.type).slice(0, 2)).toEqual(['command', 'case-opened'])
    expect(record?.seq).toBe(record?.events.at(-1)?.seq)
    expect(record?.letters.map((one) => one.to)).toContain('headteacher')
  })

  it('holds a row of every deadline that it opened, with why it is owed and how its day was counted', () => {
    const [record] = recorded(opens)
    expect(record?.deadlines.find((one) => one.id === 'assign-officer')).toMatchObject({
      key: 'assign-officer#1',
      title: 'Assign an LA officer to the school',
      rule: 'ST-13',
      owner: 'dsim',
      status: 'open',
      due: '2025-03-10',
      provisional: false,
      statutory: false,
      openedAt: '2025-03-03T09:00:00+00:00',
      why: 'At stage 2 an officer of the authority is assigned to the school. 5 working days from the day after Monday 3 March 2025. Not counted: 1 weekend.',
      missedAt: null,
      endedAt: null,
      afterReport: false,
    })
  })

  it('holds afterwards only the rows that are no longer as they were', () => {
    const [, second] = recorded(opens, [
      '2025-03-04',
      'dsim',
      'assignOfficer',
      { role: 'assigned-officer', person: 'p' },
    ])
    expect(second?.deadlines.map(({ id, status, endedAt }) => [id, status, endedAt])).toEqual([
      ['assign-officer', 'met', '2025-03-04T09:00:00+00:00'],
    ])
    expect(second?.card.assignments).toEqual({ 'assigned-officer': 'p' })
  })

  it('holds the notice when it has changed, and not when something else has (ST-20)', () => {
    const [, asked, after] = recorded(
      opens,
      ['2025-03-04', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'e' }],
      ['2025-03-05', 'dsim', 'acknowledge', { deadline: 'sip-visit' }],
    )
    expect(asked?.notice).toMatchObject({ number: 1, stage: 'requested' })
    expect(after?.notice).toBeNull()
    expect(after?.deadlines).toEqual([])
  })

  it('holds each statement of action when it is owed, and again when that has ended (LAW-10)', () => {
    const [, owed, later, filed] = recorded(
      opens,
      ['2025-03-04', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' }],
      ['2025-03-05', 'dsim', 'acknowledge', { deadline: 'sip-visit' }],
      ['2025-03-06', 'dsim', 'fileStatementOfAction', { document: 'd', parents: 'p', parentalChampion: 'none' }],
    )
    expect(owed?.statements).toMatchObject([{ number: 1, urgent: false, owedFrom: '2025-03-04' }])
    expect(owed).toMatchObject({ category: 'special-measures', card: { level: 'stage-3' } })
    expect(owed?.deadlines.find((one) => one.id === 'statement-of-action')?.afterReport).toBe(true)
    expect(later?.statements).toEqual([])
    expect(filed?.statements).toMatchObject([{ number: 1, filedOn: '2025-03-06', ended: 'filed on 2025-03-06' }])
  })

  it('holds the whole case when it is closed, so that it can be opened again (ST-16)', () => {
    const [, closed] = recorded(opens, ['2025-03-06', 'dsim', 'closeCase', { reason: 'Progress is shown' }])
    expect(closed).toMatchObject({ status: 'closed', closedOn: '2025-03-06', nextDeadline: null })
    expect(closed?.state).toMatchObject({ caseId: 'staffordshire-900001-1', status: 'closed' })
  })
})

describe('the soonest day of a case', () => {
  const paper = () => {
    const one = caseOnPaper()
    one.give('2025-03-03', 'dsim', 'openCase', opening)
    return one
  }

  it('is the first of what is open: what is missed, or paused, has no day to come', () => {
    const one = paper()
    expect(nextDeadlineOf(one.state())).toBe('2025-03-10')
    one.passTo('2025-03-11T12:00')
    expect(nextDeadlineOf(one.state())).toBe('2025-03-17')
    one.give('2025-03-12', 'dsim', 'suspendDeadline', { deadline: 'name-improvement-coordinator', reason: 'r' })
    expect(nextDeadlineOf(one.state())).toBe('2025-03-31')
  })

  it('is overdue once something is missed, until that is done', () => {
    const one = paper()
    one.passTo('2025-03-10T23:59')
    expect(isOverdue(one.state())).toBe(false)
    one.passTo('2025-03-11T00:01')
    expect(isOverdue(one.state())).toBe(true)
    one.give('2025-03-11', 'dsim', 'assignOfficer', { role: 'assigned-officer', person: 'p' })
    expect(isOverdue(one.state())).toBe(false)
  })
})
