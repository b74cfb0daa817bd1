import { describe, expect, it } from 'vitest'
import type { Letter } from '../../cases/letters.ts'
import { caseOnPaper, type CaseOnPaper } from './case-on-paper.ts'

const statements = { matters: 'm', actionRequired: 'a', actionMinded: 'a', representations: 'r' }
const filing = { document: 'd', parents: 'p', parentalChampion: 'none' }

function opened(level: string, on = '2025-03-03'): CaseOnPaper {
  const paper = caseOnPaper()
  const input = { authority: 'staffordshire', school: '900001', level, reasons: ['budget'], summary: 's' }
  paper.give(on, 'dsim', 'openCase', input)
  return paper
}
function ask(paper: CaseOnPaper, on: string): CaseOnPaper {
  paper.give(on, 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'e' })
  return paper
}
function withNotice(on: string, more: object = {}): CaseOnPaper {
  const paper = ask(opened('stage-1', on), on)
  paper.give(on, 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
  paper.give(on, 'director', 'issueWarningNotice', { ...statements, ...more })
  return paper
}
const close = (paper: CaseOnPaper, on: string) => paper.give(on, 'dsim', 'closeCase', { reason: 'r' })
const reopen = (paper: CaseOnPaper, on: string) => paper.give(on, 'dsim', 'reopenCase', { reason: 'r2' })
const dues = (paper: CaseOnPaper, id: string) => paper.owed(id).map((one) => one.due)
const lines = (letters: Letter[]) => letters.map((one) => `${one.at.slice(0, 10)} ${one.kind} ${one.to}`)

describe('a case that is closed (ST-16)', () => {
  it('warns of what the law asks for and of what is missed, and of nothing else', () => {
    const paper = opened('stage-3')
    expect(close(paper, '2025-03-12')).toEqual([
      "Still owed when the case was closed, and no longer chased: Assign a lead LA project officer (ST-14); File the authority's statement of action (ST-14, ST-15, LAW-10)",
    ])
    expect(close(opened('stage-1'), '2025-03-12')).toEqual([])
  })

  it('says what ended with it', () => {
    const paper = opened('stage-1')
    close(paper, '2025-03-12')
    const letter = paper.letters.find((one) => one.letter === 'case-closed')
    expect(letter?.facts).toMatchObject({
      stillOwed: [],
      ended: ['Visit the school and report'],
    })
  })

  it('ends the notice in progress, and leaves one alone that has ended already', () => {
    const running = withNotice('2014-02-03')
    close(running, '2014-02-04')
    expect(running.state().notice?.ended).toBe('case closed')
    const rescinded = withNotice('2014-02-03')
    rescinded.give('2014-02-04', 'head-of-sid', 'rescindWarningNotice', { reason: 'r' })
    close(rescinded, '2014-02-05')
    expect(rescinded.state().notice?.ended).toBe('rescinded')
  })
})

describe('a case that is opened again (ST-16)', () => {
  it('says so in the case file, with its level and why', () => {
    const paper = opened('stage-2')
    close(paper, '2025-03-12')
    reopen(paper, '2025-03-13')
    expect(paper.of('case-reopened')).toMatchObject([{ level: 'stage-2', reason: 'r2' }])
    expect(paper.state()).toMatchObject({ status: 'open', closedOn: null, levelSince: '2025-03-13', owedAtClosing: [] })
  })

  it('takes up a notice that was given, whose period runs from its own day (LAW-1), and none that was only asked for', () => {
    const given = withNotice('2014-02-03')
    close(given, '2014-02-04')
    reopen(given, '2014-02-06')
    expect(given.state().notice?.ended).toBeUndefined()
    expect(dues(given, 'warning-notice-response')).toEqual(['2014-02-24'])
    const asked = ask(opened('stage-1', '2014-02-03'), '2014-02-03')
    close(asked, '2014-02-04')
    reopen(asked, '2014-02-06')
    expect(asked.state().notice?.ended).toBe('case closed')
    expect(dues(asked, 'approve-warning-notice')).toEqual([])
  })

  it('leaves a notice alone that had been rescinded', () => {
    const paper = withNotice('2014-02-03')
    paper.give('2014-02-04', 'head-of-sid', 'rescindWarningNotice', { reason: 'r' })
    close(paper, '2014-02-05')
    reopen(paper, '2014-02-06')
    expect(paper.state().notice?.ended).toBe('rescinded')
  })

  it('counts anew from today what is the authority’s own, keeps a day that was fixed, and gives back what was left of a pause', () => {
    const paper = opened('stage-2')
    paper.give('2025-03-04', 'dsim', 'agreeImprovementAgenda', { milestones: [{ what: 'Marking', by: '2025-04-01' }] })
    paper.give('2025-03-05', 'dsim', 'suspendDeadline', { deadline: 'name-improvement-coordinator', reason: 'r' })
    close(paper, '2025-03-06')
    reopen(paper, '2025-03-10')
    expect(dues(paper, 'assign-officer')).toEqual(['2025-03-17'])
    expect(dues(paper, 'milestone-1')).toEqual(['2025-04-01'])
    expect(paper.owed('milestone-1')[0]?.from).toBe('2025-03-04')
    expect(dues(paper, 'name-improvement-coordinator')).toEqual(['2025-03-20'])
    expect(dues(paper, 'two-term-review')).toEqual(['2025-07-21'])
  })

  it('still owes an urgent statement from the day of the notice: the law’s days are not given twice (LAW-12)', () => {
    const paper = opened('stage-3')
    paper.give('2025-03-04', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
    paper.give('2025-03-05', 'dsim', 'recordUrgentNotice', {})
    close(paper, '2025-03-06')
    reopen(paper, '2025-03-10')
    expect(dues(paper, 'urgent-statement-of-action')).toEqual(['2025-03-19'])
  })
})

describe('a promise', () => {
  const promised = (day: string) => {
    const paper = opened('stage-1')
    paper.give('2025-04-08', 'sip', 'acknowledge', { deadline: 'sip-visit', promisedFor: day })
    paper.passTo('2025-04-30')
    return lines(paper.letters.filter((one) => one.rung && one.deadline === 'sip-visit'))
  }

  it('holds back the promiser’s own mails up to and on the promised day, and nobody else’s', () => {
    expect(promised('2025-04-14')).toEqual([
      '2025-04-04 reminder sip',
      '2025-04-14 overdue dsim',
      '2025-04-16 escalation head-of-sid',
      '2025-04-22 escalation deputy-director',
      '2025-04-29 escalation director',
    ])
    expect(promised('2025-04-13')).toEqual([
      '2025-04-04 reminder sip',
      '2025-04-14 overdue sip',
      '2025-04-14 overdue dsim',
      '2025-04-16 escalation head-of-sid',
      '2025-04-22 escalation deputy-director',
      '2025-04-29 escalation director',
    ])
  })

  it('of somebody above holds back no escalation', () => {
    const paper = opened('stage-1')
    paper.give('2025-04-14T10:00', 'head-of-sid', 'acknowledge', { deadline: 'sip-visit', promisedFor: '2025-04-22' })
    paper.passTo('2025-04-17')
    expect(lines(paper.letters).at(-1)).toBe('2025-04-16 escalation head-of-sid')
  })

  it('may be for today, and need not be given to acknowledge', () => {
    const paper = opened('stage-1')
    paper.give('2025-03-04', 'sip', 'acknowledge', { deadline: 'sip-visit', promisedFor: '2025-03-04' })
    expect(paper.owed('sip-visit')[0]?.promises).toEqual({ sip: '2025-03-04' })
    paper.give('2025-03-05', 'sip', 'acknowledge', { deadline: 'sip-visit' })
    expect(paper.owed('sip-visit')[0]?.promises).toEqual({ sip: '2025-03-04' })
  })
})

describe('a deadline that is extended', () => {
  it('says so where it is explained, begins its ladder anew under keys of its own, and no longer says how days were counted', () => {
    const paper = opened('stage-3')
    paper.passTo('2025-03-25T12:00')
    const input = { deadline: 'agree-action-plan', to: '2026-03-31', reason: 'The head is ill' }
    paper.give('2025-03-26', 'dsim', 'extendDeadline', input)
    const [owed] = paper.owed('agree-action-plan')
    expect(owed).toMatchObject({ due: '2026-03-31', counted: '', sequence: 2, round: 1, provisional: false })
    expect(owed?.why).toMatch(
      /^At stage 3 .*[.] It was extended on Wednesday 26 March 2025 from Monday 31 March 2025: The head is ill$/,
    )
    paper.passTo('2026-03-25')
    const keys = paper.letters.filter((one) => one.rung && one.deadline === 'agree-action-plan').map((one) => one.key)
    expect(keys).toEqual([
      'staffordshire-900001-1/agree-action-plan#1/-5/lead-project-officer',
      'staffordshire-900001-1/agree-action-plan#1~1/-5/lead-project-officer',
    ])
  })
})

describe('what a letter says of its deadline', () => {
  it('is the day, how it was counted, and who hears next', () => {
    const paper = opened('stage-1')
    paper.passTo('2025-04-05')
    expect(paper.letters.at(-1)?.deadlines).toEqual([
      {
        id: 'sip-visit',
        key: 'sip-visit#1',
        ruleId: 'sip-visit',
        title: 'Visit the school and report',
        rule: 'ST-7',
        owner: 'sip',
        due: '2025-04-11',
        provisional: false,
        why: expect.stringContaining('a visit') as string,
        status: 'open',
        counted: 'The last school day of the spring term 2025: Friday 11 April 2025.',
        next: { at: '2025-04-10T09:00:00+01:00', to: ['sip'] },
        sequence: 1,
      },
    ])
    expect(paper.of('deadline-opened', 'sip-visit')[0]).toMatchObject({
      key: 'sip-visit#1',
      rule: 'ST-7',
      owner: 'sip',
      due: '2025-04-11',
      provisional: false,
      why: `${paper.owed('sip-visit')[0]?.why} The last school day of the spring term 2025: Friday 11 April 2025.`,
    })
  })

  it('is a mail of its own for each thing of the law, and one mail for the rest', () => {
    const paper = opened('stage-3')
    const owed = paper.letters.filter((one) => one.letter === 'now-owed')
    expect(owed.map((one) => [one.to, one.statutory, one.deadline, one.deadlines.map((each) => each.id)])).toEqual([
      ['dsim', false, null, ['assess-contribution', 'assign-lead-officer', 'two-term-review', 'three-term-review']],
      ['dsim', true, 'statement-of-action', ['statement-of-action']],
      ['sip', false, 'sip-visit', ['sip-visit']],
      ['lead-project-officer', false, null, ['agree-action-plan', 'project-group-meeting', 'formal-evaluation']],
    ])
    expect(owed.map((one) => one.key)).toEqual([...new Set(owed.map((one) => one.key))])
  })

  it('waits for nine o’clock where no command caused it, and a thing of the law then gathers nothing', () => {
    const paper = withNotice('2014-02-03')
    paper.passTo('2014-04-25T10:00')
    const lapsed = paper.letters.filter((one) => one.letter === 'notice-lapsed')
    expect(lapsed.map(({ to, at, gather }) => [to, at, gather])).toEqual([
      ['director', '2014-04-25T09:00:00+01:00', false],
      ['head-of-sid', '2014-04-25T09:00:00+01:00', false],
      ['dsim', '2014-04-25T09:00:00+01:00', false],
    ])
    expect(paper.state().later).toEqual([])
  })

  it('goes once to a role that is named twice', () => {
    const paper = opened('stage-3')
    paper.give('2025-03-04', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
    paper.give('2025-03-05', 'dsim', 'recordReport', { to: ['dmt', 'dmt'], summary: 's' })
    expect(paper.letters.filter((one) => one.letter === 'progress-report').map((one) => one.key)).toEqual([
      `staffordshire-900001-1/${paper.entry('recordReport') + 1}/progress-report/dmt`,
    ])
  })

  it('says of a level that ended with what was done itself: only what was cancelled', () => {
    const paper = opened('stage-2')
    paper.give('2025-03-04', 'headteacher', 'recordEvaluation', { pace: 'insufficient', evidence: 'e' })
    const ended = paper.letters.find((one) => one.letter === 'level-changed')?.facts['ended']
    expect(ended).toEqual([
      'Assign an LA officer to the school',
      "Name an improvement co-ordinator from the school's leadership",
      'Agree the improvement agenda and its milestones with the school',
    ])
  })
})

describe('a warning notice in the case file', () => {
  it('stands there under its number, with its days, words and reasons', () => {
    const paper = withNotice('2025-02-03', { complyBy: '2025-03-03' })
    paper.give('2025-02-10', 'headteacher', 'recordWarningResponse', { kind: 'response', summary: 's' })
    paper.give('2025-02-11', 'head-of-sid', 'rescindWarningNotice', { reason: 'Addressed' })
    const notice = 'staffordshire-900001-1.warning-notice-1'
    expect(paper.of('notice')).toMatchObject([
      { notice, event: 'requested', grounds: ['serious-breakdown'] },
      { notice, event: 'approved', reason: 'r' },
      { notice, event: 'issued', givenOn: '2025-02-03', law: 'LAW-9', ...statements, complyBy: '2025-03-03' },
      { notice, event: 'answered', receivedOn: '2025-02-10', summary: 's' },
      { notice, event: 'rescinded', reason: 'Addressed' },
    ])
  })

  it('that is appealed against and confirmed, or not, stands there with the days of both', () => {
    const decided = (decision: string) => {
      const paper = withNotice('2014-02-03')
      paper.give('2014-02-10', 'headteacher', 'recordWarningResponse', { kind: 'appeal', summary: 's' })
      paper.give('2014-02-10', 'dsim', 'recordAppealDecision', { decision })
      return paper
    }
    expect(decided('confirmed').of('notice').slice(3)).toMatchObject([
      { event: 'appealed', receivedOn: '2014-02-10', summary: 's' },
      { event: 'confirmed', decidedOn: '2014-02-10' },
    ])
    expect(decided('confirmed').state().notice?.stage).toBe('confirmed')
    expect(decided('not-confirmed').of('notice').at(-1)).toMatchObject({
      event: 'not-confirmed',
      reason: 'The Chief Inspector has not confirmed the notice: it falls (LAW-5)',
    })
  })

  it('that is refused ends what was owed for it: the approval is met, a decided issue is cancelled (ST-20)', () => {
    const before = ask(opened('stage-1'), '2025-03-04')
    before.give('2025-03-05', 'head-of-sid', 'refuseWarningNotice', { reason: 'Too soon' })
    expect(before.of('deadline-met').map((one) => one.deadline)).toEqual(['approve-warning-notice'])
    expect(before.state().notice?.ended).toBe('refused')
    expect(before.of('notice').at(-1)).toMatchObject({ event: 'refused', reason: 'Too soon' })
    const after = ask(opened('stage-1'), '2025-03-04')
    after.give('2025-03-05', 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
    after.give('2025-03-06', 'head-of-sid', 'refuseWarningNotice', { reason: 'Too soon' })
    expect(after.of('deadline-cancelled').map((one) => [one.deadline, one.reason])).toEqual([
      ['issue-warning-notice', 'The warning notice was refused: Too soon'],
    ])
  })

  it('that lapses misses its window and cancels the rest, and the window itself is not cancelled (LAW-8)', () => {
    const paper = withNotice('2014-02-03')
    paper.passTo('2014-04-26')
    expect(paper.of('notice').at(-1)).toMatchObject({ event: 'lapsed', windowEndsOn: '2014-04-24' })
    expect(paper.of('deadline-missed', 'powers-window')).toHaveLength(1)
    expect(paper.of('deadline-cancelled').map((one) => [one.deadline, one.reason])).toEqual([
      ['warning-notice-response', 'The powers have lapsed (LAW-8)'],
      ['decide-warning-notice', 'The powers have lapsed (LAW-8)'],
    ])
  })

  it('follows another one with nothing said to the Secretary of State yet (LAW-9)', () => {
    const paper = withNotice('2025-02-03')
    paper.give('2025-02-04', 'director', 'recordSecretaryOfState', { event: 'told' })
    paper.give('2025-02-05', 'director', 'recordSecretaryOfState', { event: 'will-act' })
    paper.give('2025-02-06', 'head-of-sid', 'rescindWarningNotice', { reason: 'r' })
    ask(paper, '2025-02-07')
    expect(paper.state()).toMatchObject({ secretaryOfState: { told: null, saysWillAct: false }, notices: 2 })
  })

  it('is neither asked for nor issued once the Secretary of State has acted (LAW-9)', () => {
    const paper = withNotice('2025-02-03')
    paper.give('2025-02-04', 'head-of-sid', 'voidWarningNotice', { reason: 'r' })
    const bars = "The Secretary of State's own notice bars another of the authority's (LAW-9)"
    const asked = { grounds: ['serious-breakdown'], evidence: 'e' }
    expect(paper.refusal('2025-02-05', 'dsim', 'requestWarningNotice', asked)).toBe(bars)
  })

  it('takes no appeal any more once powers were proposed (LAW-5)', () => {
    const paper = withNotice('2014-02-03')
    paper.give('2014-02-10', 'head-of-sid', 'proposePowers', { powers: ['additional-governors'], reason: 'r' })
    const appeal = { kind: 'appeal', summary: 's' }
    expect(paper.refusal('2014-02-11', 'headteacher', 'recordWarningResponse', appeal)).toBe(
      'Powers have been proposed already: representations are made within the initial period (LAW-5)',
    )
  })

  it('that was appealed against takes a response besides, which opens no decision while the appeal waits (LAW-5)', () => {
    const paper = withNotice('2014-02-03')
    paper.give('2014-02-10', 'headteacher', 'recordWarningResponse', { kind: 'appeal', summary: 's' })
    paper.give('2014-02-12', 'headteacher', 'recordWarningResponse', { kind: 'response', summary: 's' })
    expect(paper.state().notice).toMatchObject({ stage: 'appealed', answered: true, receivedOn: '2014-02-10' })
    expect(dues(paper, 'decide-warning-notice')).toEqual([])
  })
})

describe('a review that was decided (ST-26, ST-27)', () => {
  it('says until when, why that day, and is decided again then; decided otherwise it opens no more', () => {
    const paper = opened('stage-2')
    const goesOn = { review: 'two-term-review', decision: 'continue', until: '2025-10-01', reason: 'r' }
    paper.give('2025-03-04', 'dsim', 'decideReview', goesOn)
    expect(paper.owed('two-term-review')).toMatchObject([
      {
        due: '2025-10-01',
        why: 'It was decided on Tuesday 4 March 2025 to continue until Wednesday 1 October 2025; then it is to be decided again.',
      },
    ])
    expect(paper.state().decidedReviews).toEqual([])
    const changes = { review: 'three-term-review', decision: 'change-level', reason: 'r' }
    paper.give('2025-03-05', 'dsim', 'decideReview', changes)
    expect(paper.state().decidedReviews).toEqual(['three-term-review'])
    paper.give('2025-03-06', 'dsim', 'changeLevel', { to: 'stage-1', reason: 'r' })
    paper.give('2025-03-07', 'dsim', 'changeLevel', { to: 'stage-2', reason: 'r' })
    expect(dues(paper, 'three-term-review')).toEqual([])
  })
})

describe('a statement of action that is filed (LAW-10, ST-24)', () => {
  it('meets what was owed by that day, and nothing that a later report asks for', () => {
    const paper = opened('stage-3')
    paper.give('2025-03-10', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
    paper.give('2025-03-12', 'dsim', 'recordUrgentNotice', {})
    paper.give('2025-03-13', 'dsim', 'fileStatementOfAction', { ...filing, filedOn: '2025-03-11' })
    expect(dues(paper, 'statement-of-action')).toEqual([])
    expect(dues(paper, 'urgent-statement-of-action')).toEqual(['2025-03-26'])
    expect(paper.state().statements).toMatchObject([
      { number: 1, urgent: false, filedOn: '2025-03-11', ended: 'filed on 2025-03-11' },
      { number: 2, urgent: true },
    ])
    expect(paper.state().statements[1]).not.toHaveProperty('filedOn')
    paper.give('2025-03-14', 'head-of-sid', 'decideClosure', { decision: 'reconsider-closure', reason: 'r' })
    expect(paper.state().statements[1]?.ended).toBe('no longer owed')
  })

  it('may be filed on the day on which it was first owed, and not before', () => {
    const owed = () => {
      const paper = opened('stage-1')
      paper.give('2025-03-10', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
      return paper
    }
    const paper = owed()
    paper.give('2025-03-11', 'dsim', 'fileStatementOfAction', { ...filing, filedOn: '2025-03-10' })
    expect(dues(paper, 'statement-of-action')).toEqual([])
    expect(
      owed().refused('2025-03-11', 'dsim', 'fileStatementOfAction', { ...filing, filedOn: '2025-03-09' }).kind,
    ).toBe('input')
  })
})
