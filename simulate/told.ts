import type { Letter } from '../cases/letters.ts'
import type { Records } from '../records/database.ts'

/** One thing that a mail speaks of. */
export interface About {
  title: string
  due: string | null
  /** Working days from the due day to the rung that the mail belongs to; `null` where it is no rung. */
  offset: number | null
}

/** What a mail was about, who read it, and in whose place. */
export interface Told {
  about: About[]
  reader: string | null
  standsInFor: string | null
}

/** What every mail was about, by its Message-ID. */
export async function toldIn(records: Records): Promise<Map<string, Told>> {
  const rows = await records
    .selectFrom('letters')
    .innerJoin('mails', 'mails.id', 'letters.mail_id')
    .select(['mails.message_id', 'letters.body', 'letters.person', 'letters.stands_in_for'])
    .orderBy('letters.key')
    .execute()
  const told = new Map<string, Told>()
  for (const row of rows) {
    const { letter } = row.body as unknown as { letter: Letter }
    const about = [...(told.get(row.message_id)?.about ?? []), ...aboutOf(letter)]
    told.set(row.message_id, { about, reader: row.person, standsInFor: row.stands_in_for })
  }
  return told
}

/** What a letter speaks of. */
export function aboutOf(letter: Letter): About[] {
  return letter.deadlines.map(({ title, due }) => ({ title, due, offset: letter.rung?.offset ?? null }))
}
