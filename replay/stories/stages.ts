import { opens, type DayOf, type Step, type Story } from './story.ts'

const agenda = (day: DayOf): Step => [
  5,
  'assigned-officer',
  'agreeImprovementAgenda',
  {
    milestones: [
      { what: 'A reading plan', by: day(9) },
      { what: 'Marking in every class', by: day(30) },
    ],
  },
]
const metAtStage2 = (day: DayOf): Step[] => [
  opens('stage-2'),
  [2, 'dsim', 'assignOfficer', { role: 'assigned-officer', person: 'assigned-officer' }],
  [3, 'headteacher', 'nameImprovementCoordinator', { name: 'R. Example', email: 'coordinator@example.org' }],
  agenda(day),
  [6, 'sip', 'recordVisit', { by: 'sip', report: 'A calm school; reading is the weak point.' }],
  [8, 'headteacher', 'completeMilestone', { milestone: 'milestone-1', evidence: 'The plan is in use.' }],
  [10, 'headteacher', 'recordEvaluation', { pace: 'sufficient', evidence: 'One of two milestones is reached.' }],
  [11, 'dsim', 'planSupport', { kind: 'strategy', days: 12 }],
  [12, 'dsim', 'assessContribution', { days: 12, amount: 960 }],
  [13, 'dsim', 'recordSupport', { kind: 'strategy', days: 2, impact: 'Reading ages rose.' }],
]

