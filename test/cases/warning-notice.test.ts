import { beforeAll, describe, expect, it } from 'vitest'
import { ashfield, itOnRecord, opens, storyteller, type Step, type Story } from '../support/story.ts'

const tell = storyteller()

const statements = {
  matters: 'Standards are unacceptably low',
  actionRequired: 'A plan for every year group',
  actionMinded: 'To appoint additional governors',
  representations: 'To the Chief Inspector, within the initial period',
}
const asked: Step[] = [
  [
    '2014-02-05T10:00',
    'dsim',
    'requestWarningNotice',
    { grounds: ['standards-unacceptably-low'], evidence: 'Results' },
  ],
]
const days = (story: Story, type: string, deadline: string) =>
  story.of(type, deadline).map((one) => `${one.at.slice(0, 16)} due ${String(one.due)}`)
const mailsOf = (story: Story, deadline: string) => story.mails(deadline).toSorted()
const outcomes = (story: Story) =>
  story
    .mailsOf('outcome')
    .map((one) => `${one.at.slice(0, 16)} ${(one.to as string[]).join('+')}`)
    .toSorted()

describe('a warning notice that everybody lets lie (given until 17 April 2016)', () => {
  let story: Story
  let ended: { stage: string; given_on: string | null; ended: string | null }[] = []
  let owedAtTheEnd: string[] = []
  beforeAll(async () => {
    story = await tell({
      start: '2014-02-03',
      steps: [
        opens('2014-02-03', 'stage-1'),
        ...asked,
        ['2014-02-24T10:00', 'head-of-sid', 'approveWarningNotice', { reason: 'The evidence is clear' }],
        ['2014-03-13T10:00', 'director', 'issueWarningNotice', { givenOn: '2014-03-13', ...statements }],
      ],
      until: '2014-07-04',
      look: async ({ records }, caseId) => {
        ended = await records.selectFrom('notices').select(['stage', 'given_on', 'ended']).execute()
        const owed = await records
          .selectFrom('deadlines')
          .select('id')
          .where('case_id', '=', caseId)
          .where('ended_at', 'is', null)
          .execute()
        owedAtTheEnd = owed.map((one) => one.id)
      },
    })
  })

  it('waits five working days for the Head of SID, and misses them at midnight (ST-20)', () => {
    expect(days(story, 'deadline-opened', 'approve-warning-notice')).toEqual(['2014-02-05T10:00 due 2014-02-12'])
    expect(days(story, 'deadline-missed', 'approve-warning-notice')).toEqual(['2014-02-13T00:00 due 2014-02-12'])
    expect(days(story, 'deadline-met', 'approve-warning-notice')).toEqual(['2014-02-24T10:00 due 2014-02-12'])
  })

  it('climbs the statutory ladder while the approval is owed, and stops once it is given (ST-20)', () => {
    expect(mailsOf(story, 'approve-warning-notice')).toEqual([
      '2014-02-05 notice head-of-sid',
      '2014-02-10 reminder head-of-sid',
      '2014-02-11 reminder head-of-sid',
      '2014-02-13 overdue dsim',
      '2014-02-13 overdue head-of-sid',
      '2014-02-14 escalation director',
      '2014-02-21 escalation director',
    ])
  })

  it('waits five working days from the approval for the Director (ST-20)', () => {
    expect(days(story, 'deadline-opened', 'issue-warning-notice')).toEqual(['2014-02-24T10:00 due 2014-03-03'])
    expect(days(story, 'deadline-missed', 'issue-warning-notice')).toEqual(['2014-03-04T00:00 due 2014-03-03'])
    expect(days(story, 'deadline-met', 'issue-warning-notice')).toEqual(['2014-03-13T10:00 due 2014-03-03'])
    expect(mailsOf(story, 'issue-warning-notice')).toEqual([
      '2014-02-24 notice director',
      '2014-02-27 reminder director',
      '2014-02-28 reminder director',
      '2014-03-04 overdue director',
      '2014-03-04 overdue dsim',
      '2014-03-04 overdue head-of-sid',
      '2014-03-05 escalation director',
      '2014-03-12 escalation director',
    ])
  })

  it('gives the governing body fifteen working days following the day it is given (ST-21, LAW-1)', () => {
    expect(days(story, 'deadline-opened', 'warning-notice-response')).toEqual(['2014-03-13T10:00 due 2014-04-03'])
    expect(story.opened('warning-notice-response')[0]).toMatchObject({
      rule: 'ST-21, LAW-1',
      owner: 'chair-of-governors',
    })
    expect(days(story, 'deadline-missed', 'warning-notice-response')).toEqual(['2014-04-04T00:00 due 2014-04-03'])
  })

  it('reminds the chair of governors ten, five, two and one working days before, then goes up, over Easter (ST-21)', () => {
    expect(mailsOf(story, 'warning-notice-response')).toEqual([
      '2014-03-13 notice chair-of-governors',
      '2014-03-20 reminder chair-of-governors',
      '2014-03-27 reminder chair-of-governors',
      '2014-04-01 reminder chair-of-governors',
      '2014-04-02 reminder chair-of-governors',
      '2014-04-04 overdue chair-of-governors',
      '2014-04-04 overdue dsim',
      '2014-04-04 overdue head-of-sid',
      '2014-04-07 escalation director',
      '2014-04-14 escalation director',
      '2014-04-23 escalation director',
      '2014-04-30 escalation director',
      '2014-05-08 escalation director',
      '2014-05-15 escalation director',
      '2014-05-22 escalation director',
      '2014-05-30 escalation director',
    ])
  })

  it('puts the decision before the Head of SID for ten working days from the end of the period (ST-22, ST-23, LAW-6)', () => {
    expect(days(story, 'deadline-opened', 'decide-warning-notice')).toEqual(['2014-04-04T00:00 due 2014-04-17'])
    expect(days(story, 'deadline-missed', 'decide-warning-notice')).toEqual(['2014-04-18T00:00 due 2014-04-17'])
    expect(mailsOf(story, 'decide-warning-notice')).toEqual([
      '2014-04-04 notice head-of-sid',
      '2014-04-10 reminder head-of-sid',
      '2014-04-15 reminder head-of-sid',
      '2014-04-16 reminder head-of-sid',
      '2014-04-22 overdue dsim',
      '2014-04-22 overdue head-of-sid',
      '2014-04-23 escalation director',
      '2014-04-30 escalation director',
      '2014-05-08 escalation director',
      '2014-05-15 escalation director',
      '2014-05-22 escalation director',
      '2014-05-30 escalation director',
    ])
  })

  it('opens the two months of the powers at the end of the period, and reminds the Director (LAW-8)', () => {
    expect(days(story, 'deadline-opened', 'powers-window')).toEqual(['2014-04-04T00:00 due 2014-06-03'])
    expect(mailsOf(story, 'powers-window').filter((one) => !one.includes('outcome'))).toEqual([
      '2014-04-04 notice director',
      '2014-05-19 reminder director',
      '2014-05-27 reminder director',
      '2014-05-30 reminder director',
      '2014-06-02 reminder director',
    ])
  })

  itOnRecord('misses the window, then lapses, in this order, and cancels what was still owed (LAW-8)', () => {
    const midnight = story.happenings.filter((one) => one.at.startsWith('2014-06-04T00:00'))
    expect(midnight.map((one) => [one.type, one.deadline ?? one.event])).toEqual([
      ['deadline-missed', 'powers-window'],
      ['notice', 'lapsed'],
      ['deadline-cancelled', 'warning-notice-response'],
      ['deadline-cancelled', 'decide-warning-notice'],
    ])
    expect(ended).toEqual([{ stage: 'issued', given_on: '2014-03-13', ended: 'lapsed' }])
    expect(new Set(owedAtTheEnd)).toEqual(new Set(['sip-visit']))
  })

  it('tells three people so at the next 09:00, each once, and nobody anything after (LAW-8)', () => {
    expect(outcomes(story)).toEqual([
      '2014-06-04T09:00 director',
      '2014-06-04T09:00 dsim',
      '2014-06-04T09:00 head-of-sid',
    ])
    const after = story.happenings.filter((one) => one.at > '2014-06-04T09:30' && one.deadline !== 'sip-visit')
    expect(after).toEqual([])
  })
})

