import { beforeAll, describe, expect, it } from 'vitest'
import { itOnRecord, opens, storyteller, type Story } from '../support/story.ts'
import { dues, expectHouseRules, lifeOf, openedAt } from './house-rules.ts'

const tell = storyteller()

const days = (story: Story, deadline: string, kind: string): string[] =>
  story.mails(deadline).filter((one) => one.includes(` ${kind} `) || one.includes(' digest '))

describe('a case that lives for five years', () => {
  let story: Story
  let runs: string[] = []
  let owed: string[] = []
  let sequence: number[] = []
  beforeAll(async () => {
    story = await tell({
      start: '2020-09-07',
      steps: [
        opens('2020-09-07', 'stage-2'),
        ['2020-09-08', 'dsim', 'assignOfficer', { role: 'assigned-officer', person: 'assigned-officer' }],
        [
          '2020-09-08T10:00',
          'headteacher',
          'nameImprovementCoordinator',
          { name: 'C. Dean', email: 'dean@example.org' },
        ],
        [
          '2020-09-08T11:00',
          'assigned-officer',
          'agreeImprovementAgenda',
          { milestones: [{ what: 'Five years on', by: '2025-09-05' }] },
        ],
        ['2020-09-08T12:00', 'dsim', 'assessContribution', { days: 10, amount: 0 }],
        [
          '2020-09-09',
          'dsim',
          'decideReview',
          { review: 'two-term-review', decision: 'continue', until: '2025-06-06', reason: 'A long way to go' },
        ],
        [
          '2020-09-09T10:00',
          'dsim',
          'decideReview',
          { review: 'three-term-review', decision: 'change-level', reason: 'No' },
        ],
      ],
      until: '2025-09-12',
      look: async (world, caseId) => {
        const handle = world.client.workflow.getHandle(caseId)
        const { raw, runId } = await handle.describe()
        runs = [String(raw.workflowExecutionInfo?.firstRunId), runId]
        const state = await handle.query<{ deadlines: { id: string; due: string; status: string }[] }>('case')
        owed = state.deadlines.map((one) => `${one.id} ${one.due} ${one.status}`).sort()
        const rows = await world.records
          .selectFrom('case_file')
          .select('seq')
          .where('case_id', '=', caseId)
          .orderBy('seq')
          .execute()
        sequence = rows.map((row) => row.seq)
      },
    })
  }, 180_000)

  itOnRecord('has gone on in new runs on the way', () => {
    expect(runs[0]).toMatch(/-/)
    expect(runs[1]).not.toBe(runs[0])
  })

  it('has numbered its file without a gap or a repeat through all its runs', () => {
    expect(sequence).toEqual(sequence.map((_, index) => index + 1))
  })

  it('has opened its duties in every half term and every term of the five years (ST-7, ST-13)', () => {
    expect(story.opened('half-termly-evaluation')).toHaveLength(31)
    expect(story.opened('sip-visit')).toHaveLength(16)
    expect(new Set(dues(story.opened('half-termly-evaluation'))).size).toBe(31)
  })

  itOnRecord('has overtaken each missed one by the next, and never owed more than it must', () => {
    expect(story.cancelled('half-termly-evaluation')).toHaveLength(29)
    expect(story.missed('half-termly-evaluation')).toHaveLength(30)
    expect(owed).toEqual([
      'half-termly-evaluation 2025-07-21 missed',
      'half-termly-evaluation 2025-10-24 open',
      'milestone-1 2025-09-05 missed',
      'sip-visit 2025-07-21 missed',
      'sip-visit 2025-12-19 open',
      'two-term-review 2025-06-06 missed',
    ])
  })

  it('remembers what was agreed five years ago, to the day', () => {
    expect(days(story, 'milestone-1', 'reminder').slice(-2)).toEqual([
      '2025-08-29 reminder headteacher',
      '2025-09-04 reminder headteacher',
    ])
    expect(lifeOf(story, 'milestone-1')).toEqual(['2020-09-08T11:00 opened 2025-09-05', '2025-09-06 missed 2025-09-05'])
    expect(lifeOf(story, 'two-term-review').slice(-1)).toEqual(['2025-06-07 missed 2025-06-06'])
    expect(story.opened('three-term-review')).toHaveLength(1)
  })

  it('keeps the rules of every story, no rung twice', () => expectHouseRules(story))
})

