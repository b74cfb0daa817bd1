import { describe, expect, it } from 'vitest'
import { moneySchema } from '../../policies/money.ts'
import type { Policy } from '../../policies/policy.ts'
import { staffordshire } from '../cases/case-on-paper.ts'
import { yearOnPaper } from '../years/year-on-paper.ts'

const money = moneySchema.parse({
  rule: 'DA-5',
  of: 'every-school',
  kinds: [
    { id: 'of-the-authority', title: 'support of the authority', rule: 'DA-5', paidBy: 'others' },
    { id: 'of-others', title: 'support of others', rule: 'DA-5', paidBy: 'others' },
  ],
  capacities: [
    {
      id: 'streams',
      title: 'streams of support that go into the school at one time',
      rule: 'DA-5',
      of: 'school',
      counts: 'streams',
      limit: 2,
      near: 0.9,
      decides: 'head-of-sid',
      binds: false,
    },
  ],
})
const school = { ...staffordshire.year.school!, permissions: { planSupport: { roles: ['sip'], school: false } } }
const policy: Policy = { ...staffordshire, money, year: { school } }

/** A year in which support is planned, as one that alone goes into the school unless another is said to. */
function year(of: Policy = policy) {
  const one = yearOnPaper(of, 'school-year', '2025-09-01')
  return { ...one, plan: (day: string, input: object) => one.give(day, 'sip', 'planSupport', input) }
}

describe('the streams of support that go into a school (DA-5)', () => {
  it('are planned in the year of every school where the policy says so, and cost nothing where nothing says what', () => {
    const one = year()
    one.plan('2025-09-08', { kind: 'of-others', days: 0, stream: 'Reading', until: '2025-12-19' })
    expect(one.of('support-planned')).toMatchObject([
      { kind: 'of-others', stream: 'Reading', on: '2025-09-08', until: '2025-12-19', pounds: 0, schoolPays: 0 },
    ])
    expect(() =>
      year({ ...policy, money: staffordshire.money }).plan('2025-09-08', { kind: 'audit', days: 1 }),
    ).toThrow('planSupport belongs to an intervention, not to a year: give it to the case')
  })

  it('have their names, and days that stand in order', () => {
    const refused = (input: object) => year().refusal('2025-09-08', 'sip', 'planSupport', input)
    expect(refused({ kind: 'of-others', days: 0 })).toContain('which stream of support it is')
    expect(refused({ kind: 'of-others', days: 1, until: '2025-09-07' })).toContain('before its first day')
  })
})

describe('too many streams of support at one time (DA-5)', () => {
  // What other cases of the school bring in is looked up in the records: here there is none
  const looked = { uses: { streams: 0 } }
  const plan = (one: ReturnType<typeof year>, day: string, input: object) =>
    one.give(day, 'sip', 'planSupport', { kind: 'of-others', days: 0, ...input }, looked)

  it('are a warning to the one who decides, and hinder nobody', () => {
    const one = year()
    expect(plan(one, '2025-09-08', { stream: 'Reading' })).toEqual([])
    expect(plan(one, '2025-09-09', { stream: 'Mathematics' })).toEqual([
      'streams of support that go into the school at one time: 2 of at most 2 (DA-5), nothing left',
    ])
    expect(plan(one, '2025-09-10', { stream: 'Attendance' })).toEqual([
      'streams of support that go into the school at one time: 3 of at most 2 (DA-5), 1 more than the limit',
    ])
    const told = one.letters.filter(({ letter }) => letter === 'limit-in-reach')
    expect(told.map(({ to, facts }) => [to, facts.passed])).toEqual([
      ['head-of-sid', false],
      ['head-of-sid', true],
    ])
  })

  it('are counted by their names, and by the days on which they overlap', () => {
    const one = year()
    plan(one, '2025-09-08', { stream: 'Reading', until: '2025-10-24' })
    plan(one, '2025-09-08', { stream: 'Reading', from: '2025-11-03' })
    expect(plan(one, '2025-09-09', { stream: 'Mathematics', from: '2025-10-27', until: '2025-11-02' })).toEqual([])
    expect(plan(one, '2025-09-10', { stream: 'Mathematics', from: '2025-10-24' })).toHaveLength(1)
  })
})
