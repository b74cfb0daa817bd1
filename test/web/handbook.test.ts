import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { policiesOf } from '../../policies/editions.ts'
import { loadPolicies, readPolicies } from '../../policies/policies.ts'
import { useApi } from '../api/support/api.ts'
import { focusedCase } from '../cases/westmere-on-paper.ts'
import { addCase, addPeople, addSchool, holder } from '../records/support.ts'
import { headingIn, textOf, visitor } from './support/visitor.ts'

const folder = join(import.meta.dirname, '../scenarios/policies')
const westmere = readPolicies(
  ['westmere-2024.yaml', 'westmere-2026.yaml'].map((name) => ({ name, path: join(folder, name) })),
  '2026-03-16',
)
const documents = [...(loadPolicies().editions?.values() ?? []), ...(westmere.editions?.values() ?? [])].flat()
const api = useApi({ policies: policiesOf(documents, '2026-03-16') })

const read = async (person: string, path: string) => {
  const { text, status } = await (await visitor(api.app).signIn(person)).get(path)
  return { status, heading: headingIn(text), words: textOf(text), text }
}

beforeAll(async () => {
  await addSchool(api.records, '900001')
  await addSchool(api.records, '900070', { authority: 'westmere', name: 'Westmere Invented School' })
  await addPeople(
    api.records,
    holder('wanda', 'administrator', {}, { authority: 'westmere' }),
    holder('hilda', 'headteacher', { school: '900001' }),
  )
})

describe('the handbook (SO-1)', () => {
  it('is open to everybody signed in, a headteacher too, and names the authorities that they may read of', async () => {
    const list = await read('hilda', '/handbook')
    expect(list.words).toContain('Staffordshire')
    expect(list.words).not.toContain('Westmere')
    const book = await read('hilda', '/handbook/staffordshire')
    expect([book.status, book.heading]).toEqual([200, 'Handbook: Staffordshire'])
    for (const said of [
      "Evaluate the school's progress against the agreed criteria", // a duty
      'by the last school day of the half term', // its clock
      'Met by “Name the improvement co-ordinator”', // a command, in its form's words
      '1 working day after: overdue to whoever owes it and their line manager', // its ladder
      'the headteacher, on case opened, with the notice “concern”', // who is told
      'LAW-1, notices given from Sunday 1 April 2007', // a source
      'Assign an LA officer to the school: 5 working days, once (ST-13)', // an assumption
    ])
      expect(book.words.includes(said), said).toBe(true)
    expect((await read('hilda', '/handbook/westmere')).status).toBe(404)
  })

  it('leads from each thing that is owed to the ladder that chases it, on the same page', async () => {
    const { text } = await read('hilda', '/handbook/staffordshire')
    const ids = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    const links = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
    expect(links.length).toBeGreaterThan(20)
    expect(links.filter((id) => !ids.has(id))).toEqual([])
  })

  it('says since which day its edition is in force and what it says otherwise than the one before', async () => {
    const { words } = await read('wanda', '/handbook/westmere')
    expect(words).toContain('In force from Monday 5 January 2026')
    expect(words).toContain('Agree an improvement agenda with the school: 15 working days become 20')
    const old = await read('wanda', '/handbook/westmere?edition=2024')
    expect(old.words).toContain('This is not the edition that is in force today')
    expect(old.words).toContain('This is the first edition on record')
  })

  it('compares any two editions in sentences, and says where there is but one', async () => {
    const back = await read('wanda', '/handbook/westmere/differences?from=2026&to=2024')
    expect(back.words).toContain('No longer owed: Invite the parents and tell them what is being done (WM-5)')
    expect((await read('wanda', '/handbook/westmere/differences?from=2024&to=2024')).words).toContain(
      'They say the same',
    )
    expect((await read('hilda', '/handbook/staffordshire/differences')).status).toBe(200)
    expect((await read('wanda', '/handbook/westmere/differences?from=2031')).status).toBe(404)
  })

  it('shows what an edition would do to each running case, and changes none', async () => {
    const nothing = await read('wanda', '/handbook/westmere/effect')
    expect(nothing.words).toContain('runs under edition 2026 already, or there is none')
    await addCase(api.records, 'westmere-900070-1', '900070', {
      authority: 'westmere',
      edition: '2024',
      school_name: 'Westmere Invented School',
    })
    const { paper } = focusedCase()
    api.cases.standing.next = { state: paper.state(), policy: paper.policy() }
    const { words } = await read('wanda', '/handbook/westmere/effect?edition=2026')
    expect(words).toContain('Nothing has been changed')
    expect(words).toContain('Westmere Invented School Runs under edition 2024')
    expect(words).toMatch(/Moved: Agree an improvement agenda .* Due: \w+day \d+ \w+ \d{4} →/)
    expect(words).toMatch(/No longer owed: .*Newly owed: /)
    expect(api.cases.calls.filter(([what]) => what === 'command')).toEqual([])
  })
})
