import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createActivities } from '../../activities/activities.ts'
import { cardOf } from '../../cases/record.ts'
import { startInbox } from '../../embedded/inbox.ts'
import { createTransport } from '../../notifications/transport.ts'
import { loadPolicies } from '../../policies/policies.ts'
import { startWorld, type World, type WorldParts } from '../../simulate/world.ts'
import { workflowBundle } from '../../worker/workflow-bundle.ts'
import { startDevServer } from '../support/temporal.ts'
import { addSchool, authority, by, peopleHertfordshire, until, years } from './hertfordshire-world.ts'
import { yearOnPaper } from './year-on-paper.ts'

const count = 585
const districts = 10
const urns = Array.from({ length: count }, (_, index) => 900_001 + index)
const policies = loadPolicies()
let parts: WorldParts
let world: World

beforeAll(async () => {
  const [temporal, inbox] = await Promise.all([startDevServer(), startInbox()])
  const stop = async () => {
    await temporal.teardown().catch(() => {})
    await inbox.stop()
  }
  parts = { temporal, inbox, stop }
  world = await startWorld(parts, policies, Date.now(), 'server')
  await peopleHertfordshire(world, policies, districts)
  for (const urn of urns) await addSchool(world, urn, districts)
}, 240_000)
afterAll(async () => {
  // Their server ends with them: hundreds of workflows need not be ended one by one
  await world.records.updateTable('cases').set({ status: 'closed' }).execute()
  await world.stop()
  await parts.stop()
}, 120_000)

describe('the year of an authority with 585 schools (ST-30 to ST-32, HE-1)', () => {
  it('begins for every school, though the worker is replaced on the way, and writes to nobody', async () => {
    await world.cases.openYear(by, { authority })
    await until(world, 'open', 100)
    await world.replaceWorker(await workflowBundle())
    await until(world, 'open', count + 1)
    expect([await years(world, 'open'), await years(world, 'opening')]).toEqual([count + 1, 0])
    const begun = await world.records
      .selectFrom('case_file')
      .select('case_id')
      .where('type', '=', 'year-opened')
      .execute()
    expect([begun.length, new Set(begun.map((row) => row.case_id)).size]).toEqual([count + 1, count + 1])
    expect(parts.inbox.messages()).toEqual([])
    await world.cases.resume()
    expect(await years(world, 'opening')).toBe(0)
  }, 300_000)

  it('tells each adviser in one mail a morning what is owed for each of their schools', async () => {
    const year = yearOnPaper(authority, 'school-year', '2024-09-04')
    year.passTo('2024-11-28T09:01')
    const letters = year.letters.filter((one) => one.at.startsWith('2024-11-28T09:00'))
    expect(letters.map((one) => [one.deadline, one.gather])).toEqual([
      ['monitoring-visit', true],
      ['place-school', true],
    ])
    const ofSchool = (urn: number) => {
      const own = { card: cardOf(year.state()), letters }
      const said = JSON.parse(JSON.stringify(own).replaceAll('900001', String(urn))) as typeof own
      said.card.school.district = `district-${urn % districts}`
      return said
    }
    const transport = createTransport(parts.inbox.smtpUrl, world.post.mailFrom)
    const { sendLetters, deliver } = createActivities({
      ...world.post,
      records: world.records,
      client: world.client,
      transport,
    })
    const written = await Promise.all(
      urns.map((urn) => {
        const { card, letters: own } = ofSchool(urn)
        return sendLetters(card, own)
      }),
    )
    expect(written.flatMap(({ unreached }) => unreached)).toEqual([])
    expect((await Promise.all(written.map(({ keys }) => deliver(keys)))).flat()).toEqual([])
    transport.close()
    const mails = await world.records.selectFrom('mails').select(['address', 'subject', 'html', 'status']).execute()
    expect(mails.map(({ address, subject, status }) => [address, subject, status]).toSorted()).toEqual(
      Array.from({ length: districts }, (_, number) => {
        const schools = urns.filter((urn) => urn % districts === number).length
        const subject = `${2 * schools} things for you today: ${2 * schools} due soon (${schools} schools)`
        return [`adviser-${number}@example.org`, subject, 'sent']
      }),
    )
    expect(parts.inbox.messages()).toHaveLength(districts)
    expect(Math.max(...mails.map(({ html }) => html.length))).toBeLessThan(100_000)
  }, 180_000)
})
