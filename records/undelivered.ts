import type { Records } from './database.ts'
import { within, type Scope } from './reading.ts'

/** How many mails of cases within a scope wait for the mail server, and how many it has refused for good. */
export async function countUndelivered(records: Records, scope: Scope): Promise<{ waiting: number; refused: number }> {
  const count = async (status: string) => {
    const row = await within(records.selectFrom('cases'), scope)
      .innerJoin('mails', 'mails.case_id', 'cases.id')
      .where('mails.status', '=', status)
      .select((mails) => mails.fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow()
    return Number(row.count)
  }
  const [waiting, refused] = await Promise.all([count('waiting'), count('refused')])
  return { waiting, refused }
}
