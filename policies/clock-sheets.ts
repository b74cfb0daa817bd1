import { clockSheet } from '../calendar/clock-sheet.ts'
import type { ClockSheet } from '../calendar/clock-sheet.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { Clock } from '../calendar/reckoning.ts'
import type { ClockRule, Policy } from './policy.ts'

/** A clock sheet as people get it: where no law stands behind the rule, `law` is null. */
export type Sheet = Omit<ClockSheet, 'law'> & { law: string | null }

interface Source {
  rule: string
  law: string | null
  clock: ClockRule
}

/** The clocks of a policy that can be shown day by day: its deadlines', and those of the law that it lists besides. */
export function sheetClocks(policy: Policy): Map<string, Source> {
  const ofDeadlines = policy.deadlines.flatMap(({ id, clock, sheet }): [string, Source][] =>
    sheet ? [[id, { ...sheet, clock }]] : [],
  )
  return new Map([...Object.entries(policy.sheets), ...ofDeadlines])
}

/** Reckons one of the policy's clocks from a day. Throws a RangeError that says which clocks and days there are. */
export function sheetFor(policy: Policy, calendar: Calendar, clock: string, from: string): Sheet {
  const source = sheetClocks(policy).get(clock)
  if (!source) throw new RangeError(`clock: "${clock}" is not one of ${[...sheetClocks(policy).keys()].join(', ')}`)
  const { authority } = policy
  const { law, days } = lawOn(policy, source, from)
  const clockSpec = specOf(policy, clock, source.clock, days)
  return { ...clockSheet({ authority, clock, rule: source.rule, law: law ?? '', from, clockSpec, calendar }), law }
}

/** What the policy has settled where law and paper can be read in two ways, for whoever is shown the date (LAW-10, TERM-2). */
export function settingsOf(policy: Policy, clock: string): string[] {
  const source = sheetClocks(policy).get(clock)
  const { statementAnchor, oneWeekHalfTermIsLong, firstTerm } = policy.calendar
  return [
    ...(source?.law === 'LAW-10' ? [anchors[statementAnchor]] : []),
    ...(source?.clock.kind === 'school-working-days'
      ? [oneWeekHalfTerms[oneWeekHalfTermIsLong ? 'long' : 'short']]
      : []),
    ...(source?.clock.kind === 'end-of-nth-term' ? [firstTerms[firstTerm]] : []),
  ]
}

const anchors = {
  received: 'the clock starts on the day the report is received, not published (LAW-10)',
  published: 'the clock starts on the day the report is published, not received (LAW-10)',
}
const oneWeekHalfTerms = {
  short: 'a one-week half term is not ‘longer than a week’: its working days count (LAW-10)',
  long: 'a one-week half term is ‘longer than a week’: its days do not count (LAW-10)',
}
const firstTerms = {
  counts: 'the term in which the intervention begins counts as the first (TERM-2)',
  'whole-terms-only': 'only whole terms count, not the one in which the intervention begins (TERM-2)',
}

/** Of laws that followed one another, the one in force that day; it decides the days of its period (LAW-1, LAW-9). */
function lawOn({ regimes }: Policy, { law }: Source, from: string): { law: string | null; days?: number } {
  if (!regimes.some((regime) => regime.law === law)) return { law }
  const regime = regimes.find((one) => one.from <= from && (one.to === undefined || from <= one.to))
  if (!regime) throw new RangeError(`from: no law of warning notices was in force on ${from}`)
  return { law: regime.law, days: regime.period.workingDays }
}

function specOf(policy: Policy, id: string, clock: ClockRule, days: number | undefined): Clock {
  if (clock.kind === 'none' || clock.kind === 'agreed-day' || clock.kind === 'minutes')
    throw new RangeError(`clock: "${id}" is not counted`)
  if (clock.kind === 'end-of-nth-term') return { ...clock, firstTerm: policy.calendar.firstTerm }
  if (clock.kind === 'working-days') return { ...clock, days: days ?? clock.days }
  return clock
}
