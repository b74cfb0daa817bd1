import { clockSheet } from '../calendar/clock-sheet.ts'
import type { ClockSheet } from '../calendar/clock-sheet.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { Clock } from '../calendar/reckoning.ts'
import type { DeadlineRule, Policy } from './policy.ts'

/** A clock sheet as people get it: where no law stands behind the rule, `law` is null. */
export type Sheet = Omit<ClockSheet, 'law'> & { law: string | null }

/** The clocks of a policy that can be shown day by day. */
export function sheetClocks(policy: Policy): string[] {
  return policy.deadlines.filter((rule) => rule.sheet).map((rule) => rule.id)
}

/** Reckons one of the policy's clocks from a day. Throws a RangeError that says which clocks and days there are. */
export function sheetFor(policy: Policy, calendar: Calendar, clock: string, from: string): Sheet {
  const rule = policy.deadlines.find((one) => one.id === clock)
  if (!rule?.sheet)
    throw new RangeError(`clock: "${clock}" is not one of ${sheetClocks(policy).join(', ') || '(none)'}`)
  const { law, days } = lawOf(policy, rule, rule.sheet.law, from)
  const clockSpec = specOf(policy, rule, days)
  const sheet = clockSheet({
    authority: policy.authority,
    clock,
    rule: rule.sheet.rule,
    law: law ?? '',
    from,
    clockSpec,
    calendar,
  })
  return { ...sheet, law }
}

/** The law in force that day; it decides the days of the period that a warning notice gives (LAW-1, LAW-9). */
function lawOf(
  policy: Policy,
  rule: DeadlineRule,
  law: string | null,
  from: string,
): { law: string | null; days?: number } {
  const byRegime = rule.opens.on?.includes('notice-issued') && policy.regimes.length > 0
  if (!byRegime) return { law }
  const regime = policy.regimes.find((one) => one.from <= from && (one.to === undefined || from <= one.to))
  if (!regime) throw new RangeError(`from: no law of warning notices was in force on ${from}`)
  return { law: regime.law, days: regime.period.workingDays }
}

function specOf(policy: Policy, { id, clock }: DeadlineRule, days: number | undefined): Clock {
  if (clock.kind === 'none' || clock.kind === 'agreed-day') throw new RangeError(`clock: "${id}" is not counted`)
  if (clock.kind === 'end-of-nth-term') return { ...clock, firstTerm: policy.calendar.firstTerm }
  if (clock.kind === 'working-days') return { ...clock, days: days ?? clock.days }
  return clock
}
