import { renderMail } from '../notifications/render.ts'
import type { Records } from './database.ts'
import { addressedLetter, type Post } from './letters.ts'
import { letterKeyOnRecord } from './sealing.ts'

/** A link of the reader's own opens the case to whoever has it: nobody else is shown it. */
const ownLink = /\/l\/[\w.~-]+/g

/** The text of a letter as its reader has it, less their own links; null where it is not written out yet. */
export async function letterText(records: Records, post: Post, key: string): Promise<string | null> {
  const row = await records
    .selectFrom('letters')
    .leftJoin('mails', 'mails.id', 'letters.mail_id')
    .selectAll('letters')
    .select('mails.text')
    .where('letters.key', '=', letterKeyOnRecord(records, key))
    .executeTakeFirst()
  if (!row) return null
  const text = row.text ?? renderMail([addressedLetter(post, row)], post).text
  return text.replace(ownLink, '/l/…')
}
