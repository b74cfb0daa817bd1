import { describe, expect, it } from 'vitest'
import { caseOnPaper } from '../cases/case-on-paper.ts'

function intervention() {
  const paper = caseOnPaper({ district: 'south-staffs' })
  const input = { authority: 'staffordshire', school: '900001', level: 'stage-2', reasons: ['budget'], summary: 's' }
  paper.give('2025-03-03', 'dsim', 'openCase', input)
  paper.letters.length = 0
  const plan = (day: string, input: object, role = 'dsim') => paper.give(day, role, 'planSupport', input)
  const give = (day: string, input: object, role = 'dsim') => paper.give(day, role, 'recordSupport', input)
  const letters = () =>
    paper.letters
      .splice(0)
      .filter((each) => each.kind === 'notice')
      .map((one) => `${one.letter} ${one.to}`)
  const last = (type: string) => paper.of(type).at(-1)
  return { ...paper, plan, give_: give, lettersSince: letters, last }
}

const school = ['contribution headteacher', 'contribution chair-of-governors']

describe('officer time to audit and plan an intervention (ST-40)', () => {
  it('is paid by the fund, at the day rate where no amount is given', () => {
    const one = intervention()
    expect(one.plan('2025-03-04', { kind: 'audit', days: 3 })).toEqual([])
    expect(one.last('support-planned')).toMatchObject({
      kind: 'audit',
      days: 3,
      pounds: 1440,
      fundPays: 1440,
      schoolPays: 0,
    })
    expect(one.lettersSince()).toEqual(school)
  })

  it('warns whoever decides when the five days are within reach, before they are used up', () => {
    const one = intervention()
    one.plan('2025-03-04', { kind: 'audit', days: 3 })
    one.lettersSince()
    expect(one.plan('2025-03-05', { kind: 'audit', days: 1 })).toEqual([
      'audit and planning of the intervention: 4 days of at most 5 days (ST-40), 1 day left',
    ])
    expect(one.lettersSince()).toEqual(['limit-in-reach dsim', ...school])
    // Told once, not again at the next half day that stays within
    expect(one.plan('2025-03-06', { kind: 'audit', days: 0.5 })).toEqual([
      'audit and planning of the intervention: £2,160 of at most £2,500 (ST-40), £340 left',
    ])
    one.lettersSince()
    expect(one.plan('2025-03-07', { kind: 'audit', days: 0.5 })).toEqual([])
    expect(one.lettersSince()).toEqual(school)
  })

  it('refuses the sixth day with by how much, unless whoever decides gives the reason', () => {
    const one = intervention()
    one.plan('2025-03-04', { kind: 'audit', days: 5 })
    one.lettersSince()
    expect(one.refusal('2025-03-05', 'dsim', 'planSupport', { kind: 'audit', days: 1.5 })).toBe(
      'This would pass a limit. audit and planning of the intervention: 6.5 days of at most 5 days (ST-40), 1.5 days more than the limit. Plan less, or give the reason for going over it (over), which is for the District Strategic Improvement Manager to decide',
    )
    const over = 'The governors asked for a second audit'
    expect(one.plan('2025-03-05', { kind: 'audit', days: 1.5, over })).toHaveLength(2)
    expect(one.last('support-planned')).toMatchObject({ over, fundPays: 3120 })
    const letter = one.letters.find((each) => each.letter === 'limit-in-reach')
    expect(letter).toMatchObject({ to: 'dsim', facts: { passed: true, over } })
  })

  it('counts money as well as days: five days that cost more than £2,500 are refused', () => {
    const one = intervention()
    expect(one.plan('2025-03-04', { kind: 'audit', days: 5, amount: 2500 })).toEqual([
      'audit and planning of the intervention: 5 days of at most 5 days (ST-40), nothing left',
      'audit and planning of the intervention: £2,500 of at most £2,500 (ST-40), nothing left',
    ])
    const two = intervention()
    expect(two.refusal('2025-03-04', 'dsim', 'planSupport', { kind: 'audit', days: 2, amount: 2500.5 })).toContain(
      '£2,500.50 of at most £2,500 (ST-40), £0.50 more than the limit',
    )
  })

  it('does not let the officer who records it go over the limit: that is for the manager', () => {
    const one = intervention()
    one.plan('2025-03-04', { kind: 'monitoring', days: 4 })
    const input = { kind: 'monitoring', days: 5, over: 'It took longer' }
    expect(one.refusal('2025-03-10', 'assigned-officer', 'recordSupport', input)).toContain(
      'going over it is for the District Strategic Improvement Manager to decide, not for the assigned LA officer',
    )
    expect(one.give_('2025-03-10', input, 'head-of-sid')).toContain(
      'monitoring of progress and impact: 5 days given, 4 planned (ST-40)',
    )
  })
})