/** The stages of concern and what is owed at them: opened, met, missed, paused, corrected, closed. */
export function stageStories(day: DayOf): Story[] {
  return [
    { name: 'opened-at-stage-1', steps: [opens('stage-1')], until: 2, shows: ['case-opened'] },
    { name: 'opened-at-stage-2', steps: [opens('stage-2')], until: 2, shows: ['deadline-opened two-term-review'] },
    { name: 'opened-at-stage-3', steps: [opens('stage-3')], until: 2, shows: ['deadline-opened statement-of-action'] },
    {
      name: 'moved-between-stages',
      steps: [
        opens('stage-1'),
        [2, 'dsim', 'changeLevel', { to: 'stage-2', reason: 'Results of the mock examinations.' }],
        [5, 'headteacher', 'recordEvaluation', { pace: 'insufficient', evidence: 'Two milestones are behind.' }],
        [9, 'dsim', 'changeLevel', { to: 'stage-2', reason: 'The new leadership has taken hold.' }],
      ],
      until: 11,
      shows: ['level-changed', 'deadline-cancelled agree-action-plan', 'deadline-cancelled statement-of-action'],
    },
    {
      name: 'missed-and-escalated',
      steps: [opens('stage-2')],
      until: 60,
      shows: ['deadline-missed assign-officer', 'deadline-missed assess-contribution'],
    },
    {
      name: 'met-at-stage-2',
      steps: metAtStage2(day),
      until: 36,
      shows: ['deadline-met milestone-1', 'deadline-missed milestone-2', 'deadline-met assess-contribution'],
    },
    {
      name: 'met-at-stage-3',
      steps: [
        opens('stage-3'),
        [2, 'dsim', 'assignOfficer', { role: 'lead-project-officer', person: 'lead-project-officer' }],
        [4, 'lead-project-officer', 'agreeActionPlan', { priorities: ['Leadership', 'Mathematics'] }],
        [6, 'lead-project-officer', 'recordMeeting', { group: 'project-group', minutes: 'The plan was agreed.' }],
        [8, 'lead-project-officer', 'recordEvaluation', { pace: 'sufficient', evidence: 'Lessons are better.' }],
        [9, 'dsim', 'fileStatementOfAction', filing],
      ],
      until: 20,
      shows: [
        'deadline-met project-group-meeting',
        'deadline-met statement-of-action',
        'deadline-met formal-evaluation',
      ],
    },
    {
      name: 'suspended',
      steps: [
        opens('stage-2'),
        [4, 'dsim', 'suspendDeadline', { deadline: 'assess-contribution', reason: 'The budget is being audited.' }],
      ],
      until: 35,
      shows: ['deadline-suspended assess-contribution'],
    },
    {
      name: 'resumed-extended-promised',
      steps: [
        opens('stage-2'),
        [3, 'dsim', 'suspendDeadline', { deadline: 'assess-contribution', reason: 'The budget is being audited.' }],
        [6, 'headteacher', 'acknowledge', { deadline: 'name-improvement-coordinator', promisedFor: day(12) }],
        [6, 'headteacher', 'acknowledgeReceipt', { letter: 'concern' }],
        [
          6,
          'headteacher',
          'requestExtension',
          { deadline: 'name-improvement-coordinator', to: day(30), reason: 'Ill.' },
        ],
        [7, 'dsim', 'refuseExtension', { deadline: 'name-improvement-coordinator', reason: 'A deputy can be named.' }],
        [7, 'dsim', 'extendDeadline', { deadline: 'agree-improvement-agenda', to: day(45), reason: 'A new head.' }],
        [10, 'dsim', 'resumeDeadline', { deadline: 'assess-contribution', reason: 'The audit is done.' }],
      ],
      until: 25,
      shows: [
        'deadline-resumed assess-contribution',
        'deadline-moved agree-improvement-agenda',
        'deadline-met decide-extension',
        'receipt-acknowledged',
      ],
    },
    {
      name: 'reviewed',
      steps: [
        opens('stage-2'),
        [
          3,
          'dsim',
          'decideReview',
          { review: 'two-term-review', decision: 'continue', until: day(30), reason: 'Late.' },
        ],
        [4, 'dsim', 'decideReview', { review: 'three-term-review', decision: 'refer-to-dmt', reason: 'No progress.' }],
      ],
      until: 36,
      shows: ['review-decided', 'referred-to-dmt', 'deadline-missed two-term-review'],
    },
    {
      name: 'corrected',
      steps: [
        opens('stage-2'),
        [2, 'dsim', 'assignOfficer', { role: 'assigned-officer', person: 'assigned-officer' }],
        [3, 'dsim', 'correctEntry', { entry: 1, input: { ...opening, summary: 'Progress fell.' }, reason: 'A slip.' }],
      ],
      until: 5,
      shows: ['command correctEntry'],
    },
    {
      name: 'refused-commands',
      steps: [
        opens('stage-2'),
        [1, 'headteacher', 'changeLevel', { to: 'stage-1', reason: 'We are better now.' }],
        [1, 'dsim', 'assignOfficer', { role: 'assigned-officer', person: 'nobody-of-that-name' }],
        [1, 'dsim', 'correctEntry', { entry: 99, input: {}, reason: 'There is none.' }],
        [2, 'deputy-head-of-sid-primary', 'recordSecretaryOfState', { event: 'told' }],
      ],
      until: 4,
      shows: ['case-opened'],
      refused: 4,
    },
    {
      name: 'closed',
      steps: [opens('stage-2'), [6, 'dsim', 'closeCase', { reason: 'Progress is shown.' }]],
      until: 8,
      shows: ['case-closed'],
    },
    {
      name: 'reopened',
      steps: [
        opens('stage-3'),
        [4, 'dsim', 'closeCase', { reason: 'Progress is shown.' }],
        [9, 'dsim', 'reopenCase', { reason: 'The progress did not last.' }],
      ],
      until: 20,
      shows: ['case-reopened', 'deadline-opened statement-of-action'],
    },
  ]
}

/** The input of a filing. */
export const filing = {
  document: 'statement-of-action.pdf',
  parents: 'Two meetings and a monthly letter.',
  parentalChampion: 'None: the parents’ forum does that work.',
}
const opening = { level: 'stage-2', reasons: ['low-progress'], summary: 'Results have fallen.' }
