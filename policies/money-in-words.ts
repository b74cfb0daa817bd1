import { titleOfRole } from './in-words.ts'
import type { Capacity, Limit, Money, SupportKind } from './money.ts'
import type { Policy } from './policy.ts'
import { inDays, inPounds } from './pounds.ts'

/** What a policy says of days and money, a sentence under each id (ST-40 to ST-42, DA-5). */
export function moneyInWords(policy: Policy): Record<string, string> {
  const { money } = policy
  if (!money) return {}
  const { rule, dayRate, fund, yearBegins, kinds, bands, capacities } = money
  return {
    support: `Support is planned and recorded in ${money.of === 'interventions' ? 'cases of intervention' : 'cases of intervention and in the year of every school'} (${rule})`,
    'day-rate': dayRate
      ? `A day of an officer costs ${inPounds(dayRate.pounds)} (${dayRate.rule})`
      : 'A day costs what is said of it, else nothing',
    'the-fund': fund ? `The authority pays from its ${fund}` : 'No fund is named',
    'the-year': `Capacities count in years that begin on ${monthAndDay(yearBegins)}`,
    ...Object.fromEntries(kinds.map((one) => [one.id, kindInWords(policy, one)])),
    ...(bands
      ? Object.fromEntries(bands.table.map((band) => [`band-${band.from}`, `${bandInWords(band)} (${bands.rule})`]))
      : {}),
    ...Object.fromEntries(capacities.map((one) => [one.id, capacityInWords(policy, one)])),
  }
}

const monthAndDay = (text: string): string =>
  new Date(`2000-${text}T12:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })

const payers: Record<SupportKind['paidBy'], string> = {
  fund: 'paid by the fund',
  school: 'paid by the school',
  bands: 'paid by the school for as many days as the bands say, by the authority for the rest',
  others: 'paid by others',
}

const assumed = ({ assumption }: { assumption?: boolean | undefined }): string =>
  assumption ? ', an assumption of ours' : ''

function kindInWords(policy: Policy, kind: SupportKind): string {
  const limit = kind.limit ? `; at most ${limitInWords(policy, kind.limit)}` : ''
  return `${kind.title}: ${payers[kind.paidBy]}${limit} (${kind.rule}${assumed(kind)})`
}

function limitInWords(policy: Policy, limit: Limit): string {
  const most = [
    limit.days === undefined ? '' : inDays(limit.days),
    limit.pounds === undefined ? '' : inPounds(limit.pounds),
  ]
  return `${most.filter(Boolean).join(' and ')} for one intervention, ${warnedInWords(policy, limit)}, who may go over it with a reason`
}

function warnedInWords(
  policy: Policy,
  { near, decides, alsoWarns }: Pick<Limit, 'near' | 'decides' | 'alsoWarns'>,
): string {
  const others = alsoWarns.map((role) => ` and the ${titleOfRole(policy, role)}`).join('')
  return `${Math.round(near * 1000) / 10}% of it warns the ${titleOfRole(policy, decides)}${others}`
}

function bandInWords({ from, to, schoolPays }: NonNullable<Money['bands']>['table'][number]): string {
  const days = to === undefined ? `${from} days of support or more` : `${from} to ${to} days of support`
  return `Of ${days} the school pays for ${schoolPays === 0 ? 'none' : inDays(schoolPays)}`
}

function capacityInWords(policy: Policy, capacity: Capacity): string {
  const { title, rule, of, counts, paidBy, limit, binds } = capacity
  const what = { schools: 'schools', interventions: 'interventions', days: 'days', streams: 'streams of support' }[
    counts
  ]
  const whose = { officer: 'an officer', school: 'a school', district: 'a district', authority: 'the authority' }[of]
  const when = counts === 'schools' || counts === 'streams' ? 'at one time' : 'in a year'
  const over = binds ? 'more needs a reason' : 'more is a warning only'
  return `${title}: at most ${limit} ${what}${paidBy ? ' paid by the fund' : ''} of ${whose} ${when}, ${warnedInWords(policy, capacity)}; ${over} (${rule}${assumed(capacity)})`
}
