import type { CommandName } from '../../../cases/commands.ts'

/** The roles of section 2, written out. */
const ofTheSchool = ['headteacher', 'chair-of-governors', 'improvement-coordinator']
const outside = ['diocesan-education-officer', 'chief-inspector', 'secretary-of-state', 'foundation-appointer']
const ofTheAuthority = [
  'head-of-sid',
  'deputy-head-of-sid-primary',
  'deputy-head-of-sid-secondary',
  'director',
  'deputy-director',
  'dmt',
  'dsim',
  'sip',
  'assigned-officer',
  'lead-project-officer',
  'dirg',
  'lead-members',
  'finance',
  'research',
  'district-administrator',
  'assistant-director',
  'lead-officer',
  'sip-manager',
  'administrator',
  // Of other papers: a token of the embedded service acts in every authority
  'senior-improvement-officer',
  'head-of-school-improvement',
  'school-performance-group',
  'select-committee',
  'school-improvement-officer',
  'head-of-school-performance',
  'education-board',
  'performance-sub-group',
  'school-effectiveness-adviser',
  'head-of-school-effectiveness',
  'education-panel',
  'cabinet',
]
export const roles = { ofTheSchool, outside, ofTheAuthority, all: [...ofTheSchool, ...outside, ...ofTheAuthority] }

const headAndUp = ['head-of-sid', 'deputy-director', 'director']
const dsimAndUp = ['dsim', ...headAndUp]
const school = ['headteacher', 'chair-of-governors']

/** Who keeps what in another authority by its own paper: bank holidays and files of schools are of no one authority. */
const headsElsewhere = ['head-of-school-improvement', 'head-of-school-performance']
const openersElsewhere = [
  'senior-improvement-officer',
  'school-improvement-officer',
  'head-of-school-effectiveness',
  ...headsElsewhere,
]

/** Section 4, 'Who may', and the line managers named there: the command, what of its input decides, and who. */
export const whoMayGive: [
  command: Exclude<CommandName, 'openCase' | 'openYear'>,
  where: Record<string, unknown>,
  may: string[],
][] = [
  ['requestWarningNotice', {}, dsimAndUp],
  ['recordOfstedJudgement', {}, dsimAndUp],
  ['recordMonitoringVisit', {}, dsimAndUp],
  ['recordUrgentNotice', {}, dsimAndUp],
  ['recordAppealDecision', {}, dsimAndUp],
  ['suspendDeadline', {}, dsimAndUp],
  ['resumeDeadline', {}, dsimAndUp],
  ['extendDeadline', {}, dsimAndUp],
  ['correctEntry', {}, dsimAndUp],
  ['reopenCase', {}, dsimAndUp],
  ['rescindWarningNotice', {}, headAndUp],
  ['decideClosure', {}, headAndUp],
  ['recordSecretaryOfState', {}, headAndUp],
  ['proposePowers', {}, ['head-of-sid', 'director']],
  ['voidWarningNotice', {}, ['head-of-sid', 'director']],
  ['changeLevel', {}, dsimAndUp],
  ['adoptPolicy', {}, dsimAndUp],
  ['closeCase', {}, dsimAndUp],
  ['decideReview', {}, dsimAndUp],
  ['approveWarningNotice', {}, ['head-of-sid']],
  ['refuseWarningNotice', {}, ['head-of-sid']],
  ['issueWarningNotice', {}, ['director']],
  ['usePower', {}, ['director']],
  ['assignOfficer', { role: 'assigned-officer' }, [...dsimAndUp, 'administrator']],
  ['assignOfficer', { role: 'lead-project-officer' }, [...dsimAndUp, 'administrator']],
  ['nameImprovementCoordinator', {}, [...school, 'administrator']],
  ['agreeImprovementAgenda', {}, ['assigned-officer', ...dsimAndUp, 'administrator']],
  ['completeMilestone', {}, [...school, 'administrator']],
  ['agreeActionPlan', {}, ['lead-project-officer', ...dsimAndUp, 'administrator']],
  ['recordEvaluation', {}, [...school, 'lead-project-officer', ...dsimAndUp, 'administrator']],
  ['recordVisit', {}, ['sip', ...dsimAndUp, 'administrator']],
  ['recordMeeting', { group: 'project-group' }, ['lead-project-officer', ...dsimAndUp, 'administrator']],
  ['recordMeeting', { group: 'core-group' }, [...dsimAndUp, 'administrator']],
  ['recordMeeting', { group: 'formal-meeting' }, [...headAndUp, 'administrator']],
  ['assessContribution', {}, [...dsimAndUp, 'administrator']],
  ['planSupport', {}, dsimAndUp],
  ['recordSupport', {}, [...dsimAndUp, 'assigned-officer', 'lead-project-officer', 'finance', 'administrator']],
  ['recordReport', {}, [...dsimAndUp, 'administrator']],
  ['fileStatementOfAction', {}, [...dsimAndUp, 'administrator']],
  ['recordWarningResponse', {}, [...ofTheSchool, 'administrator']],
  // Commands of a school's year: a case knows them not, and only the administrator hears so
  ['recommendCategory', {}, ['administrator']],
  ['agreeCategory', {}, ['administrator']],
  ['confirmCategory', {}, ['administrator']],
  ['challengeCategory', {}, ['administrator']],
  ['decideChallenge', {}, ['administrator']],
  ['agreeRhythm', {}, ['administrator']],
  ['completeDuty', { duty: 'letter-to-ofsted' }, [...headAndUp, 'administrator']],
  ['completeDuty', { duty: 'presentation-to-governors' }, [...dsimAndUp, 'administrator']],
  ['acknowledgeReceipt', {}, [...ofTheSchool, ...dsimAndUp, 'administrator']],
  ['refuseExtension', {}, dsimAndUp],
  ['requestExtension', { deadline: 'sip-visit' }, ['sip', ...dsimAndUp, 'administrator']],
  ['requestExtension', { deadline: 'name-improvement-coordinator' }, [...ofTheSchool, 'administrator']],
  // Staffordshire's paper has no code of practice: the administrator hears so
  ['announce', {}, ['administrator']],
  ['acknowledge', { deadline: 'sip-visit' }, ['sip', ...dsimAndUp, 'administrator']],
  ['acknowledge', { deadline: 'name-improvement-coordinator' }, [...ofTheSchool, 'administrator']],
]

