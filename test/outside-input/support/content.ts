import { inventedPeople } from '../../../demonstration/people.ts'
import { succeed } from './calls.ts'
import type { Whole } from './whole-service.ts'

const opening = { authority: 'staffordshire', reasons: ['low-attainment'], summary: 'Results fell three years running' }

/** Invented people and schools of Staffordshire, and cases: two that are open, one that is closed. */
export async function fillWhole(whole: Whole) {
  const staffordshire = whole.policies.get('staffordshire')
  if (!staffordshire) throw new Error('There is no policy of Staffordshire')
  for (const person of inventedPeople(staffordshire))
    await succeed(whole, 'administrator', 'PUT', `/api/people/${person.id}`, person)
  for (const urn of ['900001', '900002', '900003', '900004'])
    await succeed(whole, 'administrator', 'PUT', `/api/schools/${urn}`, school(urn))
  await open(whole, '900001', 'stage-2')
  await open(whole, '900002', 'stage-3')
  await open(whole, '900003', 'stage-1')
  const closed = 'staffordshire-900003-1'
  await succeed(whole, 'dsim', 'POST', `/api/cases/${closed}/commands/closeCase`, { reason: 'Improved' })
  const own = 'staffordshire-900001-1'
  const { key: letter } = await whole.records
    .selectFrom('letters')
    .select('key')
    .where('case_id', '=', own)
    .where('to_role', '=', 'headteacher')
    .executeTakeFirstOrThrow()
  return { own, other: 'staffordshire-900002-1', closed, letter }
}

export const school = (urn: string, more: object = {}) => ({
  name: `Invented School ${urn}`,
  authority: 'staffordshire',
  phase: 'primary',
  district: 'south-staffs',
  headteacher: { name: `Head Example ${urn}`, email: `head-${urn}@school.example` },
  chairOfGovernors: { name: `Chair Example ${urn}`, email: `chair-${urn}@school.example` },
  ...more,
})

export const open = (whole: Whole, urn: string, level: string) =>
  succeed(whole, 'dsim', 'POST', '/api/cases', { ...opening, school: urn, level })

export type Cases = Awaited<ReturnType<typeof fillWhole>>
