import { describe, expect, it } from 'vitest'
import { inventedPeople } from '../../../demonstration/people.ts'
import { succeed } from '../../outside-input/support/calls.ts'
import { narrow } from '../support/in-browser.ts'
import { everyPage, faultsOf, type Service } from './service.ts'

/** What the first who open it are shown; ends with people on record. */
export function emptyService(service: Service): void {
  describe('an empty service', () => {
    it('says to whoever opens it that nobody is on record, and to the first officer what comes first', async () => {
      const someone = await service.browser.someone({ viewport: narrow })
      await someone.open('/')
      expect(await someone.words()).toContain('Nobody is on record here yet')
      expect(await someone.faults()).toEqual([])
      for (const person of inventedPeople(service.whole.policies.get('staffordshire')!))
        await succeed(service.whole, 'administrator', 'PUT', `/api/people/${person.id}`, person)
      await someone.signIn('staffordshire-dsim')
      expect(await someone.words()).toContain('There is no case here yet')
      expect(await faultsOf(someone, [...everyPage, '/people', '/reports'])).toEqual([])
      await someone.close()
    }, 240_000)
  })
}
