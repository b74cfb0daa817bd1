import { filing } from './stages.ts'
import { opens, type DayOf, type Step, type Story } from './story.ts'

const judged = (judgement: string, on: number, day: DayOf): Step => [
  on,
  'dsim',
  'recordOfstedJudgement',
  { judgement, publishedOn: day(on - 3), receivedOn: day(on) },
]
const urgent: Step[] = [
  [12, 'dsim', 'recordMonitoringVisit', { number: 2, progress: 'inadequate' }],
  [13, 'dsim', 'recordUrgentNotice', {}],
]

/** Ofsted's categories and the statements of action that they bring. */
export function ofstedStories(day: DayOf): Story[] {
  return [
    {
      name: 'special-measures-statement-late',
      steps: [opens('stage-2'), judged('special-measures', 2, day)],
      until: 40,
      shows: ['deadline-missed statement-of-action', 'deadline-missed formal-meeting'],
    },
    {
      name: 'special-measures-statement-filed',
      steps: [
        opens('stage-1'),
        judged('special-measures', 2, day),
        [3, 'head-of-sid', 'recordMeeting', { group: 'formal-meeting', minutes: 'All were there.' }],
        [5, 'dsim', 'recordMeeting', { group: 'core-group', minutes: 'The statement was approved.' }],
        [6, 'dsim', 'recordReport', { to: ['head-of-sid', 'dmt'], summary: 'The statement is on its way.' }],
        [8, 'dsim', 'fileStatementOfAction', filing],
      ],
      until: 16,
      shows: ['deadline-met formal-meeting', 'deadline-met progress-report', 'deadline-met statement-of-action'],
    },
    {
      name: 'report-moves-a-statement',
      steps: [opens('stage-3'), judged('notice-to-improve', 5, day)],
      until: 12,
      shows: ['deadline-moved statement-of-action'],
    },
    {
      name: 'urgent-statement-late',
      steps: [
        opens('stage-3'),
        judged('special-measures', 2, day),
        [8, 'dsim', 'fileStatementOfAction', filing],
        ...urgent,
      ],
      until: 50,
      shows: ['deadline-missed urgent-statement-of-action'],
    },
    {
      name: 'urgent-statement-filed',
      steps: [
        opens('stage-3'),
        judged('special-measures', 2, day),
        ...urgent,
        [15, 'dsim', 'fileStatementOfAction', filing],
      ],
      until: 18,
      shows: ['deadline-met urgent-statement-of-action', 'deadline-met statement-of-action'],
    },
    {
      name: 'closure-reconsidered',
      steps: [
        opens('stage-3'),
        judged('special-measures', 2, day),
        ...urgent,
        [16, 'head-of-sid', 'decideClosure', { decision: 'reconsider-closure', reason: 'Numbers fall as well.' }],
      ],
      until: 20,
      shows: ['deadline-met urgent-statement-of-action', 'deadline-met twelve-month-review'],
    },
    {
      name: 'out-of-the-category',
      steps: [opens('stage-2'), judged('special-measures', 3, day), judged('no-category', 10, day)],
      until: 12,
      shows: ['deadline-cancelled core-group-meeting'],
    },
  ]
}
