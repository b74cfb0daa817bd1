import { opens, type DayOf, type Step, type Story } from './story.ts'

const requested: Step[] = [
  opens('stage-1'),
  [
    1,
    'dsim',
    'requestWarningNotice',
    { grounds: ['standards-unacceptably-low'], evidence: 'Three years of results and the minutes of the governors.' },
  ],
]
const approved: Step[] = [
  ...requested,
  [3, 'head-of-sid', 'approveWarningNotice', { reason: 'The evidence is clear.' }],
]
const issued = (more: Record<string, unknown> = {}): Step[] => [
  ...approved,
  [
    4,
    'director',
    'issueWarningNotice',
    {
      matters: 'Standards are unacceptably low.',
      actionRequired: 'A plan with targets for each term.',
      actionMinded: 'To appoint additional governors.',
      ...more,
    },
  ],
]
const answered: Step = [
  9,
  'chair-of-governors',
  'recordWarningResponse',
  { kind: 'response', summary: 'We shall do better.' },
]
const appealed: Step[] = [
  ...issued({ givenOn: '2016-04-01', representations: 'In writing, to the Chief Inspector, within the period.' }),
  [
    5,
    'chair-of-governors',
    'recordWarningResponse',
    { kind: 'appeal', receivedOn: '2016-04-18', summary: 'The governing body disputes the figures.' },
  ],
]
const proposed: Step[] = [
  [30, 'head-of-sid', 'proposePowers', { powers: ['additional-governors'], reason: 'The answer names no action.' }],
  [31, 'head-of-sid', 'recordSecretaryOfState', { event: 'told' }],
]

/** A warning notice in every state, from its request to its end (ST-20 to ST-23, LAW-5 to LAW-9). */
export function noticeStories(day: DayOf): Story[] {
  return [
    { name: 'notice-requested', steps: requested, until: 2, shows: ['notice requested'] },
    { name: 'notice-not-decided', steps: requested, until: 30, shows: ['deadline-missed approve-warning-notice'] },
    {
      name: 'notice-refused-and-requested-again',
      steps: [
        ...requested,
        [3, 'head-of-sid', 'refuseWarningNotice', { reason: 'One year of results is missing.' }],
        [6, 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'The minutes.' }],
      ],
      until: 8,
      shows: ['notice refused', 'deadline-met approve-warning-notice'],
    },
    { name: 'notice-approved', steps: approved, until: 5, shows: ['notice approved'] },
    { name: 'notice-issued', steps: issued(), until: 6, shows: ['deadline-opened warning-notice-response'] },
    {
      name: 'notice-not-answered',
      steps: issued(),
      until: 60,
      shows: ['deadline-missed warning-notice-response', 'deadline-missed decide-warning-notice'],
    },
    { name: 'notice-answered', steps: [...issued(), answered], until: 16, shows: ['notice answered'] },
    { name: 'notice-with-a-stated-period', steps: issued({ complyBy: day(12) }), until: 16, shows: ['notice issued'] },
    { name: 'notice-appealed', steps: appealed, until: 40, shows: ['notice appealed'] },
    {
      name: 'notice-confirmed',
      steps: [...appealed, [8, 'dsim', 'recordAppealDecision', { decision: 'confirmed' }]],
      until: 45,
      shows: ['notice confirmed', 'deadline-missed compliance'],
    },
    {
      name: 'notice-not-confirmed',
      steps: [...appealed, [8, 'dsim', 'recordAppealDecision', { decision: 'not-confirmed' }]],
      until: 10,
      shows: ['notice not-confirmed', 'deadline-met appeal-decision'],
    },
    {
      name: 'notice-rescinded',
      steps: [...issued(), answered, [12, 'head-of-sid', 'rescindWarningNotice', { reason: 'All is addressed.' }]],
      until: 14,
      shows: ['notice rescinded'],
    },
    {
      name: 'notice-voided',
      steps: [...issued(), [8, 'director', 'voidWarningNotice', { reason: 'The Secretary of State has acted.' }]],
      until: 10,
      shows: ['notice voided'],
    },
    {
      name: 'powers-proposed',
      steps: [...issued(), ...proposed],
      until: 35,
      shows: ['command proposePowers', 'deadline-opened powers-window'],
    },
    {
      name: 'power-used',
      steps: [
        ...issued(),
        ...proposed,
        [34, 'director', 'usePower', { power: 'additional-governors', reason: 'There is no progress.' }],
      ],
      until: 36,
      shows: ['power-used'],
    },
    { name: 'powers-lapsed', steps: [...issued(), ...proposed], until: 100, shows: ['notice lapsed'] },
    {
      name: 'closed-while-a-notice-runs',
      steps: [...issued(), [7, 'dsim', 'closeCase', { reason: 'The school is to close.' }]],
      until: 9,
      shows: ['case-closed', 'deadline-cancelled warning-notice-response'],
    },
  ]
}
