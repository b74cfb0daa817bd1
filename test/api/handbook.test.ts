import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Handbook } from '../../policies/handbook.ts'
import { loadPolicies, readPolicies } from '../../policies/policies.ts'
import { policiesOf } from '../../policies/editions.ts'
import { focusedCase } from '../cases/westmere-on-paper.ts'
import { addCase, addSchool } from '../records/support.ts'
import { useApi } from './support/api.ts'

const folder = join(import.meta.dirname, '../scenarios/policies')
const names = ['westmere-2024.yaml', 'westmere-2026.yaml']
const westmere = readPolicies(
  names.map((name) => ({ name, path: join(folder, name) })),
  '2026-03-16',
)
const policies = policiesOf(
  [...(loadPolicies().editions?.values() ?? []), ...(westmere.editions?.values() ?? [])].flat(),
  '2026-03-16',
)
const api = useApi({ policies })

const ask = async (path: string, role = 'director') => {
  const { body, status } = await api.as(role).get(path)
  expect(status, path).toBe(200)
  return body
}

describe('the handbook of an authority (SO-1)', () => {
  it('says in words what each level owes to whom by when, and who hears when nothing happens', async () => {
    const { parts, ladders }: Handbook = await ask('/api/handbook/staffordshire')
    const [cases] = parts
    const stage2 = cases?.levels.find((one) => one.id === 'stage-2')
    expect(stage2?.owes).toContain('half-termly-evaluation')
    expect(cases?.duties.find((one) => one.id === 'half-termly-evaluation')).toMatchObject({
      owedBy: 'headteacher',
      when: 'at Stage 2',
      comes: 'each half term',
      within: 'by the last school day of the half term',
      metBy: 'recordEvaluation by the school',
      ladder: 'standard',
      assumption: false,
    })
    expect(ladders.find((one) => one.id === 'standard')?.rungs).toContain(
      '1 working day after: overdue to whoever owes it and their line manager',
    )
  })

  it('says who may, who is told, who the people are, what the law adds and what is assumed', async () => {
    const book: Handbook = await ask('/api/handbook/staffordshire')
    expect(book.parts[0]?.whoMay.find((one) => one.command === 'issueWarningNotice')?.who).toBe(
      "Corporate Director of Children's Services",
    )
    expect(book.parts[0]?.told).toContain('the headteacher, on case opened, with the notice “concern” (ST-11)')
    expect(book.people.find((one) => one.id === 'director')).toMatchObject({
      standIn: 'Deputy Director (Raising Achievement)',
    })
    expect(book.law[0]).toContain(
      'LAW-1, notices given from Sunday 1 April 2007 to Sunday 17 April 2016: 15 working days',
    )
    expect(book.assumptions).toContain('Assign an LA officer to the school: 5 working days, once (ST-13)')
    expect(book.rules.find((one) => one.rule === 'ST-26')?.carriedBy).toEqual([
      'Decide whether to continue the intervention for a further period',
    ])
  })

  it('has a part for each year, with the categories, the support they bring and the criteria', async () => {
    const { parts }: Handbook = await ask('/api/handbook/dudley')
    const school = parts.find((one) => one.of === 'school-year')
    const band = school?.levels.find((one) => one.id === 'band-3')
    expect(band?.criteria).toContain('results are below those of similar schools')
    expect(band?.brings.length).toBeGreaterThan(0)
    expect(parts.find((one) => one.of === 'authority-year')?.levels).toEqual([])
  })

  it('names its editions with their dates in force, and what is otherwise than in the one before', async () => {
    const { edition, editions, since } = await ask('/api/handbook/westmere')
    expect(edition).toBe('2026')
    expect(editions).toMatchObject([
      { edition: '2024', inForceFrom: '2024-09-01', inForceTo: '2026-01-04', inForce: false },
      { edition: '2026', inForceTo: null, inForce: true },
    ])
    expect(since).toMatchObject({ edition: '2024' })
    expect(since.changes.map((one: { sentence: string }) => one.sentence)).toContain(
      'Agree an improvement agenda with the school: 15 working days become 20',
    )
    expect((await ask('/api/handbook/westmere?edition=2024')).since).toBeNull()
  })

  it('may be read by whoever has a token, and is not there for a stranger', async () => {
    for (const role of ['headteacher', 'chief-inspector', 'sip']) await ask('/api/handbook/southend', role)
    expect((await api.inAuthority('dsim', 'dudley').get('/api/handbook/southend')).status).toBe(404)
    expect((await api.as('director').get('/api/handbook/westmere?edition=2031')).body.detail).toBe(
      'There is no edition "2031" of "westmere": there are 2024, 2026',
    )
  })
})

describe('the changes of a policy', () => {
  it('are those since the edition before, or between two that are named', async () => {
    const { from, to, changes } = await ask('/api/policies/westmere/changes')
    expect([from.edition, to.edition, changes.length]).toEqual(['2024', '2026', 11])
    const back = await ask('/api/policies/westmere/changes?from=2026&to=2024')
    expect(back.changes.map((one: { sentence: string }) => one.sentence)).toContain(
      'No longer owed: Invite the parents and tell them what is being done (WM-5)',
    )
  })

  it('of a first edition are a 404 in a sentence', async () => {
    const { status, body } = await api.as('director').get('/api/policies/southend/changes')
    expect([status, body.detail]).toEqual([
      404,
      'The edition "2017" of Southend-on-Sea is the first: name another under from',
    ])
  })
})

describe('the effect of an edition on running cases', () => {
  const id = 'westmere-900070-1'
  beforeAll(async () => {
    await addSchool(api.records, '900070', { authority: 'westmere' })
    await addCase(api.records, id, '900070', { authority: 'westmere', status: 'open', edition: '2024' })
    await addCase(api.records, 'westmere-900070-0', '900070', {
      authority: 'westmere',
      status: 'closed',
      edition: '2024',
    })
  })
  const stand = () => {
    const { paper } = focusedCase()
    api.cases.fails.next = null
    api.cases.standing.next = { state: paper.state(), policy: paper.policy() }
  }

  it('is told case by case, and changes nothing', async () => {
    stand()
    const { items, applied, edition } = await ask('/api/policies/westmere/effect?edition=2026')
    expect([applied, edition.edition, items.length]).toEqual([false, '2026', 1])
    expect(items[0]).toMatchObject({ caseId: id, from: '2024', refused: null, school: { urn: '900070' } })
    expect(items[0].duties.map((one: { id: string; effect: string }) => `${one.id} ${one.effect}`)).toEqual(
      expect.arrayContaining(['improvement-agenda moved', 'budget-check cancelled', 'parents-evening opened']),
    )
    expect(api.cases.calls.filter(([what]) => what === 'command')).toEqual([])
  })

  it('leaves out what runs under the edition already, and cases that another may not read', async () => {
    stand()
    expect((await ask('/api/policies/westmere/effect?edition=2024')).items).toEqual([])
    expect((await ask('/api/policies/westmere/effect?edition=2026&kind=school-year')).items).toEqual([])
    const { body } = await api.bound('headteacher', '900099').get('/api/policies/westmere/effect?edition=2026')
    expect(body.items).toEqual([])
    expect((await api.as('chief-inspector').get('/api/policies/westmere/effect?edition=2026')).status).toBe(403)
    expect((await api.as('director').get('/api/policies/westmere/effect')).status).toBe(400)
  })
})
