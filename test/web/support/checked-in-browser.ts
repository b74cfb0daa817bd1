import type { AddressInfo } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import type { Express } from 'express'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../../support/browser.ts'

/** Somebody signed in, or nobody, in a real browser 320 px wide, and what is wrong with each page that they open. */
export async function narrowReader(app: Express | string, person: string | null) {
  const { at, stop } = typeof app === 'string' ? { at: app, stop: async () => {} } : await listening(app)
  const browser: Browser = await launchBrowser()
  const page = await (await browser.newContext({ viewport: { width: 320, height: 800 } })).newPage()
  if (person !== null) {
    await page.goto(`${at}/sign-in`)
    await page.locator(`input[name=person][value=${person}]`).check()
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  return {
    page,
    open: (path: string) => page.goto(`${at}${path}`),
    /** A line for each thing that axe finds against WCAG 2.2 AA, and one where the page is wider than its window. */
    async faultsOf(path: string): Promise<string[]> {
      await page.goto(`${at}${path}`)
      return this.faultsHere(path)
    },
    /** The same of the page that is open. */
    async faultsHere(name: string): Promise<string[]> {
      return (await faultsOn(page)).map((fault) => `${name}: ${fault}`)
    },
    async close(): Promise<void> {
      await browser.close()
      await stop()
    },
  }
}

async function listening(app: Express) {
  const server = app.listen(0, '127.0.0.1')
  await new Promise((settle) => server.once('listening', settle))
  const stop = () => new Promise<void>((settle) => server.close(() => settle()))
  return { at: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop }
}

/** What WCAG 2.2 AA forbids on the page that is open, and whether it is wider than its window. */
export const faultsOn = async (page: Page): Promise<string[]> => [
  ...(await violationsOn(page)),
  ...(await tooWide(page)),
]

async function violationsOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map(({ id, nodes }) => `${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

async function tooWide(page: Page): Promise<string[]> {
  const width = Number(await page.evaluate('document.documentElement.scrollWidth'))
  return width > (page.viewportSize()?.width ?? 0) ? [`is ${width} px wide`] : []
}
