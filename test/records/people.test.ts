import { beforeAll, describe, expect, it } from 'vitest'
import {
  addressees,
  findPerson,
  getPerson,
  holdersOf,
  isAway,
  listPeople,
  peopleNamed,
  putPerson,
  type Addressing,
} from '../../records/people.ts'
import { replaceSchool } from '../../records/schools.ts'
import { addPeople, addSchool, holder, staffordshire, useRecords } from './support.ts'

const use = useRecords()
const on = '2026-03-16'
const always = [{ from: '2026-01-01', to: '2026-12-31' }]

const ids = async (role: string, more: object = {}) => {
  const wanted = { authority: 'staffordshire', role, school: '900001', district: 'south-staffs', on, ...more }
  return (await holdersOf(use.records, wanted)).map((person) => person.id)
}

const told = async (role: string, more: Partial<Addressing> = {}) => {
  const found = await addressees(use.records, staffordshire, {
    role,
    authority: 'staffordshire',
    school: { urn: '900001', phase: 'primary', district: 'south-staffs' },
    on,
    ...more,
  })
  return found.people.map((person) => (person.standsInFor ? `${person.id} for ${person.standsInFor.id}` : person.id))
}

describe('who holds a role', () => {
  beforeAll(async () => {
    await addSchool(use.records, '900001')
    await addSchool(use.records, '900002')
    await addPeople(
      use.records,
      holder('sip-school', 'sip', { school: '900001' }),
      holder('sip-school-2', 'sip', { school: '900001' }),
      holder('sip-other-school', 'sip', { school: '900002' }),
      holder('sip-district', 'sip', { district: 'south-staffs' }),
      holder('sip-other-district', 'sip', { district: 'cannock-lichfield' }),
      holder('sip-authority', 'sip'),
      holder('sip-elsewhere', 'sip', {}, { authority: null }),
      holder('dmt-past', 'dmt', { to: '2026-03-15' }),
      holder('dmt-last-day', 'dmt', { to: '2026-03-16' }),
      holder('dmt-first-day', 'dmt', { from: '2026-03-16' }),
      holder('dmt-next', 'dmt', { from: '2026-03-17' }),
    )
  })

  it('is all of the most specific scope, ordered by id', async () => {
    expect(await ids('sip')).toEqual(['sip-school', 'sip-school-2'])
    expect(await ids('sip', { school: '900009' })).toEqual(['sip-district'])
    expect(await ids('sip', { school: '900009', district: 'newcastle-moorlands' })).toEqual([
      'sip-authority',
      'sip-elsewhere',
    ])
    expect(await ids('sip', { authority: 'dudley', school: null, district: null })).toEqual(['sip-elsewhere'])
  })

  it('is the person assigned to the case before anybody else', async () => {
    expect(await ids('sip', { assignedPersonId: 'sip-other-district' })).toEqual(['sip-other-district'])
    expect(await ids('sip', { assignedPersonId: 'nobody-any-more' })).toEqual(['sip-school', 'sip-school-2'])
  })

  it('keeps to the first and the last day of a role', async () => {
    expect(await ids('dmt')).toEqual(['dmt-first-day', 'dmt-last-day'])
    expect(await ids('dmt', { on: '2026-03-17' })).toEqual(['dmt-first-day', 'dmt-next'])
  })

  it('follows a school to its new URN (LAW-16)', async () => {
    await addSchool(use.records, '900011')
    await addPeople(use.records, holder('sip-follows', 'sip', { school: '900011', from: '2026-01-01' }))
    await replaceSchool(use.records, { from: '900011', to: '900012', on: '2026-03-01' })
    expect(await ids('sip', { school: '900012' })).toEqual(['sip-follows'])
    await addPeople(use.records, holder('sip-late', 'sip', { school: '900011' }))
    expect(await ids('sip', { school: '900012' })).toEqual(['sip-follows'])
    await putPerson(use.records, holder('sip-follows', 'sip', { school: '900002' }))
    expect(await ids('sip', { school: '900012' })).toEqual(['sip-late'])
  })
})

