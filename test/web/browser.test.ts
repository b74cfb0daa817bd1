import { describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'

describe('the browser of the tests', () => {
  it.each(['found', 'packaged'])('is there, %s', async (which) => {
    process.env['CHROMIUM'] = which === 'packaged' ? 'packaged' : ''
    const browser = await launchBrowser()
    const page = await browser.newPage()
    await page.setContent('<button onclick="this.textContent = `Pressed`">Press</button>')
    await page.click('button')
    expect(await page.textContent('button')).toBe('Pressed')
    await browser.close()
  })
})
