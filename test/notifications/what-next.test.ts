import { describe, expect, it } from 'vitest'
import type { DeadlineFacts, Letter } from '../../cases/letters.ts'
import { renderMail } from '../../notifications/render.ts'
import { sampleDeadline } from '../../notifications/preview.ts'
import { oneLineOf, policy, sample, seen, sender, wordsOf } from './mails.ts'

/** The text of a letter about one deadline that has been changed. */
function textOf(letter: string, changes: Partial<DeadlineFacts> = {}, others: Partial<Letter> = {}): string {
  const deadlines = sample(letter)
    .letter.deadlines.slice(0, 1)
    .map((one) => ({ ...one, ...changes }))
  const { text, html } = renderMail([sample(letter, { deadlines, ...others })], sender)
  expect(wordsOf(seen(html))).toEqual(wordsOf(oneLineOf(text)))
  return oneLineOf(text)
}

const beforeTheDay = /If it is not done in time|reminded/

describe('what comes next when a day is missed', () => {
  it.each(['overdue', 'escalation'])('is only who is told, and when: %s', (letter) => {
    const text = textOf(letter, { next: { at: '2025-03-21T09:00:00Z', to: ['deputy-director'] } })
    expect(text).toContain(
      'The Deputy Director (Raising Achievement) is told on Friday 21 March 2025 if it is still not recorded by then.',
    )
    expect(text).not.toMatch(beforeTheDay)
  })

  it('is told also where the letter is a notice and the status says so', () => {
    const text = textOf('now-owed', { status: 'missed', due: '2025-03-07', next: null })
    expect(text).toContain('What next:')
    expect(text).not.toMatch(beforeTheDay)
  })

  it('is that the same is told again, where the last rung comes again', () => {
    const text = textOf('escalation', { next: null }, { to: 'director' })
    expect(text).toContain('If it is still not recorded, you are told again every 10 working days.')
  })

  it('is nobody, where the ladder has no further rung', () => {
    const [ladderOf] = sample('overdue').letter.deadlines.map(
      (one) => policy.deadlines.find((rule) => rule.id === one.ruleId)?.ladder ?? '',
    )
    const ladders = { ...policy.ladders, [ladderOf ?? '']: { statutory: false, rungs: [] } }
    const deadlines = sample('overdue').letter.deadlines.map((one) => ({ ...one, next: null }))
    const one = { ...sample('overdue', { deadlines }), policy: { ...policy, ladders } }
    expect(oneLineOf(renderMail([one], sender).text)).toContain(
      'The ladder has no further rung: no more mails come by themselves. It stays owed until it is recorded.',
    )
  })

  it('never reminds whom it is escalated to, though the rung is on the due day itself, and says at what hour', () => {
    const text = textOf('now-owed', {
      due: '2025-03-14',
      next: { at: '2025-03-14T14:05:00Z', to: ['deputy-director'] },
    })
    expect(text).toContain('the Deputy Director (Raising Achievement) is told on Friday 14 March 2025 at 14:05.')
    expect(text).not.toContain('(Raising Achievement) is reminded')
  })

  it('asks to say what stands in the way now, not before a day that has passed', () => {
    expect(textOf('overdue')).toContain('If something stands in the way, say so now.')
    expect(textOf('overdue')).not.toContain('before it comes')
    expect(textOf('reminder')).toContain('say so before it comes')
  })
})

describe('a wait that has no day', () => {
  it('says how often somebody looks', () => {
    const looked = policy.deadlines.find((one) => policy.ladders[one.ladder]?.look)
    const facts = { ...sampleDeadline(policy, looked?.id ?? '', '2025-04-04'), due: null, next: null }
    const text = textOf('reminder', facts, { to: facts.owner })
    expect(text).toContain('Every 10 working days you are reminded, until it is recorded.')
    expect(text).not.toContain('in time')
  })
})

