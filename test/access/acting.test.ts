import { beforeAll, describe, expect, it } from 'vitest'
import { giverOf, mayAct } from '../../access/acting.ts'
import { callerOf } from '../../access/caller.ts'
import { requireKeeper, type Kept } from '../../access/writing.ts'
import type { Command } from '../../cases/commands.ts'
import {
  addCase,
  addDeadline,
  addPeople,
  addSchool,
  holder,
  policies,
  staffordshire,
  useRecords,
} from '../records/support.ts'

const use = useRecords()
const on = '2026-03-16'
const place = {
  id: 'staffordshire-900001-1',
  authority: 'staffordshire',
  urn: '900001',
  district: 'south-staffs',
  phase: 'primary',
}
const close: Command = { name: 'closeCase', input: { reason: 'done' } }
const approve: Command = { name: 'approveWarningNotice', input: { reason: 'yes' } }
const acknowledge = (deadline: string): Command => ({ name: 'acknowledge', input: { deadline } })
const may = (role: string, command: Command, where = place) =>
  mayAct(staffordshire, use.records, where, command, role, on).then(
    () => 'allowed',
    (error: { kind: string }) => error.kind,
  )

beforeAll(async () => {
  await addSchool(use.records, '900001')
  await addCase(use.records, place.id, '900001')
  await addDeadline(use.records, place.id, 'sip-visit#1', { owner: 'sip' })
  await addDeadline(use.records, place.id, 'warning-notice-response#1', { owner: 'chair-of-governors' })
})

describe('who may give a command', () => {
  it('is whom the policy names, and those above', async () => {
    expect(await may('dsim', close)).toBe('allowed')
    expect(await may('director', close)).toBe('allowed')
    expect(await may('sip', close)).toBe('access')
    expect(await may('headteacher', close)).toBe('access')
    await expect(mayAct(staffordshire, use.records, place, close, 'sip', on)).rejects.toThrow('District Strategic')
  })

  it('is the stand-in only while every holder is away', async () => {
    expect(await may('deputy-head-of-sid-primary', approve)).toBe('access')
    const away = { away: [{ from: on, to: on }] }
    await addPeople(use.records, holder('h1', 'head-of-sid', {}, away), holder('h2', 'head-of-sid'))
    expect(await may('deputy-head-of-sid-primary', approve)).toBe('access')
    await addPeople(use.records, holder('h2', 'head-of-sid', {}, away))
    expect(await may('deputy-head-of-sid-primary', approve)).toBe('allowed')
    expect(await may('deputy-head-of-sid-secondary', approve)).toBe('access')
    expect(await may('deputy-head-of-sid-secondary', approve, { ...place, phase: 'special' })).toBe('allowed')
  })

  it('is, for an acknowledgement, the role that owes the deadline', async () => {
    expect(await may('sip', acknowledge('sip-visit'))).toBe('allowed')
    expect(await may('dsim', acknowledge('sip-visit@2026-03-20'))).toBe('allowed')
    expect(await may('headteacher', acknowledge('sip-visit'))).toBe('access')
    expect(await may('headteacher', acknowledge('warning-notice-response'))).toBe('allowed')
    expect(await may('sip', acknowledge('no-such'))).toBe('moment')
  })

  it('gives it as the officer assigned, else as the first holder there', async () => {
    await addPeople(
      use.records,
      holder('p1', 'assigned-officer'),
      holder('p2', 'sip', { school: '900001' }),
      holder('p3', 'sip'),
    )
    await use.records
      .insertInto('case_officers')
      .values({ case_id: place.id, role: 'assigned-officer', person_id: 'p3' })
      .execute()
    const giver = (role: string) => giverOf(use.records, callerOf(policies, role), place, on)
    expect(await giver('assigned-officer')).toEqual({ role: 'assigned-officer', personId: 'p3' })
    expect(await giver('sip')).toEqual({ role: 'sip', personId: 'p2' })
    expect(await giver('finance')).toEqual({ role: 'finance', personId: null })
  })
})

describe('who keeps the other records', () => {
  const keeps = (role: string, kept: Kept, authority: string | null = 'staffordshire') => {
    try {
      requireKeeper(policies, callerOf(policies, role), kept, authority)
      return true
    } catch {
      return false
    }
  }

  it('is the administrator, with schools DSIM and up, with people and calendar Head of SID and up', () => {
    const roles = ['administrator', 'dsim', 'head-of-sid', 'director', 'sip', 'headteacher', 'chief-inspector']
    const kept = (what: Kept) => roles.filter((role) => keeps(role, what))
    expect(kept('schools')).toEqual(['administrator', 'dsim', 'head-of-sid', 'director'])
    expect(kept('people')).toEqual(['administrator', 'head-of-sid', 'director'])
    expect(kept('calendar')).toEqual(['administrator', 'head-of-sid', 'director'])
    expect(keeps('head-of-sid', 'calendar', null)).toBe(true)
  })

  it('is nobody of another authority', () => {
    const caller = { role: 'administrator', authorities: ['rutland'], school: null }
    expect(() => requireKeeper(policies, caller, 'schools', 'staffordshire')).toThrow('in staffordshire')
    expect(() => requireKeeper(policies, caller, 'calendar', null)).toThrow()
  })
})
