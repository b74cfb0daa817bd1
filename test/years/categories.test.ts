import { describe, expect, it } from 'vitest'
import { blankCase } from '../../cases/blank-case.ts'
import { readCommand, sentenceOf } from '../../cases/commands.ts'
import { decide } from '../../cases/decide.ts'
import type { CaseEvent } from '../../cases/events.ts'
import type { Letter } from '../../cases/letters.ts'
import { carriedOn, caseOnPaper, type Brought } from '../../cases/on-paper.ts'
import { Refusal } from '../../cases/refusal.ts'
import type { School } from '../../cases/state.ts'
import type { Policy } from '../../policies/policy.ts'
import { policyFor } from '../../policies/year.ts'
import { calendarOf } from '../calendar/calendars.ts'
import { staffordshire } from '../cases/case-on-paper.ts'

const school: School = {
  urn: '900001',
  name: 'Ashfield',
  phase: 'primary',
  district: 'south-staffs',
  denomination: null,
}
const ofTheYear = policyFor(staffordshire, 'school-year')
const decideChallenge = {
  ...ofTheYear.deadlines.find((one) => one.id === 'agree-category-chair')!,
  id: 'decide-challenge',
  title: 'Decide on the challenge',
  rule: 'DA-2',
  owner: 'head-of-sid',
  opens: { on: ['category-challenged' as const] },
  metBy: [{ command: 'decideChallenge' }],
}

/** Staffordshire's year, whose headteachers may challenge the category besides, as Darlington's may (DA-2). */
const policy: Policy = {
  ...ofTheYear,
  deadlines: [...ofTheYear.deadlines, decideChallenge],
  tells: [
    ...ofTheYear.tells,
    { on: 'category-challenged', letter: 'category-challenged', kind: 'notice', statutory: false, to: ['head-of-sid'] },
    { on: 'challenge-decided', letter: 'challenge-decided', kind: 'outcome', statutory: false, to: ['headteacher'] },
  ],
}

/** A school's year that has begun, with what each command brings. */
function year(began = '2025-04-28') {
  const paper = caseOnPaper(policy, calendarOf(), blankCase(policy, school, 'staffordshire-900001-year', 'school-year'))
  const events: CaseEvent[] = []
  const letters: Letter[] = []
  const keep = (brought: Brought) => {
    events.push(...brought.events)
    letters.push(...brought.letters)
  }
  const give = (on: string, role: string, name: string, input: object) => {
    const read = readCommand(name, input)
    if (!read.ok) throw new Refusal(sentenceOf(read.faults), 'input')
    const [at, by] = [`${on}T10:00:00+01:00`, { role, personId: role }]
    for (const brought of carriedOn(paper, Date.parse(at))) keep(brought)
    keep(paper.turn(at, 'command', by, (turn) => decide(turn, read.command)))
  }
  const refusal = (on: string, role: string, name: string, input: object) => {
    try {
      give(on, role, name, input)
    } catch (error) {
      if (error instanceof Refusal) return `${error.kind}: ${error.message}`
      throw error
    }
    throw new Error(`${name} was not refused`)
  }
  give(began, 'administrator', 'openYear', { authority: 'staffordshire' })
  return {
    paper,
    events,
    letters,
    give,
    refusal,
    owed: (id: string) => paper.state().deadlines.filter((one) => one.id === id),
  }
}

const confirmed = () => {
  const one = year()
  one.give('2025-05-12', 'dirg', 'confirmCategory', { category: 'category-2', reason: 'Good on all evidence' })
  return one
}
const challenged = () => {
  const one = confirmed()
  one.give('2025-05-14', 'headteacher', 'challengeCategory', { reason: 'The results have risen' })
  return one
}
const of = (events: CaseEvent[], type: string) => events.filter((one) => one.type === type)

