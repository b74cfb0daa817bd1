import { beforeAll, describe, expect, it } from 'vitest'
import { opens, storyteller, type Step, type Story } from '../support/story.ts'

const tell = storyteller()
const statements = { matters: 'Standards', actionRequired: 'A plan', actionMinded: 'Additional governors' }
const days = (story: Story, type: string, deadline: string) =>
  story.of(type, deadline).map((one) => `${one.at.slice(0, 16)} due ${String(one.due)}`)
const approved = (on: string): Step[] => [
  [
    `${on}T08:00`,
    'dsim',
    'requestWarningNotice',
    { grounds: ['safety-threatened', 'financial-management'], evidence: 'E' },
  ],
  [`${on}T08:30`, 'head-of-sid', 'approveWarningNotice', { reason: 'Clear' }],
]
const powers = { powers: ['additional-governors', 'interim-executive-board'], reason: 'No change' }

describe('a warning notice given since 18 April 2016 (LAW-9)', () => {
  let story: Story
  const refusedAt = (moment: string) =>
    String(story.of('command-refused').find((one) => one.at.startsWith(moment))?.error)
  beforeAll(async () => {
    story = await tell({
      start: '2025-06-16',
      steps: [
        opens('2025-06-16', 'stage-1'),
        ...approved('2025-06-17'),
        ['2025-06-18T10:00', 'director', 'issueWarningNotice', { ...statements, complyBy: '2025-06-18' }],
        ['2025-06-18T10:05', 'director', 'issueWarningNotice', { ...statements, complyBy: '2025-06-31' }],
        ['2025-06-18T10:10', 'director', 'issueWarningNotice', { ...statements, givenOn: '2025-06-19' }],
        ['2025-06-18T10:15', 'head-of-sid', 'issueWarningNotice', statements],
        ['2025-06-18T10:20', 'deputy-director', 'issueWarningNotice', statements],
        ['2025-06-18T10:25', 'head-of-sid', 'voidWarningNotice', { reason: 'Too early' }],
        ['2025-06-18T10:30', 'director', 'issueWarningNotice', { ...statements, complyBy: '2025-06-30' }],
        ['2025-06-18T10:40', 'director', 'issueWarningNotice', statements],
        ['2025-06-19T10:00', 'headteacher', 'recordWarningResponse', { kind: 'appeal', summary: 'S' }],
        ['2025-06-19T10:05', 'headteacher', 'recordWarningResponse', { kind: 'both', summary: 'S' }],
        [
          '2025-06-19T10:10',
          'headteacher',
          'recordWarningResponse',
          { kind: 'response', summary: 'S', receivedOn: '2025-06-17' },
        ],
        ['2025-06-19T10:15', 'dsim', 'recordAppealDecision', { decision: 'confirmed' }],
        ['2025-06-30T10:00', 'head-of-sid', 'proposePowers', powers],
        ['2025-06-30T10:05', 'director', 'usePower', { power: 'additional-governors', reason: 'Too early' }],
        ['2025-07-01T10:00', 'director', 'usePower', { power: 'additional-governors', reason: 'He was not told' }],
        ['2025-07-01T10:05', 'director', 'usePower', { power: 'require-collaboration', reason: 'Not proposed' }],
        ['2025-07-01T10:10', 'director', 'usePower', { power: 'interim-executive-board', reason: 'No consent' }],
        ['2025-07-01T10:15', 'head-of-sid', 'recordSecretaryOfState', { event: 'will-act' }],
        ['2025-07-02T09:00', 'head-of-sid', 'recordSecretaryOfState', { event: 'told' }],
        ['2025-07-02T10:00', 'head-of-sid', 'recordSecretaryOfState', { event: 'will-act', on: '2025-07-01' }],
        ['2025-07-02T10:05', 'head-of-sid', 'recordSecretaryOfState', { event: 'will-act' }],
        ['2025-07-02T10:10', 'director', 'usePower', { power: 'additional-governors', reason: 'He acts' }],
        ['2025-07-03T10:00', 'head-of-sid', 'recordSecretaryOfState', { event: 'will-not-act' }],
        [
          '2025-07-03T10:05',
          'director',
          'usePower',
          { power: 'additional-governors', usedOn: '2025-07-01', reason: 'Before' },
        ],
        [
          '2025-07-03T10:10',
          'director',
          'usePower',
          { power: 'additional-governors', usedOn: '2025-07-02', reason: 'Now' },
        ],
        ['2025-08-28T10:00', 'head-of-sid', 'proposePowers', { powers: ['require-collaboration'], reason: 'As well' }],
        ['2025-08-29T10:00', 'director', 'usePower', { power: 'require-collaboration', reason: 'In the last days' }],
        [
          '2025-09-01T10:00',
          'head-of-sid',
          'proposePowers',
          { powers: ['suspend-delegated-budget'], reason: 'Too late' },
        ],
        ['2025-09-01T10:05', 'director', 'usePower', { power: 'additional-governors', reason: 'Too late' }],
        [
          '2025-09-01T10:10',
          'director',
          'usePower',
          { power: 'interim-executive-board', consentedOn: '2025-08-29', reason: 'No limit' },
        ],
        ...approved('2025-09-02'),
        ['2025-09-03T08:00', 'director', 'issueWarningNotice', statements],
        ['2025-09-10T08:00', 'head-of-sid', 'voidWarningNotice', { reason: 'The Secretary of State has acted' }],
        ['2025-09-11T08:00', 'dsim', 'requestWarningNotice', { grounds: ['safety-threatened'], evidence: 'E' }],
      ],
      until: '2025-10-10',
    })
  })

  it('states its period itself, later than the day it is given (LAW-9)', () => {
    expect(refusedAt('2025-06-18T10:00')).toMatch(/complyBy .* must be later than the day the notice is given/)
    expect(refusedAt('2025-06-18T10:05')).toMatch(/complyBy must be a date that exists/)
    expect(days(story, 'deadline-opened', 'warning-notice-response')[0]).toBe('2025-06-18T10:30 due 2025-06-30')
    expect(story.opened('warning-notice-response')[0]?.rule).toBe('ST-21, LAW-9')
  })

  it('runs for fifteen working days where the notice states no period (local policy)', () => {
    expect(days(story, 'deadline-opened', 'warning-notice-response')[1]).toBe('2025-09-03T08:00 due 2025-09-24')
  })

  it('is issued by the Director alone, on a day that has come, once (ST-20)', () => {
    expect(refusedAt('2025-06-18T10:10')).toMatch(/^givenOn is Thursday 19 June 2025, later than today/)
    expect(refusedAt('2025-06-18T10:15')).toMatch(/but by Corporate Director/)
    expect(refusedAt('2025-06-18T10:20')).toMatch(/is not away on 2025-06-18/)
    expect(refusedAt('2025-06-18T10:25')).toMatch(/not been issued yet/)
    expect(refusedAt('2025-06-18T10:40')).toMatch(/issued already/)
    expect(story.notices().filter((one) => one === 'issued')).toHaveLength(2)
  })

  it('takes no appeal, alone or with a response (LAW-9)', () => {
    for (const at of ['2025-06-19T10:00', '2025-06-19T10:05'])
      expect(refusedAt(at)).toMatch(/since 18 April 2016 there are no representations.*\(LAW-9\); record a response/)
    expect(refusedAt('2025-06-19T10:10')).toMatch(/receivedOn \(Tuesday 17 June 2025\) lies before .*Wednesday 18 June/)
    expect(refusedAt('2025-06-19T10:15')).toMatch(/No appeal is waiting.*\(LAW-5\)/)
  })

  it('lets no power be used on the last day of the period, nor one that was not proposed (LAW-7, LAW-8)', () => {
    expect(refusedAt('2025-06-30T10:05')).toMatch(/until Monday 30 June 2025 to comply.*\(LAW-8\)/)
    expect(refusedAt('2025-07-01T10:05')).toMatch(/proposePowers.*\(LAW-7\)/)
    expect(refusedAt('2025-07-01T10:10')).toMatch(/consentedOn is missing.*\(s\.65\)/)
  })

  it('freezes s.64 before the Secretary of State is told, and after he says that he will act (s.70A, s.70B, LAW-9)', () => {
    expect(refusedAt('2025-07-01T10:00')).toMatch(/must be told.*\(s\.70A, LAW-9\)/)
    expect(refusedAt('2025-07-01T10:15')).toMatch(/not been told yet/)
    expect(refusedAt('2025-07-02T10:00')).toMatch(/lies before the day he was told/)
    expect(refusedAt('2025-07-02T10:10')).toMatch(/means to act.*\(s\.70B, LAW-9\)/)
    expect(refusedAt('2025-07-03T10:05')).toMatch(
      /usedOn \(Tuesday 1 July 2025\) lies before .*Wednesday 2 July 2025.*s\.70A/,
    )
  })

  it('meets the window with the first power, and cancels nothing that was met', () => {
    expect(days(story, 'deadline-opened', 'powers-window')).toEqual(['2025-07-01T00:00 due 2025-08-30'])
    expect(days(story, 'deadline-met', 'powers-window')).toEqual(['2025-07-03T10:10 due 2025-08-30'])
    expect(days(story, 'deadline-cancelled', 'warning-notice-response')[0]).toBe('2025-07-03T10:10 due 2025-06-30')
    expect(story.opened('decide-warning-notice').filter((one) => one.at < '2025-09')).toEqual([])
  })

  it('lets another power be proposed and used within the two months, and s.65 alone after them (LAW-8)', () => {
    expect(refusedAt('2025-09-01T10:00')).toMatch(/request one first/)
    expect(refusedAt('2025-09-01T10:05')).toMatch(/lapsed on Saturday 30 August 2025.*\(LAW-8\)/)
    expect(story.of('power-used').map((one) => [one.usedOn, one.power, one.section])).toEqual([
      ['2025-07-02', 'additional-governors', 's.64'],
      ['2025-08-29', 'require-collaboration', 's.63'],
      ['2025-09-01', 'interim-executive-board', 's.65'],
    ])
  })

  it('is void when the Secretary of State has acted: its deadlines are cancelled, another is barred (LAW-9)', () => {
    expect(story.cancelled('warning-notice-response').at(-1)).toMatchObject({
      at: '2025-09-10T08:00:00+01:00',
      due: '2025-09-24',
      reason: 'The Secretary of State has acted',
    })
    expect(story.notices().at(-1)).toBe('voided')
    expect(refusedAt('2025-09-11T08:00')).toMatch(/bars another.*\(LAW-9\)/)
    const after = story.happenings.filter((one) => one.at > '2025-09-10T08:30' && one.deadline !== 'sip-visit')
    expect(after.map((one) => one.type)).toEqual(['command-refused'])
    expect(story.refused()).toHaveLength(22)
  })
})

