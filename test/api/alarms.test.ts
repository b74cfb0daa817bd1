import { beforeAll, describe, expect, it } from 'vitest'
import type { Watched } from '../../api/alarms.ts'
import { PartDown } from '../../api/cases-port.ts'
import { aheadOf, alarmAt } from '../../cases/ahead.ts'
import { formatLondon } from '../../calendar/london.ts'
import type { CaseState } from '../../cases/state.ts'
import { caseOnPaper, staffordshire } from '../cases/case-on-paper.ts'
import { addCase, addDeadline, addSchool } from '../records/support.ts'
import { useApi } from './support/api.ts'

const api = useApi()
const caseId = 'staffordshire-900001-1'
const day = 86_400_000
const dayFromNow = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10)

/** A case on paper that is opened today, and stands on record as its workflow would write it. */
async function onRecord(state: CaseState, more: Record<string, unknown> = {}) {
  await addCase(api.records, state.caseId, state.school.urn, {
    edition: state.edition,
    ahead: JSON.stringify(aheadOf(state)),
    alarm_at: alarmAt(state, formatLondon(Date.now())),
    ...more,
  })
  for (const { key, id, title, rule, owner, status, due, statutory, openedAt } of state.deadlines)
    await addDeadline(api.records, state.caseId, key, {
      id,
      title,
      rule,
      owner,
      status,
      due,
      statutory,
      opened_at: openedAt,
    })
}

const ask = async (path: string, role = 'administrator'): Promise<{ items: Watched[]; next: string | null }> => {
  const { body, status } = await api.as(role).get(path)
  expect(status, path).toBe(200)
  return body
}
const alarms = (items: Watched[]) => items.filter((one) => one.alarm !== null).map(({ id, alarm }) => [id, alarm])

const paper = caseOnPaper()
beforeAll(async () => {
  for (const urn of ['900001', '900002', '900003', '900004']) await addSchool(api.records, urn)
  const today = dayFromNow(0)
  paper.give(today, 'dsim', 'openCase', {
    authority: 'staffordshire',
    school: '900001',
    level: 'stage-2',
    reasons: ['low-attainment'],
    summary: 'Results fell',
  })
  await onRecord(paper.state())
})

describe('the alarms', () => {
  it('show every rule of a running case with its next moment, those that come again too, and are silent where all is well', async () => {
    const { items } = await ask(`/api/alarms?case=${caseId}`)
    expect(items.length).toBeGreaterThan(paper.state().deadlines.length)
    for (const { id, next } of items) expect(Date.parse(next?.at ?? ''), id).toBeGreaterThan(Date.now() - day)
    expect(items.find((one) => one.id === 'assign-officer')).toMatchObject({
      owner: 'dsim',
      status: 'open',
      agrees: null,
    })
    expect(items.find((one) => one.status === 'comes again')?.title).toMatch(/^\w+/)
    expect(alarms(items)).toEqual([])
    expect((await ask('/api/alarms?alarm=true')).items).toEqual([])
  })

  it('ask the running case whether it waits for the same', async () => {
    api.cases.standing.next = { state: paper.state(), policy: staffordshire }
    const { items } = await ask(`/api/alarms?case=${caseId}&check=true`)
    expect(items.filter(({ agrees }) => agrees !== true)).toEqual([])
    const other = structuredClone(paper.state())
    for (const one of other.deadlines) if (one.id === 'assign-officer') one.rungs = []
    other.deadlines = other.deadlines.filter((one) => one.id !== 'assess-contribution')
    api.cases.standing.next = { state: other, policy: staffordshire }
    const differing = alarms((await ask(`/api/alarms?case=${caseId}&check=true`)).items)
    expect(differing.map(([id]) => id)).toEqual(['assign-officer', 'assess-contribution'])
    expect(differing[0]?.[1]).toMatch(
      /^The running case waits for \d{4}-\d\d-\d\d at 00:00: the records say otherwise$/,
    )
    expect(differing[1]?.[1]).toBe('The running case knows nothing of it')
  })

  it('are raised by every rule of a case whose workflow does not run', async () => {
    api.cases.fails.next = new PartDown('Temporal', 'No workflow of it runs in Temporal')
    const { items } = await ask(`/api/alarms?case=${caseId}&check=true`)
    expect(new Set(items.map((one) => one.alarm))).toEqual(new Set(['No workflow of it runs in Temporal']))
    api.cases.fails.next = null
  })

  it('are raised by a clock that is stopped, by a ladder that has ended, and by a step that nobody carried out', async () => {
    const ahead = {
      'stopped#1': [],
      'ended#1': [{ at: '2026-01-05T09:00:00+00:00', what: 'escalation', to: ['dsim'] }],
      'late#1': [{ at: '2026-01-06T00:00:00+00:00', what: 'pass' }],
      'again#1': [{ at: '2026-01-05T09:00:00+00:00', what: 'escalation', to: ['director'], every: 10, offset: 10 }],
    }
    const row = { edition: '2009-01', ahead: JSON.stringify(ahead), alarm_at: '2026-01-06T00:15:00Z' }
    await addCase(api.records, 'staffordshire-900002-1', '900002', row)
    for (const [key, status] of [
      ['stopped#1', 'suspended'],
      ['ended#1', 'missed'],
      ['late#1', 'open'],
      ['again#1', 'missed'],
    ])
      await addDeadline(api.records, 'staffordshire-900002-1', key!, {
        id: 'assign-officer',
        status,
        due: '2026-01-05',
      })
    const { items } = await ask('/api/alarms?alarm=true')
    const by = (key: string) => items.find((one) => one.key === key)
    expect(by('stopped#1')?.alarm).toContain('Its clock is stopped')
    expect(by('ended#1')?.alarm).toContain('Its ladder has ended')
    expect(by('late#1')?.alarm).toContain('Its moment came on Tuesday 6 January 2026 at 00:00')
    expect(by('again#1')).toMatchObject({ alarm: null, next: { what: 'escalation', to: ['director'] } })
    expect(Date.parse(by('again#1')?.next?.at ?? '')).toBeGreaterThan(Date.now())
  })

  it('know nothing yet of a case that has not written since they are kept, and say no alarm of it', async () => {
    await addCase(api.records, 'staffordshire-900003-1', '900003')
    await addDeadline(api.records, 'staffordshire-900003-1', 'old#1')
    const { items } = await ask('/api/alarms?case=staffordshire-900003-1')
    expect(items).toMatchObject([{ next: null, alarm: null, agrees: null }])
  })

  it('come a page of cases at a time, and only of what somebody may read', async () => {
    const first = await ask('/api/alarms?limit=1')
    expect(new Set(first.items.map((one) => one.caseId))).toEqual(new Set([caseId]))
    const second = await ask(`/api/alarms?limit=1&cursor=${first.next}`)
    expect(new Set(second.items.map((one) => one.caseId))).toEqual(new Set(['staffordshire-900002-1']))
    expect((await api.bound('headteacher', '900004').get('/api/alarms')).body.items).toEqual([])
    expect((await api.inAuthority('administrator', 'dudley').get('/api/alarms')).body.items).toEqual([])
    expect((await api.as('chief-inspector').get('/api/alarms')).status).toBe(403)
  })
})
