import type { Page } from 'playwright-core'

const most = 80

/** Presses Tab until what matches has the focus. Throws where it is not reached. */
export async function reachByTab(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return
  }
  throw new Error(`${most} presses of Tab do not reach ${selector} on ${page.url()}`)
}

/** Walks through a page by Tab: what has the focus there, in turn, and which of it looks no other than without the focus. */
export async function focusByTab(page: Page): Promise<{ walked: string[]; unseen: string[] }> {
  const walked: string[] = []
  const unseen: string[] = []
  await page.evaluate('document.activeElement.blur()')
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab')
    const focused = (await page.evaluateHandle('document.activeElement')).asElement()
    const name = String(await page.evaluate('document.activeElement.name || document.activeElement.textContent.trim()'))
    if (!focused || (await page.evaluate('document.activeElement === document.body'))) break
    const seen = await page.screenshot()
    await page.evaluate('document.activeElement.blur()')
    const blurred = await page.screenshot()
    walked.push(name)
    if (seen.equals(blurred)) unseen.push(name)
    await focused.focus()
  }
  return { walked, unseen }
}
