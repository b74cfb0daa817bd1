import { describe, expect, it } from 'vitest'
import { succeed } from '../../outside-input/support/calls.ts'
import { focusByTab, reachByTab } from '../support/keyboard.ts'
import { throughTo } from '../support/in-browser.ts'
import { otherId, type Service } from './service.ts'

const opening = {
  authority: 'staffordshire',
  school: '900002',
  level: 'stage-2',
  reasons: ['low-attainment'],
  summary: 'Results fell',
}

/** The same for whoever has no mouse, or no JavaScript. */
export function byOtherMeans(service: Service): void {
  describe('with the keyboard alone', () => {
    it('an officer signs in, finds a case and gives a command, and sees at each step where they are', async () => {
      await succeed(service.whole, 'dsim', 'POST', '/api/cases', opening)
      const someone = await service.browser.someone()
      const { page } = someone
      const enter = () => throughTo(page, page.keyboard.press('Enter'))
      await someone.open('/sign-in')
      await page.keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Skip to main content')
      await page.keyboard.press('Enter')
      await reachByTab(page, '#text')
      expect(await page.evaluate('document.querySelector("main").contains(document.activeElement)')).toBe(true)
      await page.keyboard.type('strategic improvement manager')
      await enter()
      await reachByTab(page, '[name=person]')
      await page.keyboard.press('Space')
      await reachByTab(page, 'form[method=post] button')
      await enter()
      for (const href of ['/cases', `/cases/${otherId}`, `/cases/${otherId}/commands/changeLevel`]) {
        await reachByTab(page, `a[href="${href}"]`)
        await enter()
      }
      const focus = await focusByTab(page)
      expect(focus.unseen).toEqual([])
      expect(focus.walked).toEqual(
        expect.arrayContaining(['Skip to main content', 'Cases', 'to', 'reason', 'Sign out']),
      )
      await reachByTab(page, 'main .govuk-button')
      await enter()
      expect(await page.evaluate('document.activeElement.className')).toContain('govuk-error-summary')
      await reachByTab(page, '.govuk-error-summary a')
      await page.keyboard.press('Enter')
      expect(await page.evaluate('document.activeElement.name')).toBe('to')
      await page.keyboard.press('Space')
      await reachByTab(page, '#reason')
      await page.keyboard.type('The pace is insufficient')
      await reachByTab(page, 'main .govuk-button')
      await enter()
      expect(await someone.heading()).toBe('Check your answers')
      await reachByTab(page, '[value=give]')
      await enter()
      expect(await page.evaluate('document.activeElement.className')).toContain('govuk-notification-banner')
      expect(await someone.told()).toContain('The case has moved to another level')
      await someone.close()
    }, 240_000)
  })

  describe('without JavaScript', () => {
    it('a command is given all the same: what is wrong is said, the answers are checked, and what follows is told', async () => {
      const someone = await service.officer('dsim', { javaScriptEnabled: false })
      await someone.open(`/cases/${otherId}`)
      await someone.follow('Move the case to another level')
      await someone.press('Continue')
      expect(await someone.words('.govuk-error-summary')).toContain('“Why?” is empty')
      await someone.page.getByRole('radio', { name: /^Stage 2/ }).check()
      await someone.answer({ 'Why?': 'The pace is good' })
      await someone.send('Move the case')
      expect(await someone.told()).toContain('The case has moved to another level')
      await someone.close()
    }, 120_000)
  })
}
