import type { Capacity, Limit, Money, SupportKind } from '../policies/money.ts'
import { inDays, inPounds } from '../policies/pounds.ts'
import type { Day } from './state.ts'

export { inDays, inPounds }

/** Support that was planned, or given: days of an officer and what they cost, in pounds. */
export interface Support {
  /** The entry of the case file that says it. */
  entry: number
  stage: 'planned' | 'given'
  kind: string
  days: number
  pounds: number
  /** The id of the person whose days they are, where one was named. */
  officer: string | null
  /** From when it is planned, or the day it was given. */
  on: Day
  /** Its last day, where one is known. */
  until: Day | null
  /** The programme, project or body that it comes from (DA-5). */
  stream: string | null
  /** Paid already under another agreement: not costed twice (ST-41). */
  underAgreement: boolean
  impact: string
}

/** What a case knows of its support and of the school's contribution. */
export interface MoneyState {
  support: Support[]
  assessed: { days: number; pounds: number } | null
}

export interface Amount {
  days: number
  pounds: number
}

const sum = (all: readonly Support[], stage: Support['stage']): Amount => {
  const of = all.filter((one) => one.stage === stage)
  return { days: total(of.map((one) => one.days)), pounds: total(of.map((one) => one.pounds)) }
}

/** To the hundredth, so that tenths of days and pence add up. */
export const total = (all: readonly number[]): number => Math.round(all.reduce((a, b) => a + b, 0) * 100) / 100

const isCosted = (one: Support): boolean => !one.underAgreement

/** What support of one kind comes to: what was planned, or more where more was given. */
export function committed(support: readonly Support[]): Amount {
  const [planned, given] = [sum(support, 'planned'), sum(support, 'given')]
  return { days: Math.max(planned.days, given.days), pounds: Math.max(planned.pounds, given.pounds) }
}

/** The days that a school pays for of so many days of support in all; part of a day above a band is in the next (ST-41). */
export function daysSchoolPays({ bands }: Money, days: number): number {
  const band = bands?.table.find((one) => one.to === undefined || days <= one.to)
  return days > 0 ? (band?.schoolPays ?? 0) : 0
}

export interface KindTotal extends SupportTotal {
  kind: SupportKind
}

interface SupportTotal {
  planned: Amount
  given: Amount
  committed: Amount
  /** Days of support that is paid already under an agreement, in no sum of money. */
  underAgreement: number
}

/** What a case's support comes to: by kind, and who pays it. */
export interface MoneyTotals {
  kinds: KindTotal[]
  /** Days of all support that the bands count. */
  bandDays: number
  /** Days of them for which the school pays. */
  schoolDays: number
  pays: { fund: number; school: number; authority: number; others: number }
}

/** Sums a case's support (ST-40, ST-41): the fund pays some kinds, the school others, and of the rest as many days as the bands say. */
export function totalsOf(money: Money, support: readonly Support[]): MoneyTotals {
  const kinds = money.kinds.map((kind) => {
    const of = support.filter((one) => one.kind === kind.id)
    const costed = of.filter(isCosted)
    return {
      kind,
      planned: sum(costed, 'planned'),
      given: sum(costed, 'given'),
      committed: committed(costed),
      underAgreement: committed(of.filter((one) => one.underAgreement)).days,
    }
  })
  const paidBy = (who: SupportKind['paidBy'], what: keyof Amount) =>
    total(kinds.filter(({ kind }) => kind.paidBy === who).map((one) => one.committed[what]))
  const bandDays = paidBy('bands', 'days')
  const schoolDays = daysSchoolPays(money, bandDays)
  const share = Math.min(schoolDays * (money.dayRate?.pounds ?? 0), paidBy('bands', 'pounds'))
  return {
    kinds,
    bandDays,
    schoolDays,
    pays: {
      fund: paidBy('fund', 'pounds'),
      school: total([paidBy('school', 'pounds'), share]),
      authority: total([paidBy('bands', 'pounds'), -share]),
      others: paidBy('others', 'pounds'),
    },
  }
}

/** A limit that a command would pass, or bring within reach. */
export interface Reached {
  title: string
  rule: string
  unit: string
  limit: number
  before: number
  after: number
  passed: boolean
  decides: string
  alsoWarns: string[]
  binds: boolean
}

interface Course {
  title: string
  rule: string
  unit: string
  limit: number
  before: number
  after: number
}

/** Whether a step on the way to a limit brings it within reach, or passes it; nothing where it only stays where it was. */
function reach(course: Course, near: number, who: Pick<Reached, 'decides' | 'alsoWarns' | 'binds'>): Reached[] {
  const { limit, before, after } = course
  const passed = after > limit
  const newly = after > before && (passed || (before < near * limit && after >= near * limit))
  return newly ? [{ ...course, ...who, passed }] : []
}