describe('a warning notice that the school appeals against (LAW-5)', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      start: '2014-02-03',
      steps: [
        opens('2014-02-03', 'stage-1'),
        ...asked,
        ['2014-02-06T10:00', 'head-of-sid', 'approveWarningNotice', { reason: 'Clear' }],
        ['2014-02-10T08:00', 'director', 'issueWarningNotice', statements],
        ['2014-02-20T10:00', 'chair-of-governors', 'recordWarningResponse', { kind: 'both', summary: 'We disagree' }],
        ['2014-02-21T10:00', 'head-of-sid', 'proposePowers', { powers: ['additional-governors'], reason: 'Too early' }],
        ['2014-02-21T11:00', 'chair-of-governors', 'recordWarningResponse', { kind: 'appeal', summary: 'Again' }],
        ['2014-03-24T10:00', 'dsim', 'recordAppealDecision', { decision: 'confirmed', decidedOn: '2014-02-19' }],
        ['2014-03-24T11:00', 'dsim', 'recordAppealDecision', { decision: 'confirmed', decidedOn: '2014-03-21' }],
        ['2014-04-14T10:00', 'chair-of-governors', 'recordWarningResponse', { kind: 'appeal', summary: 'Once more' }],
        ['2014-04-16T10:00', 'director', 'usePower', { power: 'additional-governors', reason: 'Now' }],
        ['2014-04-16T11:00', 'head-of-sid', 'proposePowers', { powers: ['additional-governors'], reason: 'No change' }],
      ],
      until: '2014-05-02',
    })
  })

  it('stops the clock: what ran is met or cancelled, and the answer counts as well (ST-21, LAW-5)', () => {
    expect(days(story, 'deadline-opened', 'warning-notice-response')).toEqual(['2014-02-10T08:00 due 2014-03-03'])
    expect(days(story, 'deadline-met', 'warning-notice-response')).toEqual(['2014-02-20T10:00 due 2014-03-03'])
    expect(story.notices()).toEqual(['requested', 'approved', 'issued', 'answered', 'appealed', 'confirmed'])
    expect(story.opened('decide-warning-notice').filter((one) => one.at < '2014-04-01')).toEqual([])
    expect(story.missed('warning-notice-response')).toEqual([])
  })

  it('has no day of its own, but a look every ten working days (LAW-5)', () => {
    expect(days(story, 'deadline-opened', 'appeal-decision')).toEqual(['2014-02-20T10:00 due null'])
    expect(story.opened('appeal-decision')[0]).toMatchObject({ owner: 'dsim', rule: 'LAW-5' })
    expect(mailsOf(story, 'appeal-decision')).toEqual([
      '2014-02-20 notice dsim',
      '2014-03-06 reminder dsim',
      '2014-03-20 reminder dsim',
    ])
    expect(days(story, 'deadline-met', 'appeal-decision')).toEqual(['2014-03-24T11:00 due null'])
  })

  it('proposes no powers while the appeal is not decided, and takes no second appeal (LAW-5)', () => {
    const refused = story.of('command-refused').map((one) => [one.at.slice(0, 16), String(one.error)])
    expect(refused[0]?.[0]).toBe('2014-02-21T10:00')
    expect(refused[0]?.[1]).toMatch(/appeal is not decided.*\(LAW-5\)/)
    expect(refused[1]?.[1]).toMatch(/appealed already/)
  })

  it('refuses a decision that lies before the appeal (LAW-14)', () => {
    expect(story.refused()[2]).toMatch(
      /^decidedOn \(Wednesday 19 February 2014\) lies before .*Thursday 20 February 2014/,
    )
  })

  it('gives a new fifteen working days following the day of confirmation (LAW-5)', () => {
    expect(days(story, 'deadline-opened', 'compliance')).toEqual(['2014-03-24T11:00 due 2014-04-11'])
    expect(story.opened('compliance')[0]).toMatchObject({ owner: 'chair-of-governors', rule: 'LAW-5' })
    expect(mailsOf(story, 'compliance').filter((one) => one < '2014-04-12')).toEqual([
      '2014-03-24 outcome chair-of-governors',
      '2014-03-28 reminder chair-of-governors',
      '2014-04-04 reminder chair-of-governors',
      '2014-04-09 reminder chair-of-governors',
      '2014-04-10 reminder chair-of-governors',
    ])
    expect(days(story, 'deadline-missed', 'compliance')).toEqual(['2014-04-12T00:00 due 2014-04-11'])
  })

  it('opens window and decision at the end of the new period, and takes no appeal any more (LAW-5, LAW-8)', () => {
    expect(days(story, 'deadline-opened', 'powers-window')).toEqual(['2014-04-12T00:00 due 2014-06-11'])
    expect(days(story, 'deadline-opened', 'decide-warning-notice')).toEqual(['2014-04-12T00:00 due 2014-04-29'])
    expect(story.refused()[3]).toMatch(/appealed already|within/)
  })

  it('uses no power before it was proposed; the proposal meets both what the school and the Head of SID owed (LAW-7)', () => {
    expect(story.refused()[4]).toMatch(/proposePowers.*\(LAW-7\)/)
    expect(days(story, 'deadline-met', 'compliance')).toEqual(['2014-04-16T11:00 due 2014-04-11'])
    expect(days(story, 'deadline-met', 'decide-warning-notice')).toEqual(['2014-04-16T11:00 due 2014-04-29'])
    expect(story.refused()).toHaveLength(5)
  })
})

