import { formatDay } from '../calendar/day.ts'
import { yearOf } from '../policies/year.ts'
import type { Input } from './commands.ts'
import type { LookedUp } from './duties.ts'
import { openDutiesOfLevel } from './levels.ts'
import { meetWhatIsMet } from './meeting-duties.ts'
import { reportExpenditure, reportsExpenditure } from './reporting-expenditure.ts'
import { insist, Refusal } from './refusal.ts'
import type { Day, YearState } from './state.ts'
import { cancel, emit, isOwed, meet, requirePast, ruleOf, type Turn } from './turn.ts'

/** The first turn of a year: it has no end but its school's; what recurs opens in its own half term or term (ST-30 to ST-32). */
export function openYear(turn: Turn): void {
  const { state, policy } = turn
  insist(
    state.kind !== 'intervention',
    'openYear starts the cycles of an authority: give it to the authority, not to a case',
  )
  const [first] = policy.levels
  insist(first, `The policy of ${policy.name} says nothing of the year`)
  state.status = 'open'
  state.level = first.id
  state.levelSince = turn.today
  state.openedOn = turn.today
  emit(turn, 'year-opened', { level: first.id, urn: state.school.urn, school: state.school.name })
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
