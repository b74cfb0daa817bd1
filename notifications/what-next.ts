import { formatDay } from '../calendar/day.ts'
import { formatLondon, londonDay } from '../calendar/london.ts'
import type { DeadlineFacts, MailKind } from '../cases/letters.ts'
import { rungRoles } from '../cases/roles.ts'
import type { Ladder, Policy } from '../policies/policy.ts'
import { capital, listed } from './plain.ts'
import { theRole } from './role-words.ts'

/** To which role a letter was written, of what kind it is, when, and whether somebody stands in for its holder. */
export interface Reader {
  role: string
  kind: MailKind
  standIn: boolean
  at: string
}

/** Of such a letter the whole text says that the day has passed. */
export const isChase = (kind: MailKind): boolean => kind === 'overdue' || kind === 'escalation'

/** Whether the day has passed and it is not done: then only what is still to come is told. */
export function isLate({ due, status }: DeadlineFacts, { kind, at }: Reader): boolean {
  if (status === 'suspended') return false
  return status === 'missed' || isChase(kind) || (due !== null && due < dayOf(at))
}

/** When the ladder speaks next, and who hears of it. */
export function whatNext(facts: DeadlineFacts, reader: Reader, policy: Policy): string {
  if (facts.status === 'suspended') return 'No reminder comes while its clock is stopped.'
  if (isLate(facts, reader)) return whenLate(facts, reader, policy)
  const rule = ruleOf(facts, policy)
  const sentences = [whenOpen(facts, reader, policy)]
  if (rule && (facts.due || !ladderOf(facts, policy)?.look))
    sentences.push(`If it is not done in time: ${uncapital(rule.next)}`)
  return sentences.filter(Boolean).join(' ')
}

/** Whether the reader has a reminder to come before the day. */
export function isReminded(facts: DeadlineFacts, reader: Reader, policy: Policy): boolean {
  const { due, next } = facts
  if (!due || !next || isLate(facts, reader) || !next.to.includes(reader.role)) return false
  return dayOf(next.at) < due && reminds(facts, next, policy)
}

function whenLate(facts: DeadlineFacts, reader: Reader, policy: Policy): string {
  if (facts.next)
    return `${capital(told(facts.next.to, reader, policy))} told on ${moment(facts.next.at)} if it is still not recorded by then.`
  const again = ladderOf(facts, policy)?.rungs.find((rung) => rung.every)
  if (!again)
    return 'The ladder has no further rung: no more mails come by themselves. It stays owed until it is recorded.'
  const who = told(rungRoles(policy, facts.owner, again.to), reader, policy)
  return `If it is still not recorded, ${who} told again every ${again.every} working days.`
}

function whenOpen(facts: DeadlineFacts, reader: Reader, policy: Policy): string {
  const { next, due } = facts
  if (next && reminds(facts, next, policy)) return `On ${moment(next.at)} ${told(next.to, reader, policy)} reminded.`
  if (next) return `If it is not recorded as done by then, ${told(next.to, reader, policy)} told on ${moment(next.at)}.`
  const look = due ? undefined : ladderOf(facts, policy)?.look
  if (!look) return ''
  const who = told(rungRoles(policy, facts.owner, look.to), reader, policy)
  return `Every ${look.every} working days ${who} reminded, until it is recorded.`
}

/** A rung reminds or tells of what is missed: by its kind, and by its day where rungs of both kinds name the same roles. */
function reminds(facts: DeadlineFacts, next: { at: string; to: string[] }, policy: Policy): boolean {
  if (!facts.due) return true
  const rungs = ladderOf(facts, policy)?.rungs ?? []
  const kinds = rungs
    .filter((rung) => rungRoles(policy, facts.owner, rung.to).join() === next.to.join())
    .map((rung) => rung.kind === 'reminder')
  return new Set(kinds).size === 1 ? kinds[0] === true : dayOf(next.at) <= facts.due
}

/** 'you and the director are', 'the director is'. */
function told(roles: string[], reader: Reader, policy: Policy): string {
  const who = listed(roles.map((role) => (role === reader.role ? 'you' : theRole(policy, role))))
  return `${who} ${roles.length > 1 || roles[0] === reader.role ? 'are' : 'is'}`
}

/** The day, and the hour where it is not nine o'clock. */
function moment(at: string): string {
  const hour = formatLondon(Date.parse(at)).slice(11, 16)
  return formatDay(dayOf(at)) + (hour === '09:00' ? '' : ` at ${hour}`)
}

const dayOf = (at: string): string => londonDay(Date.parse(at))

const ruleOf = (facts: DeadlineFacts, policy: Policy) => policy.deadlines.find((one) => one.id === facts.ruleId)

function ladderOf(facts: DeadlineFacts, policy: Policy): Ladder | undefined {
  const rule = ruleOf(facts, policy)
  return rule && policy.ladders[rule.ladder]
}

const uncapital = (sentence: string): string =>
  /^(The|It|A|An|Its|This) /.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence
