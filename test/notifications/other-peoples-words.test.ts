import { describe, expect, it } from 'vitest'
import { renderMail } from '../../notifications/render.ts'
import { oneLineOf, sample, seen, sender } from './mails.ts'

const evil = '{{ 7 * 7 }} {% raw %} <script>alert("x")</script> & "quoted" \'too\'\r\nBcc: all@example.org\u0000\u0007'

describe("other people's words", () => {
  const concern = sample('concern')
  const mail = renderMail(
    [
      {
        ...concern,
        letter: { ...concern.letter, facts: { ...concern.letter.facts, summary: evil, reasons: [evil] } },
        case: { ...concern.case, schoolName: evil, district: evil },
        recipient: { ...concern.recipient, name: evil },
        standsInFor: { name: evil },
      },
    ],
    sender,
  )

  it('are escaped in HTML and stand as they are in text', () => {
    expect(mail.html).not.toContain('<script>')
    expect(mail.html).toContain('&lt;script&gt;')
    expect(mail.text).toContain('<script>alert("x")</script> & "quoted"')
    expect(mail.text).not.toMatch(/&(amp|lt|quot|#39);/)
  })

  it('are never read as a template', () => {
    expect(oneLineOf(mail.text)).toContain('{{ 7 * 7 }} {% raw %}')
    expect(seen(mail.html)).toContain('{{ 7 * 7 }} {% raw %}')
    expect(mail.text).not.toContain('49')
  })

  it('cannot add a header', () => {
    expect(mail.subject).not.toMatch(/\p{Cc}/u)
    for (const value of Object.values(mail.headers)) expect(value).not.toMatch(/[\r\n]/)
  })

  it('keep their lines', () => {
    const facts = { ...concern.letter.facts, summary: 'One.\r\nTwo.\n\nThree.' }
    const { text, html } = renderMail([sample('concern', { facts })], sender)
    expect(text).toContain('    One.\n    Two.\n\n    Three.\n')
    expect(html).toMatch(/white-space:pre-line[^>]*>One\.\nTwo\.\n\nThree\.</)
  })

  it('are cut in a subject that would be too long', () => {
    const [deadline] = sample('reminder').letter.deadlines
    const long = deadline ? [{ ...deadline, title: 'word '.repeat(500) }] : []
    expect(renderMail([sample('reminder', { deadlines: long })], sender).subject.length).toBeLessThanOrEqual(200)
  })
})