describe('a first notice that falls, and a second one', () => {
  let story: Story
  let children: string[] = []
  beforeAll(async () => {
    story = await tell({
      start: '2014-02-03',
      school: { ...ashfield, denomination: 'Church of England' },
      steps: [
        opens('2014-02-03', 'stage-1'),
        ...asked,
        ['2014-02-06', 'head-of-sid', 'approveWarningNotice', { reason: 'Clear' }],
        ['2014-02-10T08:00', 'director', 'issueWarningNotice', statements],
        // the period ends on Monday 3 March: received in time, recorded after it
        ['2014-03-06T10:00', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'Minutes' }],
        [
          '2014-03-06T10:30',
          'chair-of-governors',
          'recordWarningResponse',
          { kind: 'appeal', receivedOn: '2014-03-04', summary: 'Late' },
        ],
        [
          '2014-03-06T11:00',
          'chair-of-governors',
          'recordWarningResponse',
          { kind: 'appeal', receivedOn: '2014-03-03', summary: 'In time' },
        ],
        ['2014-03-12T11:00', 'dsim', 'recordAppealDecision', { decision: 'not-confirmed' }],
        ['2014-03-12T12:00', 'head-of-sid', 'rescindWarningNotice', { reason: 'Done' }],
        ['2014-03-13T10:00', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'Minutes' }],
        ['2014-03-14T10:00', 'head-of-sid', 'refuseWarningNotice', { reason: 'Not enough evidence' }],
        [
          '2014-03-17T10:00',
          'dsim',
          'requestWarningNotice',
          { grounds: ['financial-management'], evidence: 'The deficit' },
        ],
        ['2014-03-18T10:00', 'head-of-sid', 'approveWarningNotice', { reason: 'Clear' }],
        ['2014-03-19T10:00', 'director', 'issueWarningNotice', { ...statements, givenOn: '2014-03-18' }],
        // the period ends on Tuesday 8 April
        [
          '2014-04-10T10:00',
          'headteacher',
          'recordWarningResponse',
          { kind: 'response', receivedOn: '2014-04-07', summary: 'Our plan' },
        ],
        [
          '2014-04-10T11:00',
          'headteacher',
          'recordWarningResponse',
          { kind: 'response', receivedOn: '2014-04-08', summary: 'Twice' },
        ],
        ['2014-04-15T10:00', 'head-of-sid', 'rescindWarningNotice', { reason: 'The issues are addressed' }],
      ],
      until: '2014-06-30',
      look: async ({ records }) => {
        children = (await records.selectFrom('notices').select(['id', 'ended']).orderBy('id').execute()).map(
          (one) => `${one.id} ${one.ended}`,
        )
      },
    })
  })

  it('refuses a second notice while the first is in progress, naming it (ST-20)', () => {
    expect(story.refused()[0]).toContain('staffordshire-900001-1.warning-notice-1')
  })

  it('refuses an appeal received after the initial period, and takes one received in it but recorded later (LAW-5)', () => {
    expect(story.refused()[1]).toMatch(/receivedOn \(Tuesday 4 March 2014\).*ended on Monday 3 March 2014.*\(LAW-5\)/)
    expect(days(story, 'deadline-missed', 'warning-notice-response')[0]).toBe('2014-03-04T00:00 due 2014-03-03')
    expect(story.met('warning-notice-response')[0]).toMatchObject({
      at: '2014-03-06T11:00:00+00:00',
      reason: expect.stringContaining('in time') as string,
    })
  })

  it('takes back what the end of the period had opened: the clock is suspended (LAW-5)', () => {
    for (const deadline of ['powers-window', 'decide-warning-notice']) {
      expect(story.opened(deadline)[0]?.at).toBe('2014-03-04T00:00:00+00:00')
      expect(story.cancelled(deadline)[0]).toMatchObject({
        at: '2014-03-06T11:00:00+00:00',
        reason: expect.stringContaining('LAW-5') as string,
      })
    }
  })

  it('falls when the Chief Inspector does not confirm it: nothing of it is owed, and nothing can be rescinded (LAW-5)', () => {
    expect(days(story, 'deadline-met', 'appeal-decision')).toEqual(['2014-03-12T11:00 due null'])
    expect(story.opened('compliance')).toEqual([])
    expect(story.refused()[2]).toMatch(/No warning notice is in progress/)
    const outcome = story.mailsOf('outcome').filter((one) => one.at.startsWith('2014-03-12'))
    expect(outcome.map((one) => (one.to as string[]).join()).sort()).toEqual([
      'chair-of-governors',
      'director',
      'head-of-sid',
      'headteacher',
    ])
  })

  itOnRecord('counts each notice of the case, the refused one too (ST-20)', () => {
    expect(children).toEqual([
      'staffordshire-900001-1.warning-notice-1 not-confirmed',
      'staffordshire-900001-1.warning-notice-2 refused',
      'staffordshire-900001-1.warning-notice-3 rescinded',
    ])
    expect(story.met('approve-warning-notice').map((one) => one.at.slice(0, 10))).toEqual([
      '2014-02-06',
      '2014-03-14',
      '2014-03-18',
    ])
    expect(story.opened('issue-warning-notice')).toHaveLength(2)
  })

  it('accepts money alone as a ground, with a warning on record (LAW-3)', () => {
    const requested = story.of('notice').filter((one) => one.event === 'requested')
    expect(requested.map((one) => Boolean(one.warning))).toEqual([false, false, true])
    expect(requested[2]?.warning).toMatch(/LAW-3/)
  })

  it('counts from the day the notice was given, not from the day it was recorded (LAW-1, LAW-14)', () => {
    expect(days(story, 'deadline-opened', 'warning-notice-response')[1]).toBe('2014-03-19T10:00 due 2014-04-08')
  })

  it('counts an answer recorded late but received in time as in time, and takes no second one (ST-21)', () => {
    expect(days(story, 'deadline-missed', 'warning-notice-response')[1]).toBe('2014-04-09T00:00 due 2014-04-08')
    expect(story.met('warning-notice-response')[1]).toMatchObject({
      at: '2014-04-10T10:00:00+01:00',
      reason: expect.stringContaining('in time') as string,
    })
    expect(story.refused()[3]).toMatch(/answered the notice already/)
  })

  it('cancels the window when the notice is rescinded, and everything is silent after (ST-22)', () => {
    expect(story.met('decide-warning-notice')[0]?.at).toBe('2014-04-15T10:00:00+01:00')
    expect(story.cancelled('powers-window')[1]).toMatchObject({
      at: '2014-04-15T10:00:00+01:00',
      reason: 'The issues are addressed',
    })
    const outcome = story.mailsOf('outcome').filter((one) => one.at.startsWith('2014-04-15'))
    expect(outcome.map((one) => (one.to as string[]).join()).sort()).toEqual([
      'chair-of-governors',
      'director',
      'dsim',
      'headteacher',
    ])
    const after = story.happenings.filter((one) => one.at > '2014-04-15T10:30' && one.deadline !== 'sip-visit')
    expect(after).toEqual([])
    expect(story.refused()).toHaveLength(4)
  })
})
