import { describe, expect, it } from 'vitest'
import { renderMail } from '../../notifications/render.ts'
import { letterNames } from '../../notifications/letter-names.ts'
import { oneLineOf, policy, sample, seen, sender, wordsOf } from './mails.ts'

/** What a letter says with some of its facts changed; text and HTML alike. */
function told(letter: string, facts: Record<string, unknown>, to?: string): string {
  const one = sample(letter)
  const changed = sample(letter, { facts: { ...one.letter.facts, ...facts }, ...(to ? { to } : {}) })
  const { text, html } = renderMail([changed], sender)
  expect(wordsOf(seen(html))).toEqual(wordsOf(oneLineOf(text)))
  return oneLineOf(text)
}

describe('the days of Ofsted', () => {
  it('stand in the letter of an urgent notice, and are left out where they are not known', () => {
    expect(told('urgent-notice', { due: '2026-11-27' })).toContain(
      'from the day after receipt, that is by Friday 27 November 2026, the authority produces a new statement',
    )
    expect(told('urgent-notice', { due: null })).toContain('from the day after receipt, the authority produces')
    expect(told('urgent-notice', { due: '2025-03-07' })).toContain('by Friday 7 March 2025 (already past)')
  })

  it('stand in the letter of a category', () => {
    expect(told('category-entered', { formalMeetingDue: '2025-03-24', statementDue: '2025-04-25' })).toContain(
      'A formal meeting is convened at once, by Monday 24 March 2025. The authority files a statement of action by Friday 25 April 2025, and',
    )
    expect(told('category-entered', { formalMeetingDue: null, statementDue: null })).toContain(
      'A formal meeting is convened at once. The authority files a statement of action, and',
    )
  })
})

describe('representations that were received in time', () => {
  it('take back the letter that told of a lapse', () => {
    expect(told('notice-appealed', { revived: true })).toContain(
      'An earlier letter said that the powers of intervention under this notice had lapsed. That letter no longer holds',
    )
    expect(told('notice-appealed', { revived: false })).not.toContain('lapsed')
  })
})

describe('a case that is closed', () => {
  it('lists what was still owed as no longer chased, and does not say that nothing is owed', () => {
    const text = told('case-closed', { stillOwed: ['Visit the school (ST-13)', 'File the statement (LAW-10)'] })
    expect(text).toMatch(/No longer chased -+ .* - Visit the school \(ST-13\) - File the statement \(LAW-10\)/)
    expect(text).not.toContain('Nothing more is owed')
    expect(text).toContain('No more reminders will come.')
  })

  it('says that nothing is owed where nothing is', () => {
    for (const stillOwed of [[], undefined]) {
      expect(told('case-closed', { stillOwed })).toContain(
        'Nothing more is owed in it, and no more reminders will come.',
      )
      expect(told('case-closed', { stillOwed })).not.toContain('No longer chased')
    }
  })
})

describe('a change of level', () => {
  it('names what is no longer owed, each once', () => {
    const text = told('level-changed', { ended: ['Visit the school', 'Evaluate', 'Evaluate'] })
    expect(text).toContain('With this change the following is no longer owed: - Visit the school - Evaluate What had')
    expect(text).not.toContain('alone is no longer owed')
  })

  it('says so where nothing ends', () => {
    expect(told('level-changed', { ended: [] })).toContain('Nothing that was owed ends with this change')
  })
})

describe('an answer to a warning notice', () => {
  it.each(['head-of-sid', 'headteacher', 'chair-of-governors'])('is told to %s as received and recorded', (to) => {
    expect(told('notice-answered', { receivedOn: '2025-03-14', late: false }, to)).toContain(
      'The answer of the governing body of Ashfield Primary School to the warning notice has been received and recorded on Friday 14 March 2025.',
    )
    expect(told('notice-answered', { receivedOn: '2025-03-12' }, to)).toContain(
      'has been received on Wednesday 12 March 2025, and recorded on Friday 14 March 2025. It came after the end of the period.',
    )
  })

  it('is receipted to the school alone', () => {
    expect(told('notice-answered', {}, 'headteacher')).toContain('This letter is the receipt for it.')
    expect(told('notice-answered', {}, 'head-of-sid')).not.toContain('receipt')
  })
})

describe('the title of a role', () => {
  it.each(letterNames)('is never given a second s: %s', (letter) => {
    for (const to of Object.keys(policy.roles)) {
      const { deadlines, facts } = sample(letter).letter
      const owned = deadlines.map((one) => ({ ...one, owner: 'director' }))
      const one = sample(letter, { to, deadlines: owned, facts: { ...facts, role: 'director' } })
      const { subject, text, html } = renderMail([one], sender)
      expect(`${subject} ${oneLineOf(text)} ${seen(html)}`).not.toMatch(/s's\b/)
    }
  })
})