describe('a case that is closed and opened again', () => {
  let story: Story
  let id = ''
  let runs: string[] = []
  let children: string[] = []
  beforeAll(async () => {
    story = await tell({
      start: '2025-01-13',
      steps: [
        opens('2025-01-13', 'stage-3'),
        ['2025-02-10', 'dsim', 'closeCase', { reason: 'The school has merged' }],
        ['2025-02-11', 'dsim', 'closeCase', { reason: 'Again' }],
        ['2025-02-12', 'dsim', 'changeLevel', { to: 'stage-2', reason: 'Closed' }],
        ['2025-05-06T10:00', 'dsim', 'reopenCase', { reason: 'The merger fell through' }],
        ['2025-05-06T11:00', 'dsim', 'reopenCase', { reason: 'Again' }],
        ['2025-05-07', 'dsim', 'assignOfficer', { role: 'lead-project-officer', person: 'lead-project-officer' }],
        ['2025-06-02', 'dsim', 'closeCase', { reason: 'Progress is shown' }],
      ],
      until: '2025-07-25',
      look: async (world, caseId) => {
        id = caseId
        const { status, runId } = await world.client.workflow.getHandle(caseId).describe()
        runs = [status.name, runId]
        children = await Promise.all(
          [1, 2].map(async (number) => {
            const child = world.client.workflow.getHandle(`${caseId}.statement-of-action-${number}`)
            return (await child.describe()).status.name
          }),
        )
      },
    })
  })

  it('cancels everything that is owed, missed or not, with the reason (ST-16)', () => {
    const closing = story.of('deadline-cancelled').filter((one) => one.at.startsWith('2025-02-10'))
    expect(closing.map((one) => String(one.deadline)).sort()).toEqual([
      'agree-action-plan',
      'assess-contribution',
      'assign-lead-officer',
      'formal-evaluation',
      'project-group-meeting',
      'sip-visit',
      'statement-of-action',
      'three-term-review',
      'two-term-review',
    ])
    for (const one of closing) expect(one.reason).toBe('The case was closed: The school has merged')
  })

  it('is silent while it is closed, and refuses what is not its opening again', () => {
    const between = story.happenings.filter((one) => one.at > '2025-02-10T09:01' && one.at < '2025-05-06T10')
    expect(between.map((one) => one.type)).toEqual(['command-refused', 'command-refused'])
    expect(story.refused()[0]).toContain('reopenCase')
    expect(story.refused()[2]).toContain('open already')
  })

  it('tells those concerned of both (ST-16)', () => {
    expect(
      story
        .mailsOf('outcome')
        .map((one) => `${one.at.slice(0, 10)} ${String(one.to)}`)
        .sort(),
    ).toEqual([
      '2025-02-10 chair-of-governors',
      '2025-02-10 dsim',
      '2025-02-10 head-of-sid',
      '2025-02-10 headteacher',
      '2025-06-02 chair-of-governors',
      '2025-06-02 dsim',
      '2025-06-02 head-of-sid',
      '2025-06-02 headteacher',
    ])
  })

  it('owes again what it owed, counted from that day; the reviews still from the first intervention (TERM-4)', () => {
    expect(openedAt(story, '2025-05-06').sort()).toEqual([
      'agree-action-plan 2025-06-04',
      'assess-contribution 2025-06-04',
      'assign-lead-officer 2025-05-13',
      'formal-evaluation 2025-07-21',
      'project-group-meeting 2025-05-23',
      'sip-visit 2025-07-21',
      'statement-of-action 2025-05-20',
      'three-term-review 2025-12-19',
      'two-term-review 2025-07-21',
    ])
  })

  itOnRecord('is the same case with the same file, in a new run', () => {
    expect(id).toBe('staffordshire-900001-1')
    expect(story.of('case-opened')).toHaveLength(1)
    expect(story.of('case-reopened')).toHaveLength(1)
    expect(story.met('assign-lead-officer')).toMatchObject([{ due: '2025-05-13' }])
  })

  itOnRecord('ends all its workflows when it is closed, the statements of action too', () => {
    expect(runs[0]).toBe('COMPLETED')
    expect(children).toEqual(['COMPLETED', 'COMPLETED'])
    expect(story.happenings.filter((one) => one.at > '2025-06-02T09:01')).toEqual([])
  })

  it('keeps the rules of every story', () => expectHouseRules(story))
})
