import { describe, expect, it } from 'vitest'
import { mergeBankHolidays } from '../../calendar/bank-holidays.ts'
import { mergeTerms } from '../../calendar/terms.ts'
import { blankCase } from '../../cases/blank-case.ts'
import { reckonAllAgain } from '../../cases/calendar-change.ts'
import { readCommand } from '../../cases/commands.ts'
import { decide } from '../../cases/decide.ts'
import type { LookedUp } from '../../cases/duties.ts'
import type { CaseEvent } from '../../cases/events.ts'
import type { Letter } from '../../cases/letters.ts'
import { carriedOn, caseOnPaper, type Brought } from '../../cases/on-paper.ts'
import { replaceSchool } from '../../cases/replaced-school.ts'
import type { School } from '../../cases/state.ts'
import { bankHolidays, calendarOf, terms } from '../calendar/calendars.ts'
import { staffordshire } from './case-on-paper.ts'

const school: School = { urn: '900001', name: 'Ashfield', phase: 'primary', district: null, denomination: null }

/** A case whose calendar, school and people may change while it runs. */
function running(level: string, on = '2025-03-03') {
  const paper = caseOnPaper(staffordshire, calendarOf(), blankCase(staffordshire, school, 'staffordshire-900001-1'))
  const events: CaseEvent[] = []
  const letters: Letter[] = []
  const keep = (brought: Brought) => {
    events.push(...brought.events)
    letters.push(...brought.letters)
  }
  const passTo = (at: string) => {
    for (const brought of carriedOn(paper, Date.parse(at))) keep(brought)
  }
  const give = (
    at: string,
    role: string,
    name: string,
    input: object,
    looked: LookedUp = {},
    personId: string | null = role,
  ) => {
    passTo(at)
    const read = readCommand(name, input)
    keep(
      paper.turn(at, 'command', { role, personId }, (turn) => {
        if (read.ok) decide(turn, read.command, looked)
      }),
    )
  }
  const proclaim = (at: string, date: string) => {
    passTo(at)
    const { merged } = mergeBankHolidays(bankHolidays, [{ date, name: 'A day proclaimed' }])
    paper.useCalendar(calendarOf({ bankHolidays: merged }))
    const before = letters.length
    keep(paper.turn(at, 'calendar', null, (turn) => reckonAllAgain(turn, 'A day proclaimed is new')))
    return letters.slice(before)
  }
  const opening = { authority: 'staffordshire', school: '900001', level, reasons: ['budget'], summary: 's' }
  give(`${on}T09:00:00+00:00`, 'dsim', 'openCase', opening)
  return {
    paper,
    events,
    letters,
    passTo,
    give,
    proclaim,
    keep,
    owed: (id: string) => paper.state().deadlines.filter((one) => one.id === id),
    of: (type: string, deadline?: string) =>
      events.filter((one) => one.type === type && (deadline === undefined || one.deadline === deadline)),
  }
}