describe('the year of a school', () => {
  it('begins with an entry that names the school, without a category', () => {
    const { events, paper } = year()
    expect(of(events, 'year-opened')).toMatchObject([{ level: 'uncategorised', urn: '900001', school: 'Ashfield' }])
    expect(paper.state()).toMatchObject({
      status: 'open',
      level: 'uncategorised',
      levelSince: '2025-04-28',
      openedOn: '2025-04-28',
    })
  })

  it('is opened for an authority or a school, and not in a case of intervention', () => {
    const paper = caseOnPaper(staffordshire, calendarOf(), blankCase(staffordshire, school, 'staffordshire-900001-1'))
    const read = readCommand('openYear', { authority: 'staffordshire' })
    const open = () =>
      paper.turn('2025-04-28T09:00:00+01:00', 'command', { role: 'administrator', personId: null }, (turn) => {
        if (read.ok) decide(turn, read.command)
      })
    expect(open).toThrow('openYear starts the cycles of an authority: give it to the authority, not to a case')
  })

  it.each([
    ['recommendCategory', { category: 'category-1', reason: 'r' }],
    ['agreeCategory', { of: 'headteacher', view: 'agreed' }],
    ['confirmCategory', { category: 'category-1', reason: 'r' }],
    ['challengeCategory', { reason: 'r' }],
    ['decideChallenge', { decision: 'stands', reason: 'r' }],
  ])('alone knows %s: a case of intervention has no category', (name, input) => {
    const paper = caseOnPaper(staffordshire, calendarOf(), blankCase(staffordshire, school, 'staffordshire-900001-1'))
    const read = readCommand(name, input)
    const give = () =>
      paper.turn('2025-04-28T09:00:00+01:00', 'command', { role: 'dsim', personId: null }, (turn) => {
        turn.state.status = 'open'
        if (read.ok) decide(turn, read.command)
      })
    expect(give).toThrow(`${name} belongs to a school's year, not to this case: give it to AUTHORITY-URN-year`)
  })
})

describe('a category that is recommended (ST-3)', () => {
  const recommended = (more: object = {}) => {
    const one = year()
    one.give('2025-05-12', 'sip', 'recommendCategory', { category: 'category-3', reason: 'Progress is slow', ...more })
    return one
  }

  it('is on record with its support and reason, and told to headteacher and chair (ST-2)', () => {
    const one = recommended({ support: 'high' })
    const recommendation = { category: 'category-3', support: 'high', reason: 'Progress is slow' }
    expect(of(one.events, 'category-recommended')).toMatchObject([recommendation])
    expect(one.paper.state().year?.recommended).toEqual({ ...recommendation, on: '2025-05-12' })
    const letters = one.letters.filter((letter) => letter.letter === 'category-recommended')
    expect(letters.map((letter) => letter.to)).toEqual(['headteacher', 'chair-of-governors'])
    expect(letters[0]?.facts).toEqual({
      category: 'Category 3',
      support: 'high',
      unusual: true,
      summary: 'satisfactory',
      reason: 'Progress is slow',
      criteria: [],
      brings: [],
      discussion: {
        with: 'head-of-sid',
        mayChallenge: ['administrator', 'improvement-coordinator', 'headteacher', 'chair-of-governors'],
      },
    })
  })

  it('brings its usual support where none is named, and the usual one named is not unusual (ST-2)', () => {
    const facts = (one: ReturnType<typeof year>) =>
      one.letters.find((letter) => letter.letter === 'category-recommended')?.facts
    expect(facts(recommended())).toMatchObject({ support: 'medium', unusual: false })
    expect(facts(recommended({ support: 'medium' }))).toMatchObject({ support: 'medium', unusual: false })
  })

  it('is agreed by each of the school, with the reason of whoever does not', () => {
    const one = recommended()
    const dissent = { of: 'headteacher', view: 'not-agreed', reason: 'The data are old' }
    one.give('2025-05-13', 'headteacher', 'agreeCategory', dissent)
    expect(one.owed('agree-category-headteacher')).toEqual([])
    expect(one.owed('agree-category-chair')).toHaveLength(1)
    const assent = { of: 'chair-of-governors', view: 'agreed' }
    one.give('2025-05-14', 'chair-of-governors', 'agreeCategory', assent)
    const entries = of(one.events, 'category-agreed')
    expect(entries).toMatchObject([dissent, assent])
    expect(entries[1]).not.toHaveProperty('reason')
    expect(one.paper.state().year?.agreed).toEqual({ headteacher: 'not-agreed', 'chair-of-governors': 'agreed' })
  })

  it('recommended anew is to be agreed anew', () => {
    const one = recommended()
    one.give('2025-05-13', 'headteacher', 'agreeCategory', { of: 'headteacher', view: 'agreed' })
    one.give('2025-05-14', 'sip', 'recommendCategory', { category: 'category-2', reason: 'New data' })
    expect(one.paper.state().year?.agreed).toEqual({})
    expect(one.owed('agree-category-headteacher')).toHaveLength(1)
  })

  it('is refused where the policy does not know it, or nobody has recommended one', () => {
    const one = year()
    expect(one.refusal('2025-05-12', 'headteacher', 'agreeCategory', { of: 'headteacher', view: 'agreed' })).toBe(
      'moment: No category has been recommended yet: it is agreed with the school when one has (ST-3)',
    )
    expect(one.refusal('2025-05-12', 'sip', 'recommendCategory', { category: 'uncategorised', reason: 'r' })).toBe(
      'input: category: "uncategorised" is not one of category-1, category-2, category-3, category-4',
    )
    const support = { category: 'category-1', support: 'huge', reason: 'r' }
    expect(one.refusal('2025-05-12', 'sip', 'recommendCategory', support)).toBe(
      'input: support: "huge" is not one of low, medium, high',
    )
    expect(recommended().refusal('2025-05-13', 'dsim', 'agreeCategory', { of: 'dsim', view: 'agreed' })).toBe(
      'input: of: "dsim" is not a role of the school: name headteacher or chair-of-governors',
    )
    expect(recommended().refusal('2025-05-13', 'dsim', 'agreeCategory', { of: 'nobody', view: 'agreed' })).toContain(
      'of: "nobody" is not a role of the school',
    )
    const mute = { of: 'headteacher', view: 'not-agreed' }
    expect(recommended().refusal('2025-05-13', 'headteacher', 'agreeCategory', mute)).toBe(
      'input: reason is missing: say why it is not agreed',
    )
  })
})

