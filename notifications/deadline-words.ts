import type { DeadlineFacts } from '../cases/letters.ts'
import { titleOf } from '../cases/roles.ts'
import { formatDay } from '../calendar/day.ts'
import { londonDay } from '../calendar/london.ts'
import type { Policy } from '../policies/policy.ts'
import { listed } from './plain.ts'

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
  movedFrom: string | null
  reason: string | null
  /** The law's own period: not the authority's to extend. */
  fixed: boolean
}

const provisionally =
  'This day is provisional: the term dates it is counted from are not published yet. You will be told if it moves.'

/** To which role a letter was written, when, and whether somebody stands in for its holder. */
export interface Reader {
  role: string
  standIn: boolean
  at: string
}

export function deadlineWords(facts: DeadlineFacts, reader: Reader, policy: Policy): DeadlineWords {
  const { due } = facts
  const own = facts.owner === reader.role
  const you = reader.standIn ? ' (you stand in)' : ' (you)'
  const rule = policy.deadlines.find((one) => one.id === facts.ruleId)
  const passed = due !== null && due < londonDay(Date.parse(reader.at))
  return {
    id: facts.id,
    title: facts.title,
    owner: titleOf(policy, facts.owner) + (own ? you : ''),
    own,
    rule: facts.rule,
    due: due ? formatDay(due) : null,
    by: byWhen(facts, passed),
    why: [facts.why, facts.counted, ...(facts.provisional && due && !passed ? [provisionally] : [])]
      .filter(Boolean)
      .join(' '),
    next: [
      nextStep(facts, reader.role, policy),
      !passed && rule ? `If it is not done in time: ${uncapital(rule.next)}` : '',
    ]
      .filter(Boolean)
      .join(' '),
    movedFrom: facts.movedFrom ? formatDay(facts.movedFrom) : null,
    reason: facts.reason ?? null,
    fixed: rule?.fixed === true,
  }
}

function byWhen({ due, status, provisional }: DeadlineFacts, passed: boolean): string {
  if (!due) return 'no fixed day: it waits on a decision made elsewhere'
  if (status === 'suspended') return `its clock is stopped; it was ${formatDay(due)}`
  return `${formatDay(due)}${provisional && !passed ? ' (provisional)' : ''}`
}

/** When the ladder speaks next, and who hears of it. */
function nextStep({ next, due }: DeadlineFacts, reader: string, policy: Policy): string {
  if (!next) return ''
  const day = londonDay(Date.parse(next.at))
  const who = listed(next.to.map((role) => (role === reader ? 'you' : theRole(policy, role))))
  const are = next.to.length > 1 || next.to[0] === reader ? 'are' : 'is'
  if (!due || day <= due) return `On ${formatDay(day)} ${who} ${are} reminded.`
  return `If it is not recorded as done by then, ${who} ${are} told on ${formatDay(day)}.`
}

const uncapital = (sentence: string): string =>
  /^(The|It|A|An|Its|This) /.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence

/** 'the director', but 'those who appoint the foundation governors'. */
export function theRole(policy: Policy, role: string): string {
  const title = titleOf(policy, role)
  return /^(her|his|those|the) /i.test(title) ? title : `the ${title}`
}