describe('a bank holiday proclaimed while a case runs (LAW-15)', () => {
  it('moves what is open and counted over it, and leaves what is missed, paused or elsewhere as it is', () => {
    const one = running('stage-2')
    one.give('2025-03-04T09:00:00+00:00', 'dsim', 'suspendDeadline', { deadline: 'assess-contribution', reason: 'r' })
    one.proclaim('2025-03-12T10:00:00+00:00', '2025-03-06')
    expect(one.of('deadline-moved').map((event) => [event.deadline, event.from, event.due, event.reason])).toEqual([
      ['name-improvement-coordinator', '2025-03-17', '2025-03-18', 'A day proclaimed is new'],
      ['agree-improvement-agenda', '2025-03-31', '2025-04-01', 'A day proclaimed is new'],
    ])
    expect(one.owed('assign-officer')).toMatchObject([{ status: 'missed', due: '2025-03-10' }])
    expect(one.owed('assess-contribution')).toMatchObject([{ status: 'suspended', due: '2025-03-31' }])
    expect(one.owed('sip-visit')).toMatchObject([{ status: 'open', due: '2025-04-11', sequence: 1 }])
    expect(one.owed('name-improvement-coordinator')[0]?.sequence).toBe(2)
  })

  it('has each owner told of what they themselves owe, with the old day and the new', () => {
    const moved = running('stage-2').proclaim('2025-03-05T10:00:00+00:00', '2025-03-06')
    expect(
      moved.map(({ letter, to, kind, deadline, rule, deadlines }) => [
        letter,
        to,
        kind,
        deadline,
        rule,
        deadlines.map((one) => `${one.id} ${one.movedFrom} ${one.due}`),
      ]),
    ).toEqual([
      [
        'moved',
        'dsim',
        'notice',
        null,
        null,
        ['assign-officer 2025-03-10 2025-03-11', 'assess-contribution 2025-03-31 2025-04-01'],
      ],
      [
        'moved',
        'headteacher',
        'notice',
        'name-improvement-coordinator',
        'ST-13',
        ['name-improvement-coordinator 2025-03-17 2025-03-18'],
      ],
      [
        'moved',
        'assigned-officer',
        'notice',
        'agree-improvement-agenda',
        'ST-13',
        ['agree-improvement-agenda 2025-03-31 2025-04-01'],
      ],
    ])
    expect(moved[0]?.facts).toEqual({
      days: [
        'Assign an LA officer to the school: Tuesday 11 March 2025',
        "Assess the school's financial contribution: Tuesday 1 April 2025",
      ],
    })
  })

  it('moves the rungs that are still to come of what is missed, and repeats none that was reached', () => {
    const one = running('stage-2')
    one.proclaim('2025-03-12T10:00:00+00:00', '2025-03-13')
    one.passTo('2025-04-01T12:00:00+00:00')
    const rungs = one.letters.filter((letter) => letter.rung && letter.deadline === 'assign-officer')
    expect(rungs.map((letter) => `${letter.at.slice(0, 10)} ${letter.kind} ${letter.to}`)).toEqual([
      '2025-03-07 reminder dsim',
      '2025-03-11 overdue dsim',
      '2025-03-11 overdue head-of-sid',
      '2025-03-14 escalation head-of-sid',
      '2025-03-18 escalation deputy-director',
      '2025-03-25 escalation director',
    ])
  })

  it('opens nothing twice of what recurs, also where an older one is still owed', () => {
    const one = running('stage-1')
    one.proclaim('2025-05-06T10:00:00+01:00', '2025-05-09')
    one.passTo('2025-09-01T00:00:00+01:00')
    expect(one.of('deadline-opened', 'sip-visit').map((event) => event.due)).toEqual(['2025-04-11', '2025-07-21'])
    one.passTo('2025-10-01T00:00:00+01:00')
    expect(one.of('deadline-opened', 'sip-visit')).toHaveLength(3)
  })
})

describe('a term whose dates are published while a case runs (TERM-3)', () => {
  it('opens what recurs on its own first school day', () => {
    const one = running('stage-1')
    one.passTo('2025-03-10T00:00:00+00:00')
    const summer = {
      authority: 'staffordshire',
      academicYear: '2024-25',
      term: 'summer' as const,
      firstDay: '2025-05-06',
      halfTermFirstDay: '2025-05-26',
      halfTermLastDay: '2025-05-30',
      lastDay: '2025-07-18',
      insetDays: [],
    }
    one.paper.useCalendar(calendarOf({ terms: mergeTerms(terms, [summer]).merged }))
    one.keep(one.paper.turn('2025-03-10T10:00:00+00:00', 'calendar', null, (turn) => reckonAllAgain(turn, 'r')))
    one.passTo('2025-06-01T00:00:00+01:00')
    const opened = one.of('deadline-opened', 'sip-visit').map((event) => [String(event.at).slice(0, 10), event.due])
    expect(opened).toEqual([
      ['2025-03-03', '2025-04-11'],
      ['2025-05-06', '2025-07-18'],
    ])
  })
})

