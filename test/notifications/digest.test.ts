import { describe, expect, it } from 'vitest'
import { renderMail } from '../../notifications/render.ts'
import { oneLineOf, sample, seen, sender } from './mails.ts'

const second = sample('reminder', { key: 'second', rung: { deadlineKey: 'sip-visit#1', offset: -5 } })
const inOther = {
  ...second,
  case: { ...second.case, caseId: 'staffordshire-900002-1', urn: '900002', schoolName: 'Brook Academy' },
}
const three = [sample('reminder'), inOther, sample('overdue')]

describe('several letters to one person', () => {
  const mail = renderMail(three, sender)

  it('are one digest whose subject counts them', () => {
    expect(mail.kind).toBe('digest')
    expect(mail.subject).toBe('3 things for you today: 1 overdue, 2 due soon (2 schools)')
  })

  it('name the school in the subject where all are about one', () => {
    expect(renderMail([sample('reminder'), sample('overdue')], sender).subject).toBe(
      '2 things for you today: 1 overdue, 1 due soon (Ashfield Primary School)',
    )
  })

  it('stand the most pressing first, with a link for each case', () => {
    const text = oneLineOf(mail.text)
    expect(text.indexOf('1. Overdue since')).toBeLessThan(text.indexOf('2. Owed by'))
    expect(text).toContain('case staffordshire-900001-1')
    expect(text).toContain('case staffordshire-900002-1')
    expect(text).toContain('Brook Academy')
  })

  it('begin with a table of all of them', () => {
    expect(mail.html).toMatch(/<th scope="col"[^>]*>What<\/th><th scope="col"[^>]*>By<\/th>/)
    expect(seen(mail.html)).toContain('School: Brook Academy Friday 4 April 2025 (provisional) due soon')
  })

  it('carry the headers of all of them', () => {
    expect(mail.headers).toEqual({
      'X-Case-Id': 'staffordshire-900001-1, staffordshire-900002-1',
      'X-Deadline': 'name-improvement-coordinator, half-termly-evaluation',
      'X-Rule': 'ST-13',
      'X-Kind': 'digest',
    })
  })

  it('are the same message in whatever order they come, and another for another person', () => {
    expect(renderMail([...three].reverse(), sender)).toEqual(mail)
    const others = three.map((one) => ({ ...one, recipient: { ...one.recipient, address: 'other@example.org' } }))
    expect(renderMail(others, sender).messageId).not.toBe(mail.messageId)
    expect(mail.messageId).toMatch(/^<[0-9a-f]{40}@mail\.example\.org>$/)
  })

  it('are told once where one person has the same step in two roles', () => {
    const overdue = sample('overdue')
    const asManager = sample('overdue', { key: 'as-manager', to: 'chair-of-governors' })
    const both = renderMail([asManager, overdue], sender)
    expect(both.kind).toBe('overdue')
    expect(both.text).toContain('This was owed by you')
    expect(both.messageId).not.toBe(renderMail([overdue], sender).messageId)
  })
})

describe('the same of many schools', () => {
  const ofSchool = (number: number) => ({
    ...sample('reminder', { key: `reminder-${number}`, rung: { deadlineKey: 'visit#1', offset: -15 } }),
    case: { ...second.case, caseId: `staffordshire-${number}-year`, urn: `${number}`, schoolName: `School ${number}` },
  })
  const sixty = Array.from({ length: 60 }, (_, index) => ofSchool(900_101 + index))

  it('is told once, with the schools in a list and the link of each', () => {
    const mail = renderMail([...sixty, sample('overdue')], sender)
    const text = oneLineOf(mail.text)
    expect(mail.subject).toBe('61 things for you today: 1 overdue, 60 due soon (61 schools)')
    expect(text.match(/At stage 2 the school evaluates its progress each half term/g)).toHaveLength(1)
    expect(text).toContain('2. Owed by Friday 4 April 2025: Evaluate the school')
    expect(text).toContain('Each of the 60 schools opens under its own link')
    for (const { case: inCase } of sixty) expect(text).toContain(`${inCase.schoolName} · URN ${inCase.urn}`)
    const links = new Set(mail.text.match(/https:\S+\/l\/\S+/g))
    expect(links.size).toBe(61)
    expect([...links].every((link) => mail.html.includes(link))).toBe(true)
    expect(mail.html.length + mail.text.length).toBeLessThan(61 * 1_000)
  })

  it('stays apart where something of it is another: the day, or a stand-in', () => {
    const [first, ...others] = sixty.slice(0, 5)
    if (!first) throw new Error('There is no school')
    const deadlines = first.letter.deadlines.map((one) => ({ ...one, due: '2025-04-11' }))
    const { text } = renderMail([{ ...first, letter: { ...first.letter, deadlines } }, ...others], sender)
    expect(oneLineOf(text)).toContain('Each of the 4 schools opens under its own link')
    expect(oneLineOf(text)).toContain('Owed by Friday 11 April 2025: Evaluate')
  })

  it('is told one by one of three', () => {
    expect(renderMail(sixty.slice(0, 3), sender).text).not.toContain('opens under its own link')
  })
})

describe('one letter', () => {
  it('is a mail of its own kind with its own headers', () => {
    expect(renderMail([sample('overdue')], sender).headers).toEqual({
      'X-Case-Id': 'staffordshire-900001-1',
      'X-Deadline': 'name-improvement-coordinator',
      'X-Rule': 'ST-13',
      'X-Kind': 'overdue',
    })
  })

  it('about several deadlines names each of them and their rules, where it has none of its own', () => {
    const deadlines = sample('now-owed')
      .letter.deadlines.slice(0, 2)
      .map((one, index) => ({ ...one, rule: `ST-${index}` }))
    const several = { deadlines, deadline: null, rule: null }
    const listed = 'name-improvement-coordinator, half-termly-evaluation'
    const headers = (changes: object) => renderMail([sample('now-owed', { ...several, ...changes })], sender).headers
    expect(headers({})).toMatchObject({ 'X-Deadline': listed, 'X-Rule': 'ST-0, ST-1' })
    expect(headers({ rule: 'ST-16' })).toMatchObject({ 'X-Deadline': listed, 'X-Rule': 'ST-16' })
  })

  it('leaves out the headers of which it has nothing', () => {
    expect(Object.keys(renderMail([sample('unreached')], sender).headers)).toEqual(['X-Case-Id', 'X-Kind'])
  })

  it('falls back on a domain that cannot exist where MAIL_FROM has none', () => {
    const { messageId } = renderMail([sample('overdue')], { ...sender, mailFrom: 'nobody' })
    expect(messageId).toMatch(/@interventions\.invalid>$/)
  })
})
