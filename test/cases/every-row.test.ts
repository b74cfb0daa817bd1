import { beforeAll, describe, expect, it } from 'vitest'
import { opens, storyteller, type Step, type Story } from '../support/story.ts'

// The rows of the contract's section 4 outside the warning notice (whose rows have their own stories), and its two ladders, written
// out here once more and counted by a definition of working days of its own: nothing below asks the policy or the calendar.

const bankHolidays = new Set(
  '2024-12-25 2024-12-26 2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26'.split(
    ' ',
  ),
)
const dayMs = 86_400_000
const dayAfter = (day: string, days: number) => new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
const works = (day: string) => ![0, 6].includes(new Date(day).getUTCDay()) && !bankHolidays.has(day)

/** The working day that lies so many working days from a day, stepping one day at a time. */
function workingDay(from: string, offset: number): string {
  let day = from
  for (let left = Math.abs(offset); left > 0;) {
    day = dayAfter(day, Math.sign(offset))
    if (works(day)) left -= 1
  }
  return day
}

type Rung = [offset: number, to: (owner: string) => string[], every?: number]

const manager: Record<string, string> = {
  headteacher: 'chair-of-governors',
  sip: 'dsim',
  'assigned-officer': 'dsim',
  'lead-project-officer': 'dsim',
  dsim: 'head-of-sid',
  'head-of-sid': 'deputy-director',
}
const owner = (one: string) => [one]

const ladders: Record<'standard' | 'statutory', Rung[]> = {
  standard: [
    [-5, owner],
    [-1, owner],
    [1, (one) => [one, manager[one] ?? '']],
    [3, () => ['head-of-sid']],
    [5, () => ['deputy-director']],
    [10, () => ['director'], 10],
  ],
  statutory: [
    [-10, owner],
    [-5, owner],
    [-2, owner],
    [-1, owner],
    [1, (one) => [one, 'dsim', 'head-of-sid']],
    [2, () => ['director'], 5],
  ],
}

interface Row {
  id: string
  rule: string
  owner: string
  ladder: 'standard' | 'statutory'
  /** The due day of each occurrence, by hand from the published terms. */
  due: string[]
}

/** Every day and role that a deadline's ladder names while it is owed. */
function expectedOf(story: Story, row: Row, until: string): string[] {
  return story.opened(row.id).flatMap((opened) => {
    const same = (one: Record<string, unknown>) => one.key === opened.key
    const ended = [...story.met(row.id), ...story.cancelled(row.id)].find(same)?.at ?? `${until}T23:59`
    return ladders[row.ladder].flatMap(([offset, to, every]) => {
      const days: string[] = []
      for (let at = offset; ; at += every ?? 1) {
        const day = workingDay(String(opened.due), at)
        if (`${day}T09:00` >= ended.slice(0, 16)) break
        if (`${day}T09:00` > opened.at.slice(0, 16)) days.push(day)
        if (!every) break
      }
      return days.flatMap((day) => to(row.owner).map((role) => `${day} ${role}`))
    })
  })
}

const told = (story: Story, id: string) =>
  story
    .mails(id)
    .filter((one) => !/ (notice|outcome) /.test(one))
    .map((one) => one.replace(/ (reminder|overdue|escalation|digest) /, ' '))

const distinct = (list: string[]) => [...new Set(list)].toSorted()

const tell = storyteller()

function checkRows(rows: Row[], until: string, story: () => Story) {
  describe.each(rows)('$id', (row) => {
    it(`opens with its rule, its owner and its day (${row.rule})`, () => {
      const opened = story().opened(row.id)
      expect(opened.map((one) => one.due)).toEqual(row.due)
      for (const one of opened) expect(one).toMatchObject({ rule: row.rule, owner: row.owner })
    })

    it(`is chased at each rung of its ladder, to whom it names, and at no other time (${row.rule})`, () => {
      expect(distinct(told(story(), row.id))).toEqual(distinct(expectedOf(story(), row, until)))
    })

    it(`is missed at the midnight after its day, and no decision is taken (${row.rule})`, () => {
      const due = row.due.filter((day) => day < until)
      expect(
        story()
          .missed(row.id)
          .map((one) => one.at.slice(0, 16)),
      ).toEqual(due.map((day) => `${dayAfter(day, 1)}T00:00`))
    })
  })
}

