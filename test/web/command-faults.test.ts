import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PartDown } from '../../api/cases-port.ts'
import { blankCase } from '../../cases/blank-case.ts'
import { readCommand } from '../../cases/commands.ts'
import { decide } from '../../cases/decide.ts'
import { caseOnPaper } from '../../cases/on-paper.ts'
import { calendarFor } from '../../records/calendar.ts'
import { useApi } from '../api/support/api.ts'
import { addCase, addPeople, addSchool, holder, staffordshire } from '../records/support.ts'
import { headingIn, textOf, tokenIn, visitor } from './support/visitor.ts'

const api = useApi()
const caseId = 'staffordshire-900001-1'
const path = `/cases/${caseId}/commands/changeLevel`
const typed = { to: 'stage-3', reason: 'Three pages of reasons', key: 'key-of-this-form' }

beforeAll(async () => {
  await addSchool(api.records, '900001')
  const both = holder('bo', 'sip')
  await addPeople(
    api.records,
    holder('dana', 'dsim'),
    { ...both, roles: [...both.roles, ...holder('x', 'dsim').roles] },
    holder('sue', 'sip'),
  )
  await addCase(api.records, caseId, '900001')
})

beforeEach(async () => {
  api.cases.calls.length = 0
  const school = { urn: '900001', name: 'Invented', phase: 'primary', district: null, denomination: null } as const
  const calendar = await calendarFor(api.records, staffordshire)
  const paper = caseOnPaper(staffordshire, calendar, blankCase(staffordshire, school, caseId))
  const opening = { authority: 'staffordshire', school: '900001', level: 'stage-2', reasons: ['other'], summary: 'S' }
  const read = readCommand('openCase', opening)
  if (!read.ok) throw new Error('The opening cannot be read')
  paper.turn('2026-03-02T10:00:00+00:00', 'command', { role: 'dsim', personId: 'dana' }, (turn) =>
    decide(turn, read.command),
  )
  api.cases.standing.next = { state: paper.state(), policy: staffordshire }
})

describe('answers typed into a form', () => {
  it('survive a part that is down: the page says so, and the form has them again', async () => {
    const dana = await visitor(api.app).signIn('dana')
    api.cases.fails.next = new PartDown('Temporal', 'Temporal does not answer')
    const down = await dana.submit(path, typed)
    expect([down.status, headingIn(down.text)]).toEqual([503, 'A part of the service is down'])
    const again = await dana.get(path)
    expect(again.text).toContain('Three pages of reasons')
    expect(again.text).toMatch(/value="stage-3" checked/)
    expect(again.text).toContain('name="key" value="key-of-this-form"')
  })

  it('survive a session that has ended: they are there again after signing in', async () => {
    const someone = visitor(api.app)
    const sent = await someone.post(path, typed).set('Sec-Fetch-Site', 'same-origin')
    expect([sent.status, sent.headers['location']]).toEqual([303, path])
    await someone.signIn('dana')
    const again = await someone.get(path)
    expect(textOf(again.text)).toContain('What you typed is here again')
    expect(again.text).toContain('Three pages of reasons')
  })
})

describe('somebody with several roles', () => {
  it('gives a command as the first of them that may, in their own name', async () => {
    const bo = await visitor(api.app).signIn('bo')
    const check = await bo.submit(path, typed)
    expect(headingIn(check.text)).toBe('Check your answers')
    const given = await bo.post(path, { ...typed, step: 'give', _csrf: tokenIn(check.text) })
    expect(given.status).toBe(303)
    const command = api.cases.calls.find(([what]) => what === 'command')
    expect(command?.slice(1, 4)).toEqual([caseId, 'changeLevel', { role: 'dsim', personId: 'bo' }])
  })

  it('hears the refusal that fits, where none of them may', async () => {
    const answer = await (await visitor(api.app).signIn('sue')).submit(path, typed)
    expect([answer.status, textOf(answer.text)]).toEqual([
      403,
      expect.stringContaining('changeLevel may not be given by the School Improvement Partner, but by'),
    ])
    expect(answer.text).toContain('Three pages of reasons')
  })
})
