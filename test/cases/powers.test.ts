import { describe, expect, it } from 'vitest'
import { caseOnPaper, type CaseOnPaper } from './case-on-paper.ts'

const statements = { matters: 'm', actionRequired: 'a', actionMinded: 'a', representations: 'r' }

/** A case with a notice that was requested, approved and given on one day. */
function withNotice(givenOn: string, more: Record<string, unknown> = {}): CaseOnPaper {
  const paper = caseOnPaper()
  const opening = { authority: 'staffordshire', school: '900001', level: 'stage-1', reasons: ['budget'], summary: 's' }
  paper.give(`${givenOn}T08:00`, 'dsim', 'openCase', opening)
  paper.give(`${givenOn}T08:01`, 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'e' })
  paper.give(`${givenOn}T08:02`, 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
  paper.give(`${givenOn}T08:03`, 'director', 'issueWarningNotice', { ...statements, ...more })
  return paper
}
const propose = (paper: CaseOnPaper, on: string, ...powers: string[]) =>
  paper.give(on, 'head-of-sid', 'proposePowers', { powers, reason: 'r' })
const use = (power: string, more: object = {}) => ({ power, reason: 'r', ...more })

describe('the two months in which powers may be used (LAW-8)', () => {
  it.each([
    ['2025-12-31', '2026-02-28'],
    ['2025-12-30', '2026-02-28'],
    ['2023-12-31', '2024-02-29'],
    ['2025-06-30', '2025-08-30'],
    ['2025-08-31', '2025-10-31'],
    ['2026-02-28', '2026-04-28'],
  ])('end on the corresponding date, or on the last day of a month that has none: %s, %s', (complyBy, end) => {
    const paper = withNotice(`${complyBy.slice(0, 8)}01`, { complyBy })
    paper.passTo(`${end}T23:59`)
    expect(paper.owed('powers-window').map((one) => one.due)).toEqual([end])
    expect(paper.state().notice?.ended).toBeUndefined()
    paper.passTo(`${Number(end.slice(0, 4)) + 1}-01-01`)
    expect(paper.owed('powers-window')).toEqual([])
    expect(paper.state().notice?.ended).toBe('lapsed')
    expect(paper.of('deadline-missed', 'powers-window')).toHaveLength(1)
    expect(paper.of('notice').map((one) => one.event)).toEqual(['requested', 'approved', 'issued', 'lapsed'])
  })

  it('let a power be used on their first and on their last day, not on the day before or after', () => {
    const on = (day: string) => {
      const paper = withNotice('2014-02-10')
      propose(paper, '2014-02-20', 'additional-governors')
      paper.passTo(`${day}T09:00`)
      return paper
    }
    expect(on('2014-03-03').refusal('2014-03-03', 'director', 'usePower', use('additional-governors'))).toContain(
      'LAW-8',
    )
    for (const day of ['2014-03-04', '2014-05-03']) {
      const paper = on(day)
      paper.give(day, 'director', 'usePower', use('additional-governors'))
      expect(paper.state().notice?.ended).toBe('powers-used')
      expect(paper.of('deadline-met', 'powers-window')).toHaveLength(1)
    }
    const late = on('2014-05-04').refusal('2014-05-04', 'director', 'usePower', use('additional-governors'))
    expect(late).toMatch(/lapsed on Saturday 3 May 2014, two months after .*\(LAW-8\): a new notice is needed/)
  })

  it('let a power be recorded afterwards that was used in time', () => {
    const paper = withNotice('2014-02-10')
    propose(paper, '2014-02-20', 'additional-governors')
    paper.give('2014-05-07', 'director', 'usePower', use('additional-governors', { usedOn: '2014-05-02' }))
    expect(paper.of('power-used').map((one) => one.usedOn)).toEqual(['2014-05-02'])
  })

  it.each([
    ['require-collaboration', 's.63'],
    ['additional-governors', 's.64'],
    ['suspend-delegated-budget', 's.66'],
  ])('bind %s (%s), which a lapsed notice allows neither to propose nor to use', (power, section) => {
    const paper = withNotice('2014-02-10')
    propose(paper, '2014-02-20', power)
    expect(paper.refusal('2014-06-02', 'director', 'usePower', use(power))).toContain('LAW-8')
    expect(paper.refusal('2014-06-02', 'head-of-sid', 'proposePowers', { powers: [power], reason: 'r' })).toContain(
      'ST-20',
    )
    const inTime = withNotice('2014-02-10')
    propose(inTime, '2014-02-20', power)
    inTime.give('2014-03-10', 'director', 'usePower', use(power))
    expect(inTime.of('power-used')).toMatchObject([{ power, section }])
  })

  it('do not bind an interim executive board, which needs consent before it is used, and a proposal (s.65)', () => {
    const paper = withNotice('2014-02-10')
    const board = (more: object) => use('interim-executive-board', more)
    expect(paper.refusal('2014-06-02', 'director', 'usePower', board({ consentedOn: '2014-05-30' }))).toContain('LAW-7')
    propose(paper, '2014-06-02', 'interim-executive-board')
    expect(paper.refusal('2014-06-03', 'director', 'usePower', board({}))).toContain('s.65')
    const after = { consentedOn: '2014-06-03', usedOn: '2014-06-02' }
    expect(paper.refusal('2014-06-03', 'director', 'usePower', board(after))).toMatch(/the consent comes first/)
    paper.give('2014-06-03', 'director', 'usePower', board({ consentedOn: '2014-06-02' }))
    expect(paper.of('power-used')).toHaveLength(1)
  })

  it('are not opened while the school still has time, and not used before the proposal (LAW-7)', () => {
    const paper = withNotice('2014-02-10')
    paper.passTo('2014-03-10')
    expect(paper.refusal('2014-03-10', 'director', 'usePower', use('additional-governors'))).toContain('LAW-7')
    propose(paper, '2014-03-11', 'additional-governors')
    const before = use('additional-governors', { usedOn: '2014-03-10' })
    expect(paper.refusal('2014-03-11', 'director', 'usePower', before)).toMatch(
      /before the day powers were proposed.*LAW-7/,
    )
    expect(paper.refusal('2014-03-11', 'director', 'usePower', use('nonsense'))).toMatch(
      /^power: "nonsense" is not one of/,
    )
    const unknown = { powers: ['nonsense'], reason: 'r' }
    expect(paper.refusal('2014-03-11', 'head-of-sid', 'proposePowers', unknown)).toMatch(
      /^powers: "nonsense" is not one of/,
    )
  })

  it('have passed at once when the notice is recorded long after it was given', () => {
    const paper = caseOnPaper()
    const opening = {
      authority: 'staffordshire',
      school: '900001',
      level: 'stage-1',
      reasons: ['budget'],
      summary: 's',
    }
    paper.give('2014-02-03', 'dsim', 'openCase', opening)
    paper.give('2014-02-03', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'e' })
    paper.give('2014-02-03', 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
    paper.give('2014-09-01', 'director', 'issueWarningNotice', { ...statements, givenOn: '2014-02-10' })
    expect(paper.of('deadline-missed').map((one) => one.deadline)).toContain('powers-window')
    expect(paper.of('notice').map((one) => one.event)).toEqual(['requested', 'approved', 'issued', 'lapsed'])
    expect(paper.state().deadlines.filter((one) => one.chasedBy === 'warningNotice')).toEqual([])
  })
})

