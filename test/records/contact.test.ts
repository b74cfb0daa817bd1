import { beforeAll, describe, expect, it } from 'vitest'
import type { Letter } from '../../cases/letters.ts'
import type { CaseCard } from '../../cases/record.ts'
import { passOn } from '../../cases/passing-on.ts'
import { mailGathered } from '../../records/letters.ts'
import { writeLetters } from '../../records/writing.ts'
import { addPeople, addSchool, holder, policies, useRecords } from './support.ts'

const parts = useRecords()
const post = {
  policies,
  publicUrl: 'http://localhost',
  linkKeys: ['a key that only tests sign links with'],
  mailFrom: 'Interventions <interventions@dudley.example>',
}
const dudley = { authority: 'dudley' }

const card = (urn: string, authority = 'dudley'): CaseCard => ({
  caseId: `${authority}-${urn}-1`,
  authority,
  kind: 'intervention',
  edition: policies.get(authority)?.edition ?? '',
  level: policies.get(authority)?.levels[0]?.id ?? '',
  school: { urn, name: `Invented School ${urn}`, phase: 'primary', district: null, denomination: null },
  assignments: {},
  coordinator: null,
})

let number = 0
const letter = (to: string, more: Partial<Letter> = {}): Letter => ({
  key: `letter-${(number += 1)}`,
  letter: 'progress-report',
  kind: 'notice',
  to,
  at: '2025-03-14T09:00:00+00:00',
  statutory: false,
  gather: false,
  deadline: null,
  rule: null,
  deadlines: [],
  facts: { summary: 'Reading is better' },
  entry: 1,
  byPost: false,
  ...more,
})

const written = (of: CaseCard, ...letters: Letter[]) =>
  parts.records.transaction().execute(async (trx) => {
    const [outcome] = await writeLetters(trx, post, [{ card: of, letters, leased: false }])
    return outcome?.unreached ?? []
  })

const mailTo = (address: string) =>
  parts.records
    .selectFrom('mails')
    .select(['text', 'headers'])
    .where('address', '=', address)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()

describe('the single point of contact of a school in Dudley (DU-2)', () => {
  beforeAll(async () => {
    for (const urn of ['900001', '900002', '900003']) {
      await addSchool(parts.records, urn, { ...dudley, district: null })
      await addPeople(parts.records, holder(`head-${urn}`, 'headteacher', { school: urn }, dudley))
    }
    await addPeople(
      parts.records,
      holder('sip-1', 'sip', { school: '900001' }, dudley),
      holder('sip-2', 'sip', { school: '900002' }, { ...dudley, away: [{ from: '2025-03-01', to: '2025-03-31' }] }),
      holder('officer', 'senior-improvement-officer', {}, dudley),
      holder('director', 'director', {}, dudley),
    )
  })

  it('is named in a mail to the school, and a reply goes to them', async () => {
    expect(await written(card('900001'), letter('headteacher'))).toEqual([])
    const { headers, text } = await mailTo('head-900001@example.org')
    expect(headers['Reply-To']).toBe('sip-1@example.org')
    expect(text.replace(/\s+/g, ' ')).toContain(
      'Dudley has one point of contact for the school: Invented sip-1, School Improvement Partner, sip-1@example.org',
    )
  })

  it('is whoever stands in while they are away, and the mail says for whom', async () => {
    await written(card('900002'), letter('headteacher'))
    const { headers, text } = await mailTo('head-900002@example.org')
    expect(headers['Reply-To']).toBe('officer@example.org')
    expect(text.replace(/\s+/g, ' ')).toContain('(in the place of Invented sip-2, who is away)')
  })

  it('is looked up when the mail is written: also where it was gathered from several letters', async () => {
    const several = [letter('headteacher', { gather: true }), letter('headteacher', { gather: true })]
    await written(card('900001'), ...several)
    await addPeople(
      parts.records,
      holder('sip-1', 'sip', { school: '900001' }, { ...dudley, email: 'new@example.org' }),
    )
    await parts.records.transaction().execute((trx) =>
      mailGathered(
        trx,
        post,
        several.map(({ key }) => `${key}/head-900001`),
      ),
    )
    const { headers } = await mailTo('head-900001@example.org')
    expect(headers).toMatchObject({ 'Reply-To': 'new@example.org', 'X-Kind': 'digest' })
  })

  it('that nobody is holds up no mail, and the administrator hears of it once', async () => {
    const letters = [letter('headteacher'), letter('chair-of-governors')]
    const unreached = await written(card('900003'), ...letters)
    expect((await mailTo('head-900003@example.org')).headers).not.toHaveProperty('Reply-To')
    const told = passOn('dudley-900003-1', [], letters, unreached).filter((one) => one.letter === 'without-contact')
    expect(told).toMatchObject([{ to: 'administrator', facts: { role: 'sip' } }])
  })

  it('is of no concern in a mail within the authority, or of an authority that has none', async () => {
    await written(card('900001'), letter('director'))
    expect((await mailTo('director@example.org')).headers).not.toHaveProperty('Reply-To')
    await addSchool(parts.records, '900009')
    await addPeople(parts.records, holder('head-900009', 'headteacher', { school: '900009' }))
    expect(await written(card('900009', 'staffordshire'), letter('headteacher'))).toEqual([])
    expect((await mailTo('head-900009@example.org')).headers).not.toHaveProperty('Reply-To')
  })
})
