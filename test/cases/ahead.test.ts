import { describe, expect, it } from 'vitest'
import { aheadOf, alarmAt, nextAhead } from '../../cases/ahead.ts'
import { caseOnPaper } from './case-on-paper.ts'

const opened = () => {
  const paper = caseOnPaper()
  paper.give('2026-03-02', 'dsim', 'openCase', {
    authority: 'staffordshire',
    school: '900001',
    level: 'stage-2',
    reasons: ['low-attainment'],
    summary: 'Results fell',
  })
  return paper
}
const at = (moment: string) => Date.parse(`${moment}:00+00:00`)

describe('what is ahead in a case', () => {
  it('is each rung of what is owed, the passing of its day, and the opening of duties that come again', () => {
    const paper = opened()
    const ahead = aheadOf(paper.state())
    expect(ahead['assign-officer#1']?.map(({ at, what }) => `${at.slice(0, 16)} ${what}`)).toEqual([
      '2026-03-06T09:00 reminder',
      '2026-03-10T00:00 pass',
      '2026-03-10T09:00 overdue',
      '2026-03-12T09:00 escalation',
      '2026-03-16T09:00 escalation',
      '2026-03-23T09:00 escalation',
    ])
    expect(ahead['sip-visit']).toMatchObject([{ what: 'recurrence' }])
    for (const [key, moments] of Object.entries(ahead)) expect(moments.length, key).toBeGreaterThan(0)
  })

  it('is nothing for a clock that is stopped, which is an alarm from that moment on', () => {
    const paper = opened()
    paper.give('2026-03-03', 'dsim', 'suspendDeadline', {
      deadline: 'assign-officer',
      reason: 'The school is closed by flood',
    })
    const now = '2026-03-03T09:00:00+00:00'
    expect(aheadOf(paper.state())['assign-officer#1']).toEqual([])
    expect(Date.parse(alarmAt(paper.state(), now) ?? '')).toBe(Date.parse(now))
  })

  it('is an alarm a quarter of an hour after the next step, unless something is written before', () => {
    const paper = opened()
    expect(alarmAt(paper.state(), '2026-03-02T09:00:00+00:00')).toBe('2026-03-10T00:15:00+00:00')
    paper.passTo('2026-03-11')
    expect(Date.parse(alarmAt(paper.state(), '2026-03-10T00:00:00+00:00') ?? '')).toBeGreaterThan(
      at('2026-03-11T00:00'),
    )
  })

  it('is nothing, and no alarm, in a case that is closed', () => {
    const paper = opened()
    paper.give('2026-03-03', 'dsim', 'closeCase', { reason: 'Opened in error' })
    expect([aheadOf(paper.state()), alarmAt(paper.state(), '2026-03-03T09:00:00+00:00')]).toEqual([{}, null])
  })
})

describe('the next moment', () => {
  const rung = { at: '2026-03-06T09:00:00+00:00', what: 'reminder' as const, to: ['dsim'] }
  const pass = { at: '2026-03-10T00:00:00+00:00', what: 'pass' as const }

  it('is the first that is still to come: a letter that went leaves no word in the case file', () => {
    expect(nextAhead([rung, pass], at('2026-03-05T09:00'))).toEqual({ next: rung, isLate: false })
    expect(nextAhead([rung, pass], at('2026-03-06T09:30'))).toEqual({ next: pass, isLate: false })
  })

  it('is late where a step that would have been written was not', () => {
    expect(nextAhead([rung, pass], at('2026-03-10T00:10'))).toEqual({ next: pass, isLate: false })
    expect(nextAhead([rung, pass], at('2026-03-10T00:20'))).toEqual({ next: pass, isLate: true })
  })

  it('is none where nothing more comes', () => {
    expect(nextAhead([rung], at('2026-03-07T09:00'))).toEqual({ next: null, isLate: false })
  })
})
