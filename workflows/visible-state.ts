import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributePair } from '@temporalio/common'
import { formatDay } from '../calendar/day.ts'
import { endOfDay } from '../calendar/london.ts'
import { whatIsAnnounced } from '../cases/code-of-practice.ts'
import { whyNothingIsOwed } from '../cases/nothing-owed.ts'
import { isOverdue, nextDeadlineOf } from '../cases/record.ts'
import type { CaseState, Deadline } from '../cases/state.ts'
import type { Policy } from '../policies/policy.ts'

const keyword = SearchAttributeType.KEYWORD
export const authorityKey = defineSearchAttributeKey('Authority', keyword)
export const urnKey = defineSearchAttributeKey('Urn', keyword)
export const levelKey = defineSearchAttributeKey('Level', keyword)
export const districtKey = defineSearchAttributeKey('District', keyword)
export const nextDeadlineKey = defineSearchAttributeKey('NextDeadline', SearchAttributeType.DATETIME)
export const overdueKey = defineSearchAttributeKey('Overdue', SearchAttributeType.BOOL)

const ofSchool = ({ kind }: CaseState): boolean => kind === 'intervention' || kind === 'school-year'

/**
 * What the Temporal UI can search by; a day is the last second of that day in London. Search attributes are never encrypted: where
 * the level is confidential neither it nor the next day is one of them, whose rhythm would tell it (DA-4).
 */
export function searchAttributesOf(
  { confidential }: Policy,
  state: CaseState,
  deadlines: Deadline[] = state.deadlines,
): SearchAttributePair[] {
  const owed = { ...state, deadlines }
  const next = confidential ? null : nextDeadlineOf(owed)
  return [
    { key: authorityKey, value: state.authority },
    ...(ofSchool(state) ? [{ key: urnKey, value: state.school.urn }] : []),
    ...(state.level && !confidential ? [{ key: levelKey, value: state.level }] : []),
    ...(state.school.district ? [{ key: districtKey, value: state.school.district }] : []),
    { key: nextDeadlineKey, value: next ? new Date(endOfDay(next) - 1_000) : null },
    { key: overdueKey, value: isOverdue(owed) },
  ] as SearchAttributePair[]
}

/** The UI sets no space between columns: no-break spaces do. */
const gap = '\u00a0\u00a0'

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** Everything owed as a Markdown table: what, by whom, by when, by which rule, and what comes next. */
export function owedTable(deadlines: Deadline[], now: number): string {
  if (!deadlines.length) return 'Nothing is owed.'
  const rows = [...deadlines]
    .sort((a, b) => (a.due ?? '9').localeCompare(b.due ?? '9'))
    .map((one) => {
      const next = one.rungs.find((rung) => !rung.done && Date.parse(rung.at) >= now)
      const chase = next
        ? `${next.at.slice(0, 16).replace('T', ' ')} ${next.kind} to ${next.to.join(', ')}`
        : 'nobody further'
      const state = one.status === 'missed' ? '**overdue**' : one.status
      return `| ${[cell(one.title), one.owner, dueOf(one), state, one.rule, chase].join(`${gap} | `)} |`
    })
  return ['| Owed | by | by when | state | rule | who hears next |', '|---|---|---|---|---|---|', ...rows].join('\n')
}

/** The day, or why there is none now: a clock that stands still has lost the day that it had. */
function dueOf({ status, due, provisional }: Deadline): string {
  if (status === 'suspended') return `the clock stands still${due ? ` (it was ${due})` : ''}`
  return due ? `${due}${provisional ? ' (provisional)' : ''}` : 'waits on an outside decision'
}

const sentList = (sent: string[]): string =>
  sent.length
    ? ['**Last letters** (when · kind · to · what)', '', ...sent.map((one) => `- ${one}`)].join('\n')
    : 'No letter has been sent yet.'

/** A case as the Temporal UI shows it: which school, how serious since when, what is owed, what was sent, what is stuck. */
export function caseDetails(
  policy: Policy,
  state: CaseState,
  sent: string[],
  mailsUnderWay: boolean,
  next: string | undefined,
): string {
  const level = policy.levels.find((one) => one.id === state.level)
  const category = state.category ? policy.categories[state.category]?.title : undefined
  const lines = [
    `### ${cell(state.school.name)}${ofSchool(state) ? ` (URN ${state.school.urn})` : ''}${state.kind === 'intervention' ? '' : ': the year'}`,
    `**${level?.name ?? state.level}** (${level?.summary ?? ''}) since ${formatDay(state.levelSince)}${category ? ` · Ofsted: **${category}**` : ''} · ${state.kind === 'intervention' ? 'case ' : ''}${state.status}, opened ${formatDay(state.openedOn)}`,
    `Policy: ${cell(policy.name)}, edition ${cell(state.edition)}`,
    ...Object.entries(state.assignments).map(
      ([role, person]) => `${policy.roles[role]?.title ?? role}: ${cell(state.officers?.[role] ?? person)}`,
    ),
    ...(state.closedOn ? [`**Closed** on ${formatDay(state.closedOn)}`] : []),
    ...(state.reasons.length ? [`Why: ${state.reasons.map((one) => policy.reasons[one] ?? one).join('; ')}`] : []),
    ...(state.year?.ofCase ? [`Case → \`${state.year.ofCase.caseId}\``] : []),
    '',
    state.deadlines.length ? owedTable(state.deadlines, Date.now()) : whyNothingIsOwed(policy, state),
    '',
    ...(state.notice && !state.notice.ended
      ? [
          `Warning notice: ${state.notice.stage}${state.notice.givenOn ? `, given ${formatDay(state.notice.givenOn)}` : ''} → \`${state.notice.childId}\``,
        ]
      : []),
    ...whatIsAnnounced(policy, state),
    ...state.statements.filter((one) => !one.ended).map((one) => `Statement of action → \`${one.childId}\``),
    `**Next:** ${next ?? 'nothing by itself'}`,
    ...(mailsUnderWay
      ? ['**Under way or stuck:** letters are being sent; a pending activity says why if one waits']
      : []),
    '',
    sentList(sent),
  ]
  return lines.join('\n')
}

/** A formal procedure as the Temporal UI shows it. */
export function procedureDetails(
  title: string,
  facts: [string, string][],
  deadlines: Deadline[],
  sent: string[],
  mailsUnderWay: boolean,
): string {
  return [
    `### ${cell(title)}`,
    ...facts.map(([name, value]) => `- **${name}:** ${cell(value)}`),
    '',
    owedTable(deadlines, Date.now()),
    ...(mailsUnderWay
      ? ['', '**Under way or stuck:** letters are being sent; a pending activity says why if one waits']
      : []),
    '',
    sentList(sent),
  ].join('\n')
}
