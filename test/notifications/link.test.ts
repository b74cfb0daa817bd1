import { describe, expect, it } from 'vitest'
import { idIn, isSigned, linkIdOf, tokenOf, type Bound } from '../../notifications/link.ts'
import { renderMail } from '../../notifications/render.ts'
import { oneLineOf, sample, samples, seen, sender } from './mails.ts'

const bound: Bound = {
  key: 'staffordshire-900001-1/9/warning-notice/chair-of-governors/chair-900001',
  caseId: 'staffordshire-900001-1',
  role: 'chair-of-governors',
  address: 'chair@ashfield.example',
  deadlineKey: 'warning-notice-response#1',
}
const keys = ['the-first-of-two-keys-that-only-tests-know', 'the-second-of-two-keys-that-only-tests-know']
const token = tokenOf(bound, keys)
const linkIn = (text: string) => /https:\/\/interventions\.example\.org\/l\/([0-9a-f]{64})\n/.exec(text)?.[1]

describe('the link of a letter', () => {
  it('is the same of the same letter for ever, and survives a mail program that knows no case or punctuation', () => {
    expect(tokenOf({ ...bound }, keys)).toBe(token)
    expect(token).toMatch(/^[0-9a-f]{64}$/)
    expect(idIn(token)).toBe(linkIdOf(bound.key))
  })

  it('holds for its letter, case, role, address and occurrence, and for nothing else', () => {
    expect(isSigned(token, bound, keys)).toBe(true)
    expect(isSigned(token, { ...bound, address: 'Chair@Ashfield.example' }, keys)).toBe(true)
    const others: Partial<Bound>[] = [
      { key: `${bound.key}x` },
      { caseId: 'staffordshire-900001-2' },
      { role: 'headteacher' },
      { address: 'somebody@else.example' },
      { deadlineKey: 'warning-notice-response#2' },
      { deadlineKey: null },
    ]
    for (const other of others) expect(isSigned(token, { ...bound, ...other }, keys), JSON.stringify(other)).toBe(false)
  })

  it('cannot be made or changed without the key', () => {
    const forged = [...token].map((digit, at) => token.slice(0, at) + (digit === '0' ? '1' : '0') + token.slice(at + 1))
    for (const one of [...forged, tokenOf(bound, ['somebody-elses-key']), linkIdOf(bound.key).repeat(2)])
      expect(isSigned(one, bound, keys), one).toBe(false)
    for (const one of ['', token.slice(1), `${token}0`, token.toUpperCase(), '../'.repeat(21) + '0'])
      expect(isSigned(one, bound, keys), one).toBe(false)
  })

  it('is still known when a new key has come before the one it was signed with, and no longer when that is taken away', () => {
    const [first = '', second = ''] = keys
    expect(isSigned(tokenOf(bound, [second]), bound, [first, second])).toBe(true)
    expect(isSigned(tokenOf(bound, [second]), bound, [first])).toBe(false)
    expect(() => tokenOf(bound, [])).toThrow('no key')
  })
})

describe('every mail', () => {
  it('carries a link of its reader’s own, in both of its forms, and never another’s', () => {
    const links = samples.map((one) => {
      const { text, html } = renderMail([one], sender)
      const link = linkIn(text)
      expect(html, one.letter.letter).toContain(`href="https://interventions.example.org/l/${link}"`)
      expect(seen(html)).toContain(`/l/${link}`)
      return link
    })
    expect(new Set(links).size).toBe(samples.length)
    expect(links).not.toContain(undefined)
    const one = sample('warning-notice')
    const other = { ...one, recipient: { ...one.recipient, address: 'another@example.org' } }
    expect(linkIn(renderMail([other], sender).text)).not.toBe(linkIn(renderMail([one], sender).text))
  })

  it('says that it is to be done there, where the reader owes it', () => {
    expect(oneLineOf(renderMail([sample('warning-notice')], sender).text)).toContain('Open it and do it here')
    expect(oneLineOf(renderMail([sample('escalation')], sender).text)).toContain('Open it here')
  })

  it('of several letters has the link of each; its calendar, which others may see, has none', () => {
    const { text, ics } = renderMail([sample('reminder'), sample('overdue')], sender)
    expect(text.match(/\/l\/[0-9a-f]{64}\n/g)).toHaveLength(2)
    expect(ics).not.toContain('/l/')
    expect(ics?.replace(/\r\n[ \t]/g, '')).toContain('https://interventions.example.org/cases/staffordshire-900001-1')
  })

  it('that is posted on paper carries none: nobody may press what anybody may read', () => {
    const one = sample('warning-notice-copy')
    const { text } = renderMail([{ ...one, recipient: { ...one.recipient, address: '' } }], sender)
    expect(text).not.toContain('http')
  })
})
