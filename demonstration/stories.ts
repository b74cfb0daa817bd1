import { addDays } from '../calendar/day.ts'

/** One command of a story: who gives it, its name, its input. */
export type Told = [role: string, command: string, input: Record<string, unknown>]

export interface Story {
  urn: string
  authority: string
  level: string
  reasons: string[]
  summary: string
  commands: Told[]
}

const request = (grounds = ['standards-unacceptably-low']): Told[] => [
  [
    'dsim',
    'requestWarningNotice',
    { grounds, evidence: 'Three years of results, two visits and the minutes of the governing body.' },
  ],
]
const issue = (givenOn: string, more: Record<string, unknown> = {}): Told[] => [
  ...request(),
  ['head-of-sid', 'approveWarningNotice', { reason: 'The evidence of DIRG supports the ground.' }],
  [
    'director',
    'issueWarningNotice',
    {
      givenOn,
      matters: 'Standards of performance have fallen for three years and are unacceptably low.',
      actionRequired: 'An action plan with termly targets, agreed with the district manager.',
      actionMinded: 'To appoint additional governors.',
      ...more,
    },
  ],
]

/** What the summary says of a case whose paper file is older than its opening here. */
const takenOver = 'Taken over from the paper file: what is dated earlier was done before the case was entered here.'

/** Whether something was done on a day before the case is entered. */
const isOlder = (commands: Told[], today: string): boolean =>
  commands.some(([, , input]) => Object.entries(input).some(([field, day]) => isPastDay(field) && String(day) < today))

const isPastDay = (field: string): boolean => field === 'on' || field.endsWith('On')

/** The stories of the invented schools: a case in every state that the policy knows, told by the commands of any case. */
export function stories(today: string): Story[] {
  const ago = (days: number) => addDays(today, -days)
  const ahead = (days: number) => addDays(today, days)
  const story = (urn: string, level: string, reasons: string[], summary: string, commands: Told[] = []): Story => ({
    urn,
    authority: 'staffordshire',
    level,
    reasons,
    summary: isOlder(commands, today) ? `${summary} ${takenOver}` : summary,
    commands,
  })
  return [
    {
      urn: '900012',
      authority: 'rehearsal',
      level: 'practice',
      reasons: ['other'],
      summary: 'Watch this one: its only step is due within five minutes.',
      commands: [],
    },
    story('900001', 'stage-1', ['parental-complaints'], 'A watching brief after several complaints.'),
    story('900002', 'stage-2', ['low-attainment'], 'Results at sixteen have fallen two years running.'),
    story('900003', 'stage-2', ['low-progress', 'limited-capacity'], 'Progress in the juniors is too slow.', [
      ['dsim', 'assignOfficer', { role: 'assigned-officer', person: 'staffordshire-assigned-officer' }],
      ['headteacher', 'nameImprovementCoordinator', { name: 'Robin Example', email: 'robin@cedar-lane.example' }],
      [
        'assigned-officer',
        'agreeImprovementAgenda',
        {
          milestones: [
            { what: 'A reading plan for years 3 and 4', by: ahead(21) },
            { what: 'Marking that pupils act upon, in every class', by: ahead(60) },
          ],
        },
      ],
      [
        'headteacher',
        'acknowledge',
        { deadline: 'milestone-1', promisedFor: ahead(21), note: 'The plan is being written.' },
      ],
      ['dsim', 'suspendDeadline', { deadline: 'assess-contribution', reason: 'The school’s budget is being audited.' }],
      ['sip', 'recordVisit', { by: 'sip', visitedOn: today, report: 'A calm school; reading is the weak point.' }],
    ]),
    story('900004', 'stage-2', ['significant-weakness'], 'Leadership is in transition.', [
      ['headteacher', 'recordEvaluation', { pace: 'insufficient', evidence: 'Two of five milestones are behind.' }],
      ['dsim', 'assignOfficer', { role: 'lead-project-officer', person: 'staffordshire-lead-project-officer' }],
      ['lead-project-officer', 'agreeActionPlan', { priorities: ['Leadership', 'Teaching of mathematics'] }],
      [
        'dsim',
        'extendDeadline',
        { deadline: 'assess-contribution', to: ahead(45), reason: 'The finance team needs the year-end figures.' },
      ],
    ]),
    story('900005', 'stage-2', ['low-attainment'], 'The school does not recognise its problem.', request()),
    story(
      '900006',
      'stage-3',
      ['low-attainment', 'limited-capacity'],
      'Support has been refused twice.',
      issue(ago(5)),
    ),
    story('900007', 'stage-3', ['significant-weakness'], 'Governance has broken down.', issue(ago(32))),
    story(
      '900008',
      'stage-3',
      ['health-and-safety'],
      'Safety of pupils was threatened; the governors have been strengthened.',
      [
        ...issue(ago(60)),
        [
          'chair-of-governors',
          'recordWarningResponse',
          { kind: 'response', receivedOn: ago(45), summary: 'The governors ask for more time.' },
        ],
        ['head-of-sid', 'recordSecretaryOfState', { event: 'told', on: ago(30) }],
        ['head-of-sid', 'proposePowers', { powers: ['additional-governors'], reason: 'The answer names no action.' }],
        ['director', 'usePower', { power: 'additional-governors', usedOn: today, reason: 'Safety cannot wait.' }],
        ['dsim', 'closeCase', { reason: 'The new governors have put things right.' }],
      ],
    ),
    story('900009', 'stage-3', ['low-progress'], 'The powers of an old notice have lapsed.', [
      ...issue(ago(150)),
      [
        'dsim',
        'decideReview',
        { review: 'two-term-review', decision: 'refer-to-dmt', reason: 'Little significant improvement.' },
      ],
    ]),
    story('900010', 'stage-3', ['significant-weakness'], 'Ofsted has placed the school in special measures.', [
      ['dsim', 'recordOfstedJudgement', { judgement: 'special-measures', publishedOn: ago(70), receivedOn: ago(66) }],
      [
        'dsim',
        'fileStatementOfAction',
        {
          filedOn: ago(50),
          document: 'statement-of-action.pdf',
          parents: 'Two meetings and a monthly letter.',
          parentalChampion: 'None: the parents’ forum does that work.',
        },
      ],
      ['dsim', 'recordMonitoringVisit', { number: 2, visitedOn: ago(9), progress: 'inadequate' }],
      ['dsim', 'recordUrgentNotice', { receivedOn: ago(3) }],
    ]),
    story(
      '900011',
      'stage-2',
      ['self-evaluation-grade-4'],
      'Notice to improve; its statement of action is late. An appeal of long ago still waits.',
      [
        [
          'dsim',
          'recordOfstedJudgement',
          { judgement: 'notice-to-improve', publishedOn: ago(40), receivedOn: ago(36) },
        ],
        ...issue('2016-04-01', {
          representations: 'Representations may be made in writing to the Chief Inspector within the period.',
        }),
        [
          'chair-of-governors',
          'recordWarningResponse',
          { kind: 'appeal', receivedOn: '2016-04-18', summary: 'The governing body disputes the figures.' },
        ],
      ],
    ),
  ]
}
