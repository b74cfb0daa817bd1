import type { CaseEvent } from '../cases/events.ts'
import type { Records } from '../records/database.ts'
import { entryHappening, mailHappening, type Happening } from '../records/happening.ts'

export type { Happening } from '../records/happening.ts'

/** A refused step, and how many steps of its moment were taken before it. */
export interface Refused {
  happening: Happening
  after: number
}

/** What is on record: the case file's entries and the mails that went out, with the refused steps, in order of time. */
export async function happened(records: Records, refused: Refused[], until: number): Promise<Happening[]> {
  return inOrder(refused, await entries(records), await mails(records)).filter(({ at }) => Date.parse(at) <= until)
}

/** In order of time; at one moment the steps as they were given, each with what it brought, and then the mails. */
export function inOrder(refused: Refused[], entered: Happening[], sent: Happening[]): Happening[] {
  return [
    ...refused.map(({ happening: one, after }) => ({ one, order: after + 0.25 })),
    ...afterTheirStep(entered),
    ...sent.map((one) => ({ one, order: Infinity })),
  ]
    .map((each, index) => ({ ...each, index, at: Date.parse(each.one.at) }))
    .sort((a, b) => a.at - b.at || (a.order < b.order ? -1 : a.order > b.order ? 1 : a.index - b.index))
    .map(({ one }) => one)
}

/** Entries are numbered by the command of their moment that they follow; what no command has brought comes after a step refused first. */
function afterTheirStep(entered: Happening[]): { one: Happening; order: number }[] {
  const given = new Map<string, number>()
  return entered.map((one) => {
    const before = given.get(one.at) ?? 0
    const order = one.type === 'command' ? before + 1 : before || 0.5
    if (one.type === 'command') given.set(one.at, order)
    return { one, order }
  })
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
  return sent.map(({ id, at, kind, address, subject, message_id: messageId, headers }) => {
    const own = letters.filter((letter) => letter.mail_id === id)
    const carried = own.map(({ to_role: to, deadline, rule }) => ({ to, deadline, rule }))
    const replyTo = headers['Reply-To']
    const mail = mailHappening({ at: at.toISOString(), kind, address, subject, messageId }, carried)
    return replyTo ? { ...mail, replyTo } : mail
  })
}
