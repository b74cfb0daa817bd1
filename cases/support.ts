import { formatDay } from '../calendar/day.ts'
import type { Money, SupportKind } from '../policies/money.ts'
import type { Command, Input } from './commands.ts'
import { recordDuty, type LookedUp } from './duties.ts'
import { meetWhatIsMet } from './meeting-duties.ts'
import {
  capacitiesReached,
  committed,
  countedOf,
  daysSchoolPays,
  inDays,
  inPounds,
  limitsReached,
  totalsOf,
  useOf,
  type MoneyTotals,
  type Reached,
  type Support,
} from './money.ts'
import { insist } from './refusal.ts'
import type { Day } from './state.ts'
import { moneyOf, takeWithinLimits } from './within-limits.ts'
import { emit, requirePast, tell, type Turn } from './turn.ts'

export type SupportCommand = Extract<Command, { name: 'planSupport' | 'recordSupport' }>

export const isSupport = (command: Command): command is SupportCommand =>
  command.name === 'planSupport' || command.name === 'recordSupport'

/** Plans support; what would pass a limit is refused unless whoever decides gives the reason (ST-40 to ST-42). */
export function planSupport(turn: Turn, input: Input<'planSupport'>, looked: LookedUp): void {
  const command: Command = { name: 'planSupport', input }
  const after = cost(turn, command, newSupport(turn, command, looked), looked)
  meetWhatIsMet(turn, command, turn.today)
  tellContribution(turn, 'support-planned', after)
}

/** Records support given, and what it achieved (ST-43). */
export function recordSupport(turn: Turn, input: Input<'recordSupport'>, looked: LookedUp): void {
  const command: Command = { name: 'recordSupport', input }
  const on = input.on ?? turn.today
  requirePast(turn, on, 'on')
  const before = moneyTotals(turn)
  const after = cost(turn, command, newSupport(turn, command, looked), looked)
  meetWhatIsMet(turn, command, on)
  if (after.pays.school !== before.pays.school) tellContribution(turn, 'contribution-changed', after)
}

/** The entry counts as it is corrected, within the same limits; no days take it back. */
export function correctSupport(turn: Turn, command: SupportCommand, entry: number, looked: LookedUp): void {
  const old = turn.state.money?.support.find((one) => one.entry === entry)
  if (!old) return
  const on = dayOf(command) ?? old.on
  if (command.name === 'recordSupport') requirePast(turn, on, 'on')
  const before = moneyTotals(turn)
  const after = cost(turn, command, { ...supportOf(turn, command, on), entry, officer: old.officer }, looked)
  if (after.pays.school !== before.pays.school) tellContribution(turn, 'contribution-changed', after)
}

/** The first day of a support, where its command says one. */
export const dayOf = (command: SupportCommand): Day | undefined =>
  command.name === 'planSupport' ? command.input.from : command.input.on

function newSupport(turn: Turn, command: SupportCommand, looked: LookedUp): Support {
  const { days, officer, amount, stream } = command.input
  insist(
    days > 0 || amount || stream,
    'days is 0: say how many days of support, what it costs, or which stream of support it is',
    'input',
  )
  insist(
    !officer || looked.person,
    `officer: there is no person "${officer}" on record: add them, or name a person by id, mail address or role`,
    'input',
  )
  const on = dayOf(command) ?? turn.today
  return { ...supportOf(turn, command, on), officer: looked.person && officer ? looked.person.id : null }
}

function supportOf(turn: Turn, command: SupportCommand, on: Day): Omit<Support, 'officer'> {
  const money = moneyOf(turn, command.name)
  const { kind, days, amount, stream, until, underAgreement = false } = command.input
  const known = money.kinds.map((one) => one.id)
  insist(known.includes(kind), `kind: "${kind}" is not one of ${known.join(', ')}`, 'input')
  insist(
    !underAgreement || amount === undefined,
    'amount belongs to support that is costed: under an agreement it is not costed twice (ST-41), leave it out',
    'input',
  )
  insist(
    !until || until >= on,
    `until is ${formatDay(until ?? on)}, before its first day (${formatDay(on)}): days must stand in order`,
    'input',
  )
  return {
    entry: turn.commandSeq,
    stage: command.name === 'planSupport' ? 'planned' : 'given',
    kind,
    days,
    pounds: underAgreement ? 0 : (amount ?? days * (money.dayRate?.pounds ?? 0)),
    on,
    until: until ?? null,
    stream: stream ?? null,
    underAgreement,
    impact: command.name === 'recordSupport' ? (command.input.impact ?? '') : '',
  }
}

