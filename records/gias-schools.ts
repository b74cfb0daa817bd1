import type { Records } from './database.ts'
import type { GiasRow } from './gias-row.ts'

/** Puts rows of the file into the schools, in one transaction; what somebody has set and the file does not know stays. */
export async function putGiasRows(records: Records, rows: GiasRow[]): Promise<{ added: number; changed: number }> {
  if (rows.length === 0) return { added: 0, changed: 0 }
  return records.transaction().execute(async (trx) => {
    const urns = rows.map((row) => row.urn)
    const found = await trx.selectFrom('schools').selectAll().where('urn', 'in', urns).forUpdate().execute()
    const known = new Map(found.map((school) => [school.urn, school]))
    const added = rows.filter((row) => !known.has(row.urn))
    if (added.length > 0)
      await trx
        .insertInto('schools')
        .values(
          added.map((row) => ({
            ...columnsOf(row),
            urn: row.urn,
            phase: row.phase ?? 'all-through',
            details: JSON.stringify(row.details) as never,
          })),
        )
        .execute()
    let changed = 0
    for (const row of rows) {
      const school = known.get(row.urn)
      if (!school) continue
      const columns = {
        ...columnsOf(row),
        phase: row.phase ?? school.phase,
        district: school.district ?? row.district,
        status: school.successor_urn === null ? row.status : school.status,
      }
      const same =
        Object.entries(columns).every(([name, value]) => school[name as keyof typeof columns] === value) &&
        Object.entries(row.details).every(([name, value]) => (school.details[name] ?? null) === value)
      if (same) continue
      changed += 1
      await trx
        .updateTable('schools')
        .set({ ...columns, details: JSON.stringify({ ...school.details, ...row.details }) as never })
        .where('urn', '=', row.urn)
        .execute()
    }
    return { added: added.length, changed }
  })
}

const columnsOf = ({ name, authority, district, denomination, status }: GiasRow) => ({
  name,
  authority,
  district,
  denomination,
  status,
})
