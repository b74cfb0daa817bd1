import { beforeAll, describe, expect, it } from 'vitest'
import { addDays, formatDay } from '../../../calendar/day.ts'
import { succeed } from '../../outside-input/support/calls.ts'
import { school } from '../../outside-input/support/content.ts'
import { narrow, type Somebody } from '../support/in-browser.ts'
import { caseId, type Service } from './service.ts'

/** A case from its opening to an answered warning notice, by officers with the pages and by the school with its links. */
export function fromMailToDone(service: Service): void {
  describe('from the mail to done', () => {
    let dsim: Somebody
    beforeAll(async () => {
      for (const urn of ['900001', '900002'])
        await succeed(service.whole, 'administrator', 'PUT', `/api/schools/${urn}`, school(urn))
      dsim = await service.officer('dsim')
    }, 120_000)

    it('an officer opens a case, and is shown first by when the school must act', async () => {
      await dsim.follow('Cases')
      await dsim.press('Open a case')
      await dsim.answer({
        'Which school?': '900001',
        'The concern in a few sentences': 'Results fell three years running',
      })
      await dsim.page.getByRole('radio', { name: /^Stage 2/ }).check()
      await dsim.page.getByRole('checkbox').first().check()
      await dsim.press('Continue')
      expect(await dsim.heading()).toBe('Check your answers')
      const [, day = ''] =
        /must name an improvement co-ordinator.*? by (\w+day \d+ \w+ \d{4})/.exec(await dsim.words()) ?? []
      expect(day).not.toBe('')
      expect(service.whole.inbox.messages()).toEqual([])
      expect(await dsim.faults()).toEqual([])
      await dsim.press('Open the case')
      await dsim.page.waitForURL(`**/cases/${caseId}`)
      expect(await dsim.told()).toContain('The case is open')
      expect(await dsim.faults()).toEqual([])
      const card = dsim.page.locator('.govuk-summary-card', { hasText: 'Name an improvement co-ordinator' })
      expect(await card.innerText()).toContain(day)
    }, 120_000)

    it('a headteacher names a co-ordinator by the link in their mail and asks for more time; the officer decides', async () => {
      const head = await service.browser.someone()
      const link = await service.linkTo('head-900001@school.example', /causing concern/)
      await head.open(link)
      await head.answer({ Name: 'R. Example', 'E-mail address': 'r@school.example' })
      await head.send('Name the co-ordinator')
      expect(await head.told()).toContain('The improvement co-ordinator is named')
      await head.press('Ask for more time')
      const until = addDays(service.whole.today(), 60)
      await head.fillDay('Until when?', until)
      await head.answer({ 'Why?': 'The deputy is ill' })
      await head.send('Ask for more time')
      expect(await head.words()).toContain(`to ${formatDay(until)}; it is being decided on`)
      expect(await head.faults()).toEqual([])
      await head.close()

      await dsim.open(await service.linkTo('dsim@staffordshire.example', /More time is asked for/))
      expect(new URL(dsim.page.url()).pathname).toBe(`/cases/${caseId}`)
      await dsim.press('Give more time')
      await dsim.fillDay('Until when?', until)
      await dsim.answer({ 'Why?': 'The deputy is ill' })
      await dsim.send('Give more time')
      expect(await dsim.told()).toContain('More time is given')
      expect(await dsim.words('main')).toContain(formatDay(until))
    }, 120_000)

    it('a warning notice is asked for, approved and issued, by whoever may (LAW-4)', async () => {
      const address = `/cases/${caseId}`
      await dsim.open(address)
      await dsim.follow('Ask for a warning notice')
      await dsim.page.getByRole('checkbox').first().check()
      await dsim.answer({ 'What is the evidence?': 'Minutes of four meetings' })
      await dsim.send('Ask for the notice')
      const head = await service.officer('head-of-sid')
      await head.open(address)
      await head.press('Approve the warning notice')
      await head.answer({ 'Why?': 'The evidence is plain' })
      await head.send('Approve the notice')
      await head.close()
      const director = await service.officer('director')
      await director.open(address)
      await director.press('Issue the warning notice')
      await director.press('Continue')
      expect(await director.words('.govuk-error-summary')).toContain('The matters of concern')
      expect(await director.faults()).toEqual([])
      await director.answer({
        'The matters of concern': 'There is no quorum',
        'The action that the school is to take': 'Meet with one',
        'The action that the authority is minded to take': 'Add governors',
      })
      await director.press('Continue')
      expect(await director.words('main')).toMatch(/Who is told .*Chair Example 900001: Warning notice/)
      expect(await director.faults()).toEqual([])
      await director.press('Issue the notice')
      expect(await director.told()).toContain('The warning notice is issued')
      await director.close()
    }, 180_000)

    it('its mail is opened by a program and nothing happens; the chair acknowledges and answers it (LAW-14)', async () => {
      const link = await service.linkTo('chair-900001@school.example', /^Warning notice/)
      const before = await service.caseFile()
      for (const method of ['HEAD', 'GET', 'GET']) await fetch(`${service.whole.url}${link}`, { method })
      expect(await service.caseFile()).toEqual(before)
      const chair = await service.browser.someone({ viewport: narrow })
      await chair.open(link)
      expect(await chair.words('main')).toContain('There is no quorum')
      expect(await chair.faults()).toEqual([])
      await chair.press('I have received this')
      expect(await chair.told()).toContain('its receipt is on record')
      await chair.page.getByRole('radio', { name: 'An answer' }).check()
      await chair.answer({ 'What the school says': 'We meet again, with a quorum' })
      await chair.send('Send the answer')
      expect(await chair.heading()).toBe('There is nothing more to do here')
      expect(await chair.faults()).toEqual([])
      await chair.close()
      const file = await service.caseFile()
      expect(file.findLast(({ type }) => type === 'receipt-acknowledged')).toMatchObject({
        person: 'Chair Example 900001',
      })
      expect(file.findLast(({ type }) => type === 'notice')).toMatchObject({ event: 'answered' })
      await dsim.open(`/cases/${caseId}/timeline`)
      expect(await dsim.words('main')).toContain('We meet again, with a quorum')
      await dsim.open(`/cases/${caseId}`)
      expect(await dsim.words('main')).not.toContain('Answer the warning notice')
      await dsim.close()
    }, 180_000)
  })
}
