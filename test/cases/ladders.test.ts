import { beforeAll, describe, expect, it } from 'vitest'
import { ashfield, opens, storyteller, type Story } from '../support/story.ts'
import { expectHouseRules, lifeOf, mailsAt } from './house-rules.ts'

const tell = storyteller()

const chased = (story: Story, deadline: string): string[] =>
  story.mails(deadline).filter((one) => !one.includes(' notice '))

/** Who got the mails of a kind: the moment, the role addressed, and the address that it went to. */
const posted = (story: Story, kind: string): string[] =>
  story.mailsOf(kind).map((one) => `${one.at.slice(0, 10)} ${(one.to as string[]).join('+')} ${String(one.addresses)}`)

describe('the ladders', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      start: '2025-03-03',
      steps: [
        opens('2025-03-03', 'stage-3'),
        ['2025-03-17T15:00', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' }],
        ['2025-05-06', 'dsim', 'assignOfficer', { role: 'lead-project-officer', person: 'lead-project-officer' }],
      ],
      until: '2025-05-16',
    })
  })

  it('climb the standard rungs in full, and tell the director every ten working days until it is met', () => {
    expect(chased(story, 'assign-lead-officer')).toEqual([
      '2025-03-07 reminder dsim',
      '2025-03-11 overdue dsim',
      '2025-03-11 overdue head-of-sid',
      '2025-03-13 escalation head-of-sid',
      '2025-03-17 escalation deputy-director',
      '2025-03-24 escalation director',
      '2025-04-07 escalation director',
      '2025-04-23 escalation director',
    ])
    expect(lifeOf(story, 'assign-lead-officer').at(-1)).toBe('2025-05-06T09:00 met 2025-03-10')
  })

  it('remind five and one working days before, where the deadline was opened earlier than that', () => {
    expect(chased(story, 'agree-action-plan').slice(0, 4)).toEqual([
      '2025-03-24 reminder lead-project-officer',
      '2025-03-28 reminder lead-project-officer',
      '2025-04-01 digest dsim',
      '2025-04-01 overdue lead-project-officer',
    ])
  })

  it('climb the statutory rungs, and tell the director every five working days until it is met', () => {
    expect(chased(story, 'statement-of-action')).toEqual([
      '2025-03-10 reminder dsim',
      '2025-03-13 reminder dsim',
      '2025-03-14 reminder dsim',
      '2025-03-24 reminder dsim',
      '2025-03-27 reminder dsim',
      '2025-03-28 reminder dsim',
      '2025-04-01 overdue dsim',
      '2025-04-01 overdue head-of-sid',
      '2025-04-02 escalation director',
      '2025-04-09 escalation director',
      '2025-04-16 escalation director',
      '2025-04-25 escalation director',
      '2025-05-02 escalation director',
      '2025-05-12 escalation director',
    ])
  })

  it('leave out a rung that lies before the opening, or at it', () => {
    expect(story.opened('statement-of-action')).toMatchObject([{ due: '2025-03-17' }])
    expect(mailsAt(story, '2025-03-03').filter((one) => one.startsWith('reminder'))).toEqual([])
    expect(mailsAt(story, '2025-03-17T15:00').filter((one) => !one.startsWith('notice'))).toEqual([])
  })

  it('gather what one person gets at one moment into a digest, and leave the statutory alone', () => {
    const first = story
      .of('mail')
      .filter((one) => one.at.startsWith('2025-04-01') && (one.to as string[])[0] === 'dsim')
    expect(first.map((one) => [one.kind, one.deadline ?? one.deadlines]).sort()).toEqual([
      ['digest', ['agree-action-plan', 'assess-contribution']],
      ['overdue', 'statement-of-action'],
    ])
    for (const digest of story.mailsOf('digest')) expect(digest.deadlines).not.toContain('statement-of-action')
  })

  it('go out at nine in London on both sides of the clock change, and days pass at midnight there', () => {
    const ats = story.of('mail').map((one) => one.at)
    expect(ats).toContain('2025-03-28T09:00:00+00:00')
    expect(ats).toContain('2025-04-01T09:00:00+01:00')
    expect(story.missed('agree-action-plan')).toMatchObject([{ at: '2025-04-01T00:00:00+01:00' }])
    expect(story.missed('assign-lead-officer')).toMatchObject([{ at: '2025-03-11T00:00:00+00:00' }])
  })

  it('keep the rules of every story', () => expectHouseRules(story))
})

