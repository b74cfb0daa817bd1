import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client, Connection } from '@temporalio/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { killPart, ownEnvironment, startService, type RunningService } from '../support/service.ts'

interface ShownCase {
  id: string
  level: string
  status: string
  deadlines: { id: string; due: string | null; status: string; owner: string }[]
}

interface InboxMessage {
  to: string
  subject: string
  headers: Record<string, string>
}

let env: Record<string, string>
let service: RunningService

beforeAll(async () => {
  env = await ownEnvironment()
  service = await startService(env)
}, 180_000)

afterAll(() => service?.stop(), 30_000)

const tokens = () => JSON.parse(readFileSync(join(env.DATA_DIR ?? '', 'tokens.json'), 'utf8')) as Record<string, string>

/** Calls the API as a role; a part that is down for a moment is asked again, as a careful client would. */
async function call<T>(role: string, method: string, path: string, body?: unknown, key?: string): Promise<T> {
  for (let tries = 0; tries < 60; tries++) {
    const answer = await fetch(`http://127.0.0.1:${env.PORT}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${tokens()[role]}`,
        'content-type': 'application/json',
        ...(key ? { 'idempotency-key': key } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => null)
    if (answer && answer.status < 500) {
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${answer.status} ${text}`)
      return JSON.parse(text) as T
    }
    await pause(500)
  }
  throw new Error(`${method} ${path} is not answered`)
}

const show = (caseId: string) => call<ShownCase>('dsim', 'GET', `/api/cases/${caseId}`)
/** What lies in the inbox; nothing while it is being started again. */
const inbox = async (): Promise<InboxMessage[]> => {
  const answer = await fetch(`http://127.0.0.1:${env.INBOX_PORT}/messages.json`).catch(() => null)
  return answer ? ((await answer.json()) as InboxMessage[]) : []
}
const mailsOf = async (caseId: string) => (await inbox()).filter((one) => one.headers['x-case-id'] === caseId)

/** Waits until a question has the answer hoped for, and gives it. */
async function until<T>(ask: () => Promise<T>, hoped: (answer: T) => boolean, patience = 30_000): Promise<T> {
  const end = Date.now() + patience
  for (;;) {
    const answer = await ask()
    if (hoped(answer) || Date.now() > end) return answer
    await pause(200)
  }
}

const school = {
  name: 'Marigold Primary School',
  authority: 'staffordshire',
  phase: 'primary',
  district: 'south-staffs',
  headteacher: { name: 'Headteacher Example', email: 'head@marigold.example' },
  chairOfGovernors: { name: 'Chair Example', email: 'chair@marigold.example' },
}

describe('the service, started as npm start does', () => {
  const caseId = 'staffordshire-900101-1'
  const command = (role: string, name: string, input: unknown, key: string) =>
    call(role, 'POST', `/api/cases/${caseId}/commands/${name}`, input, key)

  it('shows itself: twelve invented schools with cases, one of them due within minutes', async () => {
    const { items } = await call<{ items: ShownCase[] }>('dsim', 'GET', '/api/cases?limit=200')
    expect(items).toHaveLength(12)
    expect(items.map((one) => one.status)).toContain('closed')
    const rehearsal = await show('rehearsal-900012-1')
    expect(rehearsal.deadlines.map((one) => one.id)).toEqual(['practice-visit'])
    const { items: people } = await call<{ items: { roles: { role: string }[] }[] }>(
      'administrator',
      'GET',
      '/api/people?authority=staffordshire&limit=200',
    )
    const held = new Set(people.flatMap((one) => one.roles.map((role) => role.role)))
    const { roles } = await call<{ roles: object }>('administrator', 'GET', '/api/policies/staffordshire')
    expect(Object.keys(roles)).toHaveLength(26)
    for (const role of Object.keys(roles)) expect(held, role).toContain(role)
  })

  it('opens a case over HTTP, and its letters arrive (ST-11)', async () => {
    await call('administrator', 'PUT', '/api/schools/900101', school)
    const opening = {
      authority: 'staffordshire',
      school: '900101',
      level: 'stage-2',
      reasons: ['low-attainment'],
      summary: 'Results fell',
    }
    await call('dsim', 'POST', '/api/cases', opening, 'open-marigold')
    const shown = await show(caseId)
    expect(shown.deadlines.map((one) => one.id)).toContain('half-termly-evaluation')
    const mails = await until(
      () => mailsOf(caseId),
      (all) => all.length >= 5,
    )
    expect(mails.map((one) => one.to)).toEqual(
      expect.arrayContaining(['head@marigold.example', 'chair@marigold.example']),
    )
    expect(mails.find((one) => one.to === 'head@marigold.example')?.subject).toBe(
      'Stage 2: Marigold Primary School is causing concern',
    )
  })

  it('takes a repeated opening as the same one, and refuses a second case with the first one’s id', async () => {
    const opening = {
      authority: 'staffordshire',
      school: '900101',
      level: 'stage-2',
      reasons: ['low-attainment'],
      summary: 'Results fell',
    }
    await call('dsim', 'POST', '/api/cases', opening, 'open-marigold')
    await expect(call('dsim', 'POST', '/api/cases', opening, 'another')).rejects.toThrow(caseId)
  })

  it.each(['worker', 'api', 'database', 'temporal', 'inbox'] as const)(
    'loses nothing when the %s is killed in mid-work',
    async (part) => {
      const before = (await show(caseId)).deadlines.length
      const reminded = command(
        'dsim',
        'acknowledge',
        { deadline: 'assess-contribution', note: `before ${part}` },
        `before-${part}`,
      )
      await Promise.all([reminded, killPart(service, part)])
      await command('dsim', 'acknowledge', { deadline: 'assess-contribution', note: `after ${part}` }, `after-${part}`)
      const { items } = await call<{ items: { seq: number; type: string; input?: { note?: string } }[] }>(
        'dsim',
        'GET',
        `/api/cases/${caseId}/events?limit=200`,
      )
      expect(items.map((one) => one.seq)).toEqual(items.map((_, index) => index + 1))
      const notes = items.map((one) => one.input?.note).filter((note) => note?.endsWith(part))
      expect(notes).toEqual([`before ${part}`, `after ${part}`])
      expect((await show(caseId)).deadlines).toHaveLength(before)
    },
    90_000,
  )

  it('keeps a letter while no mail server answers, and sends it once when one does', async () => {
    const kill = killPart(service, 'inbox')
    await command(
      'dsim',
      'assignOfficer',
      { role: 'assigned-officer', person: 'staffordshire-assigned-officer' },
      'assign',
    )
    await kill
    const letters = await until(
      () => mailsOf(caseId),
      (all) => all.some((one) => one.subject.includes('assigned')),
      60_000,
    )
    const assigned = letters.filter((one) => one.subject.includes('is assigned') && one.to === 'head@marigold.example')
    expect(assigned).toHaveLength(1)
  }, 90_000)

  it('finds every case, timer and mail where it was after a stop and a start', async () => {
    await until(
      () => call<{ items: { status: string }[] }>('dsim', 'GET', '/api/notifications?limit=200'),
      ({ items }) => items.every((one) => one.status !== 'waiting'),
    )
    const before = { shown: await show(caseId), mails: (await inbox()).length, timer: await pendingTimer(caseId) }
    await service.stop()
    service = await startService(env)
    const began = Date.now()
    expect(await show(caseId)).toEqual(before.shown)
    expect(Date.now() - began).toBeLessThan(30_000)
    expect(await pendingTimer(caseId)).toEqual(before.timer)
    expect((await inbox()).length).toBe(before.mails)
    const evaluation = { pace: 'insufficient', evidence: 'Two milestones are behind' }
    await command('headteacher', 'recordEvaluation', evaluation, 'evaluate')
    expect((await show(caseId)).level).toBe('stage-3')
  }, 120_000)

  it('has no mail of which two have another Message-ID for the same thing', async () => {
    const letters = await until(inbox, (all) => all.length > 0)
    const ids = letters.map((one) => one.headers['message-id'])
    const about = letters.map((one) => `${one.to} ${one.subject} ${one.headers['message-id']}`)
    expect(new Set(about).size).toBe(new Set(ids).size)
  })
})

/** The timer that a case's workflow waits on. */
async function pendingTimer(caseId: string): Promise<string | undefined> {
  const connection = await Connection.connect({ address: `127.0.0.1:${env.TEMPORAL_PORT}` })
  try {
    const { events } = await new Client({ connection }).workflow.getHandle(caseId).fetchHistory()
    const ended = new Set(
      (events ?? []).map((one) =>
        String(one.timerFiredEventAttributes?.startedEventId ?? one.timerCanceledEventAttributes?.startedEventId ?? ''),
      ),
    )
    const running = (events ?? []).filter((one) => one.timerStartedEventAttributes && !ended.has(String(one.eventId)))
    return running.map((one) => String(one.timerStartedEventAttributes?.timerId)).join()
  } finally {
    await connection.close()
  }
}
