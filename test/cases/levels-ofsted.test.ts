import { beforeAll, describe, expect, it } from 'vitest'
import { ashfield, opens, storyteller, type Step, type Story } from '../support/story.ts'
import { cancelledAt, dues, expectHouseRules, lifeOf, mailsAt, openedAt } from './house-rules.ts'

const tell = storyteller()

const judged = (on: string, judgement: string, days: Record<string, string> = {}): Step => [
  on,
  'dsim',
  'recordOfstedJudgement',
  { judgement, ...days },
]
const filed = (on: string, filedOn?: string): Step => [
  on,
  'dsim',
  'fileStatementOfAction',
  {
    document: 'Statement.pdf',
    parents: 'A meeting and a survey',
    parentalChampion: 'None: the parents did not wish it',
    ...(filedOn ? { filedOn } : {}),
  },
]

describe('special measures', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      school: { ...ashfield, denomination: 'Church of England' },
      start: '2025-03-24',
      steps: [
        opens('2025-03-24', 'stage-2'),
        judged('2025-04-04T10:00', 'special-measures', { publishedOn: '2025-04-02', receivedOn: '2025-04-04' }),
        ['2025-04-04T11:00', 'dsim', 'changeLevel', { to: 'stage-2', reason: 'Too high' }],
        ['2025-04-10', 'dsim', 'recordMeeting', { group: 'core-group', minutes: 'Minutes' }],
        [
          '2025-04-10T10:00',
          'dsim',
          'recordReport',
          { to: ['head-of-sid', 'dmt', 'lead-members', 'dirg'], summary: 'Some progress' },
        ],
        ['2025-04-22', 'head-of-sid', 'recordMeeting', { group: 'formal-meeting', minutes: 'Minutes' }],
        ['2025-05-22', 'dsim', 'recordUrgentNotice', { receivedOn: '2025-05-21' }],
        filed('2025-05-29', '2025-05-28'),
        filed('2025-05-30'),
        ['2025-06-10', 'dsim', 'recordMonitoringVisit', { number: 1, visitedOn: '2025-06-09', progress: 'inadequate' }],
        ['2025-06-12', 'dsim', 'recordMonitoringVisit', { number: 2, visitedOn: '2025-06-12', progress: 'adequate' }],
        ['2025-06-13', 'dsim', 'recordMonitoringVisit', { number: 3, visitedOn: '2025-06-13', progress: 'inadequate' }],
        ['2025-06-16', 'dsim', 'recordUrgentNotice', { receivedOn: '2025-06-16', days: 5 }],
        ['2025-06-18', 'head-of-sid', 'decideClosure', { decision: 'new-statement', reason: 'It can be turned' }],
        ['2025-06-20', 'head-of-sid', 'decideClosure', { decision: 'reconsider-closure', reason: 'It cannot' }],
        ['2025-06-20T12:00', 'head-of-sid', 'decideClosure', { decision: 'reconsider-closure', reason: 'Again' }],
      ],
      until: '2025-06-30',
    })
  })

  it('brings the case to stage 3 at once, with the judgement as the reason (ST-15)', () => {
    expect(story.of('level-changed')).toMatchObject([
      {
        at: '2025-04-04T10:00:00+01:00',
        from: 'stage-2',
        to: 'stage-3',
        reason: "Ofsted's judgement: special measures (ST-15)",
      },
    ])
  })

  it('opens what stage 3 and the category owe, each once (ST-14, ST-15, ST-25)', () => {
    expect(openedAt(story, '2025-04-04').sort()).toEqual([
      'agree-action-plan 2025-05-07',
      'assign-lead-officer 2025-04-11',
      'core-group-meeting 2025-04-11',
      'formal-evaluation 2025-04-11',
      'formal-meeting 2025-04-08',
      'progress-report 2025-04-11',
      'project-group-meeting 2025-04-11',
      'statement-of-action 2025-05-02',
      'twelve-month-review 2026-04-02',
    ])
  })

  it('tells everyone of the formal meeting, and the diocese of a church school (ST-15)', () => {
    expect(mailsAt(story, '2025-04-04T10:00')).toEqual(
      expect.arrayContaining([
        'notice director',
        'notice deputy-director',
        'notice head-of-sid',
        'notice dsim',
        'notice headteacher',
        'notice dmt',
        'notice diocesan-education-officer',
      ]),
    )
  })

  it('keeps the case at stage 3 while the category lasts (ST-15)', () => {
    expect(story.refused()[0]).toContain('keeps the case at Stage 3 at least')
  })

  it('chases the formal meeting up the standard ladder, from the day before on (ST-15)', () => {
    expect(story.mails('formal-meeting')).toEqual([
      '2025-04-07 reminder head-of-sid',
      '2025-04-09 overdue deputy-director',
      '2025-04-09 overdue head-of-sid',
      '2025-04-11 escalation head-of-sid',
      '2025-04-15 escalation deputy-director',
    ])
    expect(lifeOf(story, 'formal-meeting')).toEqual([
      '2025-04-04T10:00 opened 2025-04-08',
      '2025-04-09 missed 2025-04-08',
      '2025-04-22T09:00 met 2025-04-08',
    ])
  })

  it('opens the core group again each half term and the report each term, on its first school day (ST-15)', () => {
    expect(lifeOf(story, 'core-group-meeting')).toEqual([
      '2025-04-04T10:00 opened 2025-04-11',
      '2025-04-10T09:00 met 2025-04-11',
      '2025-04-28 opened 2025-05-23',
      '2025-05-24 missed 2025-05-23',
      '2025-06-02 opened 2025-07-21',
    ])
    expect(lifeOf(story, 'progress-report')).toEqual([
      '2025-04-04T10:00 opened 2025-04-11',
      '2025-04-10T10:00 met 2025-04-11',
      '2025-04-28 opened 2025-07-21',
    ])
  })

  it('reports progress to those whom the report names (ST-15)', () => {
    expect(mailsAt(story, '2025-04-10T10:00').sort()).toEqual([
      'notice dirg',
      'notice dmt',
      'notice head-of-sid',
      'notice lead-members',
    ])
  })

  it('counts ten days from the receipt of the report and leaves the Easter holiday out (LAW-10)', () => {
    expect(story.opened('statement-of-action')).toMatchObject([{ due: '2025-05-02', owner: 'dsim' }])
  })

  it('chases the statement up the whole statutory ladder until it is filed (LAW-10)', () => {
    expect(story.mails('statement-of-action').filter((one) => !one.includes('notice'))).toEqual([
      '2025-04-16 reminder dsim',
      '2025-04-25 reminder dsim',
      '2025-04-30 reminder dsim',
      '2025-05-01 reminder dsim',
      '2025-05-06 overdue dsim',
      '2025-05-06 overdue head-of-sid',
      '2025-05-07 escalation director',
      '2025-05-14 escalation director',
      '2025-05-21 escalation director',
    ])
  })

  it('still owes a statement that is late, and takes one filing for both (LAW-10, ST-24)', () => {
    expect(lifeOf(story, 'statement-of-action')).toEqual([
      '2025-04-04T10:00 opened 2025-05-02',
      '2025-05-03 missed 2025-05-02',
      '2025-05-29T09:00 met 2025-05-02',
    ])
    expect(lifeOf(story, 'urgent-statement-of-action').slice(0, 2)).toEqual([
      '2025-05-22T09:00 opened 2025-06-05',
      '2025-05-29T09:00 met 2025-06-05',
    ])
  })

  it('counts a one-week half term, but not its bank holiday (LAW-10, LAW-12)', () => {
    expect(dues(story.opened('urgent-statement-of-action'))[0]).toBe('2025-06-05')
  })

  it('counts the shorter period that the Secretary of State directs (LAW-12)', () => {
    expect(lifeOf(story, 'urgent-statement-of-action').slice(2)).toEqual([
      '2025-06-16T09:00 opened 2025-06-23',
      '2025-06-20T09:00 met 2025-06-23',
    ])
  })

  it('sends the statement to the Chief Inspector, the school and the appointers of its governors (LAW-11)', () => {
    expect(
      mailsAt(story, '2025-05-29T09:00')
        .filter((one) => one.startsWith('notice'))
        .sort(),
    ).toEqual([
      'notice chair-of-governors',
      'notice chief-inspector',
      'notice foundation-appointer',
      'notice headteacher',
    ])
  })

  it('refuses a filing when none is owed', () => {
    expect(story.refused()[1]).toContain('No statement of action is owed')
  })

  it('warns of inadequate progress from the second visit on, and of nothing else (ST-24)', () => {
    expect(mailsAt(story, '2025-06-10T09:00').filter((one) => one.startsWith('notice'))).toEqual([])
    expect(mailsAt(story, '2025-06-12T09:00').filter((one) => one.startsWith('notice'))).toEqual([])
    expect(
      mailsAt(story, '2025-06-13T09:00')
        .filter((one) => one.startsWith('notice'))
        .sort(),
    ).toEqual(['notice director', 'notice head-of-sid'])
  })

  it('meets the twelve-month review, counted from publication, by any decision on closure (ST-25)', () => {
    expect(lifeOf(story, 'twelve-month-review')).toEqual([
      '2025-04-04T10:00 opened 2026-04-02',
      '2025-06-18T09:00 met 2026-04-02',
    ])
  })

  it('meets the urgent statement only by reconsidering closure, and then owes no decision (ST-24)', () => {
    expect(story.met('urgent-statement-of-action')[1]).toMatchObject({ at: '2025-06-20T09:00:00+01:00' })
    expect(story.refused()[2]).toContain('No decision on closure is owed')
  })

  it('keeps the rules of every story', () => expectHouseRules(story))
})

