import { beforeAll, describe, expect, it } from 'vitest'
import { opens, storyteller, type Story } from '../support/story.ts'
import { cancelledAt, dues, expectHouseRules, lifeOf, mailsAt, openedAt } from './house-rules.ts'

const tell = storyteller()

describe('a case that goes up and down the stages', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      start: '2025-01-13',
      steps: [
        opens('2025-01-13', 'stage-1'),
        ['2025-02-03', 'dsim', 'changeLevel', { to: 'stage-2', reason: 'Attendance fell as well' }],
        ['2025-02-03T10:00', 'dsim', 'changeLevel', { to: 'stage-2', reason: 'Again' }],
        ['2025-02-03T10:30', 'dsim', 'changeLevel', { to: 'stage-4', reason: 'There is none' }],
        ['2025-02-05', 'dsim', 'assignOfficer', { role: 'assigned-officer', person: 'assigned-officer' }],
        ['2025-02-06', 'headteacher', 'nameImprovementCoordinator', { name: 'C. Dean', email: 'dean@example.org' }],
        [
          '2025-02-10T14:00',
          'assigned-officer',
          'agreeImprovementAgenda',
          {
            milestones: [
              { what: 'Reading ages', by: '2025-03-14' },
              { what: 'Attendance', by: '2025-02-12' },
            ],
          },
        ],
        ['2025-02-11', 'headteacher', 'completeMilestone', { milestone: 'milestone-2', evidence: 'The register' }],
        ['2025-02-12', 'dsim', 'assessContribution', { days: 12, amount: 960 }],
        ['2025-02-13', 'headteacher', 'recordEvaluation', { pace: 'insufficient', evidence: 'Too slow' }],
        ['2025-03-03', 'dsim', 'changeLevel', { to: 'stage-2', reason: 'The new head has taken hold' }],
        ['2025-03-10', 'dsim', 'changeLevel', { to: 'stage-1', reason: 'Progress is shown' }],
        ['2025-05-01', 'dsim', 'changeLevel', { to: 'stage-2', reason: 'It did not last' }],
      ],
      until: '2025-05-30',
    })
  })

  it('owes at stage 1 no more than the termly visit (ST-12)', () => {
    expect(openedAt(story, '2025-01-13')).toEqual(['sip-visit 2025-04-11'])
  })

  it('opens with an entry of its own, which is no change of level (ST-10)', () => {
    expect(story.of('case-opened')).toMatchObject([{ level: 'stage-1', at: '2025-01-13T09:00:00+00:00' }])
    expect(story.of('level-changed').map(({ at, from, to, reason }) => [at.slice(0, 10), from, to, reason])).toEqual([
      ['2025-02-03', 'stage-1', 'stage-2', 'Attendance fell as well'],
      ['2025-02-13', 'stage-2', 'stage-3', 'The evaluation shows insufficient pace (ST-13)'],
      ['2025-03-03', 'stage-3', 'stage-2', 'The new head has taken hold'],
      ['2025-03-10', 'stage-2', 'stage-1', 'Progress is shown'],
      ['2025-05-01', 'stage-1', 'stage-2', 'It did not last'],
    ])
  })

  it('tells the headteacher and the chair of governors the level, and every change of it (ST-11)', () => {
    for (const day of ['2025-01-13', '2025-02-03', '2025-02-13', '2025-03-03', '2025-03-10', '2025-05-01'])
      expect(mailsAt(story, `${day}T09:00`)).toEqual(
        expect.arrayContaining(['notice headteacher', 'notice chair-of-governors']),
      )
    const subjects = mailsAbout('chair-of-governors', 'notice')
    expect(subjects[0]).toContain('Stage 1')
    expect(subjects.filter((one) => one.includes('Ashfield Primary School'))).toHaveLength(6)
  })

  it('refuses the level it has, and a level that there is not', () => {
    expect(story.refused()).toEqual([
      'The case is at Stage 2 already, since Monday 3 February 2025',
      'to: "stage-4" is not one of stage-1, stage-2, stage-3',
    ])
  })

  it('opens the duties of stage 2 with their days (ST-13, ST-26, ST-27)', () => {
    expect(openedAt(story, '2025-02-03')).toEqual([
      'assign-officer 2025-02-10',
      'name-improvement-coordinator 2025-02-17',
      'agree-improvement-agenda 2025-03-03',
      'half-termly-evaluation 2025-02-14',
      'assess-contribution 2025-03-03',
      'two-term-review 2025-07-21',
      'three-term-review 2025-12-19',
    ])
  })

  it('meets each duty by its command (ST-13)', () => {
    expect(lifeOf(story, 'assign-officer')[1]).toBe('2025-02-05T09:00 met 2025-02-10')
    expect(lifeOf(story, 'name-improvement-coordinator')[1]).toBe('2025-02-06T09:00 met 2025-02-17')
    expect(lifeOf(story, 'agree-improvement-agenda')[1]).toBe('2025-02-10T14:00 met 2025-03-03')
    expect(lifeOf(story, 'assess-contribution').slice(0, 2)).toEqual([
      '2025-02-03T09:00 opened 2025-03-03',
      '2025-02-12T09:00 met 2025-03-03',
    ])
    expect(lifeOf(story, 'half-termly-evaluation')[1]).toBe('2025-02-13T09:00 met 2025-02-14')
  })

  it('makes each milestone a deadline of the headteacher, met by itself alone (ST-13)', () => {
    expect(story.opened('milestone-1')).toMatchObject([{ due: '2025-03-14', owner: 'headteacher', rule: 'ST-13' }])
    expect(lifeOf(story, 'milestone-2')).toEqual([
      '2025-02-10T14:00 opened 2025-02-12',
      '2025-02-11T09:00 met 2025-02-12',
    ])
    expect(story.met('milestone-1')).toEqual([])
  })

  it('moves to stage 3 when the school itself finds insufficient pace, and owes what stage 3 owes (ST-13, ST-14)', () => {
    expect(openedAt(story, '2025-02-13')).toEqual([
      'assign-lead-officer 2025-02-20',
      'agree-action-plan 2025-03-13',
      'project-group-meeting 2025-02-14',
      'formal-evaluation 2025-04-11',
      'statement-of-action 2025-02-27',
    ])
  })

  it('cancels what stage 2 alone owed, with the reason, and nothing else (ST-16)', () => {
    expect(cancelledAt(story, '2025-02-13')).toEqual(['milestone-1'])
    expect(lifeOf(story, 'milestone-1').at(-1)).toBe(
      '2025-02-13T09:00 cancelled 2025-03-14: The case moved from Stage 2 to Stage 3',
    )
  })

  it('chases nothing of stage 2 while it is at stage 3', () => {
    const between = (one: { at: string }) => one.at > '2025-02-13T10' && one.at < '2025-03-03'
    const about = story
      .of('mail')
      .filter(between)
      .flatMap((one) => one.deadline ?? one.deadlines)
    expect(about).not.toContain('milestone-1')
    expect(about).not.toContain('half-termly-evaluation')
  })

  it('cancels on stepping down what stage 3 alone owed, missed or not (ST-16)', () => {
    expect(cancelledAt(story, '2025-03-03').sort()).toEqual([
      'agree-action-plan',
      'assign-lead-officer',
      'formal-evaluation',
      'project-group-meeting',
      'project-group-meeting',
      'statement-of-action',
    ])
    expect(lifeOf(story, 'assign-lead-officer')).toEqual([
      '2025-02-13T09:00 opened 2025-02-20',
      '2025-02-21 missed 2025-02-20',
      '2025-03-03T09:00 cancelled 2025-02-20: The case moved from Stage 3 to Stage 2',
    ])
    expect(story.mails('assign-lead-officer').filter((one) => one > '2025-03-03')).toEqual([])
    expect(story.mails('statement-of-action').filter((one) => one > '2025-03-03')).toEqual([])
  })

  it('owes what stage 2 owes again after stepping down (ST-13)', () => {
    expect(openedAt(story, '2025-03-03')).toEqual([
      'assign-officer 2025-03-10',
      'name-improvement-coordinator 2025-03-17',
      'agree-improvement-agenda 2025-03-31',
      'half-termly-evaluation 2025-04-11',
    ])
  })

  it('keeps the reviews running across stages 2 and 3, and ends them at stage 1 (ST-26, TERM-4)', () => {
    expect(lifeOf(story, 'two-term-review').slice(0, 2)).toEqual([
      '2025-02-03T09:00 opened 2025-07-21',
      '2025-03-10T09:00 cancelled 2025-07-21: The case moved from Stage 2 to Stage 1',
    ])
    expect(cancelledAt(story, '2025-03-10').sort()).toEqual([
      'agree-improvement-agenda',
      'assign-officer',
      'half-termly-evaluation',
      'name-improvement-coordinator',
      'three-term-review',
      'two-term-review',
    ])
  })

  it('counts the terms from the first intervention when it comes back, not from stage 1 nor anew (TERM-4)', () => {
    expect(dues(story.opened('two-term-review'))).toEqual(['2025-07-21', '2025-07-21'])
    expect(dues(story.opened('three-term-review'))).toEqual(['2025-12-19', '2025-12-19'])
  })

  it('keeps the termly visit through every stage (ST-7)', () => {
    expect(lifeOf(story, 'sip-visit')).toEqual([
      '2025-01-13T09:00 opened 2025-04-11',
      '2025-04-12 missed 2025-04-11',
      '2025-04-28 opened 2025-07-21',
    ])
  })

  it('opens no half-termly duty of a stage that was left', () => {
    expect(dues(story.opened('half-termly-evaluation'))).toEqual(['2025-02-14', '2025-04-11', '2025-05-23'])
    expect(dues(story.opened('project-group-meeting'))).toEqual(['2025-02-14', '2025-04-11'])
  })

  it('keeps the rules of every story', () => expectHouseRules(story))

  const mailsAbout = (to: string, kind: string) =>
    story
      .of('mail')
      .filter((one) => one.kind === kind && (one.to as string[]).includes(to))
      .map((one) => String(one.subject))
})

