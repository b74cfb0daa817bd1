import type { lettersFor } from '../../api/routes/notifications.ts'
import { formatDay } from '../../calendar/day.ts'
import { titleOf } from '../../cases/roles.ts'
import type { Policy } from '../../policies/policy.ts'

type Letter = Awaited<ReturnType<typeof lettersFor>>['items'][number]

/** What became of a letter, for a tag. */
const became: Record<string, { text: string; colour: string }> = {
  writing: { text: 'Being written', colour: 'grey' },
  gathering: { text: 'Gathering', colour: 'grey' },
  mailed: { text: 'Being sent', colour: 'blue' },
  waiting: { text: 'Waiting to be sent', colour: 'yellow' },
  sent: { text: 'Sent', colour: 'green' },
  refused: { text: 'Refused by the mail server', colour: 'red' },
  'by post': { text: 'By post', colour: 'blue' },
  nobody: { text: 'Reached nobody', colour: 'red' },
}

/** A letter as its row says it: to whom, about what, and what became of it. */
export const letterShown = (policy: Policy, letter: Letter) => ({
  key: letter.key,
  subject: letter.subject ?? letter.letter.replaceAll('-', ' '),
  kind: letter.kind,
  to: titleOf(policy, letter.to),
  person: letter.person,
  standsInFor: letter.standsInFor,
  address: letter.address,
  on: formatDay(letter.at.slice(0, 10)),
  at: letter.at.slice(11, 16),
  sent: letter.sentAt && `${formatDay(letter.sentAt.slice(0, 10))} at ${letter.sentAt.slice(11, 16)}`,
  became: became[letter.status] ?? { text: letter.status, colour: 'grey' },
  error: letter.error,
  statutory: letter.statutory,
})
