import { addDays } from '../../../calendar/day.ts'
import type { CommandName } from '../../../cases/commands.ts'

/** A day to come, within the year that a day may be moved by. */
const later = (today: string): string => addDays(today, 100)

const reason = 'Seen together with the governors'

/** An input for each command that is right in itself, whether or not it fits the moment. */
export const inputs = (today: string): Record<Exclude<CommandName, 'openCase' | 'openYear'>, object> => ({
  changeLevel: { to: 'stage-3', reason },
  adoptPolicy: { edition: '2009-01', reason },
  assignOfficer: { role: 'assigned-officer', person: 'staffordshire-assigned-officer' },
  nameImprovementCoordinator: { name: 'R. Example', email: 'r@school.example' },
  agreeImprovementAgenda: { milestones: [{ what: 'Reading ages measured', by: later(today) }] },
  completeMilestone: { milestone: 'milestone-1', evidence: 'Seen in the books' },
  agreeActionPlan: { priorities: ['Teaching of reading'] },
  recordEvaluation: { pace: 'sufficient', evidence: 'Two of three milestones are met' },
  recordVisit: { by: 'sip', report: 'Lessons were seen' },
  recordMeeting: { group: 'project-group', minutes: 'All were there' },
  assessContribution: { days: 12, amount: 960 },
  planSupport: { kind: 'strategy', days: 12 },
  recordSupport: { kind: 'strategy', days: 2, impact: 'Reading ages rose' },
  recordReport: { to: ['head-of-sid'], summary: 'Progress is steady' },
  recordOfstedJudgement: { judgement: 'potential-revisit', publishedOn: today, receivedOn: today },
  fileStatementOfAction: {
    document: 'SOA-1',
    parents: 'A meeting in the hall',
    parentalChampion: 'None: not asked for',
  },
  recordMonitoringVisit: { number: 1, progress: 'adequate' },
  recordUrgentNotice: { receivedOn: today },
  decideClosure: { decision: 'new-statement', reason },
  requestWarningNotice: { grounds: ['serious-breakdown'], evidence: 'Minutes of four meetings' },
  approveWarningNotice: { reason },
  refuseWarningNotice: { reason },
  issueWarningNotice: { matters: 'The board does not meet', actionRequired: 'Meet', actionMinded: 'Add governors' },
  recordWarningResponse: { kind: 'response', summary: 'We have met' },
  recordAppealDecision: { decision: 'confirmed' },
  rescindWarningNotice: { reason },
  voidWarningNotice: { reason },
  proposePowers: { powers: ['additional-governors'], reason },
  usePower: { power: 'additional-governors', reason },
  decideReview: { review: 'two-term-review', decision: 'continue', until: later(today), reason },
  acknowledge: { deadline: 'sip-visit' },
  acknowledgeReceipt: { letter: 'concern' },
  requestExtension: { deadline: 'sip-visit', to: later(today), reason },
  refuseExtension: { deadline: 'sip-visit', reason },
  extendDeadline: { deadline: 'sip-visit', to: later(today), reason },
  suspendDeadline: { deadline: 'sip-visit', reason },
  resumeDeadline: { deadline: 'sip-visit', reason },
  recordSecretaryOfState: { event: 'told' },
  correctEntry: { entry: 1, input: { summary: 'Results fell twice' }, reason },
  recommendCategory: { category: 'category-3', reason },
  agreeCategory: { of: 'headteacher', view: 'agreed' },
  confirmCategory: { category: 'category-3', reason },
  challengeCategory: { reason },
  decideChallenge: { decision: 'stands', reason },
  agreeRhythm: { duty: 'leaders-meeting', every: 'week' },
  completeDuty: { duty: 'letter-to-ofsted', summary: 'Sent' },
  announce: { what: 'visit', on: later(today), reason },
  closeCase: { reason },
  reopenCase: { reason },
})
