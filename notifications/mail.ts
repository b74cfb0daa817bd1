import type { Letter, MailKind } from '../cases/letters.ts'
import type { Policy } from '../policies/policy.ts'

/** The case as a mail speaks of it; `level` is its name, empty where it is not to be told. */
export interface CaseFacts {
  caseId: string
  authority: string
  authorityName: string
  schoolName: string
  urn: string
  level: string
  district: string | null
}

/** The person the mail goes to, and the role they have it for. */
export interface Recipient {
  name: string
  address: string
  role: string
  roleTitle: string
}

/** The school's single point of contact at the authority: named in its mails, and the replies go to them (DU-2). */
export interface Contact {
  name: string
  address: string
  title: string
  /** The name of the holder who is away. */
  standsInFor: string | null
}

/** A letter once its person is known; `standsInFor` names the holder of the role who is away. */
export interface AddressedLetter {
  letter: Letter
  case: CaseFacts
  policy: Policy
  recipient: Recipient
  standsInFor: { name: string } | null
  contact?: Contact | null
}

/** Where the links lead and whom the mails come from. */
export interface Sender {
  publicUrl: string
  mailFrom: string
  /** The keys that sign links, the first for new ones. */
  linkKeys: readonly string[]
}

/** One mail for one person, ready to be written to the outbox. */
export interface Mail {
  kind: MailKind
  subject: string
  text: string
  html: string
  /** A calendar of the deadlines it speaks of. */
  ics: string | null
  headers: Record<string, string>
  messageId: string
}
