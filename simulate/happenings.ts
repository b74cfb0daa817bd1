import { formatLondon } from '../calendar/london.ts'
import type { Records } from '../records/database.ts'

/** Something that happened, as a line of the scenario's output (contract, section 5). */
export interface Happening {
  at: string
  type: string
  [field: string]: unknown
}

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
  return rows.map((row) => ({
    at: formatLondon(row.at.getTime()),
    type: row.type,
    ...(row.case_id.endsWith('-year') && { caseId: row.case_id }),
    ...row.body,
  }))
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
  return sent.map((mail) => {
    const own = letters.filter((letter) => letter.mail_id === mail.id)
    const deadlines = [...new Set(own.flatMap((letter) => letter.deadline ?? []))]
    const rules = [...new Set(own.flatMap((letter) => letter.rule ?? []))]
    const only = own.length === 1 ? own[0] : undefined
    return {
      at: formatLondon(mail.at.getTime()),
      type: 'mail',
      kind: mail.kind,
      to: [...new Set(own.map((letter) => letter.to_role))],
      addresses: [mail.address],
      ...(only?.deadline ? { deadline: only.deadline } : deadlines.length === 1 ? { deadline: deadlines[0] } : {}),
      ...(only?.rule ? { rule: only.rule } : rules.length === 1 ? { rule: rules[0] } : {}),
      ...(deadlines.length > 1 ? { deadlines } : {}),
      subject: mail.subject,
      messageId: mail.message_id,
    }
  })
}
