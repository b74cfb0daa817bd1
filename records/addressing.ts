import type { Letter, Unreached } from '../cases/letters.ts'
import type { CaseCard } from '../cases/record.ts'
import { titleOf } from '../cases/roles.ts'
import type { Contact } from '../notifications/mail.ts'
import { renderMail, type AddressedLetter } from '../notifications/render.ts'
import { editionNamed, type Policies } from '../policies/editions.ts'
import type { Policy } from '../policies/policy.ts'
import { maySeeLevel } from '../policies/secrecy.ts'
import { policyFor } from '../policies/year.ts'
import { addresseesIn, type Addressee } from './addressees.ts'
import type { Records } from './database.ts'
import { openDirectory, type Directory } from './directory.ts'

/** What the writing of mails needs besides the letters. */
export interface Post {
  policies: Policies
  publicUrl: string
  mailFrom: string
  linkKeys: readonly string[]
}

function policyOf(post: Post, { authority, edition, kind }: CaseCard): Policy {
  const policy = editionNamed(post.policies, authority, edition)
  if (!policy) throw new Error(`There is no policy of "${authority}" here`)
  return policyFor(policy, kind)
}

/** The key of a letter to one person. */
export const keyFor = (letter: Letter, person: Addressee): string => `${letter.key}/${person.id}`

type Addressed = Pick<Letter, 'to' | 'at'>

/** A look at everyone whom these letters may go to. */
export async function addressBook(
  records: Records,
  post: Post,
  batch: readonly { card: CaseCard; letters: readonly Addressed[] }[],
): Promise<Directory> {
  return addressBookOf(
    records,
    post,
    batch.flatMap(({ card, letters }) => (letters.length ? card : [])),
  )
}

/** A look at everyone to whom these cases may write. */
export async function addressBookOf(records: Records, post: Post, cards: readonly CaseCard[]): Promise<Directory> {
  return openDirectory(records, {
    roles: [...new Set(cards.flatMap((card) => Object.keys(policyOf(post, card).roles)))],
    schools: cards.map((card) => card.school.urn),
    people: cards.flatMap((card) => Object.values(card.assignments)),
  })
}

/** Those with a mail address who hold the role of a letter on its day, or stand in; empty where it reaches nobody. */
export function reachableIn(book: Directory, post: Post, card: CaseCard, { to, at }: Addressed): Addressee[] {
  const { district, phase, urn } = card.school
  const found = addresseesIn(book, policyOf(post, card), {
    role: to,
    authority: card.authority,
    school: { urn, phase, district },
    assigned: card.assignments[to] ?? null,
    coordinator: card.coordinator,
    on: at.slice(0, 10),
  })
  return found.people.filter((person) => person.email)
}

/** Whether the mail names the school's single point of contact: where the policy has one, and the reader is of the school (DU-2). */
export function namesContact(post: Post, card: CaseCard, { to }: Pick<Letter, 'to'>): boolean {
  const policy = policyOf(post, card)
  return policy.contact !== undefined && (policy.roles[to]?.school ?? false)
}

/** The school's single point of contact as of a letter's day, or who stands in; `null` where the policy has none or nobody holds the role. */
export function contactIn(book: Directory, post: Post, card: CaseCard, letter: Addressed): Contact | null {
  if (!namesContact(post, card, letter)) return null
  const policy = policyOf(post, card)
  const role = policy.contact ?? ''
  const [found] = reachableIn(book, post, card, { to: role, at: letter.at })
  if (!found) return null
  const { name, email, standsInFor } = found
  return { name, address: email, title: titleOf(policy, role), standsInFor: standsInFor?.name ?? null }
}

/** A letter to a school whose single point of contact is nobody: it goes all the same, and the administrator hears of it (DU-2). */
export function withoutContact(post: Post, card: CaseCard, letter: Letter): Unreached {
  const role = policyOf(post, card).contact ?? ''
  const detail = 'no holder with a mail address is on record'
  return { letterKey: letter.key, to: role, why: 'nobody is the contact', detail, address: null }
}

/** A letter that reaches nobody: what goes by post with its words, for the administrator to print (LAW-4, LAW-9). */
export function unreachedOf(post: Post, card: CaseCard, letter: Letter): Unreached {
  const detail = letter.byPost ? paperCopy(post, card, letter) : 'no holder with a mail address is on record'
  return { letterKey: letter.key, to: letter.to, why: 'nobody holds the role', detail, address: null }
}

function paperCopy(post: Post, card: CaseCard, letter: Letter): string {
  const name = titleOf(policyOf(post, card), letter.to)
  return renderMail([addressedTo(post, card, letter, { key: letter.key, name, address: '', standsInFor: null })], post)
    .text
}

interface Envelope {
  key: string
  name: string
  address: string
  /** The name of the holder who is away. */
  standsInFor: string | null
  contact?: Contact | null
}

const nameOfLevel = (policy: Policy, id: string): string => policy.levels.find((level) => level.id === id)?.name ?? id

/** A letter to a role that may not know the level says nothing of it, nor of a letter that spoke of it and did not arrive (DA-4). */
function discreet(policy: Policy, letter: Letter): Letter {
  if (maySeeLevel(policy, letter.to)) return letter
  const { level: _, ...facts } = letter.facts
  if (letter.letter !== 'unreached') return { ...letter, facts }
  return { ...letter, deadline: null, rule: null, facts: { ...facts, letter: '', about: 'what only some may know' } }
}

/** A letter to one person, ready for its mail. */
export function addressedTo(post: Post, card: CaseCard, letter: Letter, envelope: Envelope): AddressedLetter {
  const policy = policyOf(post, card)
  return {
    letter: { ...discreet(policy, letter), key: envelope.key },
    policy,
    case: {
      caseId: card.caseId,
      authority: card.authority,
      authorityName: policy.name,
      schoolName: card.school.name,
      urn: card.school.urn,
      level: maySeeLevel(policy, letter.to) ? nameOfLevel(policy, card.level) : '',
      district: card.school.district,
    },
    recipient: {
      name: envelope.name,
      address: envelope.address,
      role: letter.to,
      roleTitle: policy.roles[letter.to]?.title ?? letter.to,
    },
    standsInFor: envelope.standsInFor ? { name: envelope.standsInFor } : null,
    contact: envelope.contact ?? null,
  }
}