describe('a school that gets a new URN (LAW-16)', () => {
  const change = { from: '900001', to: '900002', on: '2025-04-01' }
  const replaced = (by: { role: string; personId: string } | null, to: School) => {
    const one = running('stage-1')
    const at = '2025-04-01T10:00:00+01:00'
    one.passTo(at)
    one.keep(one.paper.turn(at, 'calendar', by, (turn) => replaceSchool(turn, { ...change, to: to.urn, school: to })))
    return one
  }
  const academy: School = { ...school, urn: '900002', name: 'Ashfield Academy' }

  it('keeps its case, which knows both URNs and has it on record', () => {
    const one = replaced(null, academy)
    expect(one.paper.state()).toMatchObject({
      caseId: 'staffordshire-900001-1',
      school: academy,
      formerUrns: ['900001'],
    })
    expect(one.of('command').at(-1)).toMatchObject({
      command: 'replaceSchool',
      as: 'administrator',
      person: null,
      input: change,
    })
    const dsim = replaced({ role: 'dsim', personId: 'p' }, academy)
    expect(dsim.of('command').at(-1)).toMatchObject({ as: 'dsim' })
  })

  it('puts before the district’s manager and the Head of SID that it may have left the authority’s powers', () => {
    const told = replaced(null, academy).letters.filter((one) => one.letter === 'school-replaced')
    expect(told.map(({ to, kind, rule }) => [to, kind, rule])).toEqual([
      ['dsim', 'notice', 'LAW-16'],
      ['head-of-sid', 'notice', 'LAW-16'],
    ])
    expect(told[0]?.facts).toEqual({
      from: '900001',
      to: '900002',
      on: 'Tuesday 1 April 2025',
      name: 'Ashfield Academy',
    })
  })

  it('that only has another name on record is no other school', () => {
    const one = replaced(null, { ...school, name: 'Ashfield Primary' })
    expect(one.paper.state()).toMatchObject({ school: { urn: '900001', name: 'Ashfield Primary' }, formerUrns: [] })
    expect(one.of('command')).toHaveLength(1)
  })
})

describe('who gave a command', () => {
  const notice = { grounds: ['serious-breakdown'], evidence: 'e' }
  const asked = () => {
    const one = running('stage-1')
    one.give('2025-03-04T09:00:00+00:00', 'dsim', 'requestWarningNotice', notice)
    return one
  }

  it('is on record with both names, where it is given in somebody’s place', () => {
    const one = asked()
    const absent = { role: 'head-of-sid', people: ['Hedy Head'] }
    one.give(
      '2025-03-05T09:00:00+00:00',
      'deputy-head-of-sid-primary',
      'approveWarningNotice',
      { reason: 'r' },
      { absent },
    )
    expect(one.of('command').at(-1)).toMatchObject({
      as: 'deputy-head-of-sid-primary',
      person: 'deputy-head-of-sid-primary',
      standsInFor: 'head-of-sid',
      absent: ['Hedy Head'],
    })
  })

  it('is on record without, where it is one’s own to give; and by role alone where nobody is known', () => {
    const one = asked()
    one.give('2025-03-05T09:00:00+00:00', 'head-of-sid', 'approveWarningNotice', { reason: 'r' }, {}, null)
    expect(one.of('command').at(-1)).toEqual({
      seq: expect.any(Number) as number,
      at: '2025-03-05T09:00:00+00:00',
      type: 'command',
      command: 'approveWarningNotice',
      as: 'head-of-sid',
      person: null,
      input: { reason: 'r' },
    })
    expect(one.of('command')[0]).not.toHaveProperty('standsInFor')
  })
})

describe('a case before its first command', () => {
  it('knows its school and its policy, and nothing else', () => {
    expect(blankCase(staffordshire, school, 'staffordshire-900001-1')).toEqual({
      caseId: 'staffordshire-900001-1',
      kind: 'intervention',
      authority: 'staffordshire',
      edition: staffordshire.edition,
      school,
      formerUrns: [],
      status: 'open',
      openedOn: '',
      closedOn: null,
      level: '',
      levelSince: '',
      reasons: [],
      summary: '',
      interventionSince: null,
      category: null,
      categorySince: null,
      publishedOn: null,
      receivedOn: null,
      assignments: {},
      coordinator: null,
      setBy: {},
      seq: 0,
      deadlines: [],
      recurrences: [],
      occurrences: {},
      notice: null,
      notices: 0,
      barred: false,
      decidedReviews: [],
      later: [],
      owedAtClosing: [],
      secretaryOfState: { told: null, saysWillAct: false },
      statements: [],
      statementCount: 0,
      year: null,
      seen: {},
    })
  })
})
