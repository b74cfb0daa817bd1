import type { Letter } from '../cases/letters.ts'
import { announceMail } from '../notifications/render.ts'
import type { Post } from './addressing.ts'
import { aboutOf } from './announced-mails.ts'
import type { Records } from './database.ts'
import { mailHappening, type Happening } from './happening.ts'
import { addressedLetter } from './letters.ts'

/** The keys of the letters of a case that have been written, whoever has them. */
export async function writtenLetterKeys(records: Records, caseId: string): Promise<Set<string>> {
  const rows = await records.selectFrom('letters').select('key').where('case_id', '=', caseId).execute()
  return new Set(rows.map(({ key }) => key.slice(0, key.lastIndexOf('/'))))
}

/** What is written and has not gone out: mails that the mail server has not taken, letters that gather. */
export async function waitingMails(records: Records, post: Post, caseId: string): Promise<Happening[]> {
  const letters = await records
    .selectFrom('letters')
    .leftJoin('mails', 'mails.id', 'letters.mail_id')
    .selectAll('letters')
    .select(['mails.kind as mail_kind', 'mails.subject', 'mails.message_id'])
    .where('letters.case_id', '=', caseId)
    .where((where) => where.or([where('letters.status', '=', 'gathering'), where('mails.status', '=', 'waiting')]))
    .orderBy('letters.at')
    .orderBy('letters.key')
    .execute()
  const together = Map.groupBy(letters, (one) => one.mail_id ?? `${one.address} ${one.at.toISOString()}`)
  return [...together.values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const { mail_kind: kind, subject, message_id: messageId } = first
    const announced =
      kind && subject && messageId
        ? { kind, subject, messageId }
        : announceMail(
            own.map((row) => addressedLetter(post, row)),
            post,
          )
    const carried = own.map(({ to_role: to, deadline, rule }) => ({ to, deadline, rule }))
    return {
      ...mailHappening({ at: first.at.toISOString(), address: first.address ?? '', ...announced }, carried),
      person: first.person ?? '',
      ...(first.stands_in_for ? { standsInFor: first.stands_in_for } : {}),
      about: own.map((row) => aboutOf((row.body as unknown as { letter: Letter }).letter)),
    }
  })
}
