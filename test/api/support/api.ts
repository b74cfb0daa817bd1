import { pino } from 'pino'
import request from 'supertest'
import { afterAll, beforeAll } from 'vitest'
import { callerOf, recognizeTokens, type Caller } from '../../../access/caller.ts'
import { createApp } from '../../../api/app.ts'
import type { CasesPort } from '../../../api/cases-port.ts'
import { newKey, readKeys } from '../../../codec/keys.ts'
import { createVault } from '../../../codec/vault.ts'
import { usualLimits, type ApiParts } from '../../../api/parts.ts'
import { startDatabase } from '../../../embedded/database.ts'
import { loadPolicies } from '../../../policies/policies.ts'
import { connectRecords, migrate, type Records } from '../../../records/database.ts'
import { reserveCase } from '../../../records/openings.ts'
import { seedCalendar } from '../../../records/calendar.ts'
import { mustKnowSchool } from '../../../records/schools.ts'
import type { School } from '../../../cases/state.ts'
import type { Standing } from '../../../workflows/messages.ts'

export const today = '2026-03-16'

/** Stands in for the cases' workflows: remembers what it was asked, and opens cases in the records alone. */
export function fakeCases(records: () => Records) {
  const calls: unknown[][] = []
  const fails: { next: Error | null } = { next: null }
  const standing: { next: Standing | null } = { next: null }
  const called = (...call: unknown[]): void => {
    calls.push(call)
    const error = fails.next
    fails.next = null
    if (error) throw error
  }
  const port: CasesPort = {
    async open({ by, input }, key = null) {
      called('open', by, input)
      const { urn, name, district, denomination, phase } = await mustKnowSchool(records(), input.school)
      const school: School = { urn, name, district, denomination, phase: phase as School['phase'] }
      const caseId = await reserveCase(records(), { authority: input.authority, school, by, input, key })
      await records()
        .updateTable('cases')
        .set({ status: 'open', opened_on: today, seq: 1, opening: null })
        .where('id', '=', caseId)
        .execute()
      const body = JSON.stringify({ command: 'openCase', as: by.role, input })
      await records()
        .insertInto('case_file')
        .values({ case_id: caseId, seq: 1, at: new Date(), type: 'command', body })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return { caseId, recorded: true, warnings: [] }
    },
    async command(...call) {
      called('command', ...call)
      return { entry: 7, warnings: ['beware'] }
    },
    async openYear(...call) {
      called('openYear', ...call)
      return { caseId: '', recorded: true, warnings: [] }
    },
    async reopen(...call) {
      called('reopen', ...call)
      return { entry: 9, warnings: [] }
    },
    async calendarChanged(change) {
      called('calendarChanged', change)
      await records().updateTable('calendar_changes').set({ told_at: new Date() }).where('id', '=', change.id).execute()
    },
    async standing(caseId) {
      called('standing', caseId)
      return mustStand(standing)
    },
    async schoolReplaced(...call) {
      called('schoolReplaced', ...call)
    },
    async reach() {
      called('reach')
    },
    async workers() {
      called('workers')
      return 1
    },
    async resume() {},
  }
  return { port, calls, fails, standing }
}

function mustStand({ next }: { next: Standing | null }): Standing {
  if (next) return next
  throw new Error('This test has not said how the case stands')
}

/** The API on a database of its own; callers go by `as(role)`, or `bound(role, urn)` for one school. */
export function useApi(more: Partial<ApiParts> = {}) {
  const policies = more.policies ?? loadPolicies()
  const roles = [...policies.values()].flatMap((policy) => Object.keys(policy.roles))
  const tokens = Object.fromEntries(roles.map((role) => [role, `token-of-${role}`]))
  const lines: string[] = []
  const use = {} as {
    records: Records
    app: ReturnType<typeof createApp>
    cases: ReturnType<typeof fakeCases>
  }
  let stop: () => Promise<void>
  beforeAll(async () => {
    const database = await startDatabase()
    const keys = readKeys(newKey())
    use.records = connectRecords(database.url, 4, createVault(policies, keys))
    await migrate(use.records)
    await seedCalendar(use.records)
    use.cases = fakeCases(() => use.records)
    const known = recognizeTokens(tokens, policies)
    use.app = createApp({
      records: use.records,
      cases: use.cases.port,
      policies,
      keys,
      uiOrigins: ['http://localhost:8233'],
      recognize: (token) => boundCaller(token) ?? known(token),
      post: {
        policies,
        publicUrl: 'http://localhost:3000',
        linkKeys: ['a key that only tests sign links with'],
        mailFrom: 'interventions@example.org',
      },
      log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
      reachMail: async () => {},
      today: () => today,
      temporalUi: { address: 'http://localhost:8233', namespace: 'default' },
      notReady: () => null,
      limits: usualLimits,
      provider: null,
      ...more,
    })
    stop = async () => {
      await use.records.destroy()
      await database.stop()
    }
  })
  afterAll(() => stop())

  /** `bound.ROLE.URN`: a caller of one school; `in.ROLE.AUTHORITY`: a caller of one authority. */
  function boundCaller(token: string): Caller | undefined {
    const [kind, role = '', scope = ''] = token.split('.')
    const caller = callerOf(policies, role)
    if (kind === 'bound') return { ...caller, school: scope }
    if (kind === 'in') return { ...caller, authorities: [scope] }
    return undefined
  }

  const withToken = (token: string) => ({
    get: (path: string) => request(use.app).get(path).auth(token, { type: 'bearer' }),
    put: (path: string, body: object) => request(use.app).put(path).auth(token, { type: 'bearer' }).send(body),
    post: (path: string, body?: object) => request(use.app).post(path).auth(token, { type: 'bearer' }).send(body),
  })
  return Object.assign(use, {
    lines,
    roles,
    as: (role: string) => withToken(`token-of-${role}`),
    bound: (role: string, urn: string) => withToken(`bound.${role}.${urn}`),
    inAuthority: (role: string, authority: string) => withToken(`in.${role}.${authority}`),
    anybody: () => request(use.app),
  })
}
