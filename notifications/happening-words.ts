import { formatDay, formatDayOfYear } from '../calendar/day.ts'
import { inPounds } from '../cases/money.ts'
import type { Policy } from '../policies/policy.ts'
import { promisesOf } from '../policies/promises.ts'
import { commandWords, dutiesOf, quoted } from './command-words.ts'
import { asWords, listed } from './plain.ts'
import { theRole } from './role-words.ts'

/** An entry of a case file, or a line of a scenario. */
interface Happening {
  at: string
  type: string
  [field: string]: unknown
}

/** 'Friday 4 April' in a year's own lines, 'Friday 4 April 2025' in those of another. */
export function dayIn(at: string, day: string): string {
  return at.slice(0, 4) === day.slice(0, 4) ? formatDayOfYear(day) : formatDay(day)
}

const noticeWords: Record<string, string> = {
  requested: 'The warning notice waits for approval',
  approved: 'The warning notice is approved',
  refused: 'The warning notice is refused, and over',
  issued: 'The warning notice is given',
  answered: 'The school has answered the notice',
  appealed: 'The school has appealed to the Chief Inspector: the clock stands still',
  confirmed: 'The notice is confirmed: a new period runs',
  'not-confirmed': 'The notice is not confirmed: it falls',
  rescinded: 'The notice is rescinded',
  voided: 'The notice is void',
  lapsed: 'The powers have lapsed: nobody used them in time',
}

/** A happening that is no mail, as a line; `rule` names a rule. */
export function happeningWords(one: Happening, policy: Policy, rule: (rule: unknown) => string): string {
  const levelName = (id: unknown) => policy.levels.find((level) => level.id === id)?.name ?? String(id)
  const reason = one.reason ? `: ${quoted(String(one.reason))}` : ''
  const why = one.reason ? `. ${reasonWords(String(one.reason))}` : ''
  const deadline = () => `${titleOfDeadline(one, policy)}, by ${theRole(policy, String(one.owner))}`
  const day = one.due ? `, until ${dayIn(one.at, String(one.due))}` : ', with no fixed day'
  switch (one.type) {
    case 'command':
      return `▸ ${commandWords(String(one.command), `${theRole(policy, String(one.as))}${inPlaceOf(one, policy)}`, one.input, policy)}`
    case 'command-refused':
      return `✗ REFUSED to ${theRole(policy, String(one.as))}, ${String(one.command)}: ${String(one.error)}`
    case 'case-opened':
      return '' // said by the command
    case 'level-changed':
      return `● From ${levelName(one.from)} to ${levelName(one.to)}${reason}`
    case 'policy-adopted':
      return `● From edition ${String(one.from)} of the policy to edition ${String(one.to)}${reason}`
    case 'deadline-opened':
      return `now owed: ${deadline()}${day}${one.provisional ? ' (provisional)' : ''}${rule(one.rule)}`
    case 'deadline-moved':
      return `moved: ${deadline()}, from ${dayIn(one.at, String(one.from))} to ${dayIn(one.at, String(one.due))}${why}`
    case 'deadline-suspended':
      return `the clock stops: ${deadline()}${day}${why}`
    case 'deadline-resumed':
      return `the clock runs again: ${deadline()}${day}${why}`
    case 'deadline-met':
      return `✓ done${isLate(one) ? ' late' : ''}: ${titleOfDeadline(one, policy)}${one.due ? `, due ${dayIn(one.at, String(one.due))}` : ''}${why}`
    case 'deadline-missed':
      return `! MISSED: ${deadline()}${one.due ? `, was due ${dayIn(one.at, String(one.due))}` : ''}${reason}${rule(one.rule)}`
    case 'deadline-cancelled':
      return `no longer owed: ${listed([one, ...((one.others as Happening[] | undefined) ?? [])].map((each) => titleOfDeadline(each, policy)))}${one.due && !one.others ? ` (${dayIn(one.at, String(one.due))})` : ''}${why}`
    case 'notice':
      return `● ${noticeWords[String(one.event)] ?? `The warning notice: ${String(one.event)}`}${one.warning ? `. Warning: ${String(one.warning)}` : ''}`
    case 'power-used':
      return `● A power is used: ${policy.powers[String(one.power)]?.title ?? String(one.power)}${reason}`
    case 'review-decided':
      return `● It is decided: ${String(one.decision).replaceAll('-', ' ').replace('dmt', 'DMT')}${reason}`
    case 'referred-to-dmt':
      return `● The school is referred to the Directorate Management Team${reason}`
    case 'support-planned':
    case 'support-recorded':
      return `the school pays ${inPounds(Number(one.schoolPays))} of its support, the fund ${inPounds(Number(one.fundPays))}`
    case 'receipt-acknowledged':
      return `● Received: “${String(one.subject ?? asWords(String(one.text)))}”, by ${theRole(policy, String(one.to))}, ${dayIn(one.at, String(one.receivedOn))}${rule(one.rule)}`
    case 'year-opened':
      return `● The year begins${one.anew ? ' anew' : ''}`
    case 'school-replaced':
      return `● The school has another URN: ${String(one.to)}`
    case 'announced':
    case 'category-recommended':
    case 'category-agreed':
    case 'category-confirmed':
    case 'category-challenged':
    case 'challenge-decided':
      return '' // said by the command
    case 'not-announced':
      return `! NOT ANNOUNCED as the code of practice promises: ${promisesOf(policy).find(({ id }) => id === one.what)?.title ?? String(one.what)}${reason}${rule(one.rule)}`
    case 'expenditure-reported':
      return `● What support cost since ${dayIn(one.at, String(one.from))} is reported: ${inPounds(Number(one.fundPays))} by the fund, ${inPounds(Number(one.schoolPays))} by schools, in ${String(one.cases)} ${one.cases === 1 ? 'case' : 'cases'}`
    case 'case-closed':
      return `● The case is closed${reason}`
    case 'case-reopened':
      return `● The case is open again${reason}`
    default:
      return `${one.type}${reason}`
  }
}

/** A deadline passes at midnight after its due day. */
const isLate = ({ at, due }: Happening): boolean => typeof due === 'string' && at.slice(0, 10) > due

const reasonWords = (reason: string): string =>
  reason === 'overtaken' ? 'The next one has passed as well: this one is chased no longer' : reason

/** Both names are on record: who gave the command, and in whose place. */
function inPlaceOf(one: Happening, policy: Policy): string {
  if (!one.standsInFor) return ''
  const away = Array.isArray(one.absent) && one.absent.length ? `: ${one.absent.join(', ')} is away` : ''
  return ` (in place of ${theRole(policy, String(one.standsInFor))}${away})`
}

/** The title of a deadline; of a milestone its own number as well. */
export function titleOfDeadline(one: Happening, policy: Policy): string {
  const id = String(one.deadline)
  const duties = dutiesOf(policy)
  const rule = duties.find((each) => each.id === id) ?? duties.find((each) => id.startsWith(`${each.id}-`))
  if (!rule) return id
  return rule.id === id ? rule.title : `${rule.title} (${id.slice(rule.id.length + 1)})`
}
