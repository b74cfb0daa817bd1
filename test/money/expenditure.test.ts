import { describe, expect, it } from 'vitest'
import { capacitiesUsed, expenditureOf, type CaseWithSupport } from '../../cases/expenditure.ts'
import { staffordshire } from '../cases/case-on-paper.ts'
import { aSupport } from '../records/support.ts'

const money = staffordshire.money!
const ofCase = (urn: string, support: CaseWithSupport['support'], more: Partial<CaseWithSupport> = {}) => ({
  caseId: `staffordshire-${urn}-1`,
  urn,
  school: `School ${urn}`,
  district: 'south-staffs',
  status: 'open',
  closedOn: null,
  support,
  ...more,
})
const strategy = (entry: number, days: number, on: string, more: object = {}) =>
  aSupport(entry, { kind: 'strategy', days, pounds: days * 480, on, ...more })
const report = (cases: CaseWithSupport[], from = '2026-04-01', to = '2026-07-31') =>
  expenditureOf(money, cases, from, to)

describe('expenditure on schools causing concern, and what it achieved (ST-43)', () => {
  it('is said case by case: what was planned, what was given, who pays, and with what effect', () => {
    const audit = aSupport(3)
    const given = aSupport(4, {
      stage: 'given',
      days: 4,
      pounds: 1_920,
      on: '2026-06-01',
      impact: 'A plan all agree on',
    })
    const { cases } = report([ofCase('900001', [audit, given, strategy(5, 12, '2026-05-11', { stream: 'Reading' })])])
    expect(cases).toMatchObject([
      {
        caseId: 'staffordshire-900001-1',
        kinds: [
          { kind: 'audit', planned: { days: 3, pounds: 1_440 }, given: { days: 4, pounds: 1_920 }, underAgreement: 0 },
          { kind: 'strategy', planned: { days: 12, pounds: 5_760 }, given: { days: 0, pounds: 0 } },
        ],
        pays: { fund: 1_920, school: 960, authority: 4_800, others: 0 },
        streams: ['Reading'],
        achieved: [{ on: '2026-06-01', kind: 'audit', impact: 'A plan all agree on' }],
      },
    ])
  })

  it('charges in a period what the bands come to by its end, less what they came to before (ST-41)', () => {
    // 9 days cost the school nothing, 12 days two days of £480; so the last three days bring the whole of it
    const one = ofCase('900001', [strategy(3, 9, '2026-03-02'), strategy(4, 3, '2026-05-11')])
    expect(report([one]).cases[0]?.pays).toEqual({ fund: 0, school: 960, authority: 480, others: 0 })
    expect(report([one], '2026-01-01', '2026-03-31').cases[0]?.pays).toMatchObject({ school: 0, authority: 4_320 })
    expect(report([one], '2026-06-01').cases).toEqual([])
    expect(report([one], '2026-01-01').total).toMatchObject({ cases: 1, planned: { days: 12, pounds: 5_760 } })
  })

  it('is summed by district, where more was given than planned by what was given', () => {
    const given = aSupport(4, { stage: 'given', days: 5, pounds: 2_400 })
    const cases = [
      ofCase('900001', [aSupport(3), given]),
      ofCase('900002', [aSupport(3)], { status: 'closed' }),
      ofCase('900003', [aSupport(3, { underAgreement: true, pounds: 0 })], { district: null }),
    ]
    const { districts, total } = report(cases)
    expect(districts).toEqual([
      { district: 'south-staffs', cases: 2, days: 8, pays: { fund: 3_840, school: 0, authority: 0, others: 0 } },
      { district: null, cases: 1, days: 0, pays: { fund: 0, school: 0, authority: 0, others: 0 } },
    ])
    expect(total.pays.fund).toBe(3_840)
    expect(report(cases).cases[2]?.kinds).toMatchObject([{ kind: 'audit', underAgreement: 3 }])
  })

  it('says how far the year has used the days of each officer and the capacity of each district (ST-42)', () => {
    const cases = [
      ofCase('900001', [aSupport(3), strategy(4, 20, '2026-05-11')]),
      ofCase('900002', [aSupport(3, { officer: 'berta' }), aSupport(4, { on: '2026-03-31' })]),
    ]
    const used = capacitiesUsed(money, cases, '2026-07-31')
    expect(used.map(({ id, who, used: so, limit }) => [id, who, so, limit])).toEqual([
      ['interventions-of-a-district', 'south-staffs', 2, 20],
      ['officer-days-of-a-district', 'south-staffs', 6, 180],
      ['days-of-an-officer', 'anna', 23, 170],
      ['days-of-an-officer', 'berta', 3, 170],
    ])
    expect(capacitiesUsed(money, cases, '2026-03-31').map(({ used: so }) => so)).toEqual([1, 3, 3])
  })
})
