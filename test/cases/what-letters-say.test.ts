import { describe, expect, it } from 'vitest'
import type { Letter } from '../../cases/letters.ts'
import { caseOnPaper, type CaseOnPaper } from './case-on-paper.ts'

const statements = { matters: 'm', actionRequired: 'a', actionMinded: 'b', representations: 'r' }
const breakdown = 'there is a serious breakdown of management or governance that affects standards'
const moneyAlone =
  'Financial management alone is no ground in the Act: the paper lists it, but the notice may not stand in law (LAW-3)'

function opened(on: string, level = 'stage-1', denomination: string | null = null): CaseOnPaper {
  const paper = caseOnPaper({ denomination })
  const input = { authority: 'staffordshire', school: '900001', level, reasons: ['budget', 'other'], summary: 's' }
  paper.give(on, 'dsim', 'openCase', input)
  return paper
}

/** The letters that one command causes, whatever time has brought before it. */
function caused(paper: CaseOnPaper, on: string, role: string, name: string, input: object): Letter[] {
  paper.passTo(on)
  const before = paper.letters.length
  paper.give(on, role, name, input)
  return paper.letters.slice(before).filter((one) => one.letter !== 'now-owed')
}

/** Under which rule and to whom: 'ST-22 outcome, statutory: director, dsim'. */
const heads = (letters: Letter[]): string[] =>
  [...Map.groupBy(letters, (one) => `${one.rule} ${one.letter} ${one.kind}${one.statutory ? ', statutory' : ''}`)].map(
    ([head, all]) => `${head}: ${all.map((one) => one.to).join(', ')}`,
  )

/** What the letters say besides; all of one text say the same, but each only what its reader no longer owes. */
const factsIn = (letters: Letter[]): Record<string, unknown>[] =>
  [...new Set(letters.map(({ facts }) => JSON.stringify({ ...facts, cancelled: undefined })))].map(
    (text) => JSON.parse(text) as Record<string, unknown>,
  )