describe('monitoring of an intervention (ST-40)', () => {
  it('has four days and £2,000 of its own, beside those of the audit', () => {
    const one = intervention()
    one.plan('2025-03-04', { kind: 'audit', days: 5 })
    one.plan('2025-03-05', { kind: 'monitoring', days: 4 })
    expect(one.last('support-planned')).toMatchObject({ fundPays: 9 * 480 })
    expect(one.refusal('2025-03-06', 'dsim', 'planSupport', { kind: 'monitoring', days: 1 })).toContain(
      '5 days of at most 4 days (ST-40), 1 day more than the limit',
    )
  })

  it('is counted once when what was planned is given, and again only where more is given', () => {
    const one = intervention()
    one.plan('2025-03-04', { kind: 'monitoring', days: 4 })
    one.lettersSince()
    expect(
      one.give_('2025-03-10', { kind: 'monitoring', days: 3, impact: 'Plans are marked' }, 'assigned-officer'),
    ).toEqual([])
    expect(one.give_('2025-03-17', { kind: 'monitoring', days: 1 })).toEqual([])
    expect(one.lettersSince()).toEqual([])
    expect(one.last('support-recorded')).toMatchObject({ fundPays: 1920 })
    expect(one.refusal('2025-03-18', 'dsim', 'recordSupport', { kind: 'monitoring', days: 1 })).toContain('1 day more')
  })
})

describe('the school’s share by the bands of days (ST-41)', () => {
  it.each([
    [0.5, 0],
    [10, 0],
    [10.5, 2],
    [11, 2],
    [20, 2],
    [21, 4],
    [30, 4],
    [31, 6],
    [40, 6],
    [41, 8],
    [50, 8],
    [51, 10],
    [200, 10],
  ])('of %s days the school pays for %s', (days, pays) => {
    const one = intervention()
    one.plan('2025-03-04', { kind: 'strategy', days })
    expect(one.last('support-planned')).toMatchObject({ schoolPays: pays * 480, fundPays: 0 })
  })

  it('counts all days together, and the school hears at once what it will pay', () => {
    const one = intervention()
    one.plan('2025-03-04', { kind: 'strategy', days: 8 })
    expect(one.letters.at(-1)?.facts).toMatchObject({ schoolPays: '£0', schoolDays: '0 days', bandDays: '8 days' })
    one.plan('2025-04-04', { kind: 'strategy', days: 7 })
    expect(one.letters.at(-1)).toMatchObject({
      rule: 'ST-41',
      facts: { schoolPays: '£960', schoolDays: '2 days', bandDays: '15 days', dayRate: '£480' },
    })
  })

  it('does not cost support twice that is given under an agreement', () => {
    const one = intervention()
    one.plan('2025-03-04', { kind: 'strategy', days: 10 })
    one.plan('2025-03-05', { kind: 'strategy', days: 15, underAgreement: true })
    expect(one.last('support-planned')).toMatchObject({ pounds: 0, schoolPays: 0 })
    expect(one.letters.at(-1)?.facts).toMatchObject({ bandDays: '10 days' })
    const input = { kind: 'audit', days: 9, underAgreement: true }
    expect(one.plan('2025-03-06', input)).toEqual([])
    expect(one.refusal('2025-03-06', 'dsim', 'planSupport', { ...input, amount: 90 })).toContain(
      'not costed twice (ST-41)',
    )
  })

  it('leaves the actions of the plan to the school (ST-40)', () => {
    const one = intervention()
    one.plan('2025-03-04', { kind: 'improvement-actions', days: 3, amount: 1800 })
    expect(one.last('support-planned')).toMatchObject({ schoolPays: 1800, fundPays: 0 })
  })

  it('tells the school again only when more was given than planned and it pays more for it', () => {
    const one = intervention()
    one.plan('2025-03-04', { kind: 'strategy', days: 10 })
    one.lettersSince()
    expect(one.give_('2025-03-10', { kind: 'strategy', days: 9 })).toEqual([])
    expect(one.lettersSince()).toEqual([])
    expect(one.give_('2025-03-20', { kind: 'strategy', days: 3 })).toEqual([
      'strategy support: 12 days given, 10 planned (ST-41)',
    ])
    expect(one.lettersSince()).toEqual(school)
    expect(one.last('support-recorded')).toMatchObject({ schoolPays: 960 })
  })
})

