import type { Capacity, Money } from '../policies/money.ts'
import { total, totalsOf, useOf, type Amount, type MoneyTotals, type Support, yearOfDay } from './money.ts'
import type { Day } from './state.ts'

/** The support of one case, with what is to be known of the case. */
export interface CaseWithSupport {
  caseId: string
  urn: string
  school: string
  district: string | null
  status: string
  closedOn: Day | null
  support: Support[]
}

type Pays = MoneyTotals['pays']

/** What one case cost in a period, who pays it, and what it achieved (ST-43). */
export interface CaseExpenditure extends Omit<CaseWithSupport, 'support'> {
  kinds: { kind: string; title: string; rule: string; planned: Amount; given: Amount; underAgreement: number }[]
  pays: Pays
  streams: string[]
  achieved: { on: Day; kind: string; stream: string | null; impact: string }[]
}

/** What support of schools cost in a period, who pays it, and what it achieved. */
export interface Expenditure {
  from: Day
  to: Day
  cases: CaseExpenditure[]
  districts: { district: string | null; cases: number; days: number; pays: Pays }[]
  total: { cases: number; planned: Amount; given: Amount; pays: Pays }
}

const plus = (all: readonly number[]): number => total(all)
const amounts = (all: readonly Amount[]): Amount => ({
  days: plus(all.map((one) => one.days)),
  pounds: plus(all.map((one) => one.pounds)),
})
const less = (a: Amount, b: Amount): Amount => ({
  days: total([a.days, -b.days]),
  pounds: total([a.pounds, -b.pounds]),
})
const paid = (all: readonly Pays[]): Pays => ({
  fund: plus(all.map((one) => one.fund)),
  school: plus(all.map((one) => one.school)),
  authority: plus(all.map((one) => one.authority)),
  others: plus(all.map((one) => one.others)),
})
const owes = (a: Pays, b: Pays): Pays =>
  paid([a, { fund: -b.fund, school: -b.school, authority: -b.authority, others: -b.others }])

/**
 * Sums the support of a period. A band counts all days of an intervention: what the school pays in the period is what it pays by its
 * end, less what it paid before (ST-41).
 */
export function expenditureOf(money: Money, cases: readonly CaseWithSupport[], from: Day, to: Day): Expenditure {
  const found = cases
    .map((one) => ofCase(money, one, from, to))
    .filter((one): one is CaseExpenditure => one !== undefined)
    .sort((a, b) => (a.caseId < b.caseId ? -1 : 1))
  const districts = Map.groupBy(found, (one) => one.district)
  return {
    from,
    to,
    cases: found,
    districts: [...districts].map(([district, own]) => ({
      district,
      cases: own.length,
      days: amounts(own.flatMap(({ kinds }) => kinds.map((kind) => most(kind)))).days,
      pays: paid(own.map((one) => one.pays)),
    })),
    total: {
      cases: found.length,
      planned: amounts(found.flatMap(({ kinds }) => kinds.map((kind) => kind.planned))),
      given: amounts(found.flatMap(({ kinds }) => kinds.map((kind) => kind.given))),
      pays: paid(found.map((one) => one.pays)),
    },
  }
}

const most = ({ planned, given }: { planned: Amount; given: Amount }): Amount =>
  planned.days > given.days ? planned : given

function ofCase(money: Money, { support, ...about }: CaseWithSupport, from: Day, to: Day): CaseExpenditure | undefined {
  const known = support.filter((one) => one.on <= to)
  const inPeriod = known.filter((one) => one.on >= from)
  if (!inPeriod.length) return undefined
  const [after, before] = [
    totalsOf(money, known),
    totalsOf(
      money,
      known.filter((one) => one.on < from),
    ),
  ]
  const kinds = after.kinds.map((one, at) => {
    const old = before.kinds[at] ?? { ...one, planned: nothing, given: nothing, underAgreement: 0 }
    const { id: kind, title, rule } = one.kind
    const [planned, given] = [less(one.planned, old.planned), less(one.given, old.given)]
    return { kind, title, rule, planned, given, underAgreement: total([one.underAgreement, -old.underAgreement]) }
  })
  return {
    ...about,
    kinds: kinds.filter((one) => inPeriod.some((each) => each.kind === one.kind)),
    pays: owes(after.pays, before.pays),
    streams: [...new Set(inPeriod.flatMap((one) => one.stream ?? []))],
    achieved: inPeriod
      .filter((one) => one.impact)
      .map(({ on, kind, stream, impact }) => ({ on, kind, stream, impact }))
      .sort((a, b) => (a.on < b.on ? -1 : 1)),
  }
}

const nothing: Amount = { days: 0, pounds: 0 }

/** How far a capacity is used, by whom or where. */
export interface CapacityUse extends Pick<Capacity, 'id' | 'title' | 'rule' | 'of' | 'counts' | 'limit'> {
  /** The id of the officer, or the district. */
  who: string | null
  used: number
}

/** How far the year of a day has used each capacity that support counts in (ST-42). */
export function capacitiesUsed(money: Money, cases: readonly CaseWithSupport[], day: Day): CapacityUse[] {
  const year = yearOfDay(money, day)
  const period = { from: day, until: day }
  return money.capacities
    .filter((one) => one.counts !== 'schools')
    .flatMap(({ id, title, rule, of, counts, limit, ...rest }) => {
      const capacity = { id, title, rule, of, counts, limit, ...rest }
      return whoseOf(of, cases).flatMap(({ who, officer, own }) => {
        const used = plus(own.map(({ support }) => useOf(capacity, support, { money, year, period, officer })))
        return used > 0 ? [{ id, title, rule, of, counts, limit, who, used }] : []
      })
    })
}

interface Whose {
  who: string | null
  officer: string | null
  own: readonly CaseWithSupport[]
}

function whoseOf(of: Capacity['of'], cases: readonly CaseWithSupport[]): Whose[] {
  switch (of) {
    case 'authority':
      return [{ who: null, officer: null, own: cases }]
    case 'district':
      return [...Map.groupBy(cases, (one) => one.district)].flatMap(([district, own]) =>
        district ? [{ who: district, officer: null, own }] : [],
      )
    case 'school':
      return [...Map.groupBy(cases, (one) => one.urn)].map(([who, own]) => ({ who, officer: null, own }))
    case 'officer': {
      const officers = new Set(cases.flatMap(({ support }) => support.flatMap((one) => one.officer ?? [])))
      return [...officers].sort().map((officer) => ({ who: officer, officer, own: cases }))
    }
  }
}
