import { describe, expect, it } from 'vitest'
import { insist, Refusal } from '../../cases/refusal.ts'
import { caseOnPaper, type CaseOnPaper } from './case-on-paper.ts'

const statements = { matters: 'm', actionRequired: 'a', actionMinded: 'a', representations: 'r' }
const opening = { authority: 'staffordshire', school: '900001', level: 'stage-1', reasons: ['budget'], summary: 's' }
const board = { power: 'interim-executive-board', reason: 'r' }

function opened(level = 'stage-1', on = '2025-03-03'): CaseOnPaper {
  const paper = caseOnPaper()
  paper.give(on, 'dsim', 'openCase', { ...opening, level })
  return paper
}
const stageOne = () => opened()
const stageTwo = () => opened('stage-2')
const stageThree = () => opened('stage-3')
const inMeasures = () => {
  const paper = opened('stage-3')
  paper.give('2025-03-04', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
  return paper
}
const asked = () => {
  const paper = stageOne()
  paper.give('2025-03-04', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'e' })
  return paper
}
const approved = () => {
  const paper = asked()
  paper.give('2025-03-04', 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
  return paper
}
const issued = () => {
  const paper = approved()
  paper.give('2025-03-04', 'director', 'issueWarningNotice', statements)
  return paper
}
const oldNotice = (answer?: object) => {
  const paper = opened('stage-1', '2014-02-03')
  paper.give('2014-02-03', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'e' })
  paper.give('2014-02-03', 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
  paper.give('2014-02-03', 'director', 'issueWarningNotice', statements)
  if (answer) paper.give('2014-02-05', 'headteacher', 'recordWarningResponse', answer)
  return paper
}
const answered = () => oldNotice({ kind: 'response', summary: 's' })
const appealed = () => oldNotice({ kind: 'appeal', summary: 's' })
const told = () => {
  const paper = issued()
  paper.give('2025-03-06', 'director', 'recordSecretaryOfState', { event: 'told' })
  paper.give('2025-03-06', 'head-of-sid', 'proposePowers', { powers: ['additional-governors'], reason: 'r' })
  return paper
}
const agenda = () => {
  const paper = stageTwo()
  const milestones = [{ what: 'Marking', by: '2025-04-01' }]
  paper.give('2025-03-04', 'dsim', 'agreeImprovementAgenda', { milestones })
  return paper
}

type Row = [paper: () => CaseOnPaper, on: string, role: string, command: string, input: object]
const correction = (entry: number | string, input: object) => ({ entry, input, reason: 'r' })

/** What is wrong in itself: the giver is to write it otherwise (400). */
const wrongInput: Row[] = [
  [caseOnPaper, '2025-03-03', 'dsim', 'openCase', { ...opening, level: 'stage-9' }],
  [caseOnPaper, '2025-03-03', 'dsim', 'openCase', { ...opening, reasons: ['nonsense'] }],
  [stageOne, '2025-03-04', 'dsim', 'changeLevel', { to: 'stage-9', reason: 'r' }],
  [stageTwo, '2025-03-04', 'dsim', 'assignOfficer', { role: 'assigned-officer', person: 'nobody' }],
  [stageTwo, '2025-03-04', 'dsim', 'agreeImprovementAgenda', { milestones: [{ what: 'w', by: '2025-03-03' }] }],
  [stageOne, '2025-03-04', 'sip', 'recordVisit', { by: 'nobody', report: 'r' }],
  [stageOne, '2025-03-04', 'sip', 'recordVisit', { by: 'sip', report: 'r', visitedOn: '2025-03-05' }],
  [inMeasures, '2025-03-05', 'dsim', 'recordReport', { to: ['nobody'], summary: 's' }],
  [
    stageOne,
    '2025-03-04',
    'dsim',
    'recordOfstedJudgement',
    { judgement: 'special-measures', publishedOn: '2025-03-04', receivedOn: '2025-03-03' },
  ],
  [stageOne, '2025-03-04', 'dsim', 'requestWarningNotice', { grounds: ['nonsense'], evidence: 'e' }],
  [approved, '2025-03-05', 'director', 'issueWarningNotice', { ...statements, complyBy: '2025-03-05' }],
  [approved, '2025-03-05', 'director', 'issueWarningNotice', { ...statements, givenOn: '2006-03-05' }],
  [
    approved,
    '2025-03-05',
    'director',
    'issueWarningNotice',
    { ...statements, givenOn: '2016-04-15', representations: undefined },
  ],
  [
    approved,
    '2025-03-05',
    'director',
    'issueWarningNotice',
    { ...statements, givenOn: '2016-04-15', complyBy: '2016-05-15' },
  ],
  [
    issued,
    '2025-03-05',
    'headteacher',
    'recordWarningResponse',
    { kind: 'response', receivedOn: '2025-03-03', summary: 's' },
  ],
  [appealed, '2014-02-06', 'dsim', 'recordAppealDecision', { decision: 'confirmed', decidedOn: '2014-02-04' }],
  [issued, '2025-03-05', 'head-of-sid', 'proposePowers', { powers: ['nonsense'], reason: 'r' }],
  [issued, '2025-03-05', 'director', 'usePower', { ...board, power: 'nonsense' }],
  [issued, '2025-03-05', 'director', 'usePower', board],
  [issued, '2025-03-05', 'director', 'usePower', { ...board, consentedOn: '2025-03-05', usedOn: '2025-03-04' }],
  [told, '2025-03-26', 'director', 'recordSecretaryOfState', { event: 'will-act', on: '2025-03-05' }],
  [stageTwo, '2025-03-05', 'dsim', 'decideReview', { review: 'two-term-review', decision: 'continue', reason: 'r' }],
  [
    stageTwo,
    '2025-03-05',
    'dsim',
    'decideReview',
    { review: 'two-term-review', decision: 'continue', until: '2025-03-05', reason: 'r' },
  ],
  [
    stageTwo,
    '2025-03-05',
    'dsim',
    'decideReview',
    { review: 'two-term-review', decision: 'close', until: '2025-10-05', reason: 'r' },
  ],
  [stageOne, '2025-03-05', 'sip', 'acknowledge', { deadline: 'sip-visit', promisedFor: '2025-03-04' }],
  [stageOne, '2025-03-05', 'sip', 'acknowledge', { deadline: 'sip-visit', promisedFor: '2025-12-04' }],
  [stageOne, '2025-03-05', 'dsim', 'extendDeadline', { deadline: 'sip-visit', to: '2025-04-11', reason: 'r' }],
  [stageOne, '2025-03-05', 'dsim', 'extendDeadline', { deadline: 'sip-visit', to: '2026-04-12', reason: 'r' }],
  [stageOne, '2025-03-05', 'dsim', 'correctEntry', correction(999, { summary: 'x' })],
  [stageOne, '2025-03-05', 'dsim', 'correctEntry', correction(1, {})],
  [stageOne, '2025-03-05', 'dsim', 'correctEntry', correction(1, { level: 'stage-2' })],
  [stageOne, '2025-03-05', 'dsim', 'correctEntry', correction(1, { summary: '' })],
  [
    agenda,
    '2025-03-05',
    'dsim',
    'correctEntry',
    correction('agreeImprovementAgenda', { milestones: [{ what: 'Marking', by: '2025-03-04' }] }),
  ],
  [issued, '2025-03-05', 'dsim', 'correctEntry', correction('issueWarningNotice', { givenOn: '2016-04-15' })],
  [answered, '2014-02-06', 'dsim', 'correctEntry', correction('recordWarningResponse', { receivedOn: '2014-02-02' })],
  [
    stageThree,
    '2025-03-05',
    'dsim',
    'fileStatementOfAction',
    { document: 'd', parents: 'p', parentalChampion: 'n', filedOn: '2025-03-02' },
  ],
]

/** What is right in itself and not allowed now (409). */
const wrongMoment: Row[] = [
  [stageOne, '2025-03-04', 'dsim', 'changeLevel', { to: 'stage-1', reason: 'r' }],
  [stageOne, '2025-03-04', 'dsim', 'reopenCase', { reason: 'r' }],
  [stageOne, '2025-03-04', 'dsim', 'recordUrgentNotice', {}],
  [asked, '2025-03-05', 'director', 'issueWarningNotice', statements],
  [issued, '2025-03-05', 'headteacher', 'recordWarningResponse', { kind: 'appeal', summary: 's' }],
  [told, '2025-03-07', 'director', 'usePower', { power: 'additional-governors', reason: 'r' }],
  [stageTwo, '2025-03-12', 'dsim', 'extendDeadline', { deadline: 'assign-officer', to: '2025-05-05', reason: 'r' }],
]

/** What is right and somebody else's to give (403). */
const wrongGiver: Row[] = [
  [stageOne, '2025-03-04', 'headteacher', 'changeLevel', { to: 'stage-2', reason: 'r' }],
  [asked, '2025-03-04', 'dsim', 'approveWarningNotice', { reason: 'r' }],
]

describe('a refusal tells the wrong input from the wrong moment and the wrong giver, so that the API answers 400, 409 or 403', () => {
  /** A correction names its entry by its command until there is a case to have one. */
  const refused = (paper: CaseOnPaper, on: string, role: string, command: string, input: { entry?: number | string }) =>
    paper.refused(
      on,
      role,
      command,
      typeof input.entry === 'string' ? { ...input, entry: paper.entry(input.entry) } : input,
    )
  const rows = (all: Row[]) => all.map(([paper, ...rest]) => [...rest, paper] as const)

  it.each(rows(wrongInput))('%s %s %s %j: the input is wrong', (on, role, command, input, paper) => {
    expect(refused(paper(), on, role, command, input).kind).toBe('input')
  })

  it.each(rows(wrongMoment))('%s %s %s %j: the moment is wrong', (on, role, command, input, paper) => {
    expect(refused(paper(), on, role, command, input).kind).toBe('moment')
  })

  it.each(rows(wrongGiver))('%s %s %s %j: the giver is wrong', (on, role, command, input, paper) => {
    expect(refused(paper(), on, role, command, input).kind).toBe('access')
  })

  it('is about the moment where nothing else is said, and has a name of its own in logs and failures', () => {
    expect(() => insist(false, 'Not now')).toThrow(
      expect.objectContaining({ kind: 'moment', message: 'Not now' }) as Error,
    )
    expect(new Refusal('Not now')).toMatchObject({ name: 'Refusal', kind: 'moment' })
    expect(() => insist(1, 'Never said')).not.toThrow()
  })
})
