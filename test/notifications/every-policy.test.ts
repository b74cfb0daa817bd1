import { describe, expect, it } from 'vitest'
import { sampleMails } from '../../notifications/sample-mails.ts'
import { loadPolicies } from '../../policies/policies.ts'
import { oneLineOf, seen, sender, wordsOf } from './mails.ts'

const policies = [...loadPolicies().values()]

describe.each(policies.map((policy) => [policy.name, policy] as const))(
  'every mail under the policy of %s',
  (_, policy) => {
    const mails = sampleMails(policy, sender)

    it('says the same in text as in HTML', () => {
      expect(mails.length).toBeGreaterThan(10)
      for (const { letter, text, html } of mails) expect(wordsOf(seen(html)), letter).toEqual(wordsOf(oneLineOf(text)))
    })

    it('is as wide as a mail, light and dark, and brings nothing from elsewhere', () => {
      for (const { letter, html } of mails) {
        expect(html, letter).toContain('<meta name="color-scheme" content="light dark">')
        expect(html, letter).toContain('@media (prefers-color-scheme: dark)')
        expect(
          Math.max(...[...html.matchAll(/(?:max-width:|width=")(\d+)/g)].map(([, px]) => Number(px))),
          letter,
        ).toBe(640)
        expect(html, letter).not.toMatch(/<img|<link|<script|url\(|@import/)
        expect(Buffer.byteLength(html), letter).toBeLessThan(100_000)
      }
    })

    it('leads nowhere by its links, since it is a sample', () => {
      const links = mails.flatMap(({ text }) => [...text.matchAll(/\/l\/([0-9a-f]{64})/g)].map(([, token]) => token))
      expect(new Set(links).size).toBe(mails.length)
    })
  },
)
