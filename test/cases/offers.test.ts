import { describe, expect, it } from 'vitest'
import { commandNames, type CommandName } from '../../cases/commands.ts'
import { fieldsOf } from '../../cases/fields.ts'
import { offersNow } from '../../cases/offers.ts'
import { caseOnPaper, staffordshire, type CaseOnPaper } from './case-on-paper.ts'

const opening = { authority: 'staffordshire', school: '900001', level: 'stage-2', reasons: ['other'], summary: 'S' }
const notice = { grounds: ['serious-breakdown'], evidence: 'E' }

function opened(level = 'stage-2'): CaseOnPaper {
  const paper = caseOnPaper()
  paper.give('2026-03-02', 'dsim', 'openCase', { ...opening, level })
  return paper
}

const offered = (paper: CaseOnPaper, role: string, day: string, absent: string[] = []) =>
  offersNow({
    policy: staffordshire,
    state: paper.state(),
    roles: [role],
    at: `${day}T10:00:00+00:00`,
    absent,
    otherEditions: false,
  })
const names = (...asked: Parameters<typeof offered>): CommandName[] => offered(...asked).map(({ name }) => name)
const valuesOf = (name: CommandName, ...asked: Parameters<typeof offered>) =>
  offered(...asked).find((one) => one.name === name)?.values

describe('the commands that are offered', () => {
  it('are those that the giver may give and the case would take', () => {
    const paper = opened()
    expect(names(paper, 'headteacher', '2026-03-03')).toEqual([
      'nameImprovementCoordinator',
      'recordEvaluation',
      'acknowledge',
      'acknowledgeReceipt',
      'requestExtension',
    ])
    const ofDsim = names(paper, 'dsim', '2026-03-03')
    expect(ofDsim).toEqual(
      expect.arrayContaining(['changeLevel', 'assignOfficer', 'requestWarningNotice', 'closeCase']),
    )
    for (const name of ['agreeActionPlan', 'reopenCase', 'approveWarningNotice', 'decideClosure', 'resumeDeadline'])
      expect(ofDsim, name).not.toContain(name)
  })

  it('name in their fields only what would be taken now (ST-16)', () => {
    const paper = opened()
    expect(valuesOf('changeLevel', paper, 'dsim', '2026-03-03')).toEqual({ to: ['stage-1', 'stage-3'] })
    expect(valuesOf('assignOfficer', paper, 'dsim', '2026-03-03')).toEqual({ role: ['assigned-officer'] })
    const owed = valuesOf('acknowledge', paper, 'headteacher', '2026-03-03')?.['deadline'] ?? []
    expect(owed.map((one) => one.split('@')[0])).toEqual(['name-improvement-coordinator', 'half-termly-evaluation'])
  })

  it('follow a warning notice from step to step (ST-20 to ST-22)', () => {
    const paper = opened()
    paper.give('2026-03-03', 'dsim', 'requestWarningNotice', notice)
    expect(names(paper, 'dsim', '2026-03-03')).not.toContain('requestWarningNotice')
    expect(names(paper, 'head-of-sid', '2026-03-03')).toEqual(
      expect.arrayContaining(['approveWarningNotice', 'refuseWarningNotice']),
    )
    expect(names(paper, 'director', '2026-03-03')).not.toContain('issueWarningNotice')
    paper.give('2026-03-04', 'head-of-sid', 'approveWarningNotice', { reason: 'R' })
    expect(names(paper, 'director', '2026-03-04')).toContain('issueWarningNotice')
    expect(names(paper, 'chair-of-governors', '2026-03-04')).not.toContain('recordWarningResponse')
    const words = { matters: 'M', actionRequired: 'A', actionMinded: 'B' }
    paper.give('2026-03-05', 'director', 'issueWarningNotice', words)
    expect(valuesOf('recordWarningResponse', paper, 'chair-of-governors', '2026-03-06')).toEqual({ kind: ['response'] })
  })

  it('leave out the law’s own periods where more time is given (LAW-1)', () => {
    const paper = opened()
    paper.give('2026-03-03', 'dsim', 'requestWarningNotice', notice)
    paper.give('2026-03-04', 'head-of-sid', 'approveWarningNotice', { reason: 'R' })
    const words = { matters: 'M', actionRequired: 'A', actionMinded: 'B' }
    paper.give('2026-03-05', 'director', 'issueWarningNotice', words)
    const more = valuesOf('extendDeadline', paper, 'dsim', '2026-03-06')?.['deadline'] ?? []
    expect(more.join()).toMatch(/name-improvement-coordinator@/)
    expect(more.join()).not.toMatch(/warning-notice-response/)
  })

  it('are a stand-in’s only while whom they stand in for is away', () => {
    const paper = opened()
    paper.give('2026-03-03', 'dsim', 'requestWarningNotice', notice)
    const deputy = 'deputy-head-of-sid-primary'
    expect(names(paper, deputy, '2026-03-03')).not.toContain('approveWarningNotice')
    expect(names(paper, deputy, '2026-03-03', ['head-of-sid'])).toContain('approveWarningNotice')
  })

  it('are none but the reopening where the case is closed (ST-16)', () => {
    const paper = opened()
    paper.give('2026-03-03', 'dsim', 'closeCase', { reason: 'Improved' })
    expect(names(paper, 'dsim', '2026-03-04')).toEqual(['reopenCase'])
    expect(names(paper, 'headteacher', '2026-03-04')).toEqual([])
  })
})

describe('the fields of a command', () => {
  it('are those of its schema, each of a kind that has a form', () => {
    for (const name of commandNames) expect(fieldsOf(name).length, name).toBeGreaterThan(0)
    expect(fieldsOf('agreeImprovementAgenda')[0]).toMatchObject({
      name: 'milestones',
      optional: false,
      shape: { kind: 'rows', fields: [{ name: 'what' }, { name: 'by', shape: { kind: 'day' } }] },
    })
    expect(fieldsOf('recordVisit').map(({ name, optional, shape }) => `${name} ${optional} ${shape.kind}`)).toEqual([
      'by false text',
      'visitedOn true day',
      'report false text',
      'days true number',
      'shortNotice true text',
      'note true text',
    ])
  })
})
