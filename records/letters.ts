import type { Transaction } from 'kysely'
import type { Letter, Unreached } from '../cases/letters.ts'
import type { CaseCard } from '../cases/record.ts'
import { renderMail, type AddressedLetter } from '../notifications/render.ts'
import { addressBookOf, addressedTo, contactIn, namesContact, type Post } from './addressing.ts'
import type { Contact } from '../notifications/mail.ts'
import type { Records } from './database.ts'
import { letterKeyOnRecord, sealerOfAny } from './sealing.ts'
import type { Tables } from './tables.ts'

export type { Post } from './addressing.ts'

type Trx = Transaction<Tables>

/** Puts the letters, all to one person, into one mail that waits to be sent. Those that are in a mail already stay there. */
export async function mailLetters(trx: Trx, post: Post, keys: string[]): Promise<void> {
  const rows = await trx
    .selectFrom('letters')
    .selectAll()
    .where('key', 'in', onRecord(trx, keys))
    .where('mail_id', 'is', null)
    .orderBy('key')
    .execute()
  const first = rows[0]
  if (!first?.address) return
  const contacts = await contactsOf(trx, post, rows)
  const seal = sealerOfAny(
    trx,
    rows.map((row) => row.case_id),
  )
  const mail = renderMail(
    rows.map((row) => addressedLetter(post, row, contacts.get(row.key))),
    post,
  )
  const inserted = await trx
    .insertInto('mails')
    .values({
      message_id: mail.messageId,
      case_id: first.case_id,
      kind: mail.kind,
      address: first.address,
      at: first.at,
      subject: seal.text(mail.subject),
      text: seal.text(mail.text),
      html: seal.text(mail.html),
      ics: seal.text(mail.ics),
      headers: seal.json(mail.headers),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await trx
    .updateTable('letters')
    .set({ mail_id: inserted.id, status: 'mailed' })
    .where(
      'key',
      'in',
      onRecord(
        trx,
        rows.map((row) => row.key),
      ),
    )
    .execute()
}

/** The schools' points of contact as they are now, by the key of the letter that names one (DU-2). */
async function contactsOf(trx: Trx, post: Post, rows: readonly LetterRow[]): Promise<Map<string, Contact | null>> {
  const naming = rows
    .map((row) => ({ key: row.key, ...bodyOf(row) }))
    .filter(({ card, letter }) => namesContact(post, card, letter))
  if (!naming.length) return new Map()
  const book = await addressBookOf(
    trx,
    post,
    naming.map(({ card }) => card),
  )
  return new Map(naming.map(({ key, card, letter }) => [key, contactIn(book, post, card, letter)]))
}

const bodyOf = ({ body }: LetterRow) => body as unknown as { letter: Letter; card: CaseCard }
const onRecord = (records: Records, keys: string[]): string[] => keys.map((key) => letterKeyOnRecord(records, key))

interface LetterRow {
  key: string
  person: string | null
  stands_in_for: string | null
  address: string | null
  body: Record<string, unknown>
}

/** A letter on record, to the person it was written to. */
export function addressedLetter(post: Post, row: LetterRow, contact?: Contact | null): AddressedLetter {
  const { letter, card } = bodyOf(row)
  return addressedTo(post, card, letter, {
    key: row.key,
    name: row.person ?? '',
    address: row.address ?? '',
    standsInFor: row.stands_in_for,
    contact: contact ?? null,
  })
}

/** Of letters that were gathering, everything that goes to the same people at the same moment becomes one mail a person. */
export async function mailGathered(trx: Trx, post: Post, keys: string[]): Promise<void> {
  const own = await trx
    .selectFrom('letters')
    .select(['address', 'at'])
    .distinct()
    .orderBy('address')
    .orderBy('at')
    .where('key', 'in', onRecord(trx, keys))
    .where('status', '=', 'gathering')
    .execute()
  for (const { address, at } of own) {
    const together = await trx
      .selectFrom('letters')
      .select('key')
      .where('status', '=', 'gathering')
      .where('address', '=', address)
      .where('at', '=', at)
      .orderBy('key')
      .forUpdate()
      .execute()
    if (together.length)
      await mailLetters(
        trx,
        post,
        together.map((one) => one.key),
      )
  }
}

/** Those of the letters that the mail server refused for good: for each of the lists its own. */
export async function refusedLetters(records: Records, lists: readonly string[][]): Promise<Unreached[][]> {
  const rows = await records
    .selectFrom('letters')
    .innerJoin('mails', 'mails.id', 'letters.mail_id')
    .select(['letters.key', 'letters.body', 'letters.address', 'mails.error', 'letters.to_role'])
    .where('letters.key', 'in', onRecord(records, lists.flat()))
    .where('mails.status', '=', 'refused')
    .execute()
  // What is read is opened: the keys as they were asked for
  return lists.map((keys) =>
    rows
      .filter((row) => keys.includes(row.key))
      .map((row) => ({
        letterKey: (row.body as unknown as { letter: Letter }).letter.key,
        to: row.to_role,
        why: 'refused by the mail server',
        detail: row.error ?? '',
        address: row.address,
      })),
  )
}

/** The letters of a case that were written and have not gone out. */
export async function unsentLetters(trx: Trx, caseId: string): Promise<{ letters: Letter[]; keys: string[] }> {
  const rows = await trx
    .selectFrom('letters')
    .leftJoin('mails', 'mails.id', 'letters.mail_id')
    .select(['letters.key', 'letters.body'])
    .where('letters.case_id', '=', caseId)
    .where((where) => where.or([where('letters.status', '=', 'gathering'), where('mails.status', '=', 'waiting')]))
    .execute()
  return {
    keys: rows.map((row) => row.key),
    letters: rows.map((row) => (row.body as unknown as { letter: Letter }).letter),
  }
}