describe("Ofsted's judgements one after another", () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      start: '2025-09-08',
      steps: [
        opens('2025-09-08', 'stage-1'),
        ['2025-09-09', 'dsim', 'recordUrgentNotice', {}],
        ['2025-09-09T10:00', 'dsim', 'recordMonitoringVisit', { number: 1, progress: 'adequate' }],
        judged('2025-09-10', 'potential-revisit'),
        judged('2025-09-15', 'notice-to-improve'),
        ['2025-09-16', 'dsim', 'changeLevel', { to: 'stage-1', reason: 'Too high' }],
        ['2025-09-22', 'dsim', 'changeLevel', { to: 'stage-3', reason: 'Intensive help is needed' }],
        ['2025-09-23', 'dsim', 'changeLevel', { to: 'stage-2', reason: 'It is not' }],
        ['2025-09-24', 'dsim', 'recordUrgentNotice', {}],
        judged('2025-10-01', 'potential-revisit'),
        ['2025-10-02', 'dsim', 'changeLevel', { to: 'stage-1', reason: 'Progress' }],
        judged('2025-10-06', 'notice-to-improve'),
        judged('2025-10-07', 'special-measures', { receivedOn: '2025-10-07' }),
        judged('2025-10-10', 'no-category'),
        ['2025-10-10T12:00', 'dsim', 'changeLevel', { to: 'stage-1', reason: 'The appeal was upheld' }],
      ],
      until: '2025-10-12',
    })
  })

  it('brings a case to stage 2 at least by a notice to improve (ST-15)', () => {
    expect(story.of('level-changed').map(({ at, to }) => `${at.slice(0, 10)} ${String(to)}`)).toEqual([
      '2025-09-15 stage-2',
      '2025-09-22 stage-3',
      '2025-09-23 stage-2',
      '2025-10-02 stage-1',
      '2025-10-06 stage-2',
      '2025-10-07 stage-3',
      '2025-10-10 stage-1',
    ])
  })

  it('opens no twelve months for a notice to improve (ST-25)', () => {
    expect(story.opened('twelve-month-review')).toMatchObject([{ at: '2025-10-07T09:00:00+01:00', due: '2026-10-07' }])
  })

  it('only watches a potential revisit (ST-15)', () => {
    expect(openedAt(story, '2025-09-10')).toEqual([])
    expect(mailsAt(story, '2025-09-10')).toEqual([])
  })

  it('refuses what belongs to a category while there is none, and the urgent notice outside special measures (ST-24)', () => {
    const refused = story.refused()
    expect(refused[0]).toContain('not in special measures')
    expect(refused[1]).toContain('in no Ofsted category')
    expect(refused[2]).toContain('keeps the case at Stage 2 at least')
    expect(refused[3]).toContain('not in special measures')
    expect(refused).toHaveLength(4)
  })

  it('owes the statement after a report at any stage: stepping up or down neither doubles nor ends it (LAW-10)', () => {
    expect(lifeOf(story, 'statement-of-action').slice(0, 3)).toEqual([
      '2025-09-15T09:00 opened 2025-09-29',
      '2025-09-30 missed 2025-09-29',
      "2025-10-01T09:00 cancelled 2025-09-29: Ofsted's judgement is now: potential revisit (just satisfactory)",
    ])
  })

  it('cancels what the category alone owed when it ends (ST-16)', () => {
    expect(cancelledAt(story, '2025-10-01').sort()).toEqual([
      'core-group-meeting',
      'formal-meeting',
      'progress-report',
      'statement-of-action',
    ])
    expect(cancelledAt(story, '2025-10-10T09:00').sort()).toEqual([
      'core-group-meeting',
      'formal-meeting',
      'progress-report',
      'twelve-month-review',
    ])
  })

  it('moves the statement that is owed when another report is received (LAW-10)', () => {
    expect(lifeOf(story, 'statement-of-action').slice(3)).toEqual([
      '2025-10-06T09:00 opened 2025-10-20',
      "2025-10-07T09:00 moved 2025-10-21: Ofsted's report was received on Tuesday 7 October 2025: the ten days are counted anew (LAW-10)",
      '2025-10-10T12:00 cancelled 2025-10-21: The case moved from Stage 3 to Stage 1',
    ])
  })

  it('keeps the duties of a category running when another category follows (ST-15)', () => {
    expect(openedAt(story, '2025-10-07').map((one) => one.split(' ')[0])).not.toContain('core-group-meeting')
    expect(cancelledAt(story, '2025-10-07')).not.toContain('core-group-meeting')
  })

  it('keeps the rules of every story', () => expectHouseRules(story))
})