describe('powers in an Ofsted category (LAW-8)', () => {
  const inMeasures = (on: string) => {
    const paper = caseOnPaper()
    const opening = {
      authority: 'staffordshire',
      school: '900001',
      level: 'stage-3',
      reasons: ['budget'],
      summary: 's',
    }
    paper.give(`${on}T08:00`, 'dsim', 'openCase', opening)
    paper.give(`${on}T08:01`, 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
    return paper
  }

  it('need neither notice nor proposal nor window', () => {
    const paper = inMeasures('2014-02-10')
    paper.give('2014-02-11', 'director', 'usePower', use('suspend-delegated-budget'))
    expect(paper.of('power-used')).toMatchObject([
      { power: 'suspend-delegated-budget', section: 's.66', usedOn: '2014-02-11' },
    ])
  })

  it('need the Secretary of State to be told since 2016, and a board his consent (s.70A, s.65, LAW-9)', () => {
    const paper = inMeasures('2025-02-10')
    expect(paper.refusal('2025-02-11', 'director', 'usePower', use('suspend-delegated-budget'))).toContain('LAW-9')
    expect(paper.refusal('2025-02-11', 'director', 'usePower', use('interim-executive-board'))).toContain('s.65')
    paper.give('2025-02-11', 'director', 'usePower', use('interim-executive-board', { consentedOn: '2025-02-11' }))
    paper.give('2025-02-12', 'head-of-sid', 'recordSecretaryOfState', { event: 'told' })
    paper.give('2025-02-12', 'director', 'usePower', use('suspend-delegated-budget'))
    expect(paper.of('power-used')).toHaveLength(2)
  })

  it('are gone with the category', () => {
    const paper = inMeasures('2014-02-10')
    paper.give('2014-02-11', 'dsim', 'recordOfstedJudgement', { judgement: 'no-category' })
    expect(paper.refusal('2014-02-12', 'director', 'usePower', use('additional-governors'))).toContain('LAW-8')
  })
})

describe('what falls with a notice', () => {
  it.each([
    ['rescindWarningNotice', '2014-02-12', 'rescinded', ['warning-notice-response']],
    ['rescindWarningNotice', '2014-03-05', 'rescinded', ['powers-window', 'warning-notice-response']],
    ['voidWarningNotice', '2017-03-01', 'voided', ['warning-notice-response']],
    [
      'voidWarningNotice',
      '2017-03-20',
      'voided',
      ['decide-warning-notice', 'powers-window', 'warning-notice-response'],
    ],
  ])('%s on %s', (command, on, event, cancelled) => {
    const paper = withNotice(on.startsWith('2014') ? '2014-02-10' : '2017-02-13')
    paper.give(on, 'head-of-sid', command, { reason: 'Because' })
    expect(paper.of('notice').at(-1)?.event).toBe(event)
    const gone = paper.of('deadline-cancelled').map((one) => one.deadline)
    expect(gone.toSorted()).toEqual(cancelled)
    expect(paper.state().deadlines.map((one) => one.id)).toEqual(['sip-visit'])
    expect(paper.of('deadline-cancelled').every((one) => one.reason === 'Because')).toBe(true)
  })

  it('voids nothing that was given before 18 April 2016 (LAW-9), and needs no answer to rescind', () => {
    const paper = withNotice('2016-04-15')
    expect(paper.refusal('2016-04-20', 'head-of-sid', 'voidWarningNotice', { reason: 'r' })).toMatch(
      /rescind it instead/,
    )
    expect(paper.owed('warning-notice-response')[0]).toMatchObject({ due: '2016-05-09', rule: 'ST-21, LAW-1' })
  })

  it('follows the regime of the day it is given, whenever it is recorded (LAW-1, LAW-9)', () => {
    const begin = () => {
      const paper = caseOnPaper()
      const opening = {
        authority: 'staffordshire',
        school: '900001',
        level: 'stage-1',
        reasons: ['budget'],
        summary: 's',
      }
      paper.give('2016-04-11', 'dsim', 'openCase', opening)
      paper.give('2016-04-11', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'e' })
      paper.give('2016-04-11', 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
      return paper
    }
    const { representations: _, ...four } = statements
    const sunday = begin()
    expect(sunday.refusal('2016-04-18', 'director', 'issueWarningNotice', { ...four, givenOn: '2016-04-17' })).toMatch(
      /^representations is missing.*LAW-3/,
    )
    const stated = { ...statements, givenOn: '2016-04-17', complyBy: '2016-05-05' }
    expect(sunday.refusal('2016-04-18', 'director', 'issueWarningNotice', stated)).toMatch(
      /^complyBy does not belong.*\(LAW-1\)/,
    )
    sunday.give('2016-04-18', 'director', 'issueWarningNotice', { ...statements, givenOn: '2016-04-17' })
    expect(sunday.state().notice?.law).toBe('LAW-1')
    const monday = begin()
    monday.give('2016-04-18', 'director', 'issueWarningNotice', { ...four, complyBy: '2016-05-05' })
    expect(monday.state().notice).toMatchObject({ law: 'LAW-9', complyBy: '2016-05-05' })
    expect(
      begin().refusal('2016-04-18', 'director', 'issueWarningNotice', { ...statements, givenOn: '2007-03-31' }),
    ).toMatch(/1 April 2007/)
  })
})
