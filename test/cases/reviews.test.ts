import { beforeAll, describe, expect, it } from 'vitest'
import { opens, storyteller, type Step, type Story } from '../support/story.ts'
import { cancelledAt, dues, expectHouseRules, lifeOf, mailsAt } from './house-rules.ts'

const tell = storyteller()

const decided = (on: string, review: string, decision: string, until?: string): Step => [
  on,
  'dsim',
  'decideReview',
  { review, decision, reason: 'The evidence of the term', ...(until ? { until } : {}) },
]

describe('the reviews after two and three terms', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      start: '2025-01-13',
      steps: [
        opens('2025-01-13', 'stage-1'),
        decided('2025-01-14', 'two-term-review', 'close'),
        ['2025-01-15', 'dsim', 'changeLevel', { to: 'stage-3', reason: 'It is serious' }],
        decided('2025-07-10T10:00', 'two-term-review', 'continue'),
        decided('2025-07-10T11:00', 'two-term-review', 'continue', '2025-07-10'),
        decided('2025-07-10T12:00', 'two-term-review', 'refer-to-dmt', '2025-10-10'),
        decided('2025-07-10T13:00', 'two-term-review', 'continue', '2025-10-10'),
        decided('2025-10-14', 'two-term-review', 'continue', '2025-11-28'),
        decided('2025-11-27', 'two-term-review', 'change-level'),
        ['2025-11-27T10:00', 'dsim', 'changeLevel', { to: 'stage-2', reason: 'As decided' }],
        decided('2025-12-10', 'three-term-review', 'refer-to-dmt'),
        decided('2025-12-10T10:00', 'three-term-review', 'refer-to-dmt'),
        ['2025-12-11', 'dsim', 'changeLevel', { to: 'stage-3', reason: 'DMT wants it' }],
      ],
      until: '2025-12-12',
    })
  })

  it('count the term in which the intervention begins as the first (ST-26, ST-27, TERM-2)', () => {
    expect(story.opened('two-term-review')[0]).toMatchObject({ due: '2025-07-21', at: '2025-01-15T09:00:00+00:00' })
    expect(story.opened('three-term-review')).toMatchObject([{ due: '2025-12-19', at: '2025-01-15T09:00:00+00:00' }])
  })

  it('open again until the day to which the intervention continues, and are chased to it (ST-26)', () => {
    expect(lifeOf(story, 'two-term-review')).toEqual([
      '2025-01-15T09:00 opened 2025-07-21',
      '2025-07-10T13:00 met 2025-07-21',
      '2025-07-10T13:00 opened 2025-10-10',
      '2025-10-11 missed 2025-10-10',
      '2025-10-14T09:00 met 2025-10-10',
      '2025-10-14T09:00 opened 2025-11-28',
      '2025-11-27T09:00 met 2025-11-28',
    ])
    expect(story.mails('two-term-review').filter((one) => !/notice|outcome/.test(one))).toEqual(
      [
        '2025-10-03 reminder dsim',
        '2025-10-09 reminder dsim',
        '2025-10-13 overdue dsim',
        '2025-10-13 overdue head-of-sid',
        '2025-11-21 reminder dsim',
        '2025-11-27 reminder dsim',
      ].filter((one) => one !== '2025-11-27 reminder dsim'),
    )
  })

  it('put every decision on record and tell those concerned (ST-26)', () => {
    expect(story.of('review-decided').map(({ review, decision, until }) => [review, decision, until])).toEqual([
      ['two-term-review', 'continue', '2025-10-10'],
      ['two-term-review', 'continue', '2025-11-28'],
      ['two-term-review', 'change-level', undefined],
      ['three-term-review', 'refer-to-dmt', undefined],
    ])
    expect(mailsAt(story, '2025-07-10T13:00').sort()).toEqual([
      'notice dsim',
      'outcome chair-of-governors',
      'outcome head-of-sid',
      'outcome headteacher',
    ])
  })

  it('decide nothing about the level: that is a command of its own (ST-16)', () => {
    expect(story.of('level-changed').map(({ at, to }) => [at.slice(0, 10), to])).toEqual([
      ['2025-01-15', 'stage-3'],
      ['2025-11-27', 'stage-2'],
      ['2025-12-11', 'stage-3'],
    ])
  })

  it('refer the school to DMT, which is told (ST-27)', () => {
    expect(story.of('referred-to-dmt')).toMatchObject([
      { at: '2025-12-10T09:00:00+00:00', review: 'three-term-review', reason: 'The evidence of the term' },
    ])
    expect(mailsAt(story, '2025-12-10T09:00')).toEqual(expect.arrayContaining(['notice dmt', 'notice head-of-sid']))
  })

  it('run on when the case goes between stages 2 and 3, and do not open again once decided (TERM-4)', () => {
    expect(dues(story.opened('two-term-review'))).toHaveLength(3)
    expect(dues(story.opened('three-term-review'))).toHaveLength(1)
    expect(story.cancelled('three-term-review')).toEqual([])
  })

  it('refuse a decision before there is a review, twice, or with days that do not fit', () => {
    const refused = story.refused()
    expect(refused[0]).toContain('No two-term-review is open')
    expect(refused[1]).toContain('until is missing')
    expect(refused[2]).toContain('must be later than today')
    expect(refused[3]).toContain('until belongs to the decision to continue')
    expect(refused[4]).toContain('No three-term-review is open')
    expect(refused).toHaveLength(5)
  })

  it('keep the rules of every story', () => expectHouseRules(story))
})