function noticeUpTo(stage: 'asked' | 'approved' | 'issued' | 'appealed', on: string, grounds = ['serious-breakdown']) {
  const paper = opened(on, 'stage-1', 'Church of England')
  paper.give(on, 'dsim', 'requestWarningNotice', { grounds, evidence: 'e' })
  if (stage !== 'asked') paper.give(on, 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
  if (stage === 'issued' || stage === 'appealed') paper.give(on, 'director', 'issueWarningNotice', statements)
  const appeal = { kind: 'appeal', summary: 's' }
  if (stage === 'appealed') paper.give(on, 'headteacher', 'recordWarningResponse', appeal)
  return paper
}

describe('the letters of a case that opens and moves', () => {
  it('say at which level the school causes concern and why (ST-11)', () => {
    const { letters } = opened('2025-03-03')
    expect(heads(letters.filter((one) => one.letter === 'concern'))).toEqual([
      'ST-11 concern notice: headteacher, chair-of-governors',
    ])
    expect(factsIn(letters.filter((one) => one.letter === 'concern'))).toEqual([
      { level: 'Stage 1', about: 'low: a watching brief', reasons: ['budget problems', 'other reasons'], summary: 's' },
    ])
  })

  it('say from where to where it moved, why, and what ended with it (ST-16)', () => {
    const letters = caused(opened('2025-03-03', 'stage-2'), '2025-03-04', 'dsim', 'changeLevel', {
      to: 'stage-3',
      reason: 'r',
    })
    expect(heads(letters)).toEqual(['ST-11 level-changed notice: headteacher, chair-of-governors, head-of-sid, dsim'])
    expect(factsIn(letters)).toEqual([
      {
        from: 'Stage 2',
        to: 'Stage 3',
        summary: 'high: intensive',
        reason: 'r',
        ended: [
          'Assign an LA officer to the school',
          "Name an improvement co-ordinator from the school's leadership",
          'Agree the improvement agenda and its milestones with the school',
          "Evaluate the school's progress against the agreed criteria",
        ],
      },
    ])
  })

  it('take out of each reader’s calendar what that reader no longer owes, and nothing of anybody else', () => {
    const letters = caused(opened('2025-03-03', 'stage-2'), '2025-03-04', 'dsim', 'changeLevel', {
      to: 'stage-3',
      reason: 'r',
    })
    const taken = letters.map(({ to, facts }) => [
      to,
      ((facts['cancelled'] ?? []) as { key: string; due: string; sequence: number }[]).map(
        ({ key, due, sequence }) => `${key} ${due} ${sequence}`,
      ),
    ])
    expect(taken).toEqual([
      ['headteacher', ['name-improvement-coordinator#1 2025-03-17 2', 'half-termly-evaluation#1 2025-04-11 2']],
      ['chair-of-governors', []],
      ['head-of-sid', []],
      ['dsim', ['assign-officer#1 2025-03-10 2']],
    ])
  })

  it('say who was assigned or named (ST-13)', () => {
    const paper = opened('2025-03-03', 'stage-2')
    const officer = { role: 'assigned-officer', person: 'p' }
    const assigned = caused(paper, '2025-03-04', 'dsim', 'assignOfficer', officer)
    expect(heads(assigned)).toEqual(['ST-13 officer-assigned notice: headteacher, assigned-officer'])
    expect(factsIn(assigned)).toEqual([{ role: 'assigned-officer', person: 'P' }])
    const coordinator = { name: 'C. Dean', email: 'dean@example.org' }
    const named = caused(paper, '2025-03-04', 'headteacher', 'nameImprovementCoordinator', coordinator)
    expect(heads(named)).toEqual(['ST-13 coordinator-named notice: assigned-officer, improvement-coordinator'])
    expect(factsIn(named)).toEqual([{ person: 'C. Dean' }])
  })

  it('say that it is closed or open again, why, and what is still owed (ST-16)', () => {
    const paper = opened('2025-03-03', 'stage-3')
    const closed = caused(paper, '2025-03-10', 'dsim', 'closeCase', { reason: 'r' })
    expect(heads(closed)).toEqual(['ST-16 case-closed outcome: headteacher, chair-of-governors, dsim, head-of-sid'])
    expect(factsIn(closed)[0]).toMatchObject({
      reason: 'r',
      level: 'Stage 3',
      stillOwed: ["File the authority's statement of action (ST-14, ST-15, LAW-10)"],
    })
    const open = caused(paper, '2025-03-11', 'dsim', 'reopenCase', { reason: 'r2' })
    expect(heads(open)).toEqual(['ST-16 case-reopened notice: headteacher, chair-of-governors, dsim'])
    expect(factsIn(open)).toEqual([{ reason: 'r2', level: 'Stage 3' }])
  })

  it('say that a clock is paused, and why', () => {
    const paper = opened('2025-03-03', 'stage-3')
    const input = { deadline: 'agree-action-plan', reason: 'The head is ill' }
    const letters = caused(paper, '2025-03-04', 'dsim', 'suspendDeadline', input)
    expect(heads(letters)).toEqual(['ST-14 suspended notice: lead-project-officer'])
    expect(letters[0]).toMatchObject({ deadline: 'agree-action-plan', facts: { reason: 'The head is ill' } })
    expect(letters[0]?.deadlines.map((one) => [one.id, one.status])).toEqual([['agree-action-plan', 'suspended']])
  })

  it('say of a deadline that moved from where to where, and why', () => {
    const paper = opened('2025-03-03', 'stage-3')
    const input = { deadline: 'agree-action-plan', to: '2025-05-06', reason: 'The head is ill' }
    const letters = caused(paper, '2025-03-04', 'dsim', 'extendDeadline', input)
    expect(heads(letters)).toEqual(['ST-14 moved notice: lead-project-officer'])
    expect(letters[0]).toMatchObject({
      deadline: 'agree-action-plan',
      facts: { days: ['Agree the school improvement action plan: Tuesday 6 May 2025'] },
      deadlines: [{ movedFrom: '2025-03-31', due: '2025-05-06', reason: 'The head is ill' }],
    })
  })
})

describe('the letters of a warning notice', () => {
  it('put its grounds and evidence before the Head of SID and DIRG (ST-20)', () => {
    const asked = { grounds: ['serious-breakdown'], evidence: 'e' }
    const letters = caused(opened('2014-02-03'), '2014-02-04', 'dsim', 'requestWarningNotice', asked)
    expect(heads(letters)).toEqual(['ST-20 notice-requested notice, statutory: head-of-sid, dirg'])
    expect(factsIn(letters)).toEqual([{ grounds: [breakdown], evidence: 'e', warnings: [] }])
  })

  it('warn where money is the only ground, and only there (LAW-3)', () => {
    const ask = (...grounds: string[]) =>
      caused(opened('2014-02-03'), '2014-02-04', 'dsim', 'requestWarningNotice', { grounds, evidence: 'e' })
    expect(factsIn(ask('financial-management'))[0]?.['warnings']).toEqual([moneyAlone])
    expect(factsIn(ask('financial-management', 'safety-threatened'))[0]?.['warnings']).toEqual([])
    const paper = noticeUpTo('asked', '2014-02-03', ['financial-management'])
    expect(paper.of('notice')[0]).toMatchObject({ grounds: ['financial-management'], warning: moneyAlone })
  })

  it('say that it was approved or refused, and why (ST-20)', () => {
    const approved = caused(noticeUpTo('asked', '2014-02-03'), '2014-02-04', 'head-of-sid', 'approveWarningNotice', {
      reason: 'r',
    })
    expect(heads(approved)).toEqual(['ST-20 notice-approved notice, statutory: director, dsim'])
    expect(factsIn(approved)).toEqual([{ grounds: [breakdown], reason: 'r' }])
    const refused = caused(noticeUpTo('asked', '2014-02-03'), '2014-02-04', 'head-of-sid', 'refuseWarningNotice', {
      reason: 'r',
    })
    expect(heads(refused)).toEqual(['ST-20 notice-refused outcome, statutory: dsim'])
    expect(factsIn(refused)).toEqual([{ reason: 'r' }])
  })

  it.each([
    ['2014-02-03', 'LAW-1', true, '2014-02-24', []],
    ['2025-02-03', 'LAW-9', false, '2025-02-24', ['LAW-9 warning-notice-copy notice, statutory: secretary-of-state']],
  ])(
    'given on %s, hold the statements of the Act and when the period ends (%s, LAW-3, LAW-4)',
    (on, law, appeal, ends, more) => {
      const letters = caused(noticeUpTo('approved', on), on, 'director', 'issueWarningNotice', statements)
      expect(heads(letters)).toEqual([
        `ST-21, ${law} warning-notice notice, statutory: chair-of-governors`,
        'LAW-4 warning-notice-copy notice, statutory: headteacher, chief-inspector, diocesan-education-officer, foundation-appointer',
        ...more,
      ])
      expect(factsIn(letters)).toEqual([
        { ...statements, givenOn: on, grounds: [breakdown], law, appeal, periodEnds: ends },
      ])
    },
  )

  it('say that the school has answered, and whether in time (ST-21, LAW-14)', () => {
    const answer = { kind: 'response', summary: 's' }
    const said = (on: string) =>
      caused(noticeUpTo('issued', '2014-02-03'), on, 'headteacher', 'recordWarningResponse', answer)
    expect(heads(said('2014-02-10'))).toEqual([
      'ST-21 notice-answered notice, statutory: head-of-sid, dsim, chair-of-governors, headteacher',
    ])
    expect(factsIn(said('2014-02-24'))).toEqual([{ receivedOn: '2014-02-24', summary: 's', late: false }])
    expect(factsIn(said('2014-02-25'))).toEqual([{ receivedOn: '2014-02-25', summary: 's', late: true }])
  })

  it('say that the school appeals, and how that was decided (LAW-5)', () => {
    const appeal = { kind: 'appeal', summary: 's' }
    const appealed = caused(
      noticeUpTo('issued', '2014-02-03'),
      '2014-02-10',
      'headteacher',
      'recordWarningResponse',
      appeal,
    )
    expect(heads(appealed)).toEqual(['LAW-5 notice-appealed notice, statutory: head-of-sid, dsim, director'])
    expect(factsIn(appealed)).toEqual([{ receivedOn: '2014-02-10', summary: 's', revived: false }])
    const decided = (decision: string) =>
      caused(noticeUpTo('appealed', '2014-02-03'), '2014-02-12', 'dsim', 'recordAppealDecision', { decision })
    expect(heads(decided('confirmed'))).toEqual([
      'LAW-5 notice-confirmed outcome, statutory: chair-of-governors, headteacher, head-of-sid',
    ])
    expect(factsIn(decided('confirmed'))).toEqual([{ decidedOn: '2014-02-12' }])
    expect(heads(decided('not-confirmed'))).toEqual([
      'LAW-5 notice-fallen outcome, statutory: chair-of-governors, headteacher, head-of-sid, director',
    ])
    expect(factsIn(decided('not-confirmed'))).toEqual([{ decidedOn: '2014-02-12' }])
  })

  it('say that it is rescinded or void, and why (ST-22, LAW-9)', () => {
    const why = { reason: 'r' }
    const rescinded = caused(
      noticeUpTo('issued', '2014-02-03'),
      '2014-02-04',
      'head-of-sid',
      'rescindWarningNotice',
      why,
    )
    expect(heads(rescinded)).toEqual([
      'ST-22 notice-rescinded outcome, statutory: chair-of-governors, headteacher, director, dsim',
    ])
    expect(factsIn(rescinded)).toEqual([why])
    const voided = caused(noticeUpTo('issued', '2025-02-03'), '2025-02-04', 'head-of-sid', 'voidWarningNotice', why)
    expect(heads(voided)).toEqual([
      'LAW-9 notice-voided outcome, statutory: chair-of-governors, headteacher, director, dsim',
    ])
    expect(factsIn(voided)).toEqual([why])
  })

  it('say which powers are proposed, used, or lapsed (LAW-7, LAW-8, ST-23)', () => {
    const paper = noticeUpTo('issued', '2014-02-03')
    const powers = { powers: ['additional-governors'], reason: 'r' }
    const proposed = caused(paper, '2014-02-18', 'head-of-sid', 'proposePowers', powers)
    expect(heads(proposed)).toEqual([
      'LAW-7 powers-proposed notice, statutory: chair-of-governors, headteacher, director',
    ])
    expect(factsIn(proposed)).toEqual([{ powers: ['appoint additional governors'], reason: 'r' }])
    const used = caused(paper, '2014-03-03', 'director', 'usePower', { power: 'additional-governors', reason: 'r' })
    expect(heads(used)).toEqual([
      'ST-23 power-used notice, statutory: chair-of-governors, headteacher, head-of-sid, dsim',
    ])
    expect(factsIn(used)).toEqual([
      { power: 'appoint additional governors', section: 's.64', usedOn: '2014-03-03', reason: 'r' },
    ])
    const idle = noticeUpTo('issued', '2014-02-03')
    idle.passTo('2014-04-26')
    const lapsed = idle.letters.filter((one) => one.letter === 'notice-lapsed')
    expect(heads(lapsed)).toEqual(['LAW-8 notice-lapsed outcome, statutory: director, head-of-sid, dsim'])
    expect(factsIn(lapsed)).toEqual([{ windowEndsOn: '2014-04-24', givenOn: '2014-02-03' }])
  })
})

describe('the letters of an Ofsted category and of a review', () => {
  const inMeasures = () => {
    const paper = opened('2025-03-03', 'stage-2', 'Church of England')
    const report = { judgement: 'special-measures', publishedOn: '2025-03-03' }
    return { paper, letters: caused(paper, '2025-03-04', 'dsim', 'recordOfstedJudgement', report) }
  }

  it('say the category, its days, the meeting and the statement that are owed (ST-15, LAW-10)', () => {
    const letters = inMeasures().letters.filter((one) => one.letter === 'category-entered')
    expect(heads(letters)).toEqual([
      'ST-15 category-entered notice: director, deputy-director, head-of-sid, dsim, headteacher, dmt, diocesan-education-officer',
    ])
    expect(factsIn(letters)).toEqual([
      {
        category: 'special measures',
        publishedOn: '2025-03-03',
        receivedOn: '2025-03-04',
        level: 'Stage 3',
        formalMeetingDue: '2025-03-06',
        statementDue: '2025-03-18',
      },
    ])
  })

  it('say to whom progress was reported (ST-15)', () => {
    const report = { to: ['dmt', 'lead-members'], summary: 's' }
    const letters = caused(inMeasures().paper, '2025-03-05', 'dsim', 'recordReport', report)
    expect(heads(letters)).toEqual(['ST-15 progress-report notice: dmt, lead-members'])
    expect(factsIn(letters)).toEqual([{ summary: 's' }])
  })

  it('send the statement of action with its words on parents (LAW-11)', () => {
    const filing = { document: 'd', parents: 'p', parentalChampion: 'none: too small' }
    const letters = caused(inMeasures().paper, '2025-03-05', 'dsim', 'fileStatementOfAction', filing)
    expect(letters.map((one) => one.to)).toEqual([
      'chief-inspector',
      'headteacher',
      'chair-of-governors',
      'foundation-appointer',
    ])
    expect(factsIn(letters)).toEqual([{ filedOn: '2025-03-05', ...filing }])
    expect(letters.every((one) => one.statutory && one.rule === 'LAW-11')).toBe(true)
  })

  it('say that a monitoring visit found inadequate progress, and that the case has become urgent (ST-24)', () => {
    const { paper } = inMeasures()
    const visit = { number: 2, progress: 'inadequate' }
    const warned = caused(paper, '2025-03-05', 'dsim', 'recordMonitoringVisit', visit)
    expect(heads(warned)).toEqual(['ST-24 monitoring-inadequate notice: head-of-sid, director'])
    expect(factsIn(warned)).toEqual([{ number: 2, visitedOn: '2025-03-05' }])
    const urgent = caused(paper, '2025-03-06', 'dsim', 'recordUrgentNotice', { days: 7 })
    expect(heads(urgent)).toEqual([
      'ST-24 urgent-notice notice, statutory: head-of-sid, director, headteacher, chair-of-governors',
    ])
    expect(factsIn(urgent)).toEqual([{ receivedOn: '2025-03-06', days: 7, due: '2025-03-17' }])
  })

  it('say how a review was decided, and until when the intervention goes on (ST-26, ST-27)', () => {
    const paper = opened('2025-03-03', 'stage-2')
    const goesOn = { review: 'two-term-review', decision: 'continue', until: '2025-10-01', reason: 'r' }
    const decided = caused(paper, '2025-03-04', 'dsim', 'decideReview', goesOn)
    expect(heads(decided)).toEqual(['ST-26 review-decided outcome: headteacher, chair-of-governors, head-of-sid'])
    const review = 'Decide whether to continue the intervention for a further period'
    expect(factsIn(decided)).toEqual([{ review, decision: 'continue', reason: 'r', until: '2025-10-01' }])
    const refers = { review: 'three-term-review', decision: 'refer-to-dmt', reason: 'r' }
    const referred = caused(paper, '2025-03-05', 'dsim', 'decideReview', refers)
    expect(heads(referred)).toEqual([
      'ST-27 review-decided outcome: headteacher, chair-of-governors, head-of-sid',
      'ST-27 referred-to-dmt notice: dmt, head-of-sid',
    ])
    const dmt = 'Decide whether to refer the school to DMT'
    expect(factsIn(referred)).toEqual([{ review: dmt, decision: 'refer-to-dmt', reason: 'r', until: null }])
  })
})
