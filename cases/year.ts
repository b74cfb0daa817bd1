import { formatDay } from '../calendar/day.ts'
import { yearOf } from '../policies/year.ts'
import type { Input } from './commands.ts'
import type { LookedUp } from './duties.ts'
import { close } from './closing.ts'
import { enterLevel, openDutiesOfLevel } from './levels.ts'
import { meetWhatIsMet } from './meeting-duties.ts'
import { reportExpenditure, reportsExpenditure } from './reporting-expenditure.ts'
import { insist, Refusal } from './refusal.ts'
import type { Day, YearState } from './state.ts'
import { cancel, emit, isOwed, meet, requirePast, ruleOf, type Turn } from './turn.ts'

/**
 * The first turn of a year: it has no end but its school's; what recurs opens in its own half term or term (ST-30 to ST-32). One that
 * has ended begins anew: the category and the days of visits are still known, what was owed is not owed any more.
 */
export function openYear(turn: Turn): void {
  const { state, policy } = turn
  insist(
    state.kind !== 'intervention',
    'openYear starts the cycles of an authority: give it to the authority, not to a case',
  )
  const [first] = policy.levels
  insist(first, `The policy of ${policy.name} says nothing of the year`)
  const isAnew = state.status === 'closed'
  state.status = 'open'
  state.closedOn = null
  state.edition = policy.edition
  state.owedAtClosing = []
  if (!isAnew || !policy.levels.some((one) => one.id === state.level)) {
    state.level = first.id
    state.levelSince = turn.today
  }
  if (state.year && isAnew) Object.assign(state.year, { recommended: null, agreed: {}, challenged: null, gone: false })
  state.openedOn = turn.today
  emit(turn, 'year-opened', {
    level: state.level,
    urn: state.school.urn,
    school: state.school.name,
    ...(isAnew ? { anew: true } : {}),
  })
  openDutiesOfLevel(turn, null)
}

/** What a school's year knows; refuses where the case is not one. */
export function yearState(turn: Turn, command: string): YearState {
  if (turn.state.year) return turn.state.year
  throw new Refusal(`${command} belongs to a school's year, not to this case: give it to AUTHORITY-URN-year`)
}

/** Something owed was done (ST-30 to ST-32 and whatever a policy asks to be completed). */
export function completeDuty(turn: Turn, input: Input<'completeDuty'>, { expenditure }: LookedUp = {}): void {
  const on = input.completedOn ?? turn.today
  requirePast(turn, on, 'completedOn')
  const met = meetWhatIsMet(turn, { name: 'completeDuty', input }, on)
  const can = turn.state.deadlines
    .filter((one) => ruleOf(turn.policy, one.ruleId).metBy.some((by) => by.command === 'completeDuty'))
    .map((one) => one.id)
  insist(
    met.length,
    `duty: "${input.duty}" is not owed, or not met by completeDuty; owed are: ${[...new Set(can)].join(', ') || 'none'}`,
  )
  if (expenditure && reportsExpenditure(turn.policy, input.duty)) reportExpenditure(turn, input.duty, expenditure)
}

/** The academic year of a day by the year of its September. */
export const academicYearOf = (day: Day): string =>
  day.slice(5) >= '09-01' ? day.slice(0, 4) : String(Number(day.slice(0, 4)) - 1)

/** Counts the days of a visit, and warns before the year's days are used up (ST-7). */
export function countVisitDays(turn: Turn, input: Input<'recordVisit'>, on: Day): void {
  const limit = yearOf(turn.policy, turn.state.kind)?.visitDays
  const { year } = turn.state
  if (!year || !limit || input.by !== limit.by) return
  const academic = academicYearOf(on)
  const days = (year.visitDays[academic] ?? 0) + (input.days ?? 1)
  year.visitDays[academic] = days
  if (days >= limit.days)
    turn.warnings.push(
      `${days} of the ${limit.days} days of the academic year ${academic}/${(Number(academic) + 1) % 100} are used (${limit.rule})`,
    )
}

/** The school is closed, or no longer the authority's: its year ends, and begins anew when the school is there again. */
export function endWithSchool(turn: Turn, reason: string): void {
  if (turn.state.year) turn.state.year.gone = true
  close(turn, reason)
}

/** What is known of a school in the year of its former URN. */
export interface FormerYear {
  from: string
  category: string
  support: string | null
  visitDays: Record<string, number>
}

/** The school took the place of another: its category, where there is none here, and its days of visits go on (LAW-16). A repeat changes nothing. */
export function goOnFrom(turn: Turn, former: FormerYear): void {
  const { year, formerUrns, school } = turn.state
  if (!year || formerUrns.includes(former.from)) return
  formerUrns.push(former.from)
  const { from, category, support, visitDays } = former
  emit(turn, 'command', {
    command: 'replaceSchool',
    as: 'administrator',
    person: null,
    input: { from, to: school.urn },
    category,
    visitDays,
  })
  for (const [academic, days] of Object.entries(visitDays))
    year.visitDays[academic] = (year.visitDays[academic] ?? 0) + days
  const [none, ...categories] = turn.policy.levels
  if (turn.state.level !== none?.id || !categories.some((one) => one.id === category)) return
  year.support = support
  enterLevel(turn, category, `The category under the former URN ${from} goes on (LAW-16)`)
}

export interface CaseNews {
  caseId: string
  open: boolean
  level: string
}

/** The school's case was opened, moved or closed: what the case chases itself is not chased twice, and a case that was wanted is there (ST-10). */
export function hearOfCase(turn: Turn, news: CaseNews): void {
  const { year, deadlines } = turn.state
  if (!year) return
  year.ofCase = news.open ? { caseId: news.caseId, level: news.level } : null
  if (!news.open) return
  for (const deadline of deadlines.filter(isOwed)) {
    const rule = ruleOf(turn.policy, deadline.ruleId)
    if (rule.unlessCase)
      cancel(turn, deadline, `The school has the case ${news.caseId} since ${formatDay(turn.today)}, which chases it`)
    else if (rule.opens.on?.includes('case-wanted')) meet(turn, deadline, `The case ${news.caseId} is open`)
  }
}