/** The limits of a kind that going from one amount to another reaches (ST-40). */
export function limitsReached(kind: SupportKind, before: Amount, after: Amount): Reached[] {
  const { limit, title, rule } = kind
  if (!limit) return []
  return (['days', 'pounds'] as const).flatMap((unit) => {
    const most = limit[unit]
    if (most === undefined) return []
    const course = { title, rule, unit, limit: most, before: before[unit], after: after[unit] }
    return reach(course, limit.near, whoDecides(limit))
  })
}

const whoDecides = ({ decides, alsoWarns }: Limit) => ({ decides, alsoWarns, binds: true })

/** Within which year, in which period and of whose days a capacity is counted. */
export interface Counted {
  money: Money
  year: { from: Day; until: Day }
  period: { from: Day; until: Day | null }
  officer: string | null
}

/** Where a support counts: in the year of its first day, and at one time with what it overlaps. */
export const countedOf = (
  money: Money,
  { on, until, officer }: Pick<Support, 'on' | 'until' | 'officer'>,
): Counted => ({
  money,
  year: yearOfDay(money, on),
  period: { from: on, until },
  officer,
})

/** How much of a capacity the support of one case uses (ST-42, DA-5). */
export function useOf(capacity: Capacity, support: readonly Support[], counted: Counted): number {
  const { money, year, officer } = counted
  if (capacity.counts === 'streams') return mostStreams(support, counted)
  const paidByFund = (one: Support) =>
    isCosted(one) && money.kinds.some((kind) => kind.id === one.kind && kind.paidBy === 'fund')
  const counts = (one: Support) =>
    year.from <= one.on &&
    one.on < year.until &&
    (capacity.of !== 'officer' || (officer !== null && one.officer === officer)) &&
    ((capacity.counts === 'days' && capacity.paidBy === undefined) || paidByFund(one))
  const of = support.filter(counts)
  if (capacity.counts === 'interventions') return of.length ? 1 : 0
  return total(money.kinds.map((kind) => committed(of.filter((one) => one.kind === kind.id)).days))
}

/** The most streams of support that go in on one day of a period; what is planned without an end goes on (DA-5). */
function mostStreams(support: readonly Support[], { period }: Counted): number {
  const lastOf = (one: Support) => one.until ?? (one.stage === 'planned' ? null : one.on)
  const on = (day: Day) => support.filter((one) => one.on <= day && (lastOf(one) ?? day) >= day)
  const begin = support
    .map((one) => one.on)
    .filter((day) => day > period.from && (!period.until || day <= period.until))
  return Math.max(...[period.from, ...begin].map((day) => new Set(on(day).map((one) => one.stream ?? one.kind)).size))
}

/** How far each capacity is used by everything but the case in hand, by its id. */
export type Uses = Record<string, number>

/** The capacities that a case reaches as it goes from one use of them to another (ST-42). */
export function capacitiesReached(
  capacities: readonly Capacity[],
  uses: Uses,
  own: (capacity: Capacity) => { before: number; after: number },
): Reached[] {
  return capacities.flatMap((capacity) => {
    const used = uses[capacity.id]
    if (used === undefined) return []
    const { title, rule, counts: unit, limit, near, decides, alsoWarns, binds } = capacity
    const { before, after } = own(capacity)
    const course = { title, rule, unit, limit, before: total([used, before]), after: total([used, after]) }
    return reach(course, near, { decides, alsoWarns, binds })
  })
}

/** The year of a day in which capacities count, by the day it begins. */
export function yearOfDay({ yearBegins }: Money, day: Day): { from: Day; until: Day } {
  const year = Number(day.slice(0, 4)) - (day.slice(5) < yearBegins ? 1 : 0)
  return { from: `${year}-${yearBegins}`, until: `${year + 1}-${yearBegins}` }
}

const inUnits = (amount: number, unit: string): string =>
  unit === 'pounds' ? inPounds(amount) : unit === 'days' ? inDays(amount) : String(amount)

/** A limit reached in a sentence: how far it is used, and what is left of it or by how much it would be passed. */
export function sentenceOfReached({ title, rule, unit, limit, after, passed }: Reached): string {
  const of = `${title}: ${inUnits(after, unit)} of at most ${inUnits(limit, unit)} (${rule})`
  const left = total([limit, -after])
  if (passed) return `${of}, ${inUnits(-left, unit)} more than the limit`
  return `${of}, ${left > 0 ? inUnits(left, unit) : 'nothing'} left`
}