describe('a case at stage 2 that everybody leaves alone for a year', () => {
  const until = '2025-08-29'
  let story: Story
  beforeAll(async () => {
    const agenda: Step = [
      '2024-11-20T10:00',
      'assigned-officer',
      'agreeImprovementAgenda',
      { milestones: [{ what: 'A reading plan', by: '2025-01-15' }] },
    ]
    story = await tell({ start: '2024-09-10', until, steps: [opens('2024-09-10T10:00', 'stage-2'), agenda] })
  }, 120_000)

  checkRows(
    [
      { id: 'assign-officer', rule: 'ST-13', owner: 'dsim', ladder: 'standard', due: ['2024-09-17'] },
      {
        id: 'name-improvement-coordinator',
        rule: 'ST-13',
        owner: 'headteacher',
        ladder: 'standard',
        due: ['2024-09-24'],
      },
      {
        id: 'agree-improvement-agenda',
        rule: 'ST-13',
        owner: 'assigned-officer',
        ladder: 'standard',
        due: ['2024-10-08'],
      },
      { id: 'milestone-1', rule: 'ST-13', owner: 'headteacher', ladder: 'standard', due: ['2025-01-15'] },
      {
        id: 'half-termly-evaluation',
        rule: 'ST-13',
        owner: 'headteacher',
        ladder: 'standard',
        due: ['2024-10-25', '2024-12-20', '2025-02-14', '2025-04-11', '2025-05-23', '2025-07-21'],
      },
      { id: 'assess-contribution', rule: 'ST-13, ST-14', owner: 'dsim', ladder: 'standard', due: ['2024-10-08'] },
      {
        id: 'sip-visit',
        rule: 'ST-7',
        owner: 'sip',
        ladder: 'standard',
        due: ['2024-12-20', '2025-04-11', '2025-07-21'],
      },
      { id: 'two-term-review', rule: 'ST-26', owner: 'dsim', ladder: 'standard', due: ['2025-04-11'] },
      { id: 'three-term-review', rule: 'ST-27', owner: 'dsim', ladder: 'standard', due: ['2025-07-21'] },
    ],
    until,
    () => story,
  )
})

describe('a school in special measures that everybody leaves alone for a year', () => {
  const until = '2025-10-17'
  let story: Story
  beforeAll(async () => {
    const steps: Step[] = [
      opens('2024-09-10T09:30', 'stage-1'),
      [
        '2024-09-10T10:00',
        'dsim',
        'recordOfstedJudgement',
        { judgement: 'special-measures', publishedOn: '2024-09-06', receivedOn: '2024-09-09' },
      ],
      ['2025-03-03T10:00', 'dsim', 'recordUrgentNotice', { receivedOn: '2025-03-03' }],
    ]
    story = await tell({ start: '2024-09-10', until, steps })
  }, 180_000)

  const halfTerms = ['2024-10-25', '2024-12-20', '2025-02-14', '2025-04-11', '2025-05-23', '2025-07-21', '2025-10-24']
  const terms = ['2024-12-20', '2025-04-11', '2025-07-21', '2025-12-19']
  checkRows(
    [
      { id: 'assign-lead-officer', rule: 'ST-14', owner: 'dsim', ladder: 'standard', due: ['2024-09-17'] },
      {
        id: 'agree-action-plan',
        rule: 'ST-14',
        owner: 'lead-project-officer',
        ladder: 'standard',
        due: ['2024-10-08'],
      },
      { id: 'project-group-meeting', rule: 'ST-14', owner: 'lead-project-officer', ladder: 'standard', due: halfTerms },
      { id: 'formal-evaluation', rule: 'ST-14', owner: 'lead-project-officer', ladder: 'standard', due: terms },
      { id: 'formal-meeting', rule: 'ST-15', owner: 'head-of-sid', ladder: 'standard', due: ['2024-09-12'] },
      { id: 'core-group-meeting', rule: 'ST-15', owner: 'dsim', ladder: 'standard', due: halfTerms },
      { id: 'progress-report', rule: 'ST-15', owner: 'dsim', ladder: 'standard', due: terms },
      {
        id: 'statement-of-action',
        rule: 'ST-14, ST-15, LAW-10',
        owner: 'dsim',
        ladder: 'statutory',
        due: ['2024-09-23'],
      },
      {
        id: 'urgent-statement-of-action',
        rule: 'ST-24, LAW-12',
        owner: 'dsim',
        ladder: 'statutory',
        due: ['2025-03-17'],
      },
      { id: 'twelve-month-review', rule: 'ST-25', owner: 'head-of-sid', ladder: 'standard', due: ['2025-09-06'] },
    ],
    until,
    () => story,
  )
})