describe('a category that is confirmed (ST-1 to ST-4)', () => {
  it('is told again only where the category or its support is another', () => {
    const one = confirmed()
    const told = () => one.letters.filter((letter) => letter.letter === 'category-confirmed').length / 3
    expect(told()).toBe(1)
    one.give('2025-05-13', 'dirg', 'confirmCategory', { category: 'category-2', reason: 'It stands' })
    expect(told()).toBe(1)
    one.give('2025-05-14', 'dirg', 'confirmCategory', {
      category: 'category-2',
      support: 'high',
      reason: 'To sustain it',
    })
    expect(told()).toBe(2)
    expect(of(one.events, 'category-confirmed').map((entry) => [entry.category, entry.support, entry.reason])).toEqual([
      ['category-2', 'low', 'Good on all evidence'],
      ['category-2', 'low', 'It stands'],
      ['category-2', 'high', 'To sustain it'],
    ])
    expect(of(one.events, 'level-changed')).toHaveLength(1)
  })

  it('asks whether the school causes concern in category 4 alone, and not where it has a case (ST-10)', () => {
    expect(confirmed().owed('decide-on-concern')).toEqual([])
    const one = confirmed()
    one.give('2025-05-14', 'dirg', 'confirmCategory', { category: 'category-4', reason: 'An inspection' })
    expect(one.owed('decide-on-concern')).toHaveLength(1)
  })
})

