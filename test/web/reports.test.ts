import { beforeAll, describe, expect, it } from 'vitest'
import { useApi } from '../api/support/api.ts'
import { addCase, addDeadline, addEvent, addPeople, addSchool, holder } from '../records/support.ts'
import { headingIn, textOf, visitor } from './support/visitor.ts'

const api = useApi()
const caseId = 'staffordshire-900001-1'

const read = async (person: string, path: string) => {
  const answer = await (await visitor(api.app).signIn(person)).get(path)
  return {
    ...answer,
    status: answer.status,
    heading: headingIn(answer.text),
    words: textOf(answer.text),
    text: answer.text,
  }
}

beforeAll(async () => {
  await addSchool(api.records, '900001', { name: 'Ashfield Primary School' })
  await addSchool(api.records, '900002', { name: 'Beechwood Primary School' })
  await addPeople(
    api.records,
    holder('dirk', 'director'),
    holder('hilda', 'headteacher', { school: '900001' }),
    holder('sonja', 'director', {}, { authority: 'southend' }),
  )
})

describe('the reports', () => {
  it('of an authority are named with whom the policy says to report to, and a school is offered its own pack alone', async () => {
    const southend = await read('sonja', '/reports')
    expect(southend.words).toContain('Report school performance to the Education Board (SO-1): each term, owed by the')
    expect(southend.words).not.toContain('What support cost')
    const staffordshire = await read('dirk', '/reports')
    expect(staffordshire.words).toContain('What support cost, and what it achieved')
    const school = await read('hilda', '/reports')
    expect(school.words).toContain('An inspection pack of your school')
    expect(school.words).not.toContain('report of the term')
  })

  it('of an empty service say that nothing was due, given or owed', async () => {
    expect((await read('sonja', '/reports/term?authority=southend')).words).toContain('Nothing was due in this term')
    const expenditure = await read('dirk', '/reports/expenditure?authority=staffordshire')
    expect(expenditure.words).toContain('No support was planned or given in this period')
    const pack = await read('dirk', '/reports/inspection-pack/print?authority=staffordshire')
    expect(pack.words).toContain('Nothing was owed in this period')
  })
})

describe('the reports of a service in use', () => {
  beforeAll(async () => {
    await addCase(api.records, caseId, '900001', { school_name: 'Ashfield Primary School' })
    await addEvent(api.records, caseId, 1, 'case-opened', { level: 'stage-2' })
    await addDeadline(api.records, caseId, 'one#1', { title: 'Assign an officer', due: '2026-03-09', status: 'missed' })
    await api.records
      .insertInto('support')
      .values({
        case_id: caseId,
        entry: 2,
        stage: 'given',
        kind: 'audit',
        days: 2,
        pounds: 960,
        officer: null,
        from_day: '2026-03-03',
        until_day: null,
        stream: null,
        under_agreement: false,
        impact: 'The timetable is mended',
      })
      .execute()
  })

  it('tell of a term, whose neighbours are a press away, what was due and is not done (SO-1)', async () => {
    const { words, heading, text } = await read('dirk', '/reports/term?authority=staffordshire&on=2026-03-02')
    expect(heading).toBe('Staffordshire: report of the spring term 2026')
    expect(words).toContain('Stage 2 0 1')
    expect(words).toContain('Assign an officer (ST-13) District Strategic Improvement Manager 1 0 0 1 0 5')
    const [, before] = /href="([^"]+)">The term before/.exec(text) ?? []
    expect((await read('dirk', before!.replaceAll('&amp;', '&'))).heading).toContain('autumn term 2025')
    expect((await read('hilda', '/reports/term?authority=staffordshire')).status).toBe(403)
    expect((await read('dirk', '/reports/term?authority=southend')).status).toBe(404)
  })

  it('tell what support cost, who pays and what it achieved (ST-43)', async () => {
    const { words } = await read('dirk', '/reports/expenditure?authority=staffordshire&from=2026-01-01&to=2026-03-31')
    expect(words).toContain('1 school: 2 days and £960 given')
    expect(words).toContain('Tuesday 3 March 2026: The timetable is mended')
    const wrong = await read('dirk', '/reports/expenditure?authority=staffordshire&from=2026-04-01&to=2026-03-31')
    expect([wrong.status, wrong.words.includes('From lies after to (2026-03-31)')]).toEqual([400, true])
  })

  it('come as CSV by the same session', async () => {
    for (const path of ['term', 'expenditure', 'inspection-pack']) {
      const { headers, status, text } = await read('dirk', `/reports/${path}.csv?authority=staffordshire`)
      expect([status, headers['content-type']], path).toEqual([200, 'text/csv; charset=utf-8'])
      expect(headers['content-disposition'], path).toContain('attachment')
      expect(text.split('\r\n').length, path).toBeGreaterThan(3)
    }
  })

  it('are printed as a page whose own style is let through, with the hash that pins each case file (SO-2)', async () => {
    const { headers, words, text } = await read(
      'dirk',
      '/reports/inspection-pack/print?authority=staffordshire&school=900001',
    )
    expect(words).toContain('Inspection pack: Ashfield Primary School (URN 900001)')
    expect(words).toContain('What pins this pack')
    const [, nonce] = /<style nonce="([^"]+)">/.exec(text) ?? []
    expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`)
    expect((await read('hilda', '/reports/inspection-pack/print?authority=staffordshire&school=900001')).status).toBe(
      200,
    )
  })

  it('say beside the form what of it is wrong, and leave what was typed', async () => {
    const path = '/reports/inspection-pack/print?authority=staffordshire'
    const marked = ({ text }: { text: string }) => text.match(/govuk-form-group--error/g)?.length ?? 0
    expect(marked(await read('dirk', '/reports/inspection-pack?authority=staffordshire'))).toBe(0)
    const later = await read('dirk', `${path}&from=2026-04-01&until=2026-03-01`)
    expect([later.status, later.heading]).toEqual([400, 'Inspection pack'])
    expect(later.words).toContain('There is a problem From lies after until (2026-03-01)')
    expect(later.text).toContain('value="2026-04-01"')
    expect(marked(later)).toBe(1)
    const unknown = await read('hilda', `${path}&school=900002`)
    expect(unknown.words).toContain('There is no school 900002 of Staffordshire that you may read')
  })
})