describe('a person on record', () => {
  it('is replaced as a whole', async () => {
    const person = holder('whole', 'research', { district: 'south-staffs' }, { away: always })
    await putPerson(use.records, person)
    expect(await getPerson(use.records, 'whole')).toEqual(person)
    await putPerson(use.records, { ...person, name: 'Another Name', roles: [], away: [] })
    expect(await getPerson(use.records, 'whole')).toMatchObject({ name: 'Another Name', roles: [], away: [] })
    expect(await getPerson(use.records, 'not-there')).toBeNull()
  })

  it('is away from the first to the last day', async () => {
    await putPerson(use.records, holder('away', 'finance', {}, { away: [{ from: '2026-03-16', to: '2026-03-18' }] }))
    const days = ['2026-03-15', '2026-03-16', '2026-03-18', '2026-03-19']
    expect(await Promise.all(days.map((day) => isAway(use.records, 'away', day)))).toEqual([false, true, true, false])
  })

  it('is listed by authority and role, page by page', async () => {
    await addPeople(
      use.records,
      holder('l-1', 'lead-members'),
      holder('l-2', 'lead-members'),
      holder('l-3', 'lead-members'),
    )
    const list = async (after?: string) =>
      (
        await listPeople(use.records, { authorities: ['staffordshire'], role: 'lead-members', on, after, limit: 2 })
      ).map((person) => person.id)
    expect(await list()).toEqual(['l-1', 'l-2'])
    expect(await list('l-2')).toEqual(['l-3'])
    expect(await listPeople(use.records, { authorities: [], role: 'lead-members', on, limit: 2 })).toEqual([])
  })

  it('is found by id, mail address, name or role', async () => {
    await addPeople(
      use.records,
      holder('olga', 'sip-manager', {}, { name: 'Olga Officer' }),
      holder('twin-1', 'secretary-of-state', {}, { name: 'Same Name' }),
      holder('twin-2', 'secretary-of-state', {}, { name: 'Same Name' }),
    )
    const found = async (text: string, authority = 'staffordshire') =>
      (await findPerson(use.records, authority, text, on))?.id ?? null
    expect(await found('olga')).toBe('olga')
    expect(await found(' OLGA@example.org ')).toBe('olga')
    expect(await found('olga officer')).toBe('olga')
    expect(await found('sip-manager')).toBe('olga')
    expect(await found('olga', 'dudley')).toBeNull()
    expect(await found('Nobody')).toBeNull()
    expect(await found('Same Name')).toBeNull()
    expect(await peopleNamed(use.records, 'staffordshire', 'same name', on)).toEqual(['twin-1', 'twin-2'])
  })
})

describe('who is written to', () => {
  const away = { away: always }
  const set = (head: object, deputy: object, manager: object, director: object) =>
    addPeople(
      use.records,
      holder('head', 'head-of-sid', {}, head),
      holder('deputy', 'deputy-head-of-sid-primary', {}, deputy),
      holder('deputy-2', 'deputy-head-of-sid-secondary'),
      holder('manager', 'deputy-director', {}, manager),
      holder('director', 'director', {}, director),
    )

  it('is the holder', async () => {
    await set({}, {}, {}, {})
    expect(await told('head-of-sid')).toEqual(['head'])
  })

  it('is the stand-in of the school’s phase while the holder is away', async () => {
    await set(away, {}, {}, {})
    expect(await told('head-of-sid')).toEqual(['deputy for head'])
    const school = { urn: '900001', phase: 'special', district: 'south-staffs' }
    expect(await told('head-of-sid', { school })).toEqual(['deputy-2 for head'])
  })

  it('is the line manager while both are away', async () => {
    await set(away, away, {}, {})
    expect(await told('head-of-sid')).toEqual(['manager for head'])
  })

  it('climbs on while the line manager is away too', async () => {
    await set(away, away, away, {})
    expect(await told('head-of-sid')).toEqual(['director for head'])
  })

  it('is the holder all the same when everybody is away: no silence', async () => {
    await set(away, away, away, away)
    expect(await told('head-of-sid')).toEqual(['head'])
  })

  it('is the line manager’s stand-in where only that one is there', async () => {
    await set(away, {}, {}, {})
    await addPeople(use.records, holder('dsim', 'dsim', {}, away))
    expect(await told('dsim')).toEqual(['deputy for dsim'])
  })

  it('is those of several holders who are there', async () => {
    await addPeople(use.records, holder('dirg-1', 'dirg', {}, away), holder('dirg-2', 'dirg'), holder('dirg-3', 'dirg'))
    expect(await told('dirg')).toEqual(['dirg-2', 'dirg-3'])
  })

  it('is nobody where nobody holds the role', async () => {
    expect(await told('chief-inspector')).toEqual([])
  })

  it('is the officer assigned, and whom the school has named as its co-ordinator (ST-13)', async () => {
    await addPeople(use.records, holder('officer', 'assigned-officer'), holder('other', 'lead-officer'))
    expect(await told('assigned-officer', { assigned: 'other' })).toEqual(['other'])
    await addPeople(use.records, holder('general', 'improvement-coordinator'))
    const coordinator = { name: 'Cora Named', email: 'cora@example.org' }
    const found = await addressees(use.records, staffordshire, {
      role: 'improvement-coordinator',
      authority: 'staffordshire',
      school: { urn: '900001', phase: 'primary', district: null },
      coordinator,
      on,
    })
    expect(found.people).toEqual([{ id: 'improvement-coordinator-900001', ...coordinator, standsInFor: null }])
    expect(await told('improvement-coordinator', { coordinator: null })).toEqual(['general'])
  })
})
