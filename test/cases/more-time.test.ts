import { describe, expect, it } from 'vitest'
import { caseOnPaper } from './case-on-paper.ts'

const opening = { authority: 'staffordshire', school: '900001', level: 'stage-2', reasons: ['budget'], summary: 's' }
const agenda = 'name-improvement-coordinator'
const reason = 'The governors meet only after the holiday'

function opened() {
  const paper = caseOnPaper()
  paper.give('2025-03-03', 'dsim', 'openCase', opening)
  const [owed] = paper.owed(agenda)
  return { paper, due: owed?.due ?? '' }
}

function asked(on = '2025-03-05', to = '2025-04-04') {
  const { paper, due } = opened()
  paper.give(on, 'headteacher', 'requestExtension', { deadline: agenda, to, reason })
  return { paper, due }
}

describe('more time that is asked for (HE-1)', () => {
  it('is put before the officer, who owes a decision within three working days and is told why it is asked', () => {
    const { paper, due } = asked()
    expect(due).toBe('2025-03-17')
    expect(paper.owed('decide-extension')).toMatchObject([
      { owner: 'dsim', due: '2025-03-10', title: expect.stringContaining('Name an improvement co-ordinator') },
    ])
    const [letter, ...others] = paper.letters.filter((one) => one.letter === 'extension-requested')
    expect(others).toEqual([])
    expect(letter).toMatchObject({
      to: 'dsim',
      deadline: 'decide-extension',
      facts: { by: 'headteacher', owner: 'headteacher', due, to: '2025-04-04', reason },
      deadlines: [{ id: 'decide-extension', due: '2025-03-10' }],
    })
    expect(paper.letters.filter((one) => one.letter === 'now-owed')).toHaveLength(
      opened().paper.letters.filter((one) => one.letter === 'now-owed').length,
    )
  })

  it('stops nothing: the clock runs on, and its reminders come', () => {
    const { paper, due } = asked()
    paper.passTo('2025-03-17T10:00')
    expect(paper.owed(agenda)).toMatchObject([{ due, status: 'open' }])
    expect(paper.letters.filter((one) => one.letter === 'reminder' && one.to === 'headteacher').length).toBeGreaterThan(
      0,
    )
  })

  it('is given by moving the day: the decision is made, and whoever owes it hears the new day and why', () => {
    const { paper } = asked()
    paper.give('2025-03-06', 'dsim', 'extendDeadline', {
      deadline: agenda,
      to: '2025-03-28',
      reason: 'They meet on 27 March',
    })
    expect(paper.owed(agenda)).toMatchObject([{ due: '2025-03-28', status: 'open' }])
    expect(paper.owed('decide-extension')).toEqual([])
    expect(paper.of('deadline-met', 'decide-extension')).toMatchObject([
      { reason: 'More time is given, to Friday 28 March 2025: They meet on 27 March' },
    ])
    expect(paper.letters.at(-1)).toMatchObject({
      letter: 'moved',
      to: 'headteacher',
      deadlines: [{ due: '2025-03-28' }],
    })
  })

  it('is refused with a reason: the day stands, whoever asked and whoever owes it hear so, and it may be asked again', () => {
    const { paper, due } = opened()
    paper.give('2025-03-05', 'chair-of-governors', 'requestExtension', { deadline: agenda, to: '2025-04-04', reason })
    paper.give('2025-03-06', 'head-of-sid', 'refuseExtension', { deadline: agenda, reason: 'Ten days are enough' })
    expect(paper.owed(agenda)).toMatchObject([{ due, status: 'open' }])
    expect(paper.owed('decide-extension')).toEqual([])
    const told = paper.letters.filter((one) => one.letter === 'extension-refused')
    expect(told.map((one) => one.to).sort()).toEqual(['chair-of-governors', 'headteacher'])
    expect(told[0]).toMatchObject({ facts: { to: '2025-04-04', reason: 'Ten days are enough' }, deadlines: [{ due }] })
    paper.give('2025-03-07', 'headteacher', 'requestExtension', { deadline: agenda, to: '2025-03-21', reason })
    expect(paper.owed('decide-extension')).toHaveLength(1)
  })

  it('can still be given after the day has passed undecided: it was asked for in time', () => {
    const { paper, due } = asked('2025-03-17', '2025-04-04')
    paper.passTo('2025-03-19')
    expect(paper.owed(agenda)).toMatchObject([{ due, status: 'missed' }])
    const late = { deadline: agenda, to: '2025-03-18', reason: 'r' }
    expect(paper.refusal('2025-03-19', 'dsim', 'extendDeadline', late)).toMatch(/is past: .*name a day from today on/)
    paper.give('2025-03-19', 'dsim', 'extendDeadline', { ...late, to: '2025-04-04' })
    expect(paper.owed(agenda)).toMatchObject([{ due: '2025-04-04', status: 'open' }])
    paper.passTo('2025-04-08')
    expect(paper.of('deadline-missed', agenda)).toHaveLength(2)
  })

  it('cannot be asked for once the day has passed, nor given unasked', () => {
    const { paper } = opened()
    const more = { deadline: agenda, to: '2025-04-04', reason }
    expect(paper.refusal('2025-03-19', 'headteacher', 'requestExtension', more)).toMatch(
      /before the day, now it can only be done/,
    )
    expect(paper.refusal('2025-03-19', 'dsim', 'extendDeadline', more)).toMatch(/no longer be extended, only met/)
  })

  it('is asked for once at a time, within a year, and never of what is suspended or is itself such a decision', () => {
    const { paper } = asked()
    const more = (deadline: string, to = '2025-04-30') => ({ deadline, to, reason })
    const refusal = (role: string, input: object) => paper.refusal('2025-03-06', role, 'requestExtension', input)
    expect(refusal('headteacher', more(agenda))).toMatch(/asked for already, to Friday 4 April 2025/)
    expect(refusal('dsim', more('assign-officer', '2027-01-01'))).toMatch(/by a year at the most/)
    expect(refusal('dsim', more('decide-extension'))).toMatch(/is itself a decision on more time/)
    paper.give('2025-03-06', 'dsim', 'suspendDeadline', { deadline: 'sip-visit', reason: 'r' })
    expect(refusal('sip', more('sip-visit'))).toMatch(/stands still already/)
  })

  it('is not the authority’s to give of the law’s own period', () => {
    const { paper } = opened()
    paper.give('2025-03-03', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'e' })
    paper.give('2025-03-03', 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
    paper.give('2025-03-04', 'director', 'issueWarningNotice', { matters: 'm', actionRequired: 'a', actionMinded: 'b' })
    const more = { deadline: 'warning-notice-response', to: '2025-05-01', reason }
    expect(paper.refusal('2025-03-05', 'chair-of-governors', 'requestExtension', more)).toMatch(/the law's own period/)
  })

  it('falls when what it is about is done, and when the case is closed; a case opened again begins without it', () => {
    const { paper } = asked()
    paper.give('2025-03-06', 'headteacher', 'nameImprovementCoordinator', {
      name: 'C. Dean',
      email: 'dean@example.org',
    })
    expect(paper.owed('decide-extension')).toEqual([])
    expect(paper.of('deadline-cancelled', 'decide-extension')).toMatchObject([
      { reason: 'That for which more time was asked is no longer owed' },
    ])
    const other = asked().paper
    other.give('2025-03-06', 'dsim', 'closeCase', { reason: 'r' })
    expect(other.of('deadline-cancelled', 'decide-extension')).toHaveLength(1)
    other.give('2025-03-07', 'dsim', 'reopenCase', { reason: 'r' })
    expect(other.owed('decide-extension')).toEqual([])
    other.give('2025-03-10', 'headteacher', 'requestExtension', { deadline: agenda, to: '2025-04-30', reason })
    expect(other.owed('decide-extension')).toHaveLength(1)
  })

  it('has a ladder of its own: a decision that is not made goes to the line manager, and on', () => {
    const { paper } = asked()
    paper.passTo('2025-03-14T10:00')
    const told = paper.letters.filter((one) => one.deadline === 'decide-extension' && one.rung).map((one) => one.to)
    expect(told).toEqual(['dsim', 'dsim', 'head-of-sid', 'head-of-sid'])
  })
})