describe('a review that decides to close', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      start: '2025-01-13',
      steps: [
        opens('2025-01-13', 'stage-2'),
        decided('2025-02-03', 'two-term-review', 'close'),
        ['2025-02-03T10:00', 'dsim', 'changeLevel', { to: 'stage-3', reason: 'Too late' }],
      ],
      until: '2025-06-30',
    })
  })

  it('closes the case and cancels everything that is owed, with the reason (ST-16)', () => {
    expect(story.of('case-closed')).toMatchObject([{ reason: 'The evidence of the term' }])
    expect(cancelledAt(story, '2025-02-03').sort()).toEqual([
      'agree-improvement-agenda',
      'assess-contribution',
      'assign-officer',
      'half-termly-evaluation',
      'name-improvement-coordinator',
      'sip-visit',
      'three-term-review',
    ])
    expect(story.cancelled('sip-visit')).toMatchObject([
      { reason: 'The case was closed: The evidence of the term', due: '2025-04-11' },
    ])
  })

  it('leaves nothing to be chased, opened or commanded', () => {
    expect(story.happenings.filter((one) => one.at > '2025-02-03T09:01').map((one) => one.type)).toEqual([
      'command-refused',
    ])
    expect(story.refused()[0]).toContain('closed')
  })
})

describe('reviews in terms that are not yet published', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      start: '2027-01-11',
      steps: [
        opens('2027-01-11', 'stage-2'),
        [
          '2027-02-01T14:00',
          'administrator',
          'importTermDates',
          [
            {
              authority: 'staffordshire',
              academic_year: '2026-27',
              term: 'summer',
              first_day: '2027-04-12',
              half_term_first_day: '2027-05-31',
              half_term_last_day: '2027-06-04',
              last_day: '2027-07-20',
            },
          ],
        ],
      ],
      until: '2027-02-08',
    })
  })

  it('are estimated, and shown as provisional (TERM-3)', () => {
    expect(story.opened('two-term-review')).toMatchObject([{ due: '2027-07-23', provisional: true }])
    expect(story.opened('three-term-review')).toMatchObject([{ due: '2027-12-17', provisional: true }])
    expect(story.opened('assign-officer')).toMatchObject([{ due: '2027-01-18', provisional: false }])
  })

  it('move when the term is published, with the reason on record (TERM-3, LAW-15)', () => {
    expect(story.of('deadline-moved')).toMatchObject([
      { deadline: 'two-term-review', due: '2027-07-20', from: '2027-07-23', at: '2027-02-01T14:00:00+00:00' },
    ])
    expect(story.moved('two-term-review')[0]?.reason).toContain('summer term 2026-27')
  })

  it('tell their owner of the move once (LAW-15)', () => {
    expect(story.mails('two-term-review').filter((one) => one.startsWith('2027-02'))).toEqual([
      '2027-02-01 notice dsim',
    ])
  })

  it('keep the rules of every story', () => expectHouseRules(story))
})
