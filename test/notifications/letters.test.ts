import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readPolicy } from '../../policies/policies.ts'
import { renderMail } from '../../notifications/render.ts'
import { sampleLetters } from '../../notifications/preview.ts'
import { letterNames } from '../../notifications/letter-names.ts'
import { oneLineOf, policy, sample, samples, seen, sender, wordsOf } from './mails.ts'

describe('every letter', () => {
  it('has a text where the policy names it', () => {
    expect(policy.tells.map((tell) => tell.letter).filter((letter) => !letterNames.includes(letter))).toEqual([])
  })

  it('has a sample to look at', () => {
    expect(samples.map((one) => one.letter.letter).sort()).toEqual(letterNames)
  })

  it.each(letterNames)('says the same in text and in HTML: %s', (letter) => {
    const { text, html } = renderMail([sample(letter)], sender)
    expect(wordsOf(seen(html))).toEqual(wordsOf(oneLineOf(text)))
  })

  it.each(letterNames)('shows nothing of its machinery: %s', (letter) => {
    const { subject, text, html, ics } = renderMail([sample(letter)], sender)
    expect(`${subject}${text}${seen(html)}${ics}`).not.toMatch(
      /undefined|\bnull\b(?!$)|NaN|\[object|\{\{|\{%|the Her |\.\.$/m,
    )
  })

  it.each(letterNames)('is addressed, dated by its case, and says whom to ask: %s', (letter) => {
    const { subject, text } = renderMail([sample(letter)], sender)
    expect(subject).toContain('Ashfield')
    expect(text).toContain('Dear Jane Doe,')
    expect(text).toMatch(/https:\/\/interventions\.example\.org\/l\/[0-9a-f]{64}\n/)
    expect(text).toContain('interventions@mail.example.org')
  })

  it.each(letterNames)('is a page in English with headings in order: %s', (letter) => {
    const { html } = renderMail([sample(letter)], sender)
    expect(html).toMatch(/^<!doctype html>\n<html lang="en-GB">/)
    const levels = [...html.matchAll(/<h([1-6])/g)].map((one) => Number(one[1]))
    expect(levels[0]).toBe(1)
    expect(levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)).toBe(true)
    expect(html).not.toMatch(/<img|<script|https?:\/\/(?!interventions\.example)/)
  })

  it('ends with what is now owed, where something is', () => {
    for (const one of samples.filter((each) => each.letter.deadlines.length)) {
      const { text } = renderMail([one], sender)
      for (const deadline of one.letter.deadlines) expect(oneLineOf(text)).toContain(deadline.title)
      expect(text).toMatch(/What (you now owe|is owed|waits)\n-+\n/)
    }
  })

  it('is refused by name when there is no text for it', () => {
    expect(() => renderMail([sample('reminder', { letter: 'love-letter' })], sender)).toThrow('"love-letter"')
    expect(() => renderMail([sample('reminder', { letter: '../layout/mail' })], sender)).toThrow('no text')
  })
})

describe('what is owed', () => {
  it('says by whom, by when, why that day, under which rule, and what happens next', () => {
    const text = oneLineOf(renderMail([sample('reminder')], sender).text)
    expect(text).toContain("What: Evaluate the school's progress against the agreed criteria")
    expect(text).toContain('Owed by: headteacher (you) By: Friday 4 April 2025 (provisional) Rule: ST-13')
    expect(text).toContain('At stage 2 the school evaluates its progress each half term')
    expect(text).toContain('Not counted: 3 weekends.')
    expect(text).toContain('This day is provisional')
    expect(text).toContain('On Friday 28 March 2025 you are reminded.')
    expect(text).toContain('If it is not done in time: the chair of governors is told, then the Head of SID.')
  })

  it('names who hears of it next when the day has passed', () => {
    const text = oneLineOf(renderMail([sample('overdue')], sender).text)
    expect(text).toContain(
      'You and the chair of governors are told on Monday 17 March 2025 if it is still not recorded by then.',
    )
  })

  it('is asked of the manager who opens cases, in the district', () => {
    const text = oneLineOf(renderMail([sample('reminder')], sender).text)
    expect(text).toContain('Ask the District Strategic Improvement Manager (South Staffs), or reply to this mail')
  })

  it('speaks of a decision made elsewhere where there is no day', () => {
    const [deadline] = sample('reminder').letter.deadlines
    const waiting = sample('reminder', { deadlines: deadline ? [{ ...deadline, due: null, next: null }] : [] })
    const { subject, text, ics } = renderMail([waiting], sender)
    expect(subject).toMatch(/^Still waiting: /)
    expect(text).toContain('no fixed day: it waits on a decision made elsewhere')
    expect(oneLineOf(text)).not.toMatch(/day is set by law|day cannot be kept/)
    expect(ics).toBeNull()
  })

  it('is not to be extended where the law set the day', () => {
    const { text } = renderMail([sample('warning-notice')], sender)
    expect(oneLineOf(text)).toContain("The day is set by law: it is not the authority's to extend.")
  })
})

describe('the subject', () => {
  it.each([
    [
      'reminder',
      "Owed by Friday 4 April 2025: Evaluate the school's progress against the agreed criteria (Ashfield Primary School)",
    ],
    [
      'overdue',
      "Overdue since Tuesday 11 March 2025: Name an improvement co-ordinator from the school's leadership (Ashfield Primary School)",
    ],
    [
      'escalation',
      "Escalated: Evaluate the school's progress against the agreed criteria, overdue since Friday 7 March 2025 (Ashfield Primary School)",
    ],
    ['concern', 'Stage 2: Ashfield Primary School is causing concern'],
    ['warning-notice', 'Warning notice: answer by Friday 4 April 2025 (Ashfield Primary School)'],
    [
      'suspended',
      "Clock stopped: Evaluate the school's progress against the agreed criteria (Ashfield Primary School)",
    ],
  ])('tells at once: %s', (letter, subject) => {
    expect(renderMail([sample(letter)], sender).subject).toBe(subject)
  })

  it('of a warning notice takes the day from wherever it is known, and names none that is not', () => {
    const { facts } = sample('warning-notice').letter
    const subject = (periodEnds: string | null) =>
      renderMail([sample('warning-notice', { deadlines: [], facts: { ...facts, periodEnds } })], sender).subject
    expect(subject('2025-04-07')).toBe('Warning notice: answer by Monday 7 April 2025 (Ashfield Primary School)')
    expect(subject('2025-03-07')).toBe(
      'Warning notice: the answer was due on Friday 7 March 2025 (Ashfield Primary School)',
    )
    expect(subject(null)).toBe('Warning notice to the governing body of Ashfield Primary School')
  })
})

describe('a warning notice', () => {
  it('makes the five statements of LAW-3 in a section of their own', () => {
    const text = oneLineOf(renderMail([sample('warning-notice')], sender).text)
    const at = [
      'The five statements of this notice',
      '1. Matters of concern',
      'below the floor standard',
      '2. Action required of the governing body',
      'Appoint a subject leader',
      '3. The initial period',
      'ends with Friday 4 April 2025, at midnight at the end of that day in London',
      '4. Action the authority is minded to take',
      'Appoint additional governors with experience',
      '5. Representations',
      "right to make representations against this notice, in writing, to Her Majesty's Chief Inspector",
    ].map((words) => text.indexOf(words))
    expect(at).not.toContain(-1)
    expect(at).toEqual([...at].sort((a, b) => a - b))
  })

  it('says since 18 April 2016 that there are no representations to the Chief Inspector (LAW-9)', () => {
    const { facts } = sample('warning-notice').letter
    const since = sample('warning-notice', {
      facts: { ...facts, law: 'LAW-9', appeal: false, representations: undefined },
    })
    const text = oneLineOf(renderMail([since], sender).text)
    expect(text).toContain('there is no right to make representations to the Chief Inspector')
    expect(text).not.toContain('has the right to make representations')
  })

  it('is copied with the same five statements (LAW-4)', () => {
    const text = oneLineOf(renderMail([sample('warning-notice-copy')], sender).text)
    expect(text).toContain('This is a copy, for your information')
    expect(text).toContain('ends with Friday 4 April 2025, at midnight')
    expect(text).toContain('5. Representations')
  })

  it('never names a wrong day in a copy that does not know it', () => {
    const { facts } = sample('warning-notice-copy').letter
    const copy = (law: string) =>
      oneLineOf(
        renderMail([sample('warning-notice-copy', { facts: { ...facts, periodEnds: undefined, law } })], sender).text,
      )
    expect(copy('LAW-1')).toContain('ends with working day 15 following that day')
    expect(copy('LAW-9')).toContain('on the day that stands in the notice to the governing body')
  })
})

describe('a correction', () => {
  it('shows its days as days', () => {
    const text = oneLineOf(renderMail([sample('corrected')], sender).text)
    expect(text).toContain('visited on: Monday 10 March 2025 instead of Tuesday 11 March 2025')
  })
})

describe('the samples', () => {
  it('can be had of a policy that has little in it', () => {
    const bare = {
      ...policy,
      levels: [],
      deadlines: [],
      tells: [],
      powers: {},
      permissions: {},
      roles: {},
      regimes: [],
    }
    const mails = sampleLetters(bare).map((one) => renderMail([one], sender))
    expect(mails.length).toBeGreaterThan(3)
    expect(mails.map((mail) => mail.subject + mail.text).join('')).not.toMatch(/undefined|null|\[object/)
  })
})

describe('a warning notice under a policy of Wales', () => {
  it('names the Act of Wales, no appeal and no window of two months (LAW-13)', () => {
    const file = new URL('../scenarios/policies/wales.yaml', import.meta.url)
    const wales = readPolicy(readFileSync(file, 'utf8'), 'wales.yaml')
    const { facts } = sample('warning-notice').letter
    const given = sample('warning-notice', { facts: { ...facts, law: 'LAW-13', appeal: false } })
    const text = oneLineOf(renderMail([{ ...given, policy: wales }], sender).text)
    expect(text).toContain('under section 3 of the School Standards and Organisation (Wales) Act 2013')
    expect(text).toContain('In Wales there are no representations')
    expect(text).toContain('may use them after the end of the period')
    expect(text).not.toMatch(/Education and (Inspections|Adoption) Act|two months of/)
  })
})
