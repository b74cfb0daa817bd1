import { describe, expect, it } from 'vitest'
import { blankCase } from '../../cases/blank-case.ts'
import { decide } from '../../cases/decide.ts'
import { caseOnPaper, carriedOn } from '../../cases/on-paper.ts'
import { replaceSchool } from '../../cases/replaced-school.ts'
import { endWithSchool, goOnFrom, hearOfCase } from '../../cases/year.ts'
import { policyFor } from '../../policies/year.ts'
import { calendarOf } from '../calendar/calendars.ts'
import { staffordshire } from '../cases/case-on-paper.ts'

const policy = policyFor(staffordshire, 'school-year')
const school = {
  urn: '900001',
  name: 'Ashfield',
  phase: 'primary',
  district: 'south-staffs',
  denomination: null,
} as const
const open = { name: 'openYear', input: { authority: 'staffordshire' } } as const
const by = { role: 'sip', personId: 'sip' }

/** A school's year in category 2, three of whose days of visits are used. */
function year() {
  const paper = caseOnPaper(policy, calendarOf(), blankCase(policy, school, 'staffordshire-900001-year', 'school-year'))
  const turn = (
    on: string,
    happen: Parameters<typeof paper.turn>[3],
    cause: 'command' | 'moment' | 'calendar' = 'command',
  ) => {
    const at = `${on}T10:00:00+01:00`
    for (const _ of carriedOn(paper, Date.parse(at)));
    return paper.turn(at, cause, cause === 'command' ? by : null, happen)
  }
  turn('2025-04-28', (one) => decide(one, open), 'moment')
  const visit = { name: 'recordVisit', input: { by: 'sip', days: 3, report: 'R' } } as const
  turn('2025-05-12', (one) => decide(one, visit))
  const confirm = { name: 'confirmCategory', input: { category: 'category-2', reason: 'Good' } } as const
  turn('2025-05-13', (one) => decide(one, confirm))
  return { paper, turn }
}

describe('the year of a school that was gone', () => {
  it('begins anew when the school is there again: the category and the days of visits are known, nothing old is owed', () => {
    const { paper, turn } = year()
    const before = paper.state().seq
    turn('2025-06-02', (one) => endWithSchool(one, 'The school is closed'), 'moment')
    expect(paper.state()).toMatchObject({ status: 'closed', deadlines: [], year: { gone: true } })
    const { events } = turn('2025-06-16', (one) => decide(one, open), 'moment')
    expect(events.find((one) => one.type === 'year-opened')).toMatchObject({ level: 'category-2', anew: true })
    expect(events[0]?.seq).toBeGreaterThan(before)
    expect(paper.state()).toMatchObject({
      status: 'open',
      closedOn: null,
      openedOn: '2025-06-16',
      level: 'category-2',
      levelSince: '2025-05-13',
      year: { gone: false, visitDays: { '2024': 3 } },
    })
    expect(paper.owed().map((one) => [one.id, one.due])).toContainEqual(['sip-visit', '2025-07-21'])
  })
})

describe('a school with a year that takes the place of one with a year (LAW-16)', () => {
  const former = { from: '900009', category: 'category-3', support: 'high', visitDays: { '2024': 2, '2023': 5 } }

  it('takes on its days of visits, and its category where it has none', () => {
    const { paper, turn } = year()
    turn('2025-05-19', (one) => goOnFrom(one, former), 'moment')
    expect(paper.state()).toMatchObject({
      level: 'category-2',
      formerUrns: ['900009'],
      year: { visitDays: { '2024': 5, '2023': 5 } },
    })
    const fresh = caseOnPaper(
      policy,
      calendarOf(),
      blankCase(policy, school, 'staffordshire-900001-year', 'school-year'),
    )
    fresh.turn('2025-04-28T10:00:00+01:00', 'moment', null, (one) => decide(one, open))
    const { events } = fresh.turn('2025-05-19T10:00:00+01:00', 'moment', null, (one) => goOnFrom(one, former))
    expect(fresh.state()).toMatchObject({ level: 'category-3', year: { support: 'high' } })
    expect(events).toMatchObject([
      { type: 'command', command: 'replaceSchool', input: { from: '900009', to: '900001' }, category: 'category-3' },
      { type: 'level-changed', to: 'category-3', reason: 'The category under the former URN 900009 goes on (LAW-16)' },
    ])
  })

  it('takes it on once, however often it hears of it', () => {
    const { paper, turn } = year()
    turn('2025-05-19', (one) => goOnFrom(one, former), 'moment')
    turn('2025-05-20', (one) => goOnFrom(one, former), 'moment')
    expect(paper.state().year?.visitDays).toEqual({ '2024': 5, '2023': 5 })
  })

  it('tells of its new URN once: the case tells it where there is one', () => {
    const letters = (hasCase: boolean) => {
      const { paper, turn } = year()
      const news = { caseId: 'staffordshire-900001-1', open: true, level: 'stage-1' }
      if (hasCase) turn('2025-05-19', (one) => hearOfCase(one, news), 'moment')
      const change = { from: '900001', to: '900002', on: '2025-05-20', school: { ...school, urn: '900002' } }
      turn('2025-05-20', (one) => replaceSchool(one, change), 'calendar')
      // What no command has caused goes at the next 09:00
      return paper.state().later.map(({ letter }) => [letter.letter, letter.to])
    }
    expect(letters(false)).toEqual([['school-replaced', 'dsim']])
    expect(letters(true)).toEqual([])
  })
})