describe('insufficient pace', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      start: '2024-09-16',
      steps: [
        opens('2024-09-16', 'stage-2'),
        ['2024-09-20', 'headteacher', 'recordEvaluation', { pace: 'sufficient', evidence: 'On its way' }],
        ['2024-09-23T11:00', 'dsim', 'recordEvaluation', { pace: 'insufficient', evidence: 'We see it otherwise' }],
        ['2024-09-26', 'dsim', 'assignOfficer', { role: 'lead-project-officer', person: 'lead-project-officer' }],
        ['2024-10-08', 'lead-project-officer', 'agreeActionPlan', { priorities: ['Reading'] }],
        [
          '2024-10-09',
          'lead-project-officer',
          'recordEvaluation',
          { pace: 'insufficient', evidence: 'Still too slow' },
        ],
        ['2024-10-10', 'lead-project-officer', 'recordMeeting', { group: 'project-group', minutes: 'Minutes' }],
        ['2024-10-11', 'dsim', 'agreeImprovementAgenda', { milestones: [{ what: 'Late', by: '2024-11-01' }] }],
      ],
      until: '2024-10-18',
    })
  })

  it("moves the case to stage 3 by the authority's evaluation too (ST-13)", () => {
    expect(story.of('level-changed')).toMatchObject([
      { at: '2024-09-23T11:00:00+01:00', from: 'stage-2', to: 'stage-3' },
    ])
  })

  it("does not meet the school's evaluation by the authority's, nor the other way round (ST-13, ST-14)", () => {
    expect(lifeOf(story, 'half-termly-evaluation')).toEqual([
      '2024-09-16T09:00 opened 2024-10-25',
      '2024-09-20T09:00 met 2024-10-25',
    ])
    expect(lifeOf(story, 'formal-evaluation')).toEqual([
      '2024-09-23T11:00 opened 2024-12-20',
      '2024-10-09T09:00 met 2024-12-20',
    ])
  })

  it('changes no level at stage 3 (ST-14)', () => {
    expect(story.of('level-changed')).toHaveLength(1)
  })

  it('meets the duties of stage 3 by their commands (ST-14)', () => {
    expect(lifeOf(story, 'assign-lead-officer')).toEqual([
      '2024-09-23T11:00 opened 2024-09-30',
      '2024-09-26T09:00 met 2024-09-30',
    ])
    expect(lifeOf(story, 'agree-action-plan')).toEqual([
      '2024-09-23T11:00 opened 2024-10-21',
      '2024-10-08T09:00 met 2024-10-21',
    ])
    expect(lifeOf(story, 'project-group-meeting')).toEqual([
      '2024-09-23T11:00 opened 2024-10-25',
      '2024-10-10T09:00 met 2024-10-25',
    ])
  })

  it('keeps what both stages owe running (ST-13, ST-14)', () => {
    expect(story.opened('assess-contribution')).toHaveLength(1)
    expect(story.cancelled('assess-contribution')).toEqual([])
    expect(cancelledAt(story, '2024-09-23')).toEqual([
      'assign-officer',
      'name-improvement-coordinator',
      'agree-improvement-agenda',
    ])
  })

  it('refuses a command of the stage that was left, and says what to do', () => {
    expect(story.refused()).toHaveLength(1)
    expect(story.refused()[0]).toMatch(/does not belong to Stage 3.*change the level/)
  })

  it('keeps the rules of every story', () => expectHouseRules(story))
})
