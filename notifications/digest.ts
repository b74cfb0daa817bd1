import type { MailKind } from '../cases/letters.ts'
import type { AddressedLetter } from './mail.ts'
import { oneLine } from './plain.ts'

const order: MailKind[] = ['overdue', 'escalation', 'reminder', 'notice', 'outcome', 'digest']
const words: Record<MailKind, string> = {
  overdue: 'overdue',
  escalation: 'escalated to you',
  reminder: 'due soon',
  notice: 'to note',
  outcome: 'to note',
  digest: 'to note',
}

const isOwn = ({ letter }: AddressedLetter): boolean => letter.deadlines.every((one) => one.owner === letter.to)

/** Most pressing first; of the same step told to one person in two roles, the one they have it for in their own right. */
export function inOrder(letters: readonly AddressedLetter[]): AddressedLetter[] {
  const earliest = ({ letter }: AddressedLetter) => letter.deadlines.map((one) => one.due ?? '9999').sort()[0] ?? '9999'
  const sorted = [...letters].sort(
    (a, b) =>
      order.indexOf(a.letter.kind) - order.indexOf(b.letter.kind) ||
      earliest(a).localeCompare(earliest(b)) ||
      Number(Boolean(a.standsInFor)) - Number(Boolean(b.standsInFor)) ||
      Number(isOwn(b)) - Number(isOwn(a)) ||
      a.letter.key.localeCompare(b.letter.key),
  )
  const seen = new Set<string>()
  return sorted.filter((one) => {
    const step = stepOf(one)
    if (step !== null && seen.has(step)) return false
    if (step !== null) seen.add(step)
    return true
  })
}

/** The rung of a ladder that a letter tells of. */
function stepOf({ case: inCase, letter }: AddressedLetter): string | null {
  return letter.rung?.deadlineKey ? `${inCase.caseId}/${letter.rung.deadlineKey}/${letter.kind}` : null
}

/** '3 things for you today: 1 overdue, 2 due soon (Ashfield Primary School)', or '(2 schools)'. */
export function digestSubject(letters: readonly AddressedLetter[]): string {
  const counts = new Map<string, number>()
  for (const { letter } of letters) counts.set(words[letter.kind], (counts.get(words[letter.kind]) ?? 0) + 1)
  const parts = [...counts].map(([word, number]) => `${number} ${word}`)
  return oneLine(`${letters.length} things for you today: ${parts.join(', ')} (${schoolsOf(letters)})`)
}

function schoolsOf(letters: readonly AddressedLetter[]): string {
  const schools = new Set(letters.map((one) => one.case.urn))
  const cases = new Set(letters.map((one) => one.case.caseId))
  const [first] = letters
  return first && (cases.size === 1 || schools.size === 1) ? first.case.schoolName : `${schools.size} schools`
}

/** What a digest's own list says of each letter. */
export const stateOf = ({ letter }: AddressedLetter): string => words[letter.kind]
