import type { Letter, Unreached } from './letters.ts'
import { rungLetter } from './moments.ts'
import type { Deadline } from './state.ts'

/**
 * A letter that reached nobody is never silence: its deadline's next rung is told at once, and the administrator is told.
 * `sent` are the letters of the same moment, so that a rung of which somebody was reached is not passed on for want of a holder.
 */
export function passOn(caseId: string, deadlines: Deadline[], sent: Letter[], unreached: Unreached[]): Letter[] {
  const letters: Letter[] = []
  for (const one of unreached) {
    const letter = sent.find((each) => each.key === one.letterKey)
    if (!letter || letter.to === 'administrator') continue
    const onward =
      one.why === 'nobody is the contact' ? [] : toNextRung(caseId, deadlines, sent, unreached, letter, one)
    letters.push(...onward.filter((each) => !letters.some((other) => saysTheSame(other, each))))
    const news = one.why === 'nobody is the contact' ? withoutContact(letter, one) : toAdministrator(letter, one)
    if (!letters.some((other) => saysTheSame(other, news))) letters.push(news)
  }
  return letters
}

/** Two roles that nobody holds are one letter to the next about one deadline, and one word to the administrator about one role. */
const saysTheSame = (one: Letter, other: Letter): boolean =>
  one.to === other.to && one.at === other.at && aboutOf(one) === aboutOf(other)

const aboutOf = ({ key, rung, facts }: Letter): string =>
  rung ? rung.deadlineKey : JSON.stringify([key.split('/')[1], facts])

/**
 * How a letter came to be passed on: part of its key, since by another way it is another letter. It names whoever the same rung was
 * for, so that no later rung comes back to them.
 */
function wayOf({ key, to, rung }: Letter, beside: string[]): string {
  const before = key.indexOf('/for/')
  const tried = [to, ...beside.filter((role) => role !== to)].join('+')
  return `/for/${rung?.offset}/${tried}${before < 0 ? '' : key.slice(before)}`
}

function toNextRung(
  caseId: string,
  deadlines: Deadline[],
  sent: Letter[],
  unreached: Unreached[],
  letter: Letter,
  one: Unreached,
): Letter[] {
  const rung = letter.rung
  const deadline = deadlines.find((each) => each.key === rung?.deadlineKey)
  if (!rung || !deadline) return []
  const beside = sent.filter(
    (each) => each.rung?.deadlineKey === deadline.key && each.rung.offset === rung.offset && each.key !== letter.key,
  )
  const somebody = beside.some((each) => !unreached.some((other) => other.letterKey === each.key))
  if (one.why === 'nobody holds the role' && somebody) return []
  const told = sent.filter((each) => each.rung?.deadlineKey === deadline.key).map((each) => each.to)
  const way = wayOf(letter, told).split(/[/+]/)
  const nextUp = deadline.rungs.filter((each) => each.offset > rung.offset)
  for (const next of nextUp) {
    const roles = next.to.filter((role) => !way.includes(role) && !told.includes(role))
    if (!roles.length) continue
    const here = { ...next, at: letter.at }
    // What is not yet due is not called overdue, whoever hears of it.
    const kind = letter.kind === 'reminder' ? letter.kind : next.kind
    return roles.map((role) => {
      const passed = rungLetter(caseId, deadline, here, role, kind, wayOf(letter, told))
      return { ...passed, gather: false, facts: { passedOn: `${one.why}: ${letter.to}`, passedRole: letter.to } }
    })
  }
  return []
}

/** Said once a moment, whatever the mails were about: the school was told, and could not be told whom to ask (DU-2). */
function withoutContact(letter: Letter, one: Unreached): Letter {
  return {
    ...toAdministrator(letter, one),
    key: `${letter.key}/contact-told-administrator`,
    letter: 'without-contact',
    facts: { role: one.to, detail: one.detail },
  }
}

function toAdministrator(letter: Letter, one: Unreached): Letter {
  const byPost = letter.byPost && one.why === 'nobody holds the role'
  return {
    ...letter,
    key: [letter.key, ...(one.address ? [one.address] : []), 'told-administrator'].join('/'),
    letter: byPost ? 'by-post' : 'unreached',
    kind: 'notice',
    to: 'administrator',
    gather: false,
    byPost: false,
    deadlines: [],
    facts: {
      role: letter.to,
      address: one.address,
      why: one.why,
      ...(byPost ? { text: one.detail } : { detail: one.detail }),
      letter: letter.letter,
      about: letter.deadlines.map((each) => each.title).join('; ') || letter.letter,
    },
    rung: undefined,
  }
}
