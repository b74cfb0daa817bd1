import { sql, type Transaction } from 'kysely'
import type { Letter, Unreached } from '../cases/letters.ts'
import type { CaseCard } from '../cases/record.ts'
import type { Contact } from '../notifications/mail.ts'
import { linkIdOf } from '../notifications/link.ts'
import { renderMail } from '../notifications/render.ts'
import type { Addressee } from './addressees.ts'
import {
  addressBook,
  addressedTo,
  contactIn,
  keyFor,
  namesContact,
  reachableIn,
  unreachedOf,
  withoutContact,
  type Post,
} from './addressing.ts'
import type { Directory } from './directory.ts'
import { leaseEnds, type WaitingMail } from './outbox.ts'
import { letterKeyOnRecord, sealerOf } from './sealing.ts'
import type { Tables } from './tables.ts'

type Trx = Transaction<Tables>

/** Letters of one case to be written. */
export interface ToWrite {
  card: CaseCard
  letters: Letter[]
  /** Whoever has them written sends their mails, and until then nobody else does. */
  leased: boolean
}

export interface WrittenLetters {
  /** The keys of the rows that go out as mails, in this batch or when what else there is has been gathered. */
  keys: string[]
  unreached: Unreached[]
}

/** The mail of one letter, leased to whoever had it written. */
export interface LeasedMail extends WaitingMail {
  letter: Letter
}

interface Row {
  key: string
  card: CaseCard
  letter: Letter
  person: Addressee | null
  contact: Contact | null
  leased: boolean
}

/**
 * Looks up who holds each role now and writes a letter for each; those that need not wait become mails at once. A repeat writes
 * nothing, and leases nothing.
 */
export async function writeLetters(
  trx: Trx,
  post: Post,
  batch: readonly ToWrite[],
): Promise<(WrittenLetters & { mails: LeasedMail[] })[]> {
  const book = await addressBook(trx, post, batch)
  const addressed = batch.map((one) => ({ ...one, rows: rowsOf(book, post, one) }))
  const rows = addressed.flatMap((one) => one.rows)
  const fresh = await insertLetters(trx, rows)
  const mails = await insertMails(
    trx,
    post,
    rows.filter((row) => row.person && !row.letter.gather && fresh.delete(row.key)),
  )
  return addressed.map((one) => ({
    keys: one.rows.flatMap((row) => (row.person ? row.key : [])),
    unreached: unreachedAmong(post, one.rows),
    mails: one.rows.flatMap((row) => (row.leased ? (mails.get(row) ?? []) : [])),
  }))
}

function rowsOf(book: Directory, post: Post, { card, letters, leased }: ToWrite): Row[] {
  return letters.flatMap((letter): Row[] => {
    const reachable = reachableIn(book, post, card, letter)
    if (!reachable.length) return [{ key: `${letter.key}/nobody`, card, letter, person: null, contact: null, leased }]
    const contact = contactIn(book, post, card, letter)
    return reachable.map((person) => ({ key: keyFor(letter, person), card, letter, person, contact, leased }))
  })
}

function unreachedAmong(post: Post, rows: readonly Row[]): Unreached[] {
  return rows.flatMap(({ person, contact, card, letter }) => {
    if (!person) return unreachedOf(post, card, letter)
    return contact || !namesContact(post, card, letter) ? [] : withoutContact(post, card, letter)
  })
}

/** The keys of those that were not on record before. */
async function insertLetters(trx: Trx, rows: readonly Row[]): Promise<Set<string>> {
  if (!rows.length) return new Set()
  const sealed = rows.map((row) => ({ ...row, seal: sealerOf(trx, row.card.caseId) }))
  const inserted = await trx
    .insertInto('letters')
    .values(
      sealed.map(({ key, card, letter, person, seal }) => ({
        key: letterKeyOnRecord(trx, key),
        case_id: card.caseId,
        entry: letter.entry,
        letter: seal.text(letter.letter),
        kind: letter.kind,
        to_role: letter.to,
        person: person?.name ?? null,
        stands_in_for: person?.standsInFor?.name ?? null,
        address: person?.email ?? null,
        at: letter.at,
        deadline: seal.text(letter.deadline),
        deadline_key: seal.text(letter.deadlines[0]?.key ?? null),
        rule: seal.text(letter.rule),
        statutory: letter.statutory,
        status: person ? (letter.gather ? 'gathering' : 'mailed') : letter.byPost ? 'by post' : 'nobody',
        body: seal.json({ letter, card }),
        link: person ? linkIdOf(key) : null,
      })),
    )
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .execute()
  return new Set(inserted.map((row) => row.key))
}

/** Puts letters into mails of their own, which wait to be sent or are leased for that already. */
async function insertMails(trx: Trx, post: Post, rows: readonly Row[]): Promise<Map<Row, LeasedMail>> {
  if (!rows.length) return new Map()
  const made = rows.map((row) => ({ row, mail: mailOf(post, row), seal: sealerOf(trx, row.card.caseId) }))
  const inserted = await trx
    .insertInto('mails')
    .values(
      made.map(({ row: { card, letter, person, leased }, mail, seal }) => ({
        message_id: mail.messageId,
        case_id: card.caseId,
        kind: mail.kind,
        address: person?.email ?? '',
        at: letter.at,
        subject: seal.text(mail.subject),
        text: seal.text(mail.text),
        html: seal.text(mail.html),
        ics: seal.text(mail.ics),
        headers: seal.json(mail.headers),
        ...(leased ? { attempts: 1, leased_until: leaseEnds } : { attempts: 0, leased_until: null }),
      })),
    )
    .returning(['id', 'message_id'])
    .execute()
  const ids = new Map(inserted.map((row) => [row.message_id, row.id]))
  const mailed = made.map(({ row, mail }) => ({ row, mail, id: ids.get(mail.messageId) ?? 0 }))
  await sql`
    update letters set mail_id = mailed.id
    from unnest(${mailed.map((one) => letterKeyOnRecord(trx, one.row.key))}::text[], ${mailed.map((one) => one.id)}::bigint[]) as mailed (key, id)
    where letters.key = mailed.key`.execute(trx)
  return new Map(
    mailed.map(({ row, mail, id }) => [row, { ...mail, id, address: row.person?.email ?? '', letter: row.letter }]),
  )
}

function mailOf(post: Post, { key, card, letter, person, contact }: Row) {
  const envelope = {
    key,
    name: person?.name ?? '',
    address: person?.email ?? '',
    standsInFor: person?.standsInFor?.name ?? null,
    contact,
  }
  return renderMail([addressedTo(post, card, letter, envelope)], post)
}
