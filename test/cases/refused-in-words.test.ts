import { describe, expect, it } from 'vitest'
import { readCommand, sentenceOf } from '../../cases/commands.ts'
import { proceduresOf } from '../../cases/procedures.ts'
import { caseOnPaper, type CaseOnPaper } from './case-on-paper.ts'

const statements = { matters: 'm', actionRequired: 'a', actionMinded: 'a', representations: 'r' }

function opened(on: string, level = 'stage-1'): CaseOnPaper {
  const paper = caseOnPaper()
  const input = { authority: 'staffordshire', school: '900001', level, reasons: ['budget'], summary: 's' }
  paper.give(on, 'dsim', 'openCase', input)
  return paper
}
function withNotice(givenOn: string, more: object = {}): CaseOnPaper {
  const paper = opened(givenOn)
  paper.give(givenOn, 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'e' })
  paper.give(givenOn, 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
  paper.give(givenOn, 'director', 'issueWarningNotice', { ...statements, ...more })
  return paper
}
const read = (name: string, input: unknown): string => {
  const result = readCommand(name, input)
  return result.ok ? 'accepted' : sentenceOf(result.faults)
}
const meeting = (group: string) => ({ group, minutes: 'm' })
const use = (power: string, more: object = {}) => ({ power, reason: 'r', ...more })

describe('a refusal says which field, and what to write', () => {
  it.each([
    [{}, 'reason is missing: write it as text'],
    [{ reason: null }, 'reason is missing: write it as text'],
    [{ reason: 7 }, 'reason must be text'],
    [{ reason: ' ' }, 'reason is empty: say it in a sentence'],
    ['closed', 'input: the input of closeCase must be an object of its fields'],
    [{ reason: 'r', because: 'b', and: 'c' }, 'input: closeCase has no field because, and'],
    [{ note: 7 }, 'reason is missing: write it as text; note must be text'],
  ])('%j: %s', (input, sentence) => {
    expect(read('closeCase', input)).toBe(sentence)
  })
})

