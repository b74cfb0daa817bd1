import { addDays, type Day } from '../calendar/day.ts'
import { londonDay } from '../calendar/london.ts'
import type { Letter } from '../cases/letters.ts'
import type { CaseCard } from '../cases/record.ts'
import { idIn, isSigned, linkIdOf } from '../notifications/link.ts'
import { addressBook, reachableIn, type Post } from './addressing.ts'
import type { Records } from './database.ts'
import { holdersOf } from './directory.ts'
import { sealerOf } from './sealing.ts'

/** The letter of a link, as it stands on record: to whom it went, for what. */
export interface LinkedLetter {
  key: string
  caseId: string
  role: string
  personId: string
  person: string
  /** The name of whoever was away, where the person stands in. */
  standsInFor: string | null
  address: string
  at: Date
  subject: string | null
  sentAt: Date | null
  letter: Letter
  card: CaseCard
}

/** Why a link of ours opens nothing any more. */
export type LinkEnd =
  | { why: 'revoked'; at: Date }
  /** Its person no longer holds the role, or has another address. */
  | { why: 'another-holder' }
  /** All that its letter asked for has been done, or is no longer owed. */
  | { why: 'deadline'; at: Date }
  | { why: 'time'; on: Day }

export interface OpenedLink {
  linked: LinkedLetter
  end: LinkEnd | null
}

interface Opening {
  today: Day
  /** Days after the letter, or after the last day it speaks of, for which a link works at the most. */
  days: number
}

/** What a link opens; undefined where it is not one of ours, or where its letter is not on record as the link says. */
export async function openLink(
  records: Records,
  post: Post,
  token: string,
  opening: Opening,
): Promise<OpenedLink | undefined> {
  const linked = await letterOf(records, token)
  if (!linked || !isSigned(token, boundOf(linked), post.linkKeys)) return undefined
  return { linked, end: await endOf(records, post, linked, opening) }
}

const boundOf = ({ key, caseId, role, address, letter }: LinkedLetter) => ({
  key,
  caseId,
  role,
  address,
  deadlineKey: letter.deadlines[0]?.key ?? null,
})

async function letterOf(records: Records, token: string): Promise<LinkedLetter | undefined> {
  const id = idIn(token)
  if (!id) return undefined
  const row = await records
    .selectFrom('letters')
    .leftJoin('mails', 'mails.id', 'letters.mail_id')
    .selectAll('letters')
    .select(['mails.subject', 'mails.sent_at'])
    .where('letters.link', '=', id)
    .executeTakeFirst()
  if (!row?.address) return undefined
  const { letter, card } = row.body as unknown as { letter: Letter; card: CaseCard }
  return {
    key: row.key,
    caseId: row.case_id,
    role: row.to_role,
    personId: row.key.slice(row.key.lastIndexOf('/') + 1),
    person: row.person ?? '',
    standsInFor: row.stands_in_for,
    address: row.address,
    at: row.at,
    subject: row.subject,
    sentAt: row.sent_at,
    letter,
    card,
  }
}

async function endOf(
  records: Records,
  post: Post,
  linked: LinkedLetter,
  { today, days }: Opening,
): Promise<LinkEnd | null> {
  const revoked = await records
    .selectFrom('revoked_links')
    .select('at')
    .where('link', '=', linkIdOf(linked.key))
    .executeTakeFirst()
  if (revoked) return { why: 'revoked', at: revoked.at }
  if (!(await isStillTheirs(records, post, linked, today))) return { why: 'another-holder' }
  const deadlines = await deadlinesOfLetter(records, linked)
  const ends = deadlines.flatMap((one) => one.ended_at ?? [])
  if (deadlines.length && ends.length === deadlines.length)
    return { why: 'deadline', at: ends.reduce((a, b) => (a > b ? a : b)) }
  const last = [londonDay(linked.at.getTime()), ...deadlines.flatMap((one) => one.due ?? [])].sort().at(-1) ?? today
  const on = addDays(last, days)
  return on < today ? { why: 'time', on } : null
}

/** Whether the person holds the role today, or is written to for it, and at the same address. */
async function isStillTheirs(records: Records, post: Post, linked: LinkedLetter, on: Day): Promise<boolean> {
  const { card, role, personId, address } = linked
  const addressed = { to: role, at: on }
  const book = await addressBook(records, post, [{ card, letters: [addressed] }])
  const holders = await holdersOf(records, {
    authority: card.authority,
    role,
    school: card.school.urn,
    district: card.school.district,
    assignedPersonId: card.assignments[role],
    on,
  })
  return [...holders, ...reachableIn(book, post, card, addressed)].some(
    (one) => one.id === personId && one.email.toLowerCase() === address.toLowerCase(),
  )
}

/** What the letter speaks of, as it stands now. */
export async function deadlinesOfLetter(records: Records, { caseId, letter }: Pick<LinkedLetter, 'caseId' | 'letter'>) {
  const seal = sealerOf(records, caseId)
  const keys = letter.deadlines.map((one) => seal.name(one.key))
  if (!keys.length) return []
  return records
    .selectFrom('deadlines')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('key', 'in', keys)
    .orderBy('due', (order) => order.asc().nullsLast())
    .orderBy('key')
    .execute()
}

interface Revocation {
  caseId: string
  address: string
  reason: string
  by: { role: string; personId: string | null }
}

/** Ends every link that was sent to an address in a case, for good; what is written to it later has links of its own. The number of those ended now. */
export async function revokeLinks(records: Records, { caseId, address, reason, by }: Revocation): Promise<number> {
  const result = await records
    .insertInto('revoked_links')
    .columns(['link', 'by_role', 'by_person', 'reason'])
    .expression((from) =>
      from
        .selectFrom('letters')
        .select(({ ref, val }) => [
          ref('letters.link').$notNull().as('link'),
          val(by.role).as('by_role'),
          val(by.personId).as('by_person'),
          val(reason).as('reason'),
        ])
        .where('case_id', '=', caseId)
        .where('link', 'is not', null)
        .where(({ fn, eb }) => eb(fn('lower', ['letters.address']), '=', address.toLowerCase())),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0)
}
