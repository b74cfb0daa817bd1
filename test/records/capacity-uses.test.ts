import { beforeAll, describe, expect, it } from 'vitest'
import type { Support } from '../../cases/money.ts'
import type { Money } from '../../policies/money.ts'
import { usesBySchools, usesBySupport } from '../../records/capacity-uses.ts'
import { supportOfCase } from '../../records/support.ts'
import { addCase, addSupport, aSupport, staffordshire, useRecords } from './support.ts'

const use = useRecords()
const given = aSupport
const write = (caseId: string, ...support: Support[]) => addSupport(use.records, caseId, ...support)
const card = (district: string | null = 'south-staffs', urn = '900009') =>
  ({
    caseId: 'staffordshire-900009-1',
    authority: 'staffordshire',
    school: { urn, name: 'S', phase: 'primary', district, denomination: null },
  }) as const
const uses = (support: Partial<Support> = {}, of = card()) =>
  usesBySupport(use.records, staffordshire.money!, of, given(1, support))

beforeAll(async () => {
  const { records } = use
  await addCase(records, 'staffordshire-900001-1', '900001')
  await addCase(records, 'staffordshire-900002-1', '900002', { status: 'closed' })
  await addCase(records, 'staffordshire-900003-1', '900003', { district: 'cannock-lichfield' })
  await addCase(records, 'staffordshire-900009-1', '900009')
  await addCase(records, 'darlington-900004-1', '900004', { authority: 'darlington' })
  await addCase(records, 'staffordshire-900009-year', '900009', { kind: 'school-year', number: 0 })
  await write('staffordshire-900001-1', given(3, {}), given(4, { stage: 'given', days: 5 }))
  await write('staffordshire-900002-1', given(3, { kind: 'strategy', days: 20 }), given(5, { on: '2026-03-31' }))
  await write('staffordshire-900003-1', given(3, { days: 4 }))
  await write('darlington-900004-1', given(3, {}))
  await write('staffordshire-900009-1', given(3, { days: 2 }))
  await write('staffordshire-900009-year', given(3, { stream: 'Reading', officer: null }))
})

describe('how far everything but the case in hand uses what all share (ST-42)', () => {
  it('counts the days of an officer in the year, in every district, in closed cases as well, and more where more was given', async () => {
    // 5 of the first case, 20 of the closed one, 4 of another district; 31 March is the year before; Darlington is another's
    expect((await uses())['days-of-an-officer']).toBe(29)
    expect((await uses({ on: '2026-03-31' }))['days-of-an-officer']).toBe(3)
    expect(await uses({ officer: 'berta' })).toMatchObject({ 'days-of-an-officer': 0 })
    expect(await uses({ officer: null })).not.toHaveProperty('days-of-an-officer')
  })

  it('counts in a district what the fund pays for there: interventions, and their days', async () => {
    const there = await uses()
    // The case in hand is left out, and the year of its own school is not: audits of 5 and 3 days
    expect(there).toMatchObject({ 'interventions-of-a-district': 2, 'officer-days-of-a-district': 8 })
    expect(await uses({}, card('cannock-lichfield'))).toMatchObject({ 'interventions-of-a-district': 1 })
    expect(await uses({}, card(null))).not.toHaveProperty('interventions-of-a-district')
  })

  it('counts the schools that cause concern now', async () => {
    expect(await usesBySchools(use.records, staffordshire.money!, card())).toEqual({ 'schools-causing-concern': 2 })
  })

  it('keeps an entry once, as it was last corrected', async () => {
    await write('staffordshire-900003-1', given(3, { days: 1.5, pounds: 720, until: '2026-06-01' }))
    expect(await supportOfCase(use.records, 'staffordshire-900003-1')).toMatchObject([
      { entry: 3, days: 1.5, pounds: 720, until: '2026-06-01', officer: 'anna' },
    ])
    await write('staffordshire-900003-1', given(3, { days: 4 }))
  })
})

describe('the streams of support that go into one school at one time (DA-5)', () => {
  const limit = { id: 'streams', title: 't', rule: 'DA-5', limit: 3, near: 0.9, decides: 'dsim', alsoWarns: [] }
  const streams = { ...limit, of: 'school', counts: 'streams', binds: false } as const
  const money: Money = { ...staffordshire.money!, capacities: [streams] }
  const countedFor = (period: Partial<Support>) => usesBySupport(use.records, money, card(), given(1, period))

  it('are seen together, whichever of its case and its year they stand in', async () => {
    expect(await countedFor({ on: '2026-06-01' })).toEqual({ streams: 1 })
    await write('staffordshire-900009-year', given(3, { stream: 'Reading', until: '2026-05-29' }))
    expect(await countedFor({ on: '2026-06-01' })).toEqual({ streams: 0 })
    expect(await countedFor({ on: '2026-05-29' })).toEqual({ streams: 1 })
    expect(await countedFor({ on: '2026-04-01', until: '2026-05-03' })).toEqual({ streams: 0 })
  })
})