const readers = [...ofTheAuthority, ...ofTheSchool]

/**
 * Everything else that can be asked. 'Readers: everyone of the authority, a school's roles their own case alone'; those
 * outside read what everybody may. Who keeps schools, people and calendar is `access/writing.ts`: section 4 names nobody.
 */
export const whoMayAsk: Record<string, string[]> = {
  openCase: dsimAndUp,
  rehearseOpening: dsimAndUp,
  rehearseCommand: dsimAndUp,
  openYear: ['head-of-school-improvement', 'director', 'administrator'],
  listCases: readers,
  getCase: readers,
  listEvents: readers,
  listCommands: readers,
  listClockSheets: readers,
  forecastCase: readers,
  listDeadlines: readers,
  getDeadlinesCalendar: readers,
  listAlarms: readers,
  listNotifications: readers,
  getLetterText: readers,
  revokeLinks: [...dsimAndUp, 'administrator'],
  listRevokedLinks: [...dsimAndUp, ...openersElsewhere, 'assistant-director', 'lead-officer', 'administrator'],
  getAdministration: ['administrator'],
  listSchools: readers,
  getSchool: readers,
  getSchoolSupport: readers,
  listPeople: ofTheAuthority,
  getPerson: ofTheAuthority,
  getWork: ofTheAuthority,
  putAbsences: [...dsimAndUp, 'district-administrator', 'administrator'],
  putSchool: [...dsimAndUp, 'administrator'],
  // What is of no one authority is kept by those who keep it in any
  importSchools: [...dsimAndUp, 'lead-officer', 'assistant-director', ...openersElsewhere, 'administrator'],
  getSchoolImport: ofTheAuthority,
  replaceSchool: [...dsimAndUp, 'administrator'],
  putPerson: [...headAndUp, 'administrator'],
  importBankHolidays: [...headAndUp, 'assistant-director', ...headsElsewhere, 'administrator'],
  importTermDates: [...headAndUp, 'assistant-director', ...headsElsewhere, 'administrator'],
  getInspectionPack: readers,
  getInspectionPackCsv: readers,
  getInspectionPackPage: readers,
  getTermReport: ofTheAuthority,
  getTermReportCsv: ofTheAuthority,
  getExpenditure: ofTheAuthority,
  getExpenditureCsv: ofTheAuthority,
  listPolicies: roles.all,
  getPolicy: roles.all,
  listSampleLetters: roles.all,
  getHandbook: roles.all,
  getChanges: roles.all,
  effectOfEdition: readers,
  getCalendar: roles.all,
  calendarImpact: readers,
  getClockSheet: roles.all,
}

/** What needs no token at all (section 7). */
export const forEverybody = ['getHealth', 'getReadiness', 'getMetrics', 'getOpenApi', 'getDocs']
