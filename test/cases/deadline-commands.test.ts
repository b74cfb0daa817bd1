import { beforeAll, describe, expect, it } from 'vitest'
import { rungLetters } from '../../cases/moments.ts'
import { opens, storyteller, type Story } from '../support/story.ts'
import { caseOnPaper, type CaseOnPaper } from './case-on-paper.ts'

const tell = storyteller()
const mails = (story: Story, deadline: string) => story.mails(deadline).toSorted()
const days = (story: Story, type: string, deadline: string) =>
  story.of(type, deadline).map((one) => `${one.at.slice(0, 16)} due ${String(one.due)}`)

function opened(level: string, on = '2025-03-03'): CaseOnPaper {
  const paper = caseOnPaper()
  const opening = { authority: 'staffordshire', school: '900001', level, reasons: ['budget'], summary: 's' }
  paper.give(`${on}T08:00`, 'dsim', 'openCase', opening)
  return paper
}

describe('deadlines that are promised, extended, suspended and resumed', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      start: '2025-03-03',
      steps: [
        opens('2025-03-03', 'stage-2'),
        // name-improvement-coordinator: due 17 March; the headteacher promises 24 March
        [
          '2025-03-04T10:00',
          'headteacher',
          'acknowledge',
          { deadline: 'name-improvement-coordinator', promisedFor: '2025-04-01' },
        ],
        [
          '2025-03-04T10:05',
          'headteacher',
          'acknowledge',
          { deadline: 'name-improvement-coordinator', promisedFor: '2025-03-24' },
        ],
        // assess-contribution: due 31 March
        [
          '2025-03-04T11:00',
          'dsim',
          'extendDeadline',
          { deadline: 'assess-contribution', to: '2025-03-31', reason: 'No later' },
        ],
        [
          '2025-03-04T11:05',
          'dsim',
          'extendDeadline',
          { deadline: 'assess-contribution', to: '2025-04-04', reason: 'The bursar is ill' },
        ],
        // agree-improvement-agenda: due 31 March; on 10 March fifteen working days are left
        ['2025-03-10T10:00', 'dsim', 'suspendDeadline', { deadline: 'agree-improvement-agenda', reason: 'A new head' }],
        ['2025-03-11T10:00', 'dsim', 'suspendDeadline', { deadline: 'agree-improvement-agenda', reason: 'Again' }],
        [
          '2025-03-11T10:05',
          'dsim',
          'extendDeadline',
          { deadline: 'agree-improvement-agenda', to: '2025-05-30', reason: 'Longer' },
        ],
        [
          '2025-04-07T10:00',
          'dsim',
          'resumeDeadline',
          { deadline: 'agree-improvement-agenda', reason: 'The head has started' },
        ],
        ['2025-04-07T10:05', 'dsim', 'resumeDeadline', { deadline: 'agree-improvement-agenda', reason: 'Again' }],
        [
          '2025-04-07T10:10',
          'dsim',
          'extendDeadline',
          { deadline: 'assess-contribution', to: '2025-05-01', reason: 'Too late' },
        ],
        ['2025-04-07T10:15', 'dsim', 'suspendDeadline', { deadline: 'assess-contribution', reason: 'Too late' }],
      ],
      until: '2025-05-02',
    })
  })

  it('lets a promise reach ten working days past the due day, not further', () => {
    expect(story.refused()[0]).toMatch(
      /more than ten working days past the due day: promise Monday 31 March 2025 at the latest/,
    )
  })

  it('stops the promiser’s own mails alone, up to the promised day: line manager and escalations go on', () => {
    expect(mails(story, 'name-improvement-coordinator').filter((one) => one < '2025-04-02')).toEqual([
      '2025-03-18 overdue chair-of-governors',
      '2025-03-20 escalation head-of-sid',
      '2025-03-24 escalation deputy-director',
      '2025-03-31 escalation director',
    ])
    expect(days(story, 'deadline-missed', 'name-improvement-coordinator')).toEqual(['2025-03-18T00:00 due 2025-03-17'])
  })

  it('moves an extended deadline to a later day only, with the reason, and its reminders with it', () => {
    expect(story.refused()[1]).toMatch(/^to \(Monday 31 March 2025\) must be later than the present day/)
    expect(story.moved('assess-contribution')).toMatchObject([
      { at: '2025-03-04T11:05:00+00:00', from: '2025-03-31', due: '2025-04-04', reason: 'The bursar is ill' },
    ])
    expect(mails(story, 'assess-contribution').filter((one) => one < '2025-04-08')).toEqual([
      '2025-03-04 notice dsim',
      '2025-03-28 reminder dsim',
      '2025-04-03 reminder dsim',
      '2025-04-07 overdue dsim',
      '2025-04-07 overdue head-of-sid',
    ])
  })

  it('extends and suspends nothing that has passed', () => {
    expect(story.refused()[5]).toMatch(/passed on Friday 4 April 2025: it can no longer be extended, only met/)
    expect(story.refused()[6]).toMatch(/passed on Friday 4 April 2025: it can no longer be suspended, only met/)
  })

  it('gives back on resuming what was left, and writes nothing meanwhile', () => {
    expect(story.of('deadline-suspended', 'agree-improvement-agenda')).toMatchObject([
      { at: '2025-03-10T10:00:00+00:00', due: '2025-03-31', reason: 'A new head' },
    ])
    // fifteen working days following 7 April: 18 and 21 April are Good Friday and Easter Monday
    expect(story.of('deadline-resumed', 'agree-improvement-agenda')).toMatchObject([
      { at: '2025-04-07T10:00:00+01:00', due: '2025-04-30', reason: 'The head has started' },
    ])
    expect(story.missed('agree-improvement-agenda').map((one) => one.at)).toEqual(['2025-05-01T00:00:00+01:00'])
    expect(mails(story, 'agree-improvement-agenda').filter((one) => one < '2025-05-01')).toEqual([
      '2025-03-03 notice assigned-officer',
      '2025-03-10 notice assigned-officer',
      '2025-04-07 notice assigned-officer',
      '2025-04-23 reminder assigned-officer',
      '2025-04-29 reminder assigned-officer',
    ])
  })

  it('refuses what is suspended already, and to resume what is not', () => {
    expect(story.refused()[2]).toMatch(/suspended already/)
    expect(story.refused()[3]).toMatch(/is suspended: resume it first/)
    expect(story.refused()[4]).toMatch(/is not suspended/)
    expect(story.refused()).toHaveLength(7)
  })
})

