import { describe, expect, it } from 'vitest'
import { momentsOf } from '../../cases/moments.ts'
import { caseOnPaper, type CaseOnPaper } from './case-on-paper.ts'

const statements = { matters: 'm', actionRequired: 'a', actionMinded: 'a', representations: 'r' }

function opened(on: string, level: string): CaseOnPaper {
  const paper = caseOnPaper()
  const input = { authority: 'staffordshire', school: '900001', level, reasons: ['budget'], summary: 's' }
  paper.give(on, 'dsim', 'openCase', input)
  return paper
}

/** What time brings next to a case, in words, as the Temporal UI shows it beside the timer. */
const next = (paper: CaseOnPaper, many: number): string[] =>
  momentsOf(paper.state())
    .slice(0, many)
    .map(({ at, kind, what }) => `${at} ${kind}: ${what}`)

describe('what comes next in a case', () => {
  it('is at stage 1 the visit: its reminders, its day, its ladder, and the next term', () => {
    expect(next(opened('2025-03-03', 'stage-1'), 9)).toEqual([
      '2025-04-04T09:00:00+01:00 rung: reminder to sip: sip-visit, due 2025-04-11',
      '2025-04-10T09:00:00+01:00 rung: reminder to sip: sip-visit, due 2025-04-11',
      '2025-04-12T00:00:00+01:00 pass: sip-visit passes, due 2025-04-11',
      '2025-04-14T09:00:00+01:00 rung: overdue to sip, dsim: sip-visit, due 2025-04-11',
      '2025-04-16T09:00:00+01:00 rung: escalation to head-of-sid: sip-visit, due 2025-04-11',
      '2025-04-22T09:00:00+01:00 rung: escalation to deputy-director: sip-visit, due 2025-04-11',
      '2025-04-28T00:00:00+01:00 recurrence: sip-visit opens again',
      '2025-04-29T09:00:00+01:00 rung: escalation to director: sip-visit, due 2025-04-11',
    ])
  })

  it('is the day first, where several things fall on one moment: what passes, then what overtakes, then what opens', () => {
    const paper = opened('2025-03-03', 'stage-1')
    paper.passTo('2025-07-21T23:00')
    const midnight = next(paper, 20).filter((one) => one.startsWith('2025-07-22T00:00'))
    expect(midnight).toEqual([
      '2025-07-22T00:00:00+01:00 pass: sip-visit passes, due 2025-07-21',
      '2025-07-22T00:00:00+01:00 overtaken: sip-visit, due 2025-04-11, is overtaken',
    ])
  })

  it('is, while a warning notice runs, the end of its period', () => {
    const paper = opened('2014-02-03', 'stage-1')
    paper.give('2014-02-03', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'e' })
    paper.give('2014-02-03', 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
    paper.give('2014-02-03', 'director', 'issueWarningNotice', statements)
    const ends = '2014-02-25T00:00:00+00:00 period-end: the period of the warning notice ends'
    expect(next(paper, 2)).toEqual([
      '2014-02-25T00:00:00+00:00 pass: warning-notice-response passes, due 2014-02-24',
      ends,
    ])
    paper.give('2014-02-12', 'headteacher', 'recordWarningResponse', { kind: 'response', summary: 's' })
    expect(next(paper, 1)).toEqual([ends])
    paper.give('2014-02-13', 'head-of-sid', 'rescindWarningNotice', { reason: 'r' })
    expect(next(paper, 9)).not.toContain(ends)
  })

  it('is a letter that waits for nine o’clock', () => {
    const paper = opened('2014-02-03', 'stage-1')
    paper.give('2014-02-03', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'e' })
    paper.give('2014-02-03', 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
    paper.give('2014-02-03', 'director', 'issueWarningNotice', statements)
    paper.passTo('2014-04-25T00:01')
    expect(next(paper, 3)).toEqual([
      '2014-04-25T09:00:00+01:00 later: notice-lapsed to director',
      '2014-04-25T09:00:00+01:00 later: notice-lapsed to head-of-sid',
      '2014-04-25T09:00:00+01:00 later: notice-lapsed to dsim',
    ])
  })

  it('is nothing of a clock that is paused, until it goes on', () => {
    const paper = opened('2025-03-03', 'stage-2')
    const about = () => next(paper, 99).filter((one) => one.includes('agree-improvement-agenda'))
    expect(about()).toHaveLength(7)
    paper.give('2025-03-04', 'dsim', 'suspendDeadline', { deadline: 'agree-improvement-agenda', reason: 'r' })
    expect(about()).toEqual([])
    paper.give('2025-03-05', 'dsim', 'resumeDeadline', { deadline: 'agree-improvement-agenda', reason: 'r' })
    expect(about()).toHaveLength(7)
  })

  it('is nothing more once the case is closed', () => {
    const paper = opened('2025-03-03', 'stage-2')
    paper.give('2025-03-04', 'dsim', 'closeCase', { reason: 'r' })
    expect(next(paper, 99)).toEqual([])
  })
})
