import { sql } from 'kysely'
import type { Policies } from '../../policies/policies.ts'
import { putPerson } from '../../records/people.ts'
import { putSchool } from '../../records/schools.ts'
import type { World } from '../../simulate/world.ts'

export const authority = 'hertfordshire'
export const adviser = 'school-effectiveness-adviser'
export const by = { role: 'administrator', personId: null }
const always = { from: '2000-01-01', to: null, school: null }

/** An invented school of one of so many districts. */
export const addSchool = ({ records }: World, urn: number, districts = 1) =>
  putSchool(records, {
    urn: String(urn),
    name: `Invented School ${urn}`,
    authority,
    phase: 'primary',
    district: `district-${urn % districts}`,
    denomination: null,
  })

/** Everybody of the policy, with an adviser for each district. */
export async function peopleHertfordshire({ records }: World, policies: Policies, districts = 1): Promise<void> {
  const person = (id: string, role: string, district: string | null) =>
    putPerson(records, {
      id,
      name: `The ${id}`,
      email: `${id}@example.org`,
      authority,
      roles: [{ role, district, ...always }],
      away: [],
    })
  for (const role of Object.keys(policies.get(authority)?.roles ?? {}))
    if (role !== adviser) await person(role, role, null)
  for (let number = 0; number < districts; number++) await person(`adviser-${number}`, adviser, `district-${number}`)
}

/** How many years stand so on record. */
export async function years({ records }: World, status: string): Promise<number> {
  const { count } = await records
    .selectFrom('cases')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('kind', '<>', 'intervention')
    .where('status', '=', status)
    .executeTakeFirstOrThrow()
  return count
}

/** Waits, within bounds, until so many years stand so. */
export async function until(world: World, status: string, count: number, seconds = 180): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; (await years(world, status)) < count;) {
    if (Date.now() > end) throw new Error(`${await years(world, status)} years are ${status}, not ${count}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
