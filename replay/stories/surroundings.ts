import { opens, type DayOf, type Step, type Story } from './story.ts'

const request: Step = [
  1,
  'dsim',
  'requestWarningNotice',
  { grounds: ['standards-unacceptably-low'], evidence: 'Three years of results.' },
]

/** What changes around a running case: the calendar, its school, who is there, where mails go. */
export function surroundingStories(day: DayOf): Story[] {
  return [
    {
      name: 'calendar-changed',
      steps: [
        opens('stage-3'),
        request,
        [
          2,
          'administrator',
          'importBankHolidays',
          [3, 4, 5, 6].map((days) => ({ date: day(days), name: `Occasion ${days}` })),
        ],
      ],
      until: 30,
      shows: ['deadline-moved approve-warning-notice', 'deadline-moved statement-of-action'],
    },
    {
      name: 'school-replaced',
      steps: [
        opens('stage-3'),
        request,
        [4, 'administrator', 'replaceSchool', { from: '@', to: '900999', on: day(3) }],
      ],
      until: 12,
      shows: ['command replaceSchool'],
    },
    {
      name: 'stand-in-acts',
      steps: [
        opens('stage-1'),
        request,
        [3, 'deputy-head-of-sid-primary', 'approveWarningNotice', { reason: 'Clear.' }],
      ],
      until: 5,
      shows: ['notice approved'],
      people: { 'head-of-sid': { away: [{ from: day(0), to: day(60) }] } },
    },
  ]
}

/** The years of an authority, its districts and a school; the school comes to have a case (ST-1 to ST-7, ST-30 to ST-32). */
export function yearStories(): Story[] {
  return [
    {
      name: 'the-year',
      withYears: true,
      steps: [
        [0, 'administrator', 'openYear'],
        [2, 'sip', 'recommendCategory', { category: 'category-4', reason: 'Results have fallen.' }, 'school-year'],
        [
          3,
          'headteacher',
          'agreeCategory',
          { of: 'headteacher', view: 'not-agreed', reason: 'One year.' },
          'school-year',
        ],
        [5, 'dirg', 'confirmCategory', { category: 'category-4', reason: 'The evidence is clear.' }, 'school-year'],
        [6, 'sip', 'recordVisit', { by: 'sip', report: 'Reading is weak.', days: 1 }, 'school-year'],
        [8, 'dsim', 'openCase', { level: 'stage-2', reasons: ['low-attainment'], summary: 'Category 4.' }],
        [30, 'dsim', 'closeCase', { reason: 'Progress is shown.' }],
      ],
      until: 130,
      shows: ['deadline-met sip-visit', 'deadline-missed', 'case-closed'],
    },
  ]
}

/** The mail server takes nothing, all the time. */
export function waitingMailStories(): Story[] {
  return [{ name: 'mail-waits', steps: [opens('stage-2')], until: 1, shows: ['deadline-opened assign-officer'] }]
}

/** The mail server takes nothing at first and one address never; one role has no address at all. */
export function lateMailStories(): Story[] {
  return [
    {
      name: 'mail-late-refused-or-by-post',
      steps: [opens('stage-2')],
      until: 9,
      shows: ['deadline-missed assign-officer'],
      people: { headteacher: { email: null } },
    },
  ]
}

/** Neglected for so long that the workflows go on in new runs: the case first, then the notice. */
export function longStories(): Story[] {
  return [
    { name: 'neglected-at-stage-3', steps: [opens('stage-3')], until: 250, shows: [], newRun: 'case' },
    { name: 'neglected-notice', steps: [opens('stage-1'), request], until: 900, shows: [], newRun: 'each' },
  ]
}