describe('a ladder in the autumn', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      start: '2025-10-06',
      school: { ...ashfield, phase: 'special' },
      people: { 'head-of-sid': { away: [{ from: '2025-10-01', to: '2025-10-16' }] } },
      steps: [
        opens('2025-10-06', 'stage-1'),
        ['2025-10-10T16:30', 'dsim', 'changeLevel', { to: 'stage-2', reason: 'It got worse' }],
        ['2025-10-15T10:00', 'dsim', 'acknowledge', { deadline: 'assign-officer', promisedFor: '2025-10-22' }],
      ],
      until: '2025-11-03',
    })
  })

  it('goes out at nine in London before and after the clocks go back', () => {
    const ats = story.of('mail').map((one) => one.at)
    expect(ats).toContain('2025-10-24T09:00:00+01:00')
    expect(ats).toContain('2025-10-27T09:00:00+00:00')
    expect(ats).not.toContain('2025-10-26T09:00:00+00:00')
    expect(story.missed('half-termly-evaluation')).toMatchObject([{ at: '2025-10-25T00:00:00+01:00' }])
  })

  it("holds back the promiser's own mails to the promised day, and no escalation", () => {
    expect(chased(story, 'assign-officer')).toEqual([
      '2025-10-20 overdue head-of-sid',
      '2025-10-22 escalation head-of-sid',
      '2025-10-24 escalation deputy-director',
      '2025-10-31 escalation director',
    ])
  })

  it('keeps the rules of every story', () => expectHouseRules(story))
})

describe('somebody who is away', () => {
  let story: Story
  let special: Story
  beforeAll(async () => {
    const people = {
      'head-of-sid': { away: [{ from: '2025-03-11', to: '2025-03-13' }] },
      'deputy-head-of-sid-primary': { away: [{ from: '2025-03-13', to: '2025-03-13' }] },
      director: { away: [{ from: '2025-03-20', to: '2025-04-08' }] },
      'deputy-director': { away: [{ from: '2025-04-07', to: '2025-04-07' }] },
      dsim: { away: [{ from: '2025-03-07', to: '2025-03-07' }] },
    }
    const steps = [opens('2025-03-03', 'stage-2')]
    story = await tell({ start: '2025-03-03', people, steps, until: '2025-04-08' })
    special = await tell({
      start: '2025-03-03',
      school: { ...ashfield, phase: 'special' },
      people,
      steps,
      until: '2025-03-11',
    })
  })

  it('is stood in for by the deputy of the school’s phase', () => {
    expect(posted(story, 'overdue')).toContain('2025-03-11 head-of-sid deputy-head-of-sid-primary@example.org')
    expect(posted(special, 'overdue')).toContain('2025-03-11 head-of-sid deputy-head-of-sid-secondary@example.org')
  })

  it('is stood in for by the line manager where the deputy is away too', () => {
    expect(posted(story, 'escalation')).toContain('2025-03-13 head-of-sid deputy-director@example.org')
  })

  it('is stood in for by the line manager where there is no deputy', () => {
    expect(posted(story, 'reminder')).toContain('2025-03-07 dsim head-of-sid@example.org')
  })

  it('is the director: the deputy director gets what is the director’s', () => {
    expect(posted(story, 'digest')).toContain('2025-03-24 director+deputy-director deputy-director@example.org')
    expect(posted(story, 'escalation')).toContain('2025-03-31 director deputy-director@example.org')
  })

  it('gets it all the same where everybody above is away too: no silence', () => {
    expect(
      posted(story, 'escalation')
        .concat(posted(story, 'digest'))
        .filter((one) => one.startsWith('2025-04-07 director')),
    ).toEqual(['2025-04-07 director director@example.org'])
  })

  it('keeps the rules of every story', () => {
    expectHouseRules(story)
    expectHouseRules(special)
  })
})

