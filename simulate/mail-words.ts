import { listed } from '../notifications/plain.ts'
import { theRole } from '../notifications/role-words.ts'
import type { Happening } from './happenings.ts'
import type { About, Told } from './told.ts'
import { dayIn } from '../notifications/happening-words.ts'
import type { Telling } from './telling.ts'

/** A mail of a timeline: to whom, and what it says of what. Mails that say the same are one line. */
export interface MailWords {
  to: string
  says: string
  rule: unknown
}

/** Who got a mail: the role, and who read it in whose place. */
function receiver(one: Happening, told: Told | undefined, { policy }: Telling): string {
  const roles = listed((one.to as string[]).map((role) => theRole(policy, role)))
  if (!told?.standsInFor) return roles
  return `${roles} (${told.standsInFor} is away: ${told.reader ?? 'the stand-in'} reads it)`
}

const workingDays = (count: number): string => `${count} working day${count === 1 ? '' : 's'}`

/** How far the day of a rung is: 'in 5 working days, by Friday 4 April 2025'. */
function howFar({ due, offset }: About, at: string): string {
  if (!due || offset === null) return due ? `by ${dayIn(at, due)}` : 'no day is fixed'
  if (offset < 0) return `in ${workingDays(-offset)}, by ${dayIn(at, due)}`
  return `${workingDays(offset)} late`
}

const item = (about: About, at: string): string => `${about.title}, ${howFar(about, at)}`

/** What a mail says, in a line; of a rung what is owed and how far its day is, of all else its subject. */
export function mailWords(one: Happening, telling: Telling): MailWords {
  const told = telling.told.get(String(one.messageId))
  const to = receiver(one, told, telling)
  const rung = told?.about.filter(({ offset }) => offset !== null) ?? []
  const [first] = rung
  if (one.kind === 'digest' && rung.length)
    return { to, says: `in one mail: ${rung.map((about) => item(about, one.at)).join('; ')}`, rule: null }
  if (first && one.kind === 'reminder' && !first.due)
    return { to, says: `still waiting: ${first.title}`, rule: one.rule }
  if (first && one.kind === 'reminder') return { to, says: `reminder: ${item(first, one.at)}`, rule: one.rule }
  if (first && one.kind === 'overdue') return { to, says: `OVERDUE: ${item(first, one.at)}`, rule: one.rule }
  if (first && one.kind === 'escalation') return { to, says: `put before them: ${item(first, one.at)}`, rule: one.rule }
  return { to, says: subjectWithout(telling.school, String(one.subject)), rule: one.rule }
}

/** The subject without the school, which is the same in all of them. */
const subjectWithout = (school: string, subject: string): string =>
  [` (${school})`, `: ${school}`].reduce(
    (text, end) => (text.endsWith(end) ? text.slice(0, -end.length) : text),
    subject,
  )

/** What a chasing mail chases; `null` for every other mail. Two of one key repeat one another. */
export function chasedBy(
  one: Happening,
  telling: Telling,
): { role: string; title: string; due: string | null }[] | null {
  const told = telling.told.get(String(one.messageId))
  if (one.type !== 'mail' || !['escalation', 'digest'].includes(String(one.kind)) || !told?.about.length) return null
  if (told.about.some(({ offset }) => offset === null || offset <= 0)) return null
  const role = listed((one.to as string[]).map((to) => theRole(telling.policy, to)))
  return told.about.map(({ title, due }) => ({ role, title, due }))
}
