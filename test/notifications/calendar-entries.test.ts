import { describe, expect, it } from 'vitest'
import { renderMail } from '../../notifications/render.ts'
import { sample, sender } from './mails.ts'

const icsOf = (letter: string, changes = {}) => {
  const one = sample(letter)
  const deadlines = one.letter.deadlines.map((each) => ({ ...each, ...changes }))
  return renderMail([sample(letter, { deadlines })], sender).ics?.replace(/\r\n[ \t]/g, '') ?? ''
}

const field = (ics: string, name: string) => new RegExp(`^${name}[;:].*$`, 'm').exec(ics)?.[0].trim()

const sequence = (ics: string) => Number(field(ics, 'SEQUENCE')?.slice('SEQUENCE:'.length))

describe('the calendar entry of a deadline', () => {
  it('is an all-day entry on the due day, published', () => {
    const ics = icsOf('reminder')
    expect(ics).toContain('METHOD:PUBLISH')
    expect(field(ics, 'DTSTART')).toBe('DTSTART;VALUE=DATE:20250404')
    expect(field(ics, 'DTSTAMP')).toBe('DTSTAMP:20250314T090000Z')
    expect(ics).toContain('https://interventions.example.org/cases/staffordshire-900001-1')
  })

  it('keeps its UID and raises its SEQUENCE when the day moves', () => {
    const before = icsOf('reminder')
    const after = icsOf('moved', { due: '2025-04-11', sequence: 2 })
    expect(field(before, 'UID')).toBe('UID:staffordshire-900001-1/half-termly-evaluation#1@interventions.invalid')
    expect(field(after, 'UID')).toBe(field(before, 'UID'))
    expect(sequence(after)).toBeGreaterThan(sequence(before))
    expect(field(after, 'DTSTART')).toBe('DTSTART;VALUE=DATE:20250411')
  })

  it('is on the right day in summer time, whatever the machine thinks the zone is', () => {
    expect(field(icsOf('reminder', { due: '2025-07-01' }), 'DTSTART')).toBe('DTSTART;VALUE=DATE:20250701')
  })

  it('is there for each deadline of a letter and of a digest, once', () => {
    const count = (ics: string | null) => ics?.match(/BEGIN:VEVENT/g)?.length
    expect(count(renderMail([sample('concern')], sender).ics)).toBe(sample('concern').letter.deadlines.length)
    expect(count(renderMail([sample('reminder'), sample('overdue')], sender).ics)).toBe(2)
    expect(count(renderMail([sample('reminder'), sample('moved')], sender).ics)).toBe(1)
  })

  it('does not come with an escalation, whose reader owes nothing', () => {
    expect(renderMail([sample('escalation')], sender).ics).toBeNull()
  })
})

describe('the calendar entry of what is no longer to be done by its day', () => {
  it('is cancelled while the clock is stopped, and comes back when it runs again', () => {
    const [before, stopped, after] = [icsOf('reminder'), icsOf('suspended'), icsOf('moved', { sequence: 2 })]
    expect(stopped).toContain('METHOD:CANCEL')
    expect(field(stopped, 'STATUS')).toBe('STATUS:CANCELLED')
    expect(field(stopped, 'UID')).toBe(field(before, 'UID'))
    expect(field(stopped, 'DTSTART')).toBe('DTSTART;VALUE=DATE:20250404')
    expect(field(stopped, 'ORGANIZER')).toContain('interventions@mail.example.org')
    expect(sequence(before)).toBeLessThan(sequence(stopped))
    expect(sequence(stopped)).toBeLessThan(sequence(after))
    expect(field(after, 'STATUS')).toBeUndefined()
  })

  it.each(['level-changed', 'case-closed'])('is cancelled where it has ended: %s', (letter) => {
    const cancelled = [{ key: 'half-termly-evaluation#1', title: 'Evaluate', due: '2025-04-04', sequence: 1 }]
    const told = sample(letter, { deadlines: [], facts: { ...sample(letter).letter.facts, cancelled } })
    const ics = renderMail([told], sender).ics ?? ''
    expect(ics).toContain('METHOD:CANCEL')
    expect(field(ics, 'UID')).toBe(field(icsOf('reminder'), 'UID'))
    expect(field(ics, 'STATUS')).toBe('STATUS:CANCELLED')
    expect(field(ics, 'SUMMARY')).toBe('SUMMARY:Cancelled: Evaluate (Ashfield Primary School)')
    expect(sequence(ics)).toBeGreaterThan(sequence(icsOf('reminder')))
  })

  it('is cancelled beside entries that stand, in one published calendar', () => {
    const ics = renderMail([sample('suspended'), sample('overdue')], sender).ics ?? ''
    expect(ics).toContain('METHOD:PUBLISH')
    expect(ics.match(/BEGIN:VEVENT/g)).toHaveLength(2)
    expect(ics.match(/STATUS:CANCELLED/g)).toHaveLength(1)
  })

  it('stays cancelled where an older letter about it is in the same mail, in either order', () => {
    for (const letters of [
      [sample('suspended'), sample('reminder')],
      [sample('reminder'), sample('suspended')],
    ])
      expect(renderMail(letters, sender).ics).toContain('STATUS:CANCELLED')
  })

  it('is not invented from facts that are no deadlines', () => {
    for (const cancelled of [null, 'all', [null, 'x', {}, { key: 'a', title: 'b', due: null, sequence: 1 }]])
      expect(renderMail([sample('case-closed', { facts: { reason: 'R', cancelled } })], sender).ics).toBeNull()
  })
})
