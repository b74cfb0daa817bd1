import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { launchBrowser } from '../../support/browser.ts'
import { faultsOn } from './checked-in-browser.ts'

export const wide = { width: 1100, height: 800 }
export const narrow = { width: 320, height: 800 }

/** One browser for all of a file's tests, in which each somebody has cookies of their own. */
export async function startBrowser(at: string) {
  const browser = await launchBrowser()
  return {
    someone: (options: BrowserContextOptions = {}) => someoneIn(browser, at, options),
    close: () => browser.close(),
  }
}

async function someoneIn(browser: Browser, at: string, options: BrowserContextOptions) {
  const context = await browser.newContext({ baseURL: at, viewport: wide, ...options })
  context.setDefaultTimeout(45_000)
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  return {
    page,
    /** What the browser has complained of so far: scripts that fail, what the content policy forbids, what is not there. */
    complaints,
    async signIn(person: string) {
      await page.goto('/sign-in')
      await page.locator(`input[name=person][value="${person}"]`).check()
      await this.press('Sign in')
      return this
    },
    open: async (path: string): Promise<number | undefined> => (await page.goto(path))?.status(),
    press: (button: string) => throughTo(page, page.getByRole('button', { name: button, exact: true }).first().click()),
    follow: (link: string) => throughTo(page, page.getByRole('link', { name: link, exact: true }).first().click()),
    /** Sends the form whose button says this, and confirms it where its answers are to be checked first. */
    async send(button: string) {
      const first = page.getByRole('button', { name: /^Continue$/ })
      await this.press((await first.count()) > 0 ? 'Continue' : button)
      if ((await this.heading()) === 'Check your answers') await this.press(button)
    },
    /** Fills in the fields with these labels. */
    async answer(answers: Record<string, string>) {
      for (const [label, answer] of Object.entries(answers)) await page.getByLabel(label, { exact: true }).fill(answer)
    },
    /** Fills in the three boxes of a day. */
    async fillDay(question: string, day: string) {
      const [year = '', month = '', date = ''] = day.split('-')
      const boxes = page.getByRole('group', { name: question })
      for (const [label, part] of Object.entries({ Day: date, Month: month, Year: year }))
        await boxes.getByLabel(label, { exact: true }).fill(part)
    },
    heading: () => words(page.locator('h1')),
    words: (place = 'body') => words(page.locator(place)),
    /** What the banner tells; all that stands there where there is none. */
    async told() {
      const banner = page.locator('.govuk-notification-banner')
      return (await banner.count()) > 0 ? words(banner) : `No banner on: ${await this.words('main')}`
    },
    /** What is wrong with what is open: against WCAG 2.2 AA, with its width, or what the browser complains of. */
    async faults(): Promise<string[]> {
      const here = `${await this.heading()} (${new URL(page.url()).pathname})`
      return [...(await faultsOn(page)), ...complaints.splice(0)].map((fault) => `${here}: ${fault}`)
    },
    close: () => context.close(),
  }
}

/** Waits until what was done has led to a page. */
export const throughTo = async (page: Page, doing: Promise<void>): Promise<void> => {
  await Promise.all([page.waitForEvent('load'), doing])
}

const words = async (place: ReturnType<Page['locator']>): Promise<string> =>
  (await place.first().innerText()).replace(/\s+/g, ' ').trim()

/** A page that answers 404 is no complaint; a style, a script or a picture that does is one. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (line) => {
    if (['error', 'warning'].includes(line.type()) && !line.text().startsWith('Failed to load resource'))
      complaints.push(line.text())
  })
  page.on('response', (answer) => {
    if (answer.status() >= 400 && answer.request().resourceType() !== 'document')
      complaints.push(`${answer.status()} for ${answer.url()}`)
  })
  return complaints
}

export type Somebody = Awaited<ReturnType<typeof someoneIn>>
