import { formatLondon } from '../calendar/london.ts'
import type { CaseEvent } from '../cases/events.ts'

/** Something that happens, as a line of a scenario's output (contract, section 5). */
export interface Happening {
  /** The nominal moment, in London's time with its offset. */
  at: string
  type: string
  [field: string]: unknown
}

/** An entry of the case file as a line. */
export function entryHappening(entry: CaseEvent): Happening {
  const { seq: _, at, type, ...body } = entry
  return { at: formatLondon(Date.parse(at)), type, ...body }
}

interface SentMail {
  at: string
  kind: string
  address: string
  subject: string
  messageId: string
}

interface CarriedLetter {
  to: string
  deadline: string | null
  rule: string | null
}

/** A mail as a line; what it is about where its letters are about one thing. */
export function mailHappening({ at, address, ...mail }: SentMail, letters: readonly CarriedLetter[]): Happening {
  const deadlines = [...new Set(letters.flatMap((letter) => letter.deadline ?? []))]
  const rules = [...new Set(letters.flatMap((letter) => letter.rule ?? []))]
  return {
    at: formatLondon(Date.parse(at)),
    type: 'mail',
    kind: mail.kind,
    to: [...new Set(letters.map((letter) => letter.to))],
    addresses: [address],
    ...(deadlines.length === 1 ? { deadline: deadlines[0] } : {}),
    ...(rules.length === 1 ? { rule: rules[0] } : {}),
    ...(deadlines.length > 1 ? { deadlines } : {}),
    subject: mail.subject,
    messageId: mail.messageId,
  }
}
