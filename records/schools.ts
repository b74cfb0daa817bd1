import type { Day } from '../calendar/day.ts'
import { londonDay } from '../calendar/london.ts'
import type { Records } from './database.ts'
import { endAndGive, headOf, type Contact } from './school-contacts.ts'

export type { Contact } from './school-contacts.ts'
export { mustKnowSchool, replaceSchool } from './successor.ts'

export interface School {
  urn: string
  name: string
  authority: string | null
  phase: string
  district: string | null
  denomination: string | null
  /** `open`, `closed` or `proposed`. */
  status: string
  /** The URN that took this one's place (LAW-16). */
  successor: string | null
  headteacher: Contact | null
  chairOfGovernors: Contact | null
}

/** What is put in of a school. A contact that is left out stays as it is; `null` ends it. */
export type SchoolToPut = Omit<School, 'status' | 'successor' | 'headteacher' | 'chairOfGovernors'> &
  Partial<Pick<School, 'headteacher' | 'chairOfGovernors'>>

const today = (): Day => londonDay(Date.now())

/** The school of a URN with whoever leads it on that day; `null` where it is not on record. */
export async function getSchool(records: Records, urn: string, on: Day = today()): Promise<School | null> {
  const [school] = await schoolsOf(records, [urn], on)
  return school ?? null
}

/** The schools of these URNs, ordered by URN. */
async function schoolsOf(records: Records, urns: string[], on: Day): Promise<School[]> {
  if (urns.length === 0) return []
  const rows = await records.selectFrom('schools').selectAll().where('urn', 'in', urns).orderBy('urn').execute()
  const contacts = await headOf(records, urns, on)
  return rows.map((row) => ({
    urn: row.urn,
    name: row.name,
    authority: row.authority,
    phase: row.phase,
    district: row.district,
    denomination: row.denomination,
    status: row.status,
    successor: row.successor_urn,
    headteacher: contacts.get(`headteacher ${row.urn}`) ?? null,
    chairOfGovernors: contacts.get(`chair-of-governors ${row.urn}`) ?? null,
  }))
}

/**
 * Puts a school on record. Its headteacher and chair become people who hold that role in this school from `on`; the
 * role of whoever held it before ends, so that the new post-holder gets the next mail.
 */
export async function putSchool(records: Records, school: SchoolToPut, on: Day = today()): Promise<void> {
  const { urn, name, authority, phase, district, denomination, headteacher, chairOfGovernors } = school
  const row = { name, authority, phase, district, denomination }
  await records.transaction().execute(async (trx) => {
    await trx
      .insertInto('schools')
      .values({ urn, ...row })
      .onConflict((conflict) => conflict.column('urn').doUpdateSet(row))
      .execute()
    if (headteacher !== undefined) await endAndGive(trx, { urn, authority }, 'headteacher', headteacher, on)
    if (chairOfGovernors !== undefined)
      await endAndGive(trx, { urn, authority }, 'chair-of-governors', chairOfGovernors, on)
  })
}

/** Schools in order of URN, after `after`; `text` is looked for in the name and the URN. */
export async function listSchools(
  records: Records,
  filters: {
    authorities?: string[] | undefined
    urns?: string[] | undefined
    text?: string | undefined
    on: Day
    after?: string | undefined
    limit: number
  },
): Promise<School[]> {
  const { authorities, urns, text, on, after, limit } = filters
  const pattern = `%${(text ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const rows = await records
    .selectFrom('schools')
    .select('urn')
    .$if(authorities !== undefined, (query) => query.where('authority', 'in', [...(authorities ?? []), '']))
    .$if(urns !== undefined, (query) => query.where('urn', 'in', [...(urns ?? []), '']))
    .$if(text !== undefined, (query) =>
      query.where((where) => where.or([where('name', 'ilike', pattern), where('urn', 'like', pattern)])),
    )
    .$if(after !== undefined, (query) => query.where('urn', '>', after ?? ''))
    .orderBy('urn')
    .limit(limit)
    .execute()
  return schoolsOf(
    records,
    rows.map((row) => row.urn),
    on,
  )
}
