import type { CaseEvent } from '../cases/events.ts'
import type { Records } from '../records/database.ts'
import { entryHappening, mailHappening, type Happening } from '../records/happening.ts'

export type { Happening } from '../records/happening.ts'

/** What is on record: the case file's entries and the mails that went out, with the refused steps, in order of time. */
export async function happened(records: Records, refused: Happening[], until: number): Promise<Happening[]> {
  const all = [
    ...refused.map((one) => ({ one, order: 0 })),
    ...(await entries(records)).map((one) => ({ one, order: 1 })),
    ...(await mails(records)).map((one) => ({ one, order: 2 })),
  ]
  return all
    .map((each, index) => ({ ...each, index }))
    .filter(({ one }) => Date.parse(one.at) <= until)
    .sort((a, b) => Date.parse(a.one.at) - Date.parse(b.one.at) || a.order - b.order || a.index - b.index)
    .map(({ one }) => one)
}

async function entries(records: Records): Promise<Happening[]> {
  const rows = await records.selectFrom('case_file').selectAll().orderBy('case_id').orderBy('seq').execute()
  return rows.map(({ case_id: caseId, seq, at, type, body }) => {
    const ofYear = caseId.endsWith('-year') ? { caseId } : {}
    return entryHappening({ ...ofYear, ...body, seq, at: at.toISOString(), type: type as CaseEvent['type'] })
  })
}

async function mails(records: Records): Promise<Happening[]> {
  const sent = await records
    .selectFrom('mails')
    .selectAll()
    .where('status', '=', 'sent')
    .orderBy('at')
    .orderBy('id')
    .execute()
  const letters = await records
    .selectFrom('letters')
    .selectAll()
    .where('mail_id', 'is not', null)
    .orderBy('key')
    .execute()
  return sent.map(({ id, at, kind, address, subject, message_id: messageId }) => {
    const own = letters.filter((letter) => letter.mail_id === id)
    const carried = own.map(({ to_role: to, deadline, rule }) => ({ to, deadline, rule }))
    return mailHappening({ at: at.toISOString(), kind, address, subject, messageId }, carried)
  })
}
