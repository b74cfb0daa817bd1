import { beforeAll, describe, expect, it } from 'vitest'
import { useApi } from '../api/support/api.ts'
import { addCase, addDeadline, addEvent, addPeople, addSchool, holder } from '../records/support.ts'
import { visitor } from './support/visitor.ts'

const api = useApi()
const evil = `<img src=x onerror=alert(1)>"'>{{7*7}}</script>`
const caseId = 'staffordshire-900001-1'

beforeAll(async () => {
  await addSchool(api.records, '900001', { name: evil })
  await addPeople(
    api.records,
    holder('dana', 'dsim', { district: 'south-staffs' }, { name: evil }),
    holder('ada', 'administrator', {}, { name: evil, authority: null }),
    holder('hilda', 'headteacher', { school: '900001' }, { name: evil }),
  )
  await addCase(api.records, caseId, '900001', { school_name: evil })
  await addDeadline(api.records, caseId, 'one', { title: evil, why: evil })
  const input = { authority: 'staffordshire', school: '900001', level: 'stage-2', reasons: ['other'], summary: evil }
  await addEvent(api.records, caseId, 1, 'command', { command: 'openCase', as: 'dsim', by: evil, input })
  await addEvent(api.records, caseId, 2, 'command', {
    command: 'changeLevel',
    as: 'dsim',
    input: { to: 'stage-3', reason: evil, note: evil },
  })
  await api.records.insertInto('bank_holidays').values({ day: '2026-07-01', name: evil }).execute()
})

const plain = `
  / /cases /schools /schools/900001 /schools/import /people /people/dana /deadlines /deadlines/subscribe
  /calendar /calendar/bank-holidays /handbook /reports /administration /administration/alarms /administration/mails /administration/links /cases/new /sign-out
`
  .trim()
  .split(/\s+/)

describe('words that somebody has typed', () => {
  it.each(['dana', 'ada', 'hilda'])('are words on every page, and never tags, as %s reads it', async (who) => {
    const reader = await visitor(api.app).signIn(who)
    const bad = encodeURIComponent(evil)
    const tabs = [
      '',
      '/deadlines',
      '/timeline',
      '/letters',
      '/people',
      '/commands/changeLevel',
      '/commands/correctEntry',
    ]
    const paths = [
      ...plain,
      ...tabs.map((tab) => `/cases/${caseId}${tab}`),
      ...['/sign-in', '/cases', '/schools', '/people', '/deadlines'].map((path) => `${path}?text=${bad}&to=/${bad}`),
      `/cases/${caseId}/commands/changeLevel?reason=${bad}&key=${bad}&to=${bad}`,
      `/cases/${bad}`,
      `/${bad}`,
      `/l/${bad}`,
    ]
    let said = 0
    for (const path of paths) {
      const { status, text } = await reader.get(path)
      expect([path, status < 500]).toEqual([path, true])
      expect([path, /<img src=x|onerror=alert\(1\)>"|"'>\{\{/.exec(text)?.[0]]).toEqual([path, undefined])
      if (text.includes('&lt;img src=x')) said += 1
    }
    expect(said).toBeGreaterThan(8)
  })
})