describe('a bank holiday that is announced while the period of a notice runs (LAW-15)', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      start: '2025-02-24',
      steps: [
        opens('2025-02-24', 'stage-1'),
        ...approved('2025-02-25'),
        ['2025-03-03T10:00', 'director', 'issueWarningNotice', statements],
        ['2025-03-17T10:00', 'administrator', 'importBankHolidays', [{ date: '2025-03-21', name: 'State funeral' }]],
      ],
      until: '2025-03-27',
    })
  })

  it('moves the answer by a day, with the reason, and tells the chair of governors once', () => {
    expect(story.moved('warning-notice-response')).toMatchObject([
      {
        at: '2025-03-17T10:00:00+00:00',
        from: '2025-03-24',
        due: '2025-03-25',
        reason: expect.stringContaining('State funeral') as string,
      },
    ])
    const told = story
      .mails('warning-notice-response')
      .filter((one) => one.startsWith('2025-03-17') && one.includes('notice'))
    expect(told).toEqual(['2025-03-17 notice chair-of-governors'])
  })

  it('repeats no reminder that was sent, and none is sent on the new holiday', () => {
    const reminders = story.mails('warning-notice-response').filter((one) => one.includes('reminder'))
    expect(reminders.toSorted()).toEqual([
      '2025-03-10 reminder chair-of-governors',
      '2025-03-17 reminder chair-of-governors',
      '2025-03-20 reminder chair-of-governors',
      '2025-03-24 reminder chair-of-governors',
    ])
  })

  it('moves the end of the period, and with it the window (LAW-6, LAW-8)', () => {
    expect(days(story, 'deadline-missed', 'warning-notice-response')).toEqual(['2025-03-26T00:00 due 2025-03-25'])
    expect(days(story, 'deadline-opened', 'powers-window')).toEqual(['2025-03-26T00:00 due 2025-05-25'])
  })
})