describe('a day that is past already when it is told', () => {
  const past = { due: '2025-03-07', status: 'missed' }

  it('is overdue in a letter of what is now owed', () => {
    const text = textOf('now-owed', past)
    expect(text).toContain('Overdue since Friday 7 March 2025: ')
    expect(text).toContain('It was due on Friday 7 March 2025 and is overdue.')
    expect(text).toContain('By: Friday 7 March 2025 (overdue)')
    expect(text).not.toContain('reminded before')
  })

  it('is overdue in a letter of what has moved', () => {
    const text = textOf('moved', past)
    expect(text).toContain('Moved to Friday 7 March 2025, already past: ')
    expect(text).toContain('It was due on Friday 7 March 2025 and is overdue.')
    expect(text).not.toMatch(/go by the new day|reminded before/)
  })

  it('is told apart from the days still to come', () => {
    const [late, ahead] = sample('now-owed').letter.deadlines
    const deadlines = late && ahead ? [{ ...late, ...past }, ahead] : []
    const { subject, text } = renderMail([sample('now-owed', { deadlines })], sender)
    expect(subject).toBe('2 things now owed, 1 overdue, the next by Friday 4 April 2025: Ashfield Primary School')
    expect(oneLineOf(text)).toContain(`"${late?.title}" was due on Friday 7 March 2025 and is overdue.`)
    expect(oneLineOf(text)).toContain(`You will be reminded before the day of "${ahead?.title}".`)
  })

  it('is no longer provisional, and no longer may move', () => {
    const text = textOf('now-owed', { ...past, provisional: true, counted: `Counted.${mayMove}` })
    expect(text).not.toMatch(/provisional|may move|if it moves/)
  })
})

describe('a reminder', () => {
  it('is promised only where one is to come', () => {
    expect(textOf('now-owed')).toContain('You will be reminded before the day.')
    for (const next of [null, { at: '2025-04-07T08:00:00Z', to: ['headteacher', 'chair-of-governors'] }]) {
      expect(textOf('now-owed', { next })).toContain('No reminder comes before the day.')
      expect(textOf('moved', { next })).toContain('No reminder comes before the day.')
    }
  })

  it('is promised for each of several', () => {
    const { deadlines } = sample('now-owed').letter
    const { subject, text } = renderMail([sample('now-owed')], sender)
    expect(subject).toBe(
      `${deadlines.length} things now owed, the first by Friday 4 April 2025: Ashfield Primary School`,
    )
    expect(oneLineOf(text)).toContain('You will be reminded before each day.')
  })
})

const mayMove = ' The authority has not yet published the dates of the spring term 2026, so this day may move.'

describe('a provisional day', () => {
  it('says once that it may move', () => {
    const text = textOf('reminder', { provisional: true, counted: `Counted.${mayMove}` })
    expect(text).toContain('so this day may move. You will be told if it moves.')
    expect(text).not.toContain('This day is provisional')
    expect(textOf('reminder')).toContain('not published yet. You will be told if it moves.')
  })
})

describe('a clock that is stopped', () => {
  it('keeps what was left of it, and nothing is chased meanwhile', () => {
    const text = textOf('suspended')
    expect(text).toContain('What was left of its time is kept, and is given back when the clock runs again.')
    expect(text).toContain('The former day, Friday 4 April 2025, no longer holds. No reminder comes meanwhile.')
    expect(text).toContain('By: its clock is stopped; it was Friday 4 April 2025')
    expect(text).toContain('agreed on 10 March that this is the right step')
    expect(text).not.toMatch(/If it is not done in time|When it is done|15 working days/)
  })

  it('runs again with the day that it had', () => {
    const text = textOf('moved', { movedFrom: '2025-04-04' })
    expect(text).toContain('Runs again, by Friday 4 April 2025: ')
    expect(text).toContain('Its day is the one it had: Friday 4 April 2025.')
    expect(text).not.toContain('Before:')
  })
})
