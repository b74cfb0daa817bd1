import { formatDay } from '../calendar/day.ts'
import { theRole } from '../notifications/role-words.ts'
import type { Policy } from '../policies/policy.ts'

interface Owed {
  title: string
  owner: string
  due: string | null
  status: string
  rule: string
  workingDaysLate: number | null
}

/** What is still owed at the end, what is overdue first: by whom, and since when. */
export function stillOwed(owed: Owed[], policy: Policy, on: string): string {
  if (!owed.length) return 'Nothing is owed at the end.'
  const line = (one: Owed, when: string) => `  ${one.title}, by ${theRole(policy, one.owner)}: ${when} (${one.rule})`
  const late = owed.filter((one) => one.status === 'missed')
  const ahead = owed.filter((one) => one.status !== 'missed')
  return [
    ...(late.length ? [`Overdue at the end, on ${formatDay(on)}:`] : []),
    ...late.map((one) => line(one, since(one, on))),
    ...(late.length && ahead.length ? [''] : []),
    ...(ahead.length ? ['Still owed at the end:'] : []),
    ...ahead.map((one) => line(one, until(one))),
  ].join('\n')
}

function since({ due, workingDaysLate: days }: Owed, on: string): string {
  return `since ${formatDay(due ?? on)}, ${days} working day${days === 1 ? '' : 's'} late`
}

function until({ due, status }: Owed): string {
  if (status === 'suspended') return `its clock is stopped${due ? `; it was ${formatDay(due)}` : ''}`
  return due ? `until ${formatDay(due)}` : 'with no fixed day'
}