/** Takes the support into the case's account, once it is within the limits, and says what it comes to. */
function cost(turn: Turn, command: SupportCommand, support: Support, looked: LookedUp): MoneyTotals {
  const money = moneyOf(turn, command.name)
  const account = turn.state.money ?? { support: [], assessed: null }
  const after = [...account.support.filter((one) => one.entry !== support.entry), support]
  const kind = money.kinds.find((one) => one.id === support.kind)
  const reached = [
    ...(kind ? reachedByKind(kind, account.support, after) : []),
    ...capacitiesReached(ofSupport(money), looked.uses ?? {}, (capacity) => {
      const counted = countedOf(money, support)
      return { before: useOf(capacity, account.support, counted), after: useOf(capacity, after, counted) }
    }),
  ]
  takeWithinLimits(turn, reached, command.input.over)
  turn.state.money = { ...account, support: after }
  const totals = totalsOf(money, after)
  warnOfMoreThanPlanned(turn, support, totals)
  emit(turn, support.stage === 'planned' ? 'support-planned' : 'support-recorded', {
    kind: support.kind,
    days: support.days,
    pounds: support.pounds,
    officer: support.officer,
    on: support.on,
    ...(support.until ? { until: support.until } : {}),
    ...(support.stream ? { stream: support.stream } : {}),
    underAgreement: support.underAgreement,
    schoolPays: totals.pays.school,
    fundPays: totals.pays.fund,
    ...(command.input.over && reached.some((one) => one.passed) ? { over: command.input.over } : {}),
    ...(support.impact ? { impact: support.impact } : {}),
  })
  return totals
}

const ofSupport = ({ capacities }: Money) => capacities.filter((one) => one.counts !== 'schools')

function reachedByKind(kind: SupportKind, before: readonly Support[], after: readonly Support[]): Reached[] {
  const costed = (all: readonly Support[]) =>
    committed(all.filter((one) => one.kind === kind.id && !one.underAgreement))
  return limitsReached(kind, costed(before), costed(after))
}

function warnOfMoreThanPlanned(turn: Turn, support: Support, { kinds }: MoneyTotals): void {
  const of = kinds.find(({ kind }) => kind.id === support.kind)
  if (support.stage === 'planned' || !of || of.given.days <= of.planned.days) return
  turn.warnings.push(`${of.kind.title}: ${inDays(of.given.days)} given, ${of.planned.days} planned (${of.kind.rule})`)
}

function moneyTotals(turn: Turn): MoneyTotals {
  return totalsOf(moneyOf(turn, 'support'), turn.state.money?.support ?? [])
}

/** What the school hears of the support and of what it will pay (ST-40, ST-41). */
function tellContribution(turn: Turn, on: 'support-planned' | 'contribution-changed', totals: MoneyTotals): void {
  const { bands, fund, dayRate } = moneyOf(turn, 'support')
  const { assessed } = turn.state.money ?? {}
  tell(turn, on, {
    facts: {
      kinds: totals.kinds
        .filter((one) => one.committed.days > 0 || one.underAgreement > 0 || one.committed.pounds > 0)
        .map(({ kind, committed: of, underAgreement }) => ({
          title: kind.title,
          days: inDays(of.days),
          cost: inPounds(of.pounds),
          paidBy: kind.paidBy,
          underAgreement: underAgreement > 0 ? inDays(underAgreement) : '',
        })),
      fund,
      bandDays: totals.bandDays > 0 ? inDays(totals.bandDays) : '',
      schoolDays: inDays(totals.schoolDays),
      dayRate: dayRate ? inPounds(dayRate.pounds) : '',
      schoolPays: inPounds(totals.pays.school),
      assessed: assessed ? inPounds(assessed.pounds) : '',
    },
    rule: bands?.rule ?? null,
  })
}

/** Records the contribution assessed; a warning where it is not what the bands come to (ST-13, ST-41). */
export function assessContribution(turn: Turn, input: Input<'assessContribution'>): void {
  recordDuty('assessContribution')(turn, input)
  const { money } = turn.policy
  if (!money?.bands) return
  const account = turn.state.money
  const pays = daysSchoolPays(money, input.days)
  const due = pays * (money.dayRate?.pounds ?? 0)
  if (due !== input.amount)
    turn.warnings.push(
      `By the bands the school pays for ${inDays(pays)} of ${inDays(input.days)} of support, ${inPounds(due)}: ${inPounds(input.amount)} was assessed (${money.bands.rule})`,
    )
  const counted = account ? totalsOf(money, account.support).bandDays : 0
  if (account && counted !== input.days)
    turn.warnings.push(
      `The support planned comes to ${inDays(counted)} by the bands: ${inDays(input.days)} were assessed (${money.bands.rule})`,
    )
  turn.state.money = { support: account?.support ?? [], assessed: { days: input.days, pounds: input.amount } }
  // Where nothing is planned yet the school hears of it with the plan
  if (account?.support.length) tellContribution(turn, 'contribution-changed', totalsOf(money, account.support))
}