describe('every row, done or no longer owed', () => {
  let story: Story
  beforeAll(async () => {
    const at = '2024-09-12T11:00'
    const steps: Step[] = [
      opens('2024-09-10', 'stage-2'),
      ['2024-09-10T10:00', 'dsim', 'assignOfficer', { role: 'assigned-officer', person: 'assigned-officer' }],
      ['2024-09-10T10:00', 'headteacher', 'nameImprovementCoordinator', { name: 'C', email: 'c@example.org' }],
      [
        '2024-09-10T10:00',
        'assigned-officer',
        'agreeImprovementAgenda',
        {
          milestones: [
            { what: 'A', by: '2024-10-01' },
            { what: 'B', by: '2024-11-01' },
          ],
        },
      ],
      ['2024-09-11T10:00', 'headteacher', 'completeMilestone', { milestone: 'milestone-1', evidence: 'Done' }],
      ['2024-09-11T10:00', 'dsim', 'assessContribution', { days: 12, amount: 960 }],
      ['2024-09-11T10:00', 'sip', 'recordVisit', { by: 'sip', report: 'A visit' }],
      [
        '2024-09-11T10:00',
        'dsim',
        'decideReview',
        { review: 'two-term-review', decision: 'continue', until: '2025-07-01', reason: 'It goes well' },
      ],
      [
        '2024-09-11T10:00',
        'dsim',
        'decideReview',
        { review: 'three-term-review', decision: 'change-level', reason: 'It does not' },
      ],
      ['2024-09-11T11:00', 'headteacher', 'recordEvaluation', { pace: 'insufficient', evidence: 'Behind' }],
      [
        '2024-09-12T10:00',
        'dsim',
        'recordOfstedJudgement',
        { judgement: 'special-measures', receivedOn: '2024-09-12' },
      ],
      ['2024-09-12T10:30', 'dsim', 'recordUrgentNotice', { receivedOn: '2024-09-12' }],
      [at, 'dsim', 'assignOfficer', { role: 'lead-project-officer', person: 'lead-project-officer' }],
      [at, 'lead-project-officer', 'agreeActionPlan', { priorities: ['Reading'] }],
      [at, 'lead-project-officer', 'recordMeeting', { group: 'project-group', minutes: 'm' }],
      [at, 'head-of-sid', 'recordMeeting', { group: 'formal-meeting', minutes: 'm' }],
      [at, 'dsim', 'recordMeeting', { group: 'core-group', minutes: 'm' }],
      [at, 'dsim', 'recordReport', { to: ['dmt'], summary: 's' }],
      [at, 'lead-project-officer', 'recordEvaluation', { pace: 'sufficient', evidence: 'e' }],
      [at, 'dsim', 'fileStatementOfAction', { document: 'd', parents: 'p', parentalChampion: 'none' }],
      [at, 'head-of-sid', 'decideClosure', { decision: 'reconsider-closure', reason: 'r' }],
      ['2024-11-04T12:00', 'dsim', 'closeCase', { reason: 'The school has closed' }],
    ]
    story = await tell({ start: '2024-09-10', until: '2024-12-31', steps })
  }, 120_000)

  it('refuses none of the steps', () => {
    expect(story.refused()).toEqual([])
  })

  it.each([
    'assign-officer',
    'name-improvement-coordinator',
    'agree-improvement-agenda',
    'milestone-1',
    'half-termly-evaluation',
    'assess-contribution',
    'sip-visit',
    'assign-lead-officer',
    'agree-action-plan',
    'project-group-meeting',
    'formal-evaluation',
    'formal-meeting',
    'core-group-meeting',
    'progress-report',
    'statement-of-action',
    'urgent-statement-of-action',
    'twelve-month-review',
    'two-term-review',
    'three-term-review',
  ])('%s is met by its command, and nobody is chased after that', (id) => {
    const [met] = story.met(id)
    expect(met).toBeDefined()
    const opened = story.opened(id).filter((one) => one.at > (met?.at ?? ''))
    if (!opened.length)
      expect(told(story, id).filter((one) => one.slice(0, 10) > (met?.at.slice(0, 10) ?? ''))).toEqual([])
  })

  it.each(['two-term-review', 'project-group-meeting', 'core-group-meeting'])(
    '%s, owed at the closing, is cancelled with the reason',
    (id) => {
      expect(story.cancelled(id).at(-1)).toMatchObject({
        at: '2024-11-04T12:00:00+00:00',
        reason: expect.stringContaining('The school has closed') as string,
      })
    },
  )

  it('cancels a milestone of stage 2 when the case moves to stage 3', () => {
    expect(story.cancelled('milestone-2')).toMatchObject([
      { at: '2024-09-11T11:00:00+01:00', reason: 'The case moved from Stage 2 to Stage 3' },
    ])
  })

  it('owes nothing and writes to nobody after the closing', () => {
    expect(story.happenings.filter((one) => one.at > '2024-11-04T12:00:01')).toEqual([])
  })
})