describe('a statement of action at stage 3', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      start: '2025-09-08',
      steps: [
        opens('2025-09-08', 'stage-3'),
        judged('2025-09-26', 'special-measures', { publishedOn: '2025-09-24', receivedOn: '2025-09-25' }),
      ],
      until: '2025-10-24',
    })
  })

  it('is owed within ten days of the entry, also without a report (ST-14)', () => {
    expect(story.opened('statement-of-action')).toMatchObject([{ due: '2025-09-22' }])
  })

  it('moves when a report is received, also when it had been missed, and tells its owner once (LAW-10)', () => {
    expect(lifeOf(story, 'statement-of-action')).toEqual([
      '2025-09-08T09:00 opened 2025-09-22',
      '2025-09-23 missed 2025-09-22',
      "2025-09-26T09:00 moved 2025-10-09: Ofsted's report was received on Thursday 25 September 2025: the ten days are counted anew (LAW-10)",
      '2025-10-10 missed 2025-10-09',
    ])
    expect(story.mails('statement-of-action').filter((one) => one.startsWith('2025-09-26'))).toEqual([
      '2025-09-26 notice dsim',
    ])
  })

  it('is chased up the ladder of its first day, and up the whole ladder again from the day it moved to', () => {
    expect(story.mails('statement-of-action').filter((one) => !one.includes('notice'))).toEqual([
      '2025-09-15 reminder dsim',
      '2025-09-18 reminder dsim',
      '2025-09-19 reminder dsim',
      '2025-09-23 overdue dsim',
      '2025-09-23 overdue head-of-sid',
      '2025-09-24 escalation director',
      '2025-10-02 reminder dsim',
      '2025-10-07 reminder dsim',
      '2025-10-08 reminder dsim',
      '2025-10-10 overdue dsim',
      '2025-10-10 overdue head-of-sid',
      '2025-10-13 escalation director',
      '2025-10-20 escalation director',
    ])
  })

  it('keeps the rules of every story', () => expectHouseRules(story))
})
