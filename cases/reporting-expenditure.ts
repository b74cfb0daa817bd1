import { formatDay } from '../calendar/day.ts'
import type { Policy } from '../policies/policy.ts'
import type { CaseExpenditure, Expenditure } from './expenditure.ts'
import { inDays, inPounds, type Amount } from './money.ts'
import { emit, ruleOf, tell, type Turn } from './turn.ts'

/** Whether what support cost goes out with a duty that is done (ST-43). */
export const reportsExpenditure = ({ deadlines }: Policy, duty: string): boolean =>
  deadlines.some((rule) => rule.id === duty && rule.reports === 'expenditure')

/** What support cost in the year so far and what it achieved: on record, and told to whom the policy names (ST-43). */
export function reportExpenditure(turn: Turn, duty: string, { from, to, cases, total }: Expenditure): void {
  const { pays, planned, given } = total
  emit(turn, 'expenditure-reported', {
    from,
    to,
    cases: total.cases,
    planned,
    given,
    fundPays: pays.fund,
    schoolPays: pays.school,
    authorityPays: pays.authority,
  })
  tell(turn, 'expenditure-reported', {
    rule: ruleOf(turn.policy, duty).rule,
    facts: {
      from,
      to,
      cases: total.cases,
      fundPays: inPounds(pays.fund),
      schoolPays: inPounds(pays.school),
      authorityPays: inPounds(pays.authority),
      planned: inBoth(planned),
      given: inBoth(given),
      of: cases.map(caseFacts),
    },
  })
}

const inBoth = ({ days, pounds }: Amount): string => `${inDays(days)}, ${inPounds(pounds)}`

const caseFacts = ({ school, status, kinds, achieved }: CaseExpenditure) => ({
  school,
  status,
  kinds: kinds.map(
    ({ title, planned, given, underAgreement }) =>
      `${title}: ${inBoth(planned)} planned; ${inBoth(given)} given${underAgreement ? `; ${inDays(underAgreement)} under an agreement` : ''}`,
  ),
  achieved: achieved.map(({ on, stream, impact }) => `${formatDay(on)}${stream ? ` (${stream})` : ''}: ${impact}`),
})
