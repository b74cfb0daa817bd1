import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { londonInstant } from '../../calendar/london.ts'
import { loadPolicies } from '../../policies/policies.ts'
import { importTermDates } from '../../records/calendar.ts'
import { replaceSchool } from '../../records/successor.ts'
import { startParts, startWorld, type World, type WorldParts } from '../../simulate/world.ts'
import { addSchool, authority, by, peopleHertfordshire, until } from './hertfordshire-world.ts'

const policies = loadPolicies()
const at = (when: string) => londonInstant(when.slice(0, 10), when.slice(11) || '09:00')
const schools = Array.from({ length: 12 }, (_, index) => 900_051 + index)
let parts: WorldParts
let world: World

beforeAll(async () => {
  parts = await startParts()
  world = await startWorld(parts, policies, at('2024-11-26T08:00'))
  await peopleHertfordshire(world, policies)
  for (const urn of schools) await addSchool(world, urn)
}, 180_000)
afterAll(async () => {
  await world.stop()
  await parts.stop()
})

/** The mails of a morning, or of a day, by whom they reach. */
async function mails(since: string): Promise<[string, string][]> {
  const rows = await world.records
    .selectFrom('mails')
    .select(['address', 'subject'])
    .where('at', '>=', new Date(at(since)))
    .orderBy('address')
    .execute()
  return rows.map(({ address, subject }) => [address, subject])
}

const owed = (caseId: string) =>
  world.records
    .selectFrom('deadlines')
    .select(['id', 'due'])
    .where('case_id', '=', caseId)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute()

describe('the year of an authority (ST-30 to ST-32, HE-1)', () => {
  it('begins in mid-term with what the present term owes, and the first morning has one mail for the adviser', async () => {
    await world.at(at('2024-11-26T09:00'), () => world.cases.openYear(by, { authority }))
    await until(world, 'open', schools.length + 1)
    await world.skipTo(at('2024-11-26T09:01'))
    expect(await owed('hertfordshire-900051-year')).toEqual([
      { id: 'monitoring-visit', due: '2024-12-19' },
      { id: 'place-school', due: '2024-12-19' },
    ])
    await world.skipTo(at('2024-11-28T09:05'))
    expect(await mails('2024-11-26')).toEqual([
      ['adviser-0@example.org', '24 things for you today: 24 due soon (12 schools)'],
      ['deputy-director@example.org', expect.stringContaining('Report to the Education Panel') as string],
    ])
  }, 120_000)

  it('goes on for a school that opens, converts or closes in mid-year (LAW-16)', async () => {
    await world.skipTo(at('2024-12-02T08:59'))
    await addSchool(world, 900_081)
    await addSchool(world, 900_082)
    const change = { from: '900052', to: '900082', on: '2024-12-02' }
    const { caseIds } = await replaceSchool(world.records, change)
    expect(caseIds).toEqual(['hertfordshire-900052-year'])
    await world.cases.schoolReplaced(caseIds, change)
    await world.records.updateTable('schools').set({ status: 'closed' }).where('urn', '=', '900053').execute()
    await world.cases.resume()
    await until(world, 'closed', 1)
    await until(world, 'open', schools.length + 1)
    await world.settled()
    const year = (urn: string) => `hertfordshire-${urn}-year`
    const standing = async () => {
      const rows = await world.records.selectFrom('cases').select(['id', 'urn', 'status']).execute()
      return Object.fromEntries(rows.map(({ id, urn, status }) => [id, `${urn} ${status}`]))
    }
    await expect.poll(standing, { timeout: 30_000 }).toMatchObject({
      [year('900052')]: '900082 open',
      [year('900053')]: '900053 closed',
      [year('900081')]: '900081 open',
    })
    expect(Object.keys(await standing())).not.toContain(year('900082'))
    expect((await owed(year('900081'))).map((one) => one.due)).toEqual(['2024-12-19', '2024-12-19'])
    expect(await owed(year('900053'))).toEqual([])
  }, 120_000)

  it('moves with a changed calendar, and tells whoever owes it in one mail of the next morning (LAW-15)', async () => {
    await world.skipTo(at('2024-12-03T14:00'))
    const row = {
      authority,
      academic_year: '2024-25',
      term: 'autumn',
      first_day: '2024-09-04',
      half_term_first_day: '2024-10-28',
      half_term_last_day: '2024-11-01',
      last_day: '2024-12-17',
      inset_days: '2024-09-02 2024-09-03 2024-11-04',
    }
    const { changeId } = await importTermDates(world.records, [row], 'administrator')
    const changes = await world.records
      .selectFrom('calendar_changes')
      .select(['id', 'authority', 'summary'])
      .where('id', '=', changeId ?? 0)
      .execute()
    for (const change of changes) await world.cases.calendarChanged(change)
    await world.settled()
    expect(changes).toHaveLength(1)
    for (let tries = 0; tries < 50 && (await owed('hertfordshire-900060-year'))[0]?.due !== '2024-12-17'; tries++)
      await world.settled()
    expect((await owed('hertfordshire-900060-year')).map((one) => one.due)).toEqual(['2024-12-17', '2024-12-17'])
    await world.skipTo(at('2024-12-04T09:05'))
    const moved = (await mails('2024-12-03')).filter(([address]) => address === 'adviser-0@example.org')
    expect(moved).toEqual([['adviser-0@example.org', '12 things for you today: 12 to note (12 schools)']])
  }, 120_000)
})