describe('a role that nobody holds', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      start: '2025-03-03',
      people: { 'deputy-director': null, headteacher: null, sip: { email: null } },
      steps: [opens('2025-03-03', 'stage-2')],
      until: '2025-04-16',
    })
  })

  it('is passed over: the next rung is told at once, and goes again in its turn', () => {
    expect(chased(story, 'assign-officer').slice(3)).toEqual([
      '2025-03-13 escalation head-of-sid',
      '2025-03-17 escalation director',
      '2025-03-24 escalation director',
      '2025-04-07 escalation director',
    ])
  })

  it('is passed over before the day too, and what is not yet overdue is not called overdue', () => {
    const early = story
      .of('mail')
      .filter(
        (one) => one.deadline === 'name-improvement-coordinator' && one.kind !== 'notice' && one.at < '2025-03-18',
      )
    expect(early.map((one) => `${one.at.slice(0, 10)} ${String(one.kind)} ${String(one.to)}`)).toEqual([
      '2025-03-10 reminder chair-of-governors',
      '2025-03-14 reminder chair-of-governors',
    ])
    for (const mail of early) expect(mail.subject).not.toMatch(/overdue/i)
  })

  it('leaves the rung to whoever of it was reached', () => {
    expect(chased(story, 'name-improvement-coordinator').filter((one) => one.startsWith('2025-03-18'))).toEqual([
      '2025-03-18 overdue chair-of-governors',
    ])
  })

  it('is reported to the administrator each time, holder without an address included', () => {
    const told = story
      .of('mail')
      .filter((one) => (one.to as string[]).includes('administrator'))
      .map((one) => one.at.slice(0, 10))
    expect(told).toEqual(expect.arrayContaining(['2025-03-03', '2025-03-10', '2025-03-17', '2025-03-18', '2025-04-04']))
    expect(story.mails('sip-visit').filter((one) => one.startsWith('2025-04-04'))).toContain('2025-04-04 reminder dsim')
  })

  it('keeps the rest of the rules', () => {
    const kinds = new Set(story.of('mail').map((one) => `${one.at} ${String(one.messageId)}`))
    expect(kinds.size).toBe(story.of('mail').length)
  })
})

describe('a late entry', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      start: '2025-05-28',
      steps: [
        opens('2025-05-28', 'stage-2'),
        [
          '2025-06-06T15:00',
          'dsim',
          'recordOfstedJudgement',
          { judgement: 'special-measures', publishedOn: '2024-05-20', receivedOn: '2025-04-30' },
        ],
      ],
      until: '2025-06-20',
    })
  })

  it('is missed at once, with the day that it was due', () => {
    expect(lifeOf(story, 'statement-of-action')).toEqual([
      '2025-06-06T15:00 opened 2025-05-15',
      '2025-06-06T15:00 missed 2025-05-15: The day had passed already when this was recorded',
    ])
    expect(story.missed('twelve-month-review')).toMatchObject([{ at: '2025-06-06T15:00:00+01:00', due: '2025-05-20' }])
  })

  it('gets its first overdue rung at the next nine of a working day, and goes on from there', () => {
    expect(chased(story, 'statement-of-action')).toEqual([
      '2025-06-09 overdue dsim',
      '2025-06-09 overdue head-of-sid',
      '2025-06-10 escalation director',
      '2025-06-17 escalation director',
    ])
    expect(chased(story, 'twelve-month-review')).toEqual([
      '2025-06-09 overdue deputy-director',
      '2025-06-09 digest head-of-sid',
      '2025-06-18 escalation director',
    ])
  })

  it('keeps the rules of every story', () => {
    const missedAtOnce = story.of('deadline-missed').filter((one) => one.reason)
    expect(missedAtOnce).toHaveLength(2)
    expectHouseRules(story)
  })
})
