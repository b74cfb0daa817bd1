import { describe, expect, it } from 'vitest'
import { renderMail } from '../../notifications/render.ts'
import { sample, sender } from './mails.ts'

const icsOf = (letter: string, changes = {}) => {
  const one = sample(letter)
  const deadlines = one.letter.deadlines.map((each) => ({ ...each, ...changes }))
  return renderMail([sample(letter, { deadlines })], sender).ics?.replace(/\r\n[ \t]/g, '') ?? ''
}

const field = (ics: string, name: string) => new RegExp(`^${name}[;:].*$`, 'm').exec(ics)?.[0].trim()

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
    expect([field(before, 'SEQUENCE'), field(after, 'SEQUENCE')]).toEqual(['SEQUENCE:1', 'SEQUENCE:2'])
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
