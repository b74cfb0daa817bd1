import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect } from 'vitest'
import { succeed } from '../../outside-input/support/calls.ts'
import { startWhole, type Whole } from '../../outside-input/support/whole-service.ts'
import { startBrowser, type Somebody } from '../support/in-browser.ts'

export const caseId = 'staffordshire-900001-1'
export const otherId = 'staffordshire-900002-1'
/** What stands in everybody's navigation. */
export const everyPage = ['/', '/cases', '/schools', '/deadlines', '/handbook', '/calendar']

/** The whole service and one browser, for all journeys of a file. */
export function useService() {
  let whole: Whole
  let browser: Awaited<ReturnType<typeof startBrowser>>
  beforeAll(async () => {
    whole = await startWhole()
    browser = await startBrowser(whole.url)
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await whole?.stop()
  })
  return {
    get whole() {
      return whole
    },
    get browser() {
      return browser
    },
    /** An officer of Staffordshire, signed in. */
    officer: async (role: string, options = {}) => (await browser.someone(options)).signIn(`staffordshire-${role}`),
    async caseFile() {
      const path = `/api/cases/${caseId}/events?limit=200`
      return ((await succeed(whole, 'dsim', 'GET', path)) as { items: Record<string, unknown>[] }).items
    },
    async headOf(urn: string): Promise<string> {
      const held = whole.records.selectFrom('roles_held').select('person_id').where('school', '=', urn)
      return (await held.where('role', '=', 'headteacher').executeTakeFirstOrThrow()).person_id
    },
    /** The link in the newest mail to an address whose subject says so. */
    async linkTo(address: string, subject: RegExp): Promise<string> {
      for (let tries = 0; tries < 600; tries++, await pause(100)) {
        const mail = whole.inbox.messages().findLast((one) => one.to === address && subject.test(one.subject))
        const [path] = /\/l\/[0-9a-f]{64}/.exec(mail?.text ?? '') ?? []
        if (path) return path
      }
      throw new Error(`No mail to ${address} says ${subject}`)
    },
  }
}

export type Service = ReturnType<typeof useService>

/** Opens each page, and tells what is wrong with any. */
export async function faultsOf(someone: Somebody, paths: string[]): Promise<string[]> {
  const faults: string[] = []
  for (const path of paths) {
    expect(await someone.open(path), path).toBeLessThan(400)
    faults.push(...(await someone.faults()))
  }
  return faults
}
