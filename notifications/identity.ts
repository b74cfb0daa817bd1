import { createHash } from 'node:crypto'
import type { AddressedLetter } from './mail.ts'
import { oneLine } from './plain.ts'

/** The address inside 'Name <address>'. */
export const bareAddress = (mailFrom: string): string => oneLine(/<([^<>]+)>/.exec(mailFrom)?.[1] ?? mailFrom)

const domainOf = (mailFrom: string): string =>
  /@([a-z0-9][a-z0-9.-]*)$/i.exec(bareAddress(mailFrom))?.[1]?.toLowerCase() ?? 'interventions.invalid'

/** Derived from what the mail is about and to whom, so that a repeat is the same message; two people may share a mailbox. */
export function messageIdOf(letters: readonly AddressedLetter[], mailFrom: string): string {
  const keys = letters.map((one) => one.letter.key).sort()
  const { name = '', address = '' } = letters[0]?.recipient ?? {}
  const digest = createHash('sha256')
    .update(JSON.stringify([...keys, name, address.toLowerCase()]))
    .digest('hex')
  return `<${digest.slice(0, 40)}@${domainOf(mailFrom)}>`
}

/** The headers that other programs sort by; one that would be empty is left out. A letter about several deadlines names each. */
export function headersOf(letters: readonly AddressedLetter[], kind: string): Record<string, string> {
  const joined = (values: string[]) => oneLine([...new Set(values)].join(', '), 900)
  const headers = {
    'X-Case-Id': joined(letters.map((one) => one.case.caseId)),
    'X-Deadline': joined(letters.flatMap(({ letter }) => letter.deadline ?? letter.deadlines.map((one) => one.id))),
    'X-Rule': joined(letters.flatMap(({ letter }) => letter.rule ?? letter.deadlines.map((one) => one.rule))),
    'X-Kind': kind,
    'Reply-To': joined(letters.flatMap(({ contact }) => contact?.address ?? [])),
  }
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''))
}