describe('the contribution assessed (ST-13, ST-41)', () => {
  const assess = (one: ReturnType<typeof intervention>, input: object) =>
    one.give('2025-03-12', 'dsim', 'assessContribution', input)

  it('is taken as it is where it is what the bands come to', () => {
    expect(assess(intervention(), { days: 12, amount: 960 })).toEqual([])
    expect(assess(intervention(), { days: 30, amount: 1920 })).toEqual([])
  })

  it('is a warning where it differs, never a refusal', () => {
    expect(assess(intervention(), { days: 25, amount: 960 })).toEqual([
      'By the bands the school pays for 4 days of 25 days of support, £1,920: £960 was assessed (ST-41)',
    ])
  })

  it('is compared with what was planned, and the school hears of it', () => {
    const one = intervention()
    one.plan('2025-03-04', { kind: 'strategy', days: 15 })
    one.lettersSince()
    expect(assess(one, { days: 12, amount: 960 })).toEqual([
      'The support planned comes to 15 days by the bands: 12 days were assessed (ST-41)',
    ])
    expect(one.letters.find((each) => each.letter === 'contribution')?.facts).toMatchObject({ assessed: '£960' })
    expect(one.lettersSince()).toEqual(school)
  })
})

describe('support corrected', () => {
  it('counts as corrected, within the same limits, and can be taken back', () => {
    const one = intervention()
    one.plan('2025-03-04', { kind: 'audit', days: 2 })
    const entry = one.entry('planSupport')
    const correct = (input: object) => ({ entry, input, reason: 'Misread' })
    expect(one.refusal('2025-03-05', 'dsim', 'correctEntry', correct({ days: 6 }))).toContain(
      '1 day more than the limit',
    )
    one.give('2025-03-05', 'dsim', 'correctEntry', correct({ days: 3 }))
    expect(one.state().money?.support).toMatchObject([{ entry, days: 3, pounds: 1440 }])
    one.give('2025-03-05', 'dsim', 'correctEntry', correct({ days: 0 }))
    expect(one.last('support-planned')).toMatchObject({ fundPays: 0 })
    expect(one.refusal('2025-03-05', 'dsim', 'correctEntry', correct({ officer: 'dsim' }))).toContain(
      'cannot be corrected',
    )
  })

  it('refuses no days, an unknown kind, an unknown officer and a day to come', () => {
    const one = intervention()
    const refused = (name: string, input: object) => one.refusal('2025-03-05', 'dsim', name, input)
    expect(refused('planSupport', { kind: 'audit', days: 0 })).toContain('days is 0')
    expect(refused('planSupport', { kind: 'party', days: 1 })).toContain('is not one of audit, monitoring, strategy')
    expect(refused('planSupport', { kind: 'audit', days: 1, officer: 'nobody' })).toContain('no person "nobody"')
    expect(refused('recordSupport', { kind: 'audit', days: 1, on: '2025-03-06' })).toContain('later than today')
  })
})
