import { beforeAll, describe, expect, it } from 'vitest'
import { useApi } from '../api/support/api.ts'
import { addCase, addPeople, addSchool, holder } from '../records/support.ts'
import { textOf, visitor } from './support/visitor.ts'

const api = useApi()
let dana: ReturnType<typeof visitor>

beforeAll(async () => {
  await addPeople(
    api.records,
    holder('dana', 'dsim'),
    holder('hilda', 'headteacher', { school: '900002' }),
    holder('grace', 'dsim', {}, { authority: 'dudley' }),
  )
  const days = [null, '2026-03-20', '2026-03-12', '2026-04-30']
  for (const [index, next_deadline] of days.entries()) {
    const urn = `90000${index + 1}`
    await addSchool(api.records, urn)
    await addCase(api.records, `staffordshire-${urn}-1`, urn, {
      next_deadline,
      overdue: next_deadline === '2026-03-12',
      level: index === 3 ? 'stage-3' : 'stage-2',
    })
  }
  await addSchool(api.records, '900005')
  await addCase(api.records, 'staffordshire-900005-1', '900005', {
    status: 'closed',
    closed_on: '2026-03-01',
    next_deadline: null,
  })
  await api.records
    .insertInto('case_officers')
    .values({ case_id: 'staffordshire-900004-1', role: 'assigned-officer', person_id: 'dana' })
    .execute()
  dana = await visitor(api.app).signIn('dana')
})

const schoolsIn = (html: string): string[] =>
  [...html.matchAll(/href="\/cases\/staffordshire-(\d+)-1"/g)].map(([, urn]) => String(urn))
const found = async (query: string) => schoolsIn((await dana.get(`/cases${query}`)).text)

describe('the page of cases', () => {
  it('shows the open ones by what is due next, in words, and what is due on no day last', async () => {
    const { text, status } = await dana.get('/cases')
    expect([status, schoolsIn(text)]).toEqual([200, ['900003', '900002', '900004', '900001']])
    expect(textOf(text)).toContain('Thursday 12 March 2026 Overdue by 2 working days')
    expect(textOf(text)).toContain('Friday 20 March 2026 4 working days left')
    expect(textOf(text)).toContain('Invented dana (assigned LA officer)')
  })

  it('is narrowed by its filters, which stand there to be taken away again', async () => {
    expect(await found('?status=closed')).toEqual(['900005'])
    expect((await found('?status=all')).length).toBe(5)
    expect(await found('?level=stage-3&text=&district=')).toEqual(['900004'])
    expect(await found('?overdue=true')).toEqual(['900003'])
    expect(await found('?officer=dana')).toEqual(['900004'])
    expect(await found('?text=900002')).toEqual(['900002'])
    const { text } = await dana.get('/cases?level=stage-3&text=9000')
    expect(text).toContain('href="/cases?text=9000"')
    expect(text).toContain('href="/cases?level=stage-3"')
  })

  it('goes on from page to page', async () => {
    const first = await dana.get('/cases?limit=3')
    const [, next = ''] = /rel="next"[^>]*|href="([^"]*cursor[^"]*)"/.exec(first.text) ?? []
    const second = await dana.get(next.replaceAll('&amp;', '&'))
    expect([schoolsIn(first.text), schoolsIn(second.text)]).toEqual([['900003', '900002', '900004'], ['900001']])
    expect(second.text).toContain('First page')
  })

  it('shows a school its own case alone, and another authority none', async () => {
    expect(schoolsIn((await (await visitor(api.app).signIn('hilda')).get('/cases')).text)).toEqual(['900002'])
    const grace = await (await visitor(api.app).signIn('grace')).get('/cases')
    expect(schoolsIn(grace.text)).toEqual([])
    expect(textOf(grace.text)).toContain('There is no open case')
  })

  it('says what is wrong with an address that nobody’s filter made', async () => {
    const { status, text } = await dana.get('/cases?level=stage-9')
    expect([status, textOf(text).includes('"stage-9" is not one of')]).toEqual([400, true])
  })
})
