import { beforeAll, describe, expect, it } from 'vitest'
import { opens, storyteller, type Step, type Story } from '../support/story.ts'
import { dues, expectHouseRules, lifeOf, openedAt } from './house-rules.ts'

const tell = storyteller()

const evaluated = (on: string, evaluatedOn?: string, as = 'headteacher'): Step => [
  on,
  as,
  'recordEvaluation',
  { pace: 'sufficient', evidence: 'On its way', ...(evaluatedOn ? { evaluatedOn } : {}) },
]
const met = (on: string, heldOn: string): Step => [
  on,
  'lead-project-officer',
  'recordMeeting',
  { group: 'project-group', heldOn, minutes: 'Minutes' },
]

describe('duties of a case that begins in the summer holiday', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      start: '2025-08-11',
      steps: [
        opens('2025-08-11', 'stage-2'),
        evaluated('2025-09-10'),
        evaluated('2025-10-01'),
        ['2025-10-02', 'sip', 'recordVisit', { by: 'sip', visitedOn: '2025-10-03', report: 'Not yet' }],
        ['2025-10-02T10:00', 'dsim', 'recordVisit', { by: 'assigned-officer', report: 'Another visit' }],
        ['2025-11-04', 'sip', 'recordVisit', { by: 'sip', visitedOn: '2025-10-09', report: 'Better' }],
        evaluated('2025-11-05'),
      ],
      until: '2025-11-06',
    })
  })

  it('are owed by the end of the half term and of the term that follow (ST-7, ST-13)', () => {
    expect(openedAt(story, '2025-08-11')).toEqual([
      'assign-officer 2025-08-18',
      'name-improvement-coordinator 2025-08-26',
      'agree-improvement-agenda 2025-09-09',
      'half-termly-evaluation 2025-10-24',
      'assess-contribution 2025-09-09',
      'sip-visit 2025-12-19',
      'two-term-review 2026-03-27',
      'three-term-review 2026-07-17',
    ])
  })

  it('open again only on the first school day of the next half term, also when met early (ST-13)', () => {
    expect(lifeOf(story, 'half-termly-evaluation')).toEqual([
      '2025-08-11T09:00 opened 2025-10-24',
      '2025-09-10T09:00 met 2025-10-24',
      '2025-11-03 opened 2025-12-19',
      '2025-11-05T09:00 met 2025-12-19',
    ])
  })

  it('are not chased once they are met', () => {
    expect(story.mails('half-termly-evaluation')).toEqual([])
  })

  it('tell nobody of a new occurrence, which no command has caused', () => {
    expect(story.of('mail').filter((one) => one.at.startsWith('2025-11-03T00'))).toEqual([])
  })

  it('are met by a visit of the SIP that has happened, not by another nor by one to come (ST-7)', () => {
    expect(story.refused()[0]).toContain('later than today')
    expect(lifeOf(story, 'sip-visit')).toEqual([
      '2025-08-11T09:00 opened 2025-12-19',
      '2025-11-04T09:00 met 2025-12-19',
    ])
  })

  it('keep the rules of every story', () => expectHouseRules(story))
})

describe('duties that recur and are missed', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      start: '2025-01-13',
      steps: [
        opens('2025-01-13', 'stage-3'),
        [
          '2025-03-03',
          'dsim',
          'extendDeadline',
          { deadline: 'project-group-meeting@2025-04-11', to: '2025-04-16', reason: 'A strike' },
        ],
        [
          '2025-03-03T10:00',
          'dsim',
          'extendDeadline',
          { deadline: 'project-group-meeting', to: '2025-04-16', reason: 'A strike' },
        ],
        met('2025-03-06', '2025-03-05'),
        evaluated('2025-05-06', '2025-04-09', 'lead-project-officer'),
        met('2025-05-19T11:00', '2025-05-16'),
      ],
      until: '2025-07-24',
    })
  })

  it('are each an occurrence with its own day (ST-14)', () => {
    expect(dues(story.opened('project-group-meeting'))).toEqual([
      '2025-02-14',
      '2025-04-11',
      '2025-05-23',
      '2025-07-21',
    ])
    expect(story.opened('project-group-meeting').map((one) => one.at)).toEqual([
      '2025-01-13T09:00:00+00:00',
      '2025-02-24T00:00:00+00:00',
      '2025-04-28T00:00:00+01:00',
      '2025-06-02T00:00:00+01:00',
    ])
  })

  it('are named with their day where there are several; the bare id is the oldest', () => {
    expect(story.moved('project-group-meeting')).toMatchObject([{ due: '2025-04-16', reason: 'A strike' }])
    expect(story.refused()).toHaveLength(1)
    expect(story.refused()[0]).toContain('has passed on Friday 14 February 2025')
  })

  it('are met by the occurrence that the date falls in, the older one staying missed (ST-14)', () => {
    expect(story.met('project-group-meeting').map(({ at, due }) => `${at.slice(0, 10)} ${String(due)}`)).toEqual([
      '2025-03-06 2025-04-16',
      '2025-05-19 2025-05-23',
    ])
    expect(story.mails('project-group-meeting')).toContain('2025-03-14 escalation director')
  })

  it('are met late by what was done in time and recorded afterwards (ST-14)', () => {
    expect(lifeOf(story, 'formal-evaluation')).toEqual([
      '2025-01-13T09:00 opened 2025-04-11',
      '2025-04-12 missed 2025-04-11',
      '2025-04-28 opened 2025-07-21',
      '2025-05-06T09:00 met 2025-04-11: Done on Wednesday 9 April 2025, in time, and recorded afterwards',
      '2025-07-22 missed 2025-07-21',
    ])
  })

  it('are overtaken when the next one is due as well, and no longer chased', () => {
    expect(story.cancelled('project-group-meeting')).toMatchObject([
      { at: '2025-04-17T00:00:00+01:00', due: '2025-02-14', reason: 'overtaken' },
    ])
    expect(story.mails('project-group-meeting').filter((one) => one > '2025-04-17' && one < '2025-05-16')).toEqual([])
    expect(lifeOf(story, 'sip-visit')).toEqual([
      '2025-01-13T09:00 opened 2025-04-11',
      '2025-04-12 missed 2025-04-11',
      '2025-04-28 opened 2025-07-21',
      '2025-07-22 missed 2025-07-21',
      '2025-07-22 cancelled 2025-04-11: overtaken',
    ])
  })

  it('keep the rules of every story', () => expectHouseRules(story))
})
