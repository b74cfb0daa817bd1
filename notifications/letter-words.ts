import { formatDay, isDay } from '../calendar/day.ts'
import { londonDay } from '../calendar/london.ts'
import { isSchoolRole, titleOf } from '../cases/roles.ts'
import type { Policy } from '../policies/policy.ts'
import { deadlineWords, remindersAhead } from './deadline-words.ts'
import { tokenOf } from './link.ts'
import type { AddressedLetter, Sender } from './mail.ts'
import { districtName, plainIn } from './plain.ts'
import { theRole } from './role-words.ts'

/** All that the text of a letter may say, in words. */
export function letterWords(addressed: AddressedLetter, sender: Sender) {
  const { letter, policy, recipient, standsInFor } = addressed
  const inCase = plainIn(addressed.case)
  const reader = { role: letter.to, kind: letter.kind, standIn: standsInFor !== null, at: letter.at }
  const today = londonDay(Date.parse(letter.at))
  const deadlines = letter.deadlines.map((one) => plainIn(deadlineWords(one, reader, policy)))
  return {
    letter: letter.letter,
    kind: letter.kind,
    to: letter.to,
    toTitle: titleOf(policy, letter.to),
    facts: plainIn(letter.facts),
    authority: inCase.authorityName,
    school: inCase.schoolName,
    deadlines,
    first: deadlines[0],
    late: deadlines.filter((one) => one.late),
    firstAhead: firstAhead(letter.deadlines.filter((_, index) => !deadlines[index]?.late)),
    reminders: remindersAhead(deadlines),
    today,
    by: (day: unknown) => byDay(String(day), today),
    ownerRole: letter.deadlines[0]?.owner ?? letter.to,
    own: deadlines.every((one) => one.own),
    knownTo: (policy.confidential?.seenBy ?? []).map((role) => titleOf(policy, role)),
    readerIsOfSchool: isSchoolRole(policy, letter.to),
    regime: policy.regimes.find((one) => one.law === letter.facts['law']),
    powersLapse: policy.deadlines.some((one) => one.lapses),
    issuer: titleOfGiver(policy, 'issueWarningNotice'),
    approver: titleOfGiver(policy, 'approveWarningNotice'),
    title: (role: unknown) => titleOf(policy, String(role)),
    the: (role: unknown) => theRole(policy, String(role)),
    notices: notices(addressed),
    reference: reference(inCase, letter.rule),
    caseAddress: `${addressOf(sender)}/cases/${encodeURIComponent(inCase.caseId)}`,
    link: ownLink(addressed, sender),
    name: plainIn(recipient.name),
    standsInFor,
  }
}

const addressOf = ({ publicUrl }: Sender): string => publicUrl.replace(/\/+$/, '')

/** The reader's own link to what the letter asks for; none on paper, which goes to somebody without an address. */
function ownLink({ letter, case: inCase, recipient }: AddressedLetter, sender: Sender): string {
  if (!recipient.address) return ''
  const bound = {
    key: letter.key,
    caseId: inCase.caseId,
    role: letter.to,
    address: recipient.address,
    deadlineKey: letter.deadlines[0]?.key ?? null,
  }
  return `${addressOf(sender)}/l/${tokenOf(bound, sender.linkKeys)}`
}

export type LetterWords = ReturnType<typeof letterWords>

/** The soonest of the days; empty where there is none. */
function firstAhead(deadlines: readonly { due: string | null }[]): string {
  const [first] = deadlines.flatMap(({ due }) => due ?? []).sort()
  return first ? formatDay(first) : ''
}

/** 'by Friday 27 November 2026'; a day that was past already is not written as one to come. */
const byDay = (day: string, today: string): string =>
  `by ${isDay(day) ? formatDay(day) : day}${isDay(day) && day < today ? ' (already past)' : ''}`

function titleOfGiver(policy: Policy, command: string): string {
  const rule = policy.deadlines.find((one) => one.metBy.some((by) => by.command === command))
  return rule ? titleOf(policy, rule.owner) : policy.name
}

function reference(inCase: AddressedLetter['case'], rule: string | null): string {
  return [
    inCase.schoolName,
    `URN ${inCase.urn}`,
    ...(inCase.level ? [inCase.level] : []),
    `case ${inCase.caseId}`,
    ...(rule ? [`rule ${rule}`] : []),
  ].join(' · ')
}

/** What stands before everything else: that the reader stands in, or that the step was passed on. */
function notices({ letter, policy, recipient, standsInFor }: AddressedLetter): string[] {
  const { name } = recipient
  const { passedOn, passedRole } = letter.facts
  const standsIn = standsInFor
    ? [
        `${name}, this comes to you because you stand in for ${standsInFor.name} (${titleOf(policy, letter.to)}), who is away.`,
      ]
    : []
  return plainIn([...standsIn, ...(passedOn ? [passedOnSentence(policy, String(passedOn), passedRole)] : [])])
}

function passedOnSentence(policy: Policy, why: string, role: unknown): string {
  if (typeof role !== 'string') return `This comes to you because the person before you could not be told (${why}).`
  const reason = why.replace(`: ${role}`, '')
  return `This comes to you at once because ${theRole(policy, role)} could not be told (${reason}).`
}

/** Whom to ask: the role that opens cases in the policy, in the case's district. */
export function whomToAsk({ case: inCase, policy, letter }: AddressedLetter): string {
  const manager = policy.permissions['openCase']?.andUp
  if (!manager || manager === letter.to) return ''
  return `${theRole(policy, manager)}${inCase.district ? ` (${plainIn(districtName(inCase.district))})` : ''}`
}
