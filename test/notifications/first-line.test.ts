import { describe, expect, it } from 'vitest'
import { renderMail } from '../../notifications/render.ts'
import { oneLineOf, sample, seen, sender } from './mails.ts'

const standIn = {
  ...sample('notice-requested'),
  recipient: { name: 'Tom Reed', address: 'tom@example.org', role: 'head-of-sid', roleTitle: 'Head of SID' },
  standsInFor: { name: 'Helen Shaw' },
}

describe('the first line', () => {
  it('names both who is away and who stands in', () => {
    const { text, html } = renderMail([standIn], sender)
    const line =
      'Tom Reed, this comes to you because you stand in for Helen Shaw (Head of School Improvement Division), who is away.'
    expect(oneLineOf(text).startsWith(line)).toBe(true)
    expect(seen(html).startsWith(line)).toBe(true)
    expect(text).toContain('Head of School Improvement Division (you stand in)')
  })

  it('says why a step was passed on', () => {
    const facts = { passedOn: 'nobody holds the role: headteacher', passedRole: 'headteacher' }
    const { text } = renderMail([sample('escalation', { facts })], sender)
    expect(
      oneLineOf(text).startsWith(
        'This comes to you at once because the headteacher could not be told (nobody holds the role).',
      ),
    ).toBe(true)
  })

  it('says so in each part of a digest', () => {
    const { text } = renderMail([standIn, sample('overdue')], sender)
    expect(oneLineOf(text)).toMatch(/2\. Warning notice requested.* you stand in for Helen Shaw/)
  })
})
