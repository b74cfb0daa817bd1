import { describe, expect, it } from 'vitest'
import { PartDown } from '../../../api/cases-port.ts'
import { succeed } from '../../outside-input/support/calls.ts'
import { narrow, wide } from '../support/in-browser.ts'
import { caseId, everyPage, faultsOf, otherId, type Service } from './service.ts'

const ofAuthority = [...everyPage, '/people', '/reports']
const ofCase = ['', '/deadlines', '/timeline', '/letters', '/people', '/forecast'].map(
  (tab) => `/cases/${caseId}${tab}`,
)
const administration = ['', '/alarms', '/mails', '/links'].map((tab) => `/administration${tab}`)

const readers = [
  { role: 'administrator', viewport: wide, pages: [...ofAuthority, ...administration, '/handbook/staffordshire'] },
  { role: 'dsim', viewport: narrow, pages: [...ofAuthority, '/cases/new', ...ofCase] },
  { role: 'headteacher', viewport: narrow, pages: [...everyPage, ...ofCase] },
]

/** Every page and state, read by a machine. */
export function everyPageOf(service: Service): void {
  describe('every page', () => {
    it.each(readers)(
      'for $role has nothing that WCAG 2.2 AA or its own content policy forbids, and fits its window',
      async ({ role, viewport, pages }) => {
        const someone = await service.browser.someone({ viewport })
        await someone.signIn(role === 'headteacher' ? await service.headOf('900001') : `staffordshire-${role}`)
        expect(await faultsOf(someone, pages)).toEqual([])
        await someone.close()
      },
      300_000,
    )

    it('that says what went wrong is as good as any', async () => {
      const someone = await (await service.browser.someone({ viewport: narrow })).signIn(await service.headOf('900001'))
      await succeed(service.whole, 'dsim', 'POST', `/api/cases/${otherId}/links/revoke`, {
        address: 'head-900002@school.example',
        reason: 'Left',
      })
      const own = await service.linkTo('head-900001@school.example', /causing concern/)
      const revoked = await service.linkTo('head-900002@school.example', /causing concern/)
      const faults: string[] = []
      const answers = [
        ['/people', 403],
        [`/cases/${otherId}`, 404],
        [`${own}/do/closeCase?about=nothing`, 409],
        [revoked, 410],
        ['/sign-out', 200],
      ] as const
      for (const [path, status] of answers) {
        expect(await someone.open(path), path).toBe(status)
        faults.push(...(await someone.faults()))
      }
      for (const [fault, status] of [
        [new PartDown('database', 'The records database is not ready yet'), 503],
        [new Error('A fault of a test'), 500],
      ] as const) {
        service.whole.waits.for = fault
        const answer = await someone.open('/')
        service.whole.waits.for = null
        expect(answer).toBe(status)
        faults.push(...(await someone.faults()))
      }
      expect(faults).toEqual([])
      await someone.close()
    }, 180_000)

    it('would be found out if it loaded what its content policy forbids', async () => {
      const someone = await service.browser.someone()
      await someone.open('/sign-in')
      await someone.page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<p style="color: red">Red</p>')`)
      expect((await someone.faults()).join()).toContain('Content Security Policy')
      await someone.close()
    }, 60_000)
  })
}
