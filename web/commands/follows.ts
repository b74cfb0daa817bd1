import { formatDay, type Day } from '../../calendar/day.ts'
import type { Change, ChangedDeadline } from '../../cases/rehearsed.ts'
import { capital } from '../../notifications/plain.ts'
import { theRole } from '../../notifications/role-words.ts'
import type { Policy } from '../../policies/policy.ts'

/** Something that becomes of a deadline, for a sentence. */
export interface Following {
  change: Change
  title: string
  owner: string
  due: Day | null
  from: Day | null
  provisional: boolean
}

/** What follows from a command, in sentences: what somebody must do and by when first, then what has ended. */
export function followsInWords(policy: Policy, all: readonly Following[]): string[] {
  const soonest = all.toSorted((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'))
  const inOrder = order.flatMap((change) => soonest.filter((one) => one.change === change))
  return [...new Set(inOrder.map((one) => sentences[one.change](policy, one)))]
}

export const followingOf = ({ change, deadline, due, from }: ChangedDeadline): Following => ({
  change,
  title: deadline.title,
  owner: deadline.owner,
  due,
  from,
  provisional: deadline.provisional,
})

const order: readonly Change[] = ['opened', 'moved', 'resumed', 'suspended', 'missed', 'met', 'cancelled']

const day = ({ due, provisional }: Following): string =>
  due === null ? '' : `${formatDay(due)}${provisional ? ' (provisional: the term dates are not published yet)' : ''}`

/** ‘The school must answer by Friday 4 April 2025.’ */
function owes(policy: Policy, one: Following): string {
  const must = `${capital(theRole(policy, one.owner))} must ${uncapital(one.title)}`
  return one.due === null
    ? `${must}. No day is fixed: it waits on a decision made elsewhere.`
    : `${must} by ${day(one)}.`
}

const sentences: Record<Change, (policy: Policy, one: Following) => string> = {
  opened: owes,
  moved: (_, one) =>
    `“${one.title}” moves${one.from ? ` from ${formatDay(one.from)}` : ''} to ${day(one) || 'no fixed day'}.`,
  resumed: (_, one) => `The clock of “${one.title}” runs again, to ${day(one) || 'no fixed day'}.`,
  suspended: (_, one) => `The clock of “${one.title}” stops; what is left of it is kept.`,
  missed: (_, one) =>
    `“${one.title}” was due by ${day(one)}, which has passed: it counts as missed, and is still owed.`,
  met: (_, one) => `“${one.title}” is done.`,
  cancelled: (_, one) => `“${one.title}” is no longer owed.`,
}

/** But not ‘LA statement’. */
const uncapital = (text: string): string =>
  /^.[a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