describe('a refusal says why not now, and what to do first', () => {
  it('where a duty belongs to another level or category (ST-14, ST-15)', () => {
    const paper = opened('2025-03-03')
    expect(paper.refusal('2025-03-04', 'head-of-sid', 'recordMeeting', meeting('formal-meeting'))).toBe(
      'recordMeeting does not belong to Stage 1, outside an Ofsted category (ST-15): change the level or record the judgement first',
    )
    paper.give('2025-03-04', 'dsim', 'recordOfstedJudgement', { judgement: 'notice-to-improve' })
    expect(paper.refusal('2025-03-05', 'dsim', 'recordMeeting', meeting('project-group'))).toBe(
      'recordMeeting does not belong to Stage 2 (ST-14): change the level or record the judgement first',
    )
  })

  it('where a milestone or a deadline is not open, with those that are (ST-13)', () => {
    const paper = opened('2025-03-03', 'stage-2')
    const reached = { milestone: 'milestone-1', evidence: 'e' }
    expect(paper.refusal('2025-03-04', 'headteacher', 'completeMilestone', reached)).toBe(
      'milestone: "milestone-1" is not open; open are: none',
    )
    const milestones = [
      { what: 'Marking', by: '2025-04-01' },
      { what: 'Reading', by: '2025-04-02' },
    ]
    paper.give('2025-03-04', 'dsim', 'agreeImprovementAgenda', { milestones })
    expect(paper.refusal('2025-03-04', 'headteacher', 'completeMilestone', { ...reached, milestone: 'x' })).toBe(
      'milestone: "x" is not open; open are: milestone-1, milestone-2',
    )
    const notice = withNotice('2014-02-03')
    notice.give('2014-02-04', 'headteacher', 'recordWarningResponse', { kind: 'appeal', summary: 's' })
    const pause = { deadline: 'compliance', reason: 'r' }
    expect(notice.refusal('2014-02-05', 'dsim', 'suspendDeadline', pause)).toBe(
      'No deadline "compliance" is open in this case; open are: sip-visit@2014-04-11, appeal-decision',
    )
  })

  it('where a deadline has passed, is paused, or would move backwards or too far', () => {
    const paper = opened('2025-03-03', 'stage-2')
    const extend = (to: string) =>
      paper.refusal('2025-03-04', 'dsim', 'extendDeadline', { deadline: 'assign-officer', to, reason: 'r' })
    expect(extend('2025-03-10')).toBe(
      'to (Monday 10 March 2025) must be later than the present day (Monday 10 March 2025)',
    )
    expect(extend('2026-03-11')).toBe(
      'to (Wednesday 11 March 2026) is more than a year after the present day (Monday 10 March 2025): extend it by a year at the most',
    )
    const named = { deadline: 'name-improvement-coordinator', reason: 'r' }
    expect(paper.refusal('2025-03-04', 'dsim', 'resumeDeadline', named)).toBe(
      'name-improvement-coordinator is not suspended',
    )
    paper.give('2025-03-05', 'dsim', 'suspendDeadline', named)
    expect(paper.refusal('2025-03-05', 'dsim', 'suspendDeadline', named)).toBe(
      'name-improvement-coordinator is suspended already',
    )
    expect(paper.refusal('2025-03-05', 'dsim', 'extendDeadline', { ...named, to: '2025-05-01' })).toBe(
      'name-improvement-coordinator is suspended: resume it first',
    )
    const late = { deadline: 'assign-officer', reason: 'r' }
    expect(paper.refusal('2025-03-12', 'dsim', 'extendDeadline', { ...late, to: '2025-05-01' })).toBe(
      'assign-officer has passed on Monday 10 March 2025: it can no longer be extended, only met',
    )
    expect(paper.refusal('2025-03-12', 'dsim', 'suspendDeadline', late)).toBe(
      'assign-officer has passed on Monday 10 March 2025: it can no longer be suspended, only met',
    )
  })

  it('where a promise lies in the past or too far ahead', () => {
    const promise = (promisedFor: string) =>
      opened('2025-03-03').refusal('2025-03-04', 'sip', 'acknowledge', { deadline: 'sip-visit', promisedFor })
    expect(promise('2025-03-03')).toBe('promisedFor (Monday 3 March 2025) is past: promise a day from today on')
    expect(promise('2025-04-30')).toBe(
      'promisedFor (Wednesday 30 April 2025) is more than ten working days past the due day: promise Tuesday 29 April 2025 at the latest, or ask for more time',
    )
  })

  it('where a notice is not there yet, or is there already (ST-20, ST-22)', () => {
    const paper = opened('2025-03-03')
    const asked = { grounds: ['serious-breakdown'], evidence: 'e' }
    expect(paper.refusal('2025-03-03', 'head-of-sid', 'rescindWarningNotice', { reason: 'r' })).toBe(
      'No warning notice is in progress in this case: request one first (ST-20)',
    )
    paper.give('2025-03-04', 'dsim', 'requestWarningNotice', asked)
    expect(paper.refusal('2025-03-04', 'dsim', 'requestWarningNotice', asked)).toBe(
      'A warning notice is in progress already (staffordshire-900001-1.warning-notice-1): end it before requesting another',
    )
    expect(paper.refusal('2025-03-04', 'director', 'issueWarningNotice', statements)).toBe(
      'The warning notice has not been approved: it is issued only on the approval of the Head of SID (ST-20)',
    )
    paper.give('2025-03-04', 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
    expect(paper.refusal('2025-03-04', 'head-of-sid', 'approveWarningNotice', { reason: 'r' })).toBe(
      'The warning notice does not wait for approval: it has been approved already',
    )
    expect(paper.refusal('2025-03-04', 'head-of-sid', 'rescindWarningNotice', { reason: 'r' })).toBe(
      'The warning notice has not been issued yet',
    )
    paper.give('2025-03-05', 'director', 'issueWarningNotice', statements)
    expect(paper.refusal('2025-03-05', 'director', 'issueWarningNotice', statements)).toBe(
      'The warning notice has been issued already',
    )
    expect(paper.refusal('2025-03-05', 'head-of-sid', 'refuseWarningNotice', { reason: 'r' })).toBe(
      'The warning notice has been issued already: rescind it instead (ST-22)',
    )
  })

  it('where a day lies before the one it follows (LAW-14)', () => {
    const early = { kind: 'response', receivedOn: '2014-02-02', summary: 's' }
    expect(withNotice('2014-02-03').refusal('2014-02-04', 'headteacher', 'recordWarningResponse', early)).toBe(
      'receivedOn (Sunday 2 February 2014) lies before the day the notice was given (Monday 3 February 2014): correct it',
    )
    const paper = withNotice('2014-02-03')
    paper.give('2014-02-05', 'headteacher', 'recordWarningResponse', { kind: 'appeal', summary: 's' })
    const decision = { decision: 'confirmed', decidedOn: '2014-02-04' }
    expect(paper.refusal('2014-02-06', 'dsim', 'recordAppealDecision', decision)).toBe(
      'decidedOn (Tuesday 4 February 2014) lies before the day the appeal was received (Wednesday 5 February 2014): correct it',
    )
    const late = { kind: 'appeal', summary: 's' }
    expect(withNotice('2014-02-03').refusal('2014-02-25', 'headteacher', 'recordWarningResponse', late)).toBe(
      'receivedOn (Tuesday 25 February 2014) lies after the initial period, which ended on Monday 24 February 2014: representations are made within it (LAW-5)',
    )
  })

  it('where a power is not to be used now (LAW-7, LAW-8, LAW-9)', () => {
    const paper = withNotice('2025-02-03')
    expect(paper.refusal('2025-02-04', 'director', 'usePower', use('additional-governors'))).toBe(
      'Give notice in writing that this power will be used (proposePowers) before using it (LAW-7)',
    )
    const powers = { powers: ['additional-governors', 'interim-executive-board'], reason: 'r' }
    paper.give('2025-02-05', 'head-of-sid', 'proposePowers', powers)
    const before = use('additional-governors', { usedOn: '2025-02-04' })
    expect(paper.refusal('2025-02-05', 'director', 'usePower', before)).toBe(
      'usedOn (Tuesday 4 February 2025) lies before the day powers were proposed (Wednesday 5 February 2025) (LAW-7)',
    )
    expect(paper.refusal('2025-02-24', 'director', 'usePower', use('additional-governors'))).toBe(
      'The school still has until Monday 24 February 2025 to comply: powers may be used only after that (LAW-8)',
    )
    expect(paper.refusal('2025-02-25', 'director', 'usePower', use('additional-governors'))).toBe(
      'The Secretary of State must be told before this power is used (s.70A, LAW-9): record that with recordSecretaryOfState',
    )
    paper.give('2025-02-26', 'director', 'recordSecretaryOfState', { event: 'told' })
    const sooner = use('additional-governors', { usedOn: '2025-02-25' })
    expect(paper.refusal('2025-02-26', 'director', 'usePower', sooner)).toBe(
      'usedOn (Tuesday 25 February 2025) lies before the day the Secretary of State was told (Wednesday 26 February 2025): he is told first (s.70A, LAW-9)',
    )
    const consent = use('interim-executive-board', { consentedOn: '2025-02-26', usedOn: '2025-02-25' })
    expect(paper.refusal('2025-02-26', 'director', 'usePower', consent)).toBe(
      'consentedOn (Wednesday 26 February 2025) lies after usedOn (Tuesday 25 February 2025): the consent comes first',
    )
    const answer = { event: 'will-act', on: '2025-02-25' }
    expect(paper.refusal('2025-02-26', 'director', 'recordSecretaryOfState', answer)).toBe(
      'on (Tuesday 25 February 2025) lies before the day he was told (Wednesday 26 February 2025): correct it',
    )
    expect(paper.refusal('2025-04-25', 'director', 'usePower', use('additional-governors'))).toBe(
      'The powers of this notice lapsed on Thursday 24 April 2025, two months after the compliance period (LAW-8): a new notice is needed',
    )
  })

  it('where the case is open, closed, or at that level already (ST-16)', () => {
    const paper = opened('2025-03-03')
    expect(paper.refusal('2025-03-04', 'dsim', 'changeLevel', { to: 'stage-1', reason: 'r' })).toBe(
      'The case is at Stage 1 already, since Monday 3 March 2025',
    )
    paper.give('2025-03-04', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
    expect(paper.refusal('2025-03-05', 'dsim', 'changeLevel', { to: 'stage-2', reason: 'r' })).toBe(
      "The school is in special measures, which keeps the case at Stage 3 at least (ST-15): record Ofsted's next judgement first",
    )
    paper.give('2025-03-06', 'dsim', 'closeCase', { reason: 'r' })
    expect(paper.refusal('2025-03-06', 'dsim', 'closeCase', { reason: 'r' })).toBe(
      'The case is closed: open it again first (reopenCase)',
    )
  })
})

describe('a case', () => {
  it('has no procedure of its own before a notice is asked for or a statement owed', () => {
    expect(proceduresOf(opened('2025-03-03').state())).toEqual([])
    expect(proceduresOf(withNotice('2025-03-03').state())).toEqual([
      { type: 'warningNotice', childId: 'staffordshire-900001-1.warning-notice-1' },
    ])
  })

  it('opened again in an Ofsted category owes what the category asks of the present half term and term (ST-15, ST-16)', () => {
    const paper = opened('2025-03-03')
    paper.give('2025-03-04', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
    paper.give('2025-03-05', 'dsim', 'closeCase', { reason: 'r' })
    paper.give('2025-03-06', 'dsim', 'reopenCase', { reason: 'r' })
    for (const duty of ['core-group-meeting', 'progress-report', 'project-group-meeting', 'sip-visit'])
      expect(paper.owed(duty).map((one) => one.due)).toEqual(['2025-04-11'])
  })
})