describe('a category that the headteacher challenges (DA-2)', () => {
  it('is put before those whom the policy names, and is to be decided', () => {
    const one = challenged()
    expect(of(one.events, 'category-challenged')).toMatchObject([
      { category: 'category-2', reason: 'The results have risen' },
    ])
    expect(one.paper.state().year?.challenged).toEqual({
      by: 'headteacher',
      reason: 'The results have risen',
      on: '2025-05-14',
    })
    expect(one.owed('decide-challenge').map((deadline) => [deadline.from, deadline.status])).toEqual([
      ['2025-05-14', 'open'],
    ])
    const letter = one.letters.find((each) => each.letter === 'category-challenged')
    expect(letter).toMatchObject({
      to: 'head-of-sid',
      facts: { category: 'Category 2', support: 'low', reason: 'The results have risen' },
    })
  })

  it('is challenged once at a time, and only where there is one', () => {
    expect(year().refusal('2025-05-14', 'headteacher', 'challengeCategory', { reason: 'r' })).toBe(
      'moment: The school has no category yet: there is nothing to challenge until one is given',
    )
    expect(challenged().refusal('2025-05-15', 'headteacher', 'challengeCategory', { reason: 'r' })).toBe(
      'moment: The category is challenged already, and that is not decided yet',
    )
  })

  it('stands, where that is decided, and the headteacher hears why', () => {
    const one = challenged()
    one.give('2025-05-20', 'head-of-sid', 'decideChallenge', { decision: 'stands', reason: 'The rise is not secure' })
    expect(one.owed('decide-challenge')).toEqual([])
    expect(one.paper.state()).toMatchObject({ level: 'category-2', year: { challenged: null } })
    expect(of(one.events, 'challenge-decided')).toMatchObject([
      { decision: 'stands', reason: 'The rise is not secure' },
    ])
    expect(of(one.events, 'category-confirmed')).toHaveLength(1)
    const letter = one.letters.find((each) => each.letter === 'challenge-decided')
    expect(letter).toMatchObject({
      to: 'headteacher',
      facts: { category: 'Category 2', stands: true, reason: 'The rise is not secure' },
    })
  })

  it('is changed, where that is decided, to another category', () => {
    const one = challenged()
    const change = { decision: 'changed', category: 'category-1', reason: 'The rise is secure' }
    one.give('2025-05-20', 'head-of-sid', 'decideChallenge', change)
    expect(one.paper.state().level).toBe('category-1')
    expect(of(one.events, 'category-confirmed').at(-1)).toMatchObject({
      category: 'category-1',
      reason: 'The rise is secure',
    })
    const letter = one.letters.find((each) => each.letter === 'challenge-decided')
    expect(letter?.facts).toMatchObject({ category: 'Category 1', summary: 'outstanding', stands: false })
  })

  it('is decided only where it is challenged, and a change names another category that there is', () => {
    const decideOn = (one: ReturnType<typeof year>, input: object) =>
      one.refusal('2025-05-20', 'head-of-sid', 'decideChallenge', { reason: 'r', ...input })
    expect(decideOn(confirmed(), { decision: 'stands' })).toBe(
      'moment: The category is not challenged: there is nothing to decide',
    )
    expect(decideOn(challenged(), { decision: 'changed' })).toBe(
      'input: category is missing: say which category it is changed to',
    )
    expect(decideOn(challenged(), { decision: 'changed', category: 'category-2' })).toBe(
      'input: The school is in Category 2 already',
    )
    expect(decideOn(challenged(), { decision: 'changed', category: 'category-9' })).toContain(
      'is not one of category-1',
    )
    expect(decideOn(challenged(), { decision: 'stands', category: 'category-1' })).toBe(
      'input: category belongs to a changed decision: leave it out',
    )
  })
})

describe('a duty of the year that is completed (ST-30 to ST-32)', () => {
  it('is named, is owed, and was done on a day that has come', () => {
    const one = year('2024-09-03')
    const done = { duty: 'sip-data-analysis', summary: 's' }
    expect(one.refusal('2024-10-01', 'sip', 'completeDuty', { ...done, completedOn: '2024-10-02' })).toMatch(
      /^input: completedOn is Wednesday 2 October 2024, later than today/,
    )
    expect(one.refusal('2024-10-01', 'sip', 'completeDuty', { ...done, duty: 'sip-visit' })).toBe(
      'moment: duty: "sip-visit" is not owed, or not met by completeDuty; owed are: sip-data-analysis',
    )
    one.give('2024-10-01', 'sip', 'completeDuty', done)
    expect(one.owed('sip-data-analysis')).toEqual([])
    expect(one.refusal('2024-10-02', 'sip', 'completeDuty', done)).toBe(
      'moment: duty: "sip-data-analysis" is not owed, or not met by completeDuty; owed are: none',
    )
  })
})