describe("the law's own periods", () => {
  const notice = (paper: CaseOnPaper) => {
    paper.give('2014-03-03T09:00', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'e' })
    paper.give('2014-03-03T10:00', 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
    const statements = { matters: 'm', actionRequired: 'a', actionMinded: 'a', representations: 'r' }
    paper.give('2014-03-03T11:00', 'director', 'issueWarningNotice', statements)
  }
  const measures = (paper: CaseOnPaper) =>
    paper.give('2014-03-03T12:00', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
  const periods: [string, string, (paper: CaseOnPaper) => void][] = [
    ['warning-notice-response', '2014-03-04', notice],
    ['powers-window', '2014-04-01', notice],
    [
      'compliance',
      '2014-03-06',
      (paper) => {
        notice(paper)
        paper.give('2014-03-04', 'headteacher', 'recordWarningResponse', { kind: 'appeal', summary: 's' })
        paper.give('2014-03-05', 'dsim', 'recordAppealDecision', { decision: 'confirmed' })
      },
    ],
    [
      'urgent-statement-of-action',
      '2014-03-05',
      (paper) => {
        measures(paper)
        paper.give('2014-03-04', 'dsim', 'recordUrgentNotice', {})
      },
    ],
    ['statement-of-action', '2014-03-04', (paper) => void measures(paper)],
  ]
  it.each(periods)('%s is neither extended nor suspended', (deadline, on, begin) => {
    const paper = opened('stage-1', '2014-03-03')
    begin(paper)
    const sentence = /is the law's own period \(.*(LAW|ST)-.*\): it is not the authority's to/
    const extension = { deadline, to: '2014-12-01', reason: 'r' }
    expect(paper.refusal(on, 'dsim', 'extendDeadline', extension)).toMatch(sentence)
    expect(paper.refusal(on, 'dsim', 'suspendDeadline', { deadline, reason: 'r' })).toMatch(sentence)
  })

  it('of a stage 3 without a report are the authority’s to give (LAW-10)', () => {
    const paper = opened('stage-3')
    paper.give('2025-03-05', 'dsim', 'extendDeadline', {
      deadline: 'statement-of-action',
      to: '2025-03-28',
      reason: 'r',
    })
    expect(paper.of('deadline-moved', 'statement-of-action')).toMatchObject([{ from: '2025-03-17', due: '2025-03-28' }])
  })

  it('give back the days of LAW-10, the Easter holiday not counted, where they may be suspended', () => {
    const paper = opened('stage-3', '2025-04-03')
    // ten working days of LAW-10 following 3 April: 4, 7-11 April, then from 28 April on
    expect(paper.owed('statement-of-action')[0]?.due).toBe('2025-05-01')
    paper.give('2025-04-08', 'dsim', 'suspendDeadline', { deadline: 'statement-of-action', reason: 'r' })
    expect(paper.owed('statement-of-action')[0]).toMatchObject({ status: 'suspended', passesAt: null })
    // seven were left: 9-11 April and 28 April to 1 May; from 30 April: 1, 2, 6-9, 12 May (5 May is a bank holiday)
    paper.give('2025-04-30', 'dsim', 'resumeDeadline', { deadline: 'statement-of-action', reason: 'r' })
    expect(paper.owed('statement-of-action')[0]).toMatchObject({ status: 'open', due: '2025-05-12' })
  })
})

describe('an acknowledgement', () => {
  it('takes no past day, and needs none at all', () => {
    const paper = opened('stage-2')
    const promise = { deadline: 'assess-contribution', promisedFor: '2025-03-04' }
    expect(paper.refusal('2025-03-05', 'dsim', 'acknowledge', promise)).toMatch(/is past: promise a day from today on/)
    paper.give('2025-03-05', 'dsim', 'acknowledge', { deadline: 'assess-contribution' })
    expect(paper.owed('assess-contribution')[0]).toMatchObject({ status: 'open', due: '2025-03-31', promises: {} })
  })

  it('stops no statutory rung', () => {
    const paper = opened('stage-3')
    const promise = { deadline: 'statement-of-action', promisedFor: '2025-03-31' }
    paper.give('2025-03-04', 'dsim', 'acknowledge', promise)
    const [owed] = paper.owed('statement-of-action')
    expect(owed).toMatchObject({ due: '2025-03-17', promises: { dsim: '2025-03-31' } })
    const rungs = owed?.rungs.filter((rung) => rung.to.includes('dsim')) ?? []
    expect(rungs.map((rung) => rung.offset)).toEqual([-10, -5, -2, -1, 1])
    for (const rung of rungs) expect(rungLetters('a-case', owed!, rung).map((one) => one.to)).toContain('dsim')
  })

  it('names one occurrence of a duty that recurs as id@due', () => {
    const paper = opened('stage-1')
    paper.passTo('2025-04-28T08:00')
    const promises = () => paper.owed('sip-visit').map((one) => [one.due, one.promises])
    paper.give('2025-04-28', 'sip', 'acknowledge', { deadline: 'sip-visit@2025-07-21', promisedFor: '2025-07-25' })
    paper.give('2025-04-28', 'dsim', 'acknowledge', { deadline: 'sip-visit', promisedFor: '2025-04-29' })
    expect(promises()).toEqual([
      ['2025-04-11', { dsim: '2025-04-29' }],
      ['2025-07-21', { sip: '2025-07-25' }],
    ])
  })
})
