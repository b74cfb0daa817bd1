import type { DeadlineFacts } from '../cases/letters.ts'
import { titleOf } from '../cases/roles.ts'
import { formatDay } from '../calendar/day.ts'
import type { Policy } from '../policies/policy.ts'
import { listed } from './plain.ts'
import { isChase, isLate, isReminded, whatNext, type Reader } from './what-next.ts'

/** A deadline in words, as both forms of a mail show it. */
export interface DeadlineWords {
  id: string
  title: string
  owner: string
  own: boolean
  rule: string
  due: string | null
  by: string
  why: string
  next: string
  /** Its day is past, and it is not recorded as done. */
  late: boolean
  /** Its clock is stopped. */
  suspended: boolean
  /** The reader has a reminder to come before the day. */
  reminded: boolean
  movedFrom: string | null
  /** Its clock runs again, and gave it the day that it had. */
  stays: boolean
  reason: string | null
  /** The law's own period: not the authority's to extend. */
  fixed: boolean
}

export function deadlineWords(facts: DeadlineFacts, reader: Reader, policy: Policy): DeadlineWords {
  const { due, movedFrom } = facts
  const own = facts.owner === reader.role
  const you = reader.standIn ? ' (you stand in)' : ' (you)'
  const late = isLate(facts, reader)
  const stays = Boolean(due) && movedFrom === due
  return {
    id: facts.id,
    title: facts.title,
    owner: titleOf(policy, facts.owner) + (own ? you : ''),
    own,
    rule: facts.rule,
    due: due ? formatDay(due) : null,
    by: byWhen(facts, late, isChase(reader.kind)),
    why: whyThatDay(facts, late),
    next: whatNext(facts, reader, policy),
    late,
    suspended: facts.status === 'suspended',
    reminded: isReminded(facts, reader, policy),
    movedFrom: movedFrom && !stays ? formatDay(movedFrom) : null,
    stays,
    reason: facts.reason ?? null,
    fixed: policy.deadlines.find((one) => one.id === facts.ruleId)?.fixed === true,
  }
}

function byWhen({ due, status, provisional }: DeadlineFacts, late: boolean, chase: boolean): string {
  if (!due) return 'no fixed day: it waits on a decision made elsewhere'
  if (status === 'suspended') return `its clock is stopped; it was ${formatDay(due)}`
  if (late) return formatDay(due) + (chase ? '' : ' (overdue)')
  return formatDay(due) + (provisional ? ' (provisional)' : '')
}

/** What the calendar itself says of a day that may move. */
const mayMove = / ?The authority has not yet published the dates of .*?, so this day may move\./
const provisionally = 'This day is provisional: the term dates it is counted from are not published yet.'

/** Says at most once that the day may still move, and not at all of a day that has passed. */
function whyThatDay({ why, counted, status, due, provisional }: DeadlineFacts, late: boolean): string {
  if (status === 'suspended') return why
  const sentences = [why, late ? counted.replace(mayMove, '') : counted]
  if (provisional && due && !late)
    sentences.push(...(mayMove.test(counted) ? [] : [provisionally]), 'You will be told if it moves.')
  return sentences.filter(Boolean).join(' ')
}

/** Of which days reminders are still to come; empty where all of them are past or stopped. */
export function remindersAhead(deadlines: readonly DeadlineWords[]): string {
  const ahead = deadlines.filter((one) => one.due && !one.late && !one.suspended)
  const reminded = ahead.filter((one) => one.reminded)
  if (!ahead.length) return ''
  if (!reminded.length) return `No reminder comes before the ${ahead.length === 1 ? 'day' : 'days'}.`
  if (reminded.length < deadlines.length)
    return `You will be reminded before the day of ${listed(reminded.map((one) => `"${one.title}"`))}.`
  return `You will be reminded before ${deadlines.length === 1 ? 'the' : 'each'} day.`
}
