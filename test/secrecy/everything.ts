import { Client } from '@temporalio/client'
import { sql } from 'kysely'
import { pino } from 'pino'
import request from 'supertest'
import { callerOf } from '../../access/caller.ts'
import { createApp } from '../../api/app.ts'
import { usualLimits } from '../../api/parts.ts'
import { londonDay } from '../../calendar/london.ts'
import type { Policies } from '../../policies/policies.ts'
import { historyToJson } from '../../replay/history-json.ts'
import type { World } from '../../simulate/world.ts'

/** A text with all that stands in it in base64, as Temporal writes what nobody has encrypted. */
export function withBase64(text: string): string {
  const inside = [...text.matchAll(/"([\w+/=-]{8,})"/g)].map(([, one]) => Buffer.from(one ?? '', 'base64').toString())
  return [text, ...inside].join('\n')
}

/** All that Temporal knows of these workflows, as it is shown to somebody without the keys. */
export async function allOfTemporal(world: World, ids: string[]): Promise<string> {
  const { connection, options } = world.client
  const client = new Client({ connection, namespace: options.namespace })
  const texts: string[] = []
  for (const id of ids) {
    const handle = client.workflow.getHandle(id)
    texts.push(historyToJson(await handle.fetchHistory()))
    const { workflowService } = client.connection
    const execution = { workflowId: id }
    const described = await workflowService.describeWorkflowExecution({ namespace: options.namespace, execution })
    texts.push(JSON.stringify(described, asText))
    for (const queryType of ['__temporal_workflow_metadata', 'case', 'standing'])
      texts.push(
        JSON.stringify(
          await workflowService.queryWorkflow({
            namespace: options.namespace,
            execution,
            query: { queryType },
          }),
          asText,
        ),
      )
  }
  return withBase64(texts.join('\n'))
}

const asText = (_: string, value: unknown): unknown => {
  const { type, data } = (value ?? {}) as { type?: string; data?: number[] }
  if (value instanceof Uint8Array) return Buffer.from(value).toString()
  return type === 'Buffer' && data ? Buffer.from(data).toString() : typeof value === 'bigint' ? String(value) : value
}

/** Every row of every table, as the database holds it. */
export async function allOfTheDatabase(world: World): Promise<string> {
  const bare = world.records.withoutPlugins()
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'`.execute(bare)
  const tables = await Promise.all(rows.map(({ name }) => sql`select * from ${sql.table(name)}`.execute(bare)))
  return JSON.stringify(tables.map((one) => one.rows))
}

/** The API over this world, what it logs, and every answer that it gives to a role. */
export function apiOf(world: World, policies: Policies, today: () => string) {
  const lines: string[] = []
  const app = createApp({
    records: world.records,
    cases: world.cases,
    policies,
    keys: world.keys,
    uiOrigins: ['http://localhost:8233'],
    /** `ROLE`, or `ROLE.URN` for one school. */
    recognize(token) {
      const [role = '', school] = token.split('.')
      return school ? { ...callerOf(policies, role), school } : callerOf(policies, role)
    },
    post: world.post,
    log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
    reachMail: async () => {},
    today,
    notReady: () => null,
    limits: usualLimits,
    provider: null,
    temporalUi: null,
  })
  const get = (role: string, path: string) => request(app).get(path).auth(role, { type: 'bearer' })

  const post = (role: string, path: string, body: object) =>
    request(app).post(path).auth(role, { type: 'bearer' }).send(body)

  async function answersTo(role: string, caseIds: string[], levels: string[]): Promise<string> {
    const day = today()
    const until = londonDay(Date.parse(`${day}T12:00:00Z`) + 60 * 86_400_000)
    const paths = [
      '/api/cases?limit=200',
      '/api/cases?kind=school-year&limit=200',
      ...levels.map((level) => `/api/cases?level=${level}`),
      '/api/deadlines?limit=1',
      ...['open', 'missed', 'met', 'cancelled', 'overdue'].map((one) => `/api/deadlines?status=${one}&limit=200`),
      '/api/notifications?limit=2',
      '/api/notifications?limit=200',
      '/api/people',
      '/api/schools',
      '/api/inspection-pack?authority=darlington',
      '/api/inspection-pack.csv?authority=darlington',
      '/api/inspection-pack.html?authority=darlington',
      `/api/calendar/impact?date=${until}&title=A+proposed+holiday`,
      ...caseIds.flatMap((id) => [
        `/api/cases/${id}`,
        `/api/cases/${id}/events?limit=200`,
        `/api/cases/${id}/events?limit=1`,
        `/api/cases/${id}/forecast?until=${until}`,
        `/api/deadlines?case=${id}&limit=200`,
        `/api/notifications?case=${id}&limit=200`,
      ]),
    ]
    // What the year of the authority itself would take says nothing of a school
    paths.push(...caseIds.filter((id) => /\d/.test(id)).map((id) => `/api/cases/${id}/commands`))
    const texts: string[] = []
    for (const path of paths) {
      const { text, headers } = await get(role, path)
      const cursor = /"next":"([\w-]+)"/.exec(text)?.[1] ?? ''
      texts.push(text, JSON.stringify(headers), Buffer.from(cursor, 'base64url').toString())
    }
    for (const id of caseIds) {
      const rehearsed = `/api/cases/${id}/rehearsals/recordVisit`
      texts.push((await post(role, rehearsed, { by: 'sip', report: 'Every class was seen' })).text)
    }
    return texts.join('\n')
  }

  return { app, lines, answersTo, get, post }
}
