import { afterAll, beforeAll } from 'vitest'
import { startDatabase } from '../../embedded/database.ts'
import type { Support } from '../../cases/money.ts'
import type { TurnRecord } from '../../cases/record.ts'
import { loadPolicies } from '../../policies/policies.ts'
import type { Policy } from '../../policies/policy.ts'
import { connectRecords, migrate, type Records } from '../../records/database.ts'
import { putPerson, type Person, type RoleHeld } from '../../records/people.ts'
import { recordSupport } from '../../records/support.ts'
import { putSchool, type SchoolToPut } from '../../records/schools.ts'

export const policies = loadPolicies()
export const staffordshire = policies.get('staffordshire') as Policy

/** A database of a test file's own, migrated and empty. */
export function useRecords(): { records: Records } {
  const use = {} as { records: Records }
  let stop: () => Promise<void>
  beforeAll(async () => {
    const database = await startDatabase()
    use.records = connectRecords(database.url)
    await migrate(use.records)
    stop = async () => {
      await use.records.destroy()
      await database.stop()
    }
  })
  afterAll(() => stop())
  return use
}

/** A school of Staffordshire that nobody has heard of. */
export const school = (urn: string, more: Partial<SchoolToPut> = {}): SchoolToPut => ({
  urn,
  name: `Invented School ${urn}`,
  authority: 'staffordshire',
  phase: 'primary',
  district: 'south-staffs',
  denomination: null,
  ...more,
})

export const addSchool = (records: Records, urn: string, more: Partial<SchoolToPut> = {}, on = '2020-01-01') =>
  putSchool(records, school(urn, more), on)

/** A person who holds a role since 2020, in all of Staffordshire unless said otherwise. */
export const holder = (
  id: string,
  role: string,
  scope: Partial<RoleHeld> = {},
  more: Partial<Person> = {},
): Person => ({
  id,
  name: `Invented ${id}`,
  email: `${id}@example.org`,
  authority: 'staffordshire',
  roles: [{ role, from: '2020-01-01', to: null, district: null, school: null, ...scope }],
  away: [],
  ...more,
})

export const addPeople = async (records: Records, ...people: Person[]): Promise<void> => {
  for (const person of people) await putPerson(records, person)
}

/** An open case as the records hold it, without a workflow behind it. */
export async function addCase(records: Records, id: string, urn: string, more: Record<string, unknown> = {}) {
  const row = {
    id,
    authority: 'staffordshire',
    urn,
    number: Number(id.split('-').at(-1)),
    status: 'open',
    level: 'stage-2',
    level_since: '2026-03-02',
    opened_on: '2026-03-02',
    closed_on: null,
    next_deadline: '2026-03-20',
    category: null,
    district: 'south-staffs',
    school_name: `Invented School ${urn}`,
    opening: null,
    state: null,
    ...more,
  }
  await records.insertInto('cases').values(row).execute()
  await records.insertInto('case_urns').values({ urn, case_id: id }).execute()
}

export async function addDeadline(records: Records, caseId: string, key: string, more: Record<string, unknown> = {}) {
  const row = {
    case_id: caseId,
    key,
    id: key.split('#')[0] ?? key,
    title: 'Do what is owed',
    rule: 'ST-13',
    owner: 'dsim',
    status: 'open',
    due: '2026-03-20' as string | null,
    provisional: false,
    why: 'It is owed.',
    statutory: false,
    opened_at: '2026-03-02T09:00:00Z',
    missed_at: null,
    ended_at: null,
    details: '{}',
    ...more,
  }
  await records.insertInto('deadlines').values(row).execute()
}

export async function addEvent(records: Records, caseId: string, seq: number, type: string, body: object = {}) {
  await records
    .insertInto('case_file')
    .values({ case_id: caseId, seq, at: '2026-03-02T09:00:00Z', type, body: JSON.stringify(body) })
    .execute()
}

/** Three days of audit, planned for 4 May 2026, unless said otherwise. */
export const aSupport = (entry: number, more: Partial<Support> = {}): Support => ({
  entry,
  stage: 'planned',
  kind: 'audit',
  days: 3,
  pounds: 1_440,
  officer: 'anna',
  on: '2026-05-04',
  until: null,
  stream: null,
  underAgreement: false,
  impact: '',
  ...more,
})

export const addSupport = (records: Records, caseId: string, ...support: Support[]) =>
  records.transaction().execute((trx) => recordSupport(trx, [{ card: { caseId }, support } as TurnRecord]))
