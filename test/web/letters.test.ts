import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { letterNames } from '../../notifications/letter-names.ts'
import { useApi } from '../api/support/api.ts'
import { addPeople, addSchool, holder } from '../records/support.ts'
import { narrowReader } from './support/checked-in-browser.ts'
import { headingIn, textOf, visitor } from './support/visitor.ts'

const api = useApi()
let reader: Awaited<ReturnType<typeof narrowReader>>

beforeAll(async () => {
  await addSchool(api.records, '900001')
  await addPeople(api.records, holder('ada', 'administrator'), holder('dora', 'director', {}, { authority: 'dudley' }))
  reader = await narrowReader(api.app, 'ada')
}, 120_000)
afterAll(() => reader?.close())

const open = async (person: string, path: string) => (await visitor(api.app).signIn(person)).get(path)

describe('the letters of a policy', () => {
  it('stand in a list, every one of them, each with a page of its own', async () => {
    const { text } = await open('ada', '/handbook/staffordshire/letters')
    for (const name of letterNames) expect(text, name).toContain(`/handbook/staffordshire/letters/${name}"`)
    const letter = await open('ada', '/handbook/staffordshire/letters/warning-notice')
    expect(headingIn(letter.text)).toBe('Warning notice: answer by Friday 4 April 2025 (Ashfield Primary School)')
    expect(textOf(letter.text)).toContain('The five statements of this notice')
    expect((await open('ada', '/handbook/staffordshire/letters/love-letter')).status).toBe(404)
  })

  it('are for whoever may read the handbook', async () => {
    expect((await open('dora', '/handbook/dudley/letters')).status).toBe(200)
    expect((await open('dora', '/handbook/staffordshire/letters')).status).toBe(404)
  })

  it('are shown as a mail program would, in a frame of ours, without scripts', async () => {
    for (const scheme of ['light', 'dark']) {
      const { headers, text } = await open('ada', `/handbook/staffordshire/letters/concern/${scheme}`)
      expect(headers['content-security-policy']).toBe(
        "default-src 'none';style-src 'unsafe-inline';base-uri 'none';form-action 'none';frame-ancestors 'self'",
      )
      expect(text).toContain(scheme === 'dark' ? '@media all' : '@media not all')
    }
    const { headers } = await open('ada', '/handbook/staffordshire/letters/concern')
    expect(headers['content-security-policy']).toMatch(/script-src 'nonce-[^']+'.*;frame-src 'self'$/)
  })

  it('have nothing that WCAG 2.2 AA forbids, light and dark, and fit 320 px', async () => {
    const letter = '/handbook/staffordshire/letters/level-changed'
    for (const path of ['/handbook/staffordshire/letters', letter, `${letter}/light`, `${letter}/dark`])
      expect(await reader.faultsOf(path)).toEqual([])
  }, 60_000)
})
