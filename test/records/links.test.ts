import { beforeAll, describe, expect, it } from 'vitest'
import type { DeadlineFacts, Letter } from '../../cases/letters.ts'
import type { CaseCard } from '../../cases/record.ts'
import { openLink, revokeLinks } from '../../records/links.ts'
import { writeLetters } from '../../records/writing.ts'
import { addCase, addDeadline, addPeople, addSchool, holder, policies, useRecords } from './support.ts'

const parts = useRecords()
const post = {
  policies,
  publicUrl: 'http://localhost',
  linkKeys: ['a key that only tests sign links with'],
  mailFrom: 'interventions@example.org',
}
const caseId = 'staffordshire-900001-1'
const card: CaseCard = {
  caseId,
  authority: 'staffordshire',
  kind: 'intervention',
  edition: policies.get('staffordshire')?.edition ?? '',
  level: 'stage-2',
  school: { urn: '900001', name: 'Invented School', phase: 'primary', district: 'south-staffs', denomination: null },
  assignments: {},
  coordinator: null,
}
const owed = (key: string, due: string): DeadlineFacts => ({
  id: 'name-improvement-coordinator',
  key,
  title: 'Name an improvement co-ordinator',
  rule: 'ST-13',
  ruleId: 'name-improvement-coordinator',
  owner: 'headteacher',
  due,
  provisional: false,
  why: 'The school names one.',
  counted: '',
  status: 'open',
  next: null,
  sequence: 1,
})

let number = 0
async function linkTo(to: string, deadlines: DeadlineFacts[] = [], at = '2025-03-14T09:00:00+00:00'): Promise<string> {
  const letter: Letter = {
    key: `${caseId}/${(number += 1)}/now-owed/${to}`,
    letter: deadlines.length ? 'now-owed' : 'progress-report',
    kind: 'notice',
    to,
    at,
    statutory: false,
    gather: false,
    deadline: null,
    rule: null,
    deadlines,
    facts: { summary: 'Reading is better' },
    entry: 1,
    byPost: false,
  }
  await parts.records
    .transaction()
    .execute((trx) => writeLetters(trx, post, [{ card, letters: [letter], leased: false }]))
  const { text } = await parts.records
    .selectFrom('mails')
    .select('text')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return /\/l\/(\S+)/.exec(text)?.[1] ?? ''
}

const open = (token: string, today = '2025-03-17') => openLink(parts.records, post, token, { today, days: 60 })
const endOf = async (token: string, today?: string) => (await open(token, today))?.end

describe('the link in a mail', () => {
  beforeAll(async () => {
    await addSchool(parts.records, '900001')
    await addPeople(
      parts.records,
      holder('head', 'headteacher', { school: '900001' }),
      holder('chair', 'chair-of-governors', { school: '900001' }),
      holder('inspector', 'chief-inspector'),
    )
    await addCase(parts.records, caseId, '900001')
    await addDeadline(parts.records, caseId, 'open#1', { due: '2025-03-28' })
    await addDeadline(parts.records, caseId, 'open#2', { due: '2025-06-27' })
    await addDeadline(parts.records, caseId, 'met#1', { status: 'met', ended_at: '2025-03-20T10:00:00Z' })
  })

  it('opens what was sent, to whom, and for what', async () => {
    const token = await linkTo('headteacher', [owed('open#1', '2025-03-28')])
    expect(await open(token)).toMatchObject({
      linked: { caseId, role: 'headteacher', personId: 'head', address: 'head@example.org', standsInFor: null },
      end: null,
    })
  })

  it('is unknown where it was never sent, or was changed by a digit', async () => {
    const token = await linkTo('headteacher')
    const changed = token.slice(0, -1) + (token.endsWith('0') ? '1' : '0')
    for (const one of [changed, 'f'.repeat(64), 'nonsense', '']) expect(await open(one)).toBeUndefined()
  })

  it('is unknown once its letter on record says another address or role than was signed', async () => {
    const token = await linkTo('headteacher')
    await parts.records
      .updateTable('letters')
      .set({ to_role: 'director' })
      .where('link', '=', token.slice(0, 32))
      .execute()
    expect(await open(token)).toBeUndefined()
  })

  it('ends when all that it asks for is done, not before and not because a day has passed', async () => {
    expect(await endOf(await linkTo('headteacher', [owed('met#1', '2025-03-28')]))).toMatchObject({ why: 'deadline' })
    const two = await linkTo('headteacher', [owed('met#1', '2025-03-28'), owed('open#1', '2025-03-28')])
    expect(await endOf(two, '2025-04-30')).toBeNull()
  })

  it('ends after the set number of days, counted from its letter or from the last day it speaks of', async () => {
    const plain = await linkTo('headteacher')
    expect(await endOf(plain, '2025-05-13')).toBeNull()
    expect(await endOf(plain, '2025-05-14')).toEqual({ why: 'time', on: '2025-05-13' })
    const later = await linkTo('headteacher', [owed('open#2', '2025-06-27')])
    expect(await endOf(later, '2025-08-26')).toBeNull()
    expect(await endOf(later, '2025-08-27')).toEqual({ why: 'time', on: '2025-08-26' })
  })

  it('ends for whoever no longer holds the role, or has another address on record', async () => {
    const token = await linkTo('chair-of-governors')
    expect(await endOf(token)).toBeNull()
    await parts.records.updateTable('people').set({ email: 'new@example.org' }).where('id', '=', 'chair').execute()
    expect(await endOf(token)).toEqual({ why: 'another-holder' })
    const next = await linkTo('chair-of-governors')
    expect(await endOf(next)).toBeNull()
    await parts.records
      .updateTable('roles_held')
      .set({ to_day: '2025-03-15' })
      .where('person_id', '=', 'chair')
      .execute()
    expect(await endOf(next)).toEqual({ why: 'another-holder' })
  })

  it('stays with a holder who is away, and with whoever stands in for them', async () => {
    await addPeople(parts.records, holder('chair-2', 'chair-of-governors', { school: '900001' }))
    const own = await linkTo('headteacher')
    await parts.records
      .insertInto('absences')
      .values({ person_id: 'head', from_day: '2025-03-01', to_day: '2025-03-31' })
      .execute()
    const token = await linkTo('headteacher')
    expect(await open(token)).toMatchObject({
      linked: { personId: 'chair-2', standsInFor: 'Invented head' },
      end: null,
    })
    expect(await open(own)).toMatchObject({ linked: { personId: 'head' }, end: null })
    await parts.records.deleteFrom('absences').execute()
    expect(await endOf(token)).toEqual({ why: 'another-holder' })
  })

  it('is revoked for an address in a case, for good; a mail that is written later has one that works', async () => {
    const before = [await linkTo('chief-inspector'), await linkTo('chief-inspector')]
    const of = {
      caseId,
      address: 'Inspector@example.org',
      reason: 'Another inspector',
      by: { role: 'dsim', personId: null },
    }
    expect(await revokeLinks(parts.records, { ...of, caseId: 'staffordshire-900001-2' })).toBe(0)
    expect(await revokeLinks(parts.records, of)).toBe(2)
    expect(await revokeLinks(parts.records, of)).toBe(0)
    for (const token of before) expect(await endOf(token)).toMatchObject({ why: 'revoked' })
    expect(await endOf(await linkTo('chief-inspector'))).toBeNull()
  })
})
