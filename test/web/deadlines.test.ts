import { beforeAll, describe, expect, it } from 'vitest'
import { useApi } from '../api/support/api.ts'
import { addCase, addDeadline, addPeople, addSchool, holder } from '../records/support.ts'
import { textOf, visitor } from './support/visitor.ts'

const api = useApi()
let dana: ReturnType<typeof visitor>

beforeAll(async () => {
  await addPeople(api.records, holder('dana', 'dsim'), holder('hilda', 'headteacher', { school: '900002' }))
  for (const urn of ['900001', '900002']) {
    await addSchool(api.records, urn)
    await addCase(api.records, `staffordshire-${urn}-1`, urn)
    await addDeadline(api.records, `staffordshire-${urn}-1`, 'late', {
      title: `Late in ${urn}`,
      due: '2026-03-02',
      status: 'missed',
      owner: 'headteacher',
    })
    await addDeadline(api.records, `staffordshire-${urn}-1`, 'soon', { title: `Soon in ${urn}`, due: '2026-03-31' })
    await addDeadline(api.records, `staffordshire-${urn}-1`, 'next', { title: `Next in ${urn}`, due: '2026-04-01' })
  }
  dana = await visitor(api.app).signIn('dana')
})

describe('the page of deadlines', () => {
  it('shows a month across cases, and leads to the months beside it', async () => {
    const { text } = await dana.get('/deadlines')
    expect(textOf(text)).toContain('Deadlines: March 2026')
    for (const words of ['Late in 900001', 'Late in 900002', 'Soon in 900001']) expect(text).toContain(words)
    expect(text).not.toContain('Next in')
    expect(text).toContain('href="/deadlines?month=2026-02"')
    const april = (await dana.get('/deadlines?month=2026-04')).text
    expect([april.includes('Next in 900001'), april.includes('Soon in')]).toEqual([true, false])
  })

  it('shows what is overdue, and what one role owes', async () => {
    const overdue = (await dana.get('/deadlines?status=overdue')).text
    expect([overdue.includes('Late in 900001'), overdue.includes('Soon in')]).toEqual([true, false])
    const owned = (await dana.get('/deadlines?owner=dsim')).text
    expect([owned.includes('Soon in 900001'), owned.includes('Late in')]).toEqual([true, false])
  })
})

describe('deadlines in a calendar of one’s own', () => {
  const addressIn = (html: string) => /\/feeds\/[0-9a-f]{64}\.ics/.exec(html)?.[0] ?? ''
  const calendar = (path: string) => api.anybody().get(path)

  it('are an address that anybody may read who has it, as whoever made it may, until it is ended', async () => {
    const hilda = await visitor(api.app).signIn('hilda')
    await hilda.submit('/deadlines/subscribe', { owner: '' })
    const { text } = await hilda.get('/deadlines/subscribe')
    expect(textOf(text)).toContain('All that you may read')
    const address = addressIn(text)
    const read = await calendar(address)
    expect([read.status, read.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
    expect(read.text).toMatch(/BEGIN:VCALENDAR[^]*SUMMARY:Soon in 900002[^]*END:VCALENDAR/)
    expect(read.text).toContain('DTSTART;VALUE=DATE:20260331')
    expect(read.text).not.toContain('900001')
    const [, id = ''] = /name="revoke" value="([^"]+)"/.exec(text) ?? []
    expect((await dana.submit('/deadlines/subscribe', { revoke: id })).status).toBe(409)
    expect((await calendar(address)).status).toBe(200)
    expect((await hilda.submit('/deadlines/subscribe', { revoke: id })).status).toBe(303)
    expect((await calendar(address)).status).toBe(404)
  })

  it('show what was asked for alone, and nothing under an address that was made up', async () => {
    await dana.submit('/deadlines/subscribe', { owner: 'headteacher' })
    const address = addressIn((await dana.get('/deadlines/subscribe')).text)
    const { text } = await calendar(address)
    expect([text.includes('Late in 900001'), text.includes('Soon in')]).toEqual([true, false])
    const changed = address.replace(/.\.ics$/, (end) => (end.startsWith('0') ? '1.ics' : '0.ics'))
    expect((await calendar(changed)).status).toBe(404)
    expect((await calendar('/feeds/nonsense.ics')).status).toBe(404)
  })

  it('end when whoever made the address holds no role any more', async () => {
    await addPeople(api.records, holder('leaver', 'dsim'))
    const leaver = await visitor(api.app).signIn('leaver')
    await leaver.submit('/deadlines/subscribe')
    const address = addressIn((await leaver.get('/deadlines/subscribe')).text)
    expect((await calendar(address)).status).toBe(200)
    await addPeople(api.records, holder('leaver', 'dsim', { to: '2026-03-01' }))
    expect((await calendar(address)).status).toBe(404)
  })

  it('are there for other programs too, by the API', async () => {
    const { text, headers } = await api.as('dsim').get('/api/deadlines.ics?dueFrom=2026-04-01')
    expect(headers['content-type']).toContain('text/calendar')
    expect([text.includes('Next in 900001'), text.includes('Soon in')]).toEqual([true, false])
  })
})
