import { londonDay } from '../../../calendar/london.ts'
import { giasFile } from '../../records/gias-file.ts'
import { call, type Answer } from './calls.ts'
import { school, type Cases } from './content.ts'
import { inputs } from './inputs.ts'
import type { Whole } from './whole-service.ts'

export interface Request {
  method: string
  path: string
  body?: unknown
  headers?: Record<string, string>
}

export const get = (path: string): Request => ({ method: 'GET', path })
export const post = (path: string, body: unknown): Request => ({ method: 'POST', path, body })
const put = (path: string, body: unknown): Request => ({ method: 'PUT', path, body })

const opening = { authority: 'staffordshire', level: 'stage-1', reasons: ['budget'], summary: 'Overspent' }
const somebody = { name: 'Some Body', email: 'somebody@example.org', authority: 'staffordshire' }
const christmas = { date: '2026-12-25', name: 'Christmas Day' }
export const termRow = {
  authority: 'staffordshire',
  academic_year: '2031-32',
  term: 'autumn',
  first_day: '2031-09-03',
  half_term_first_day: '2031-10-27',
  half_term_last_day: '2031-10-31',
  last_day: '2031-12-19',
}
const csv = { 'content-type': 'text/csv' }

/** How each operation but the commands is asked so that whoever may is told so; none changes what another asks for. */
export const asked = (cases: Cases): Record<string, Request> => ({
  openCase: post('/api/cases', { ...opening, school: '900001' }),
  rehearseOpening: post('/api/rehearsals/openCase', { ...opening, school: '900004' }),
  rehearseCommand: post(`/api/cases/${cases.own}/rehearsals/changeLevel`, { to: 'stage-1', reason: 'Improving' }),
  openYear: post('/api/years', { authority: 'dudley' }),
  listCases: get('/api/cases'),
  getCase: get(`/api/cases/${cases.own}`),
  listEvents: get(`/api/cases/${cases.own}/events`),
  listClockSheets: get(`/api/cases/${cases.own}/clock-sheets`),
  listCommands: get(`/api/cases/${cases.own}/commands`),
  forecastCase: get(`/api/cases/${cases.own}/forecast?until=${londonDay(Date.now())}`),
  listDeadlines: get('/api/deadlines'),
  getDeadlinesCalendar: get('/api/deadlines.ics'),
  listAlarms: get('/api/alarms'),
  listNotifications: get('/api/notifications'),
  revokeLinks: post(`/api/cases/${cases.own}/links/revoke`, {
    address: 'nobody@example.org',
    reason: 'Another school',
  }),
  getLetterText: get(`/api/notifications/text?key=${encodeURIComponent(cases.letter)}`),
  listRevokedLinks: get('/api/links/revoked'),
  getAdministration: get('/api/administration'),
  listSchools: get('/api/schools'),
  getSchool: get('/api/schools/900001'),
  getSchoolSupport: get('/api/schools/900001/support'),
  listPeople: get('/api/people'),
  getPerson: get('/api/people/staffordshire-sip'),
  getWork: get('/api/people/staffordshire-sip/work'),
  putAbsences: put('/api/people/staffordshire-research/absences', { away: [] }),
  putSchool: put('/api/schools/900004', school('900004')),
  importSchools: { method: 'POST', path: '/api/schools/import', body: giasFile([]), headers: csv },
  getSchoolImport: get('/api/schools/import'),
  replaceSchool: post('/api/schools/900004/successor', { to: '900005' }),
  putPerson: put('/api/people/somebody', somebody),
  importBankHolidays: post('/api/calendar/bank-holidays/import', { rows: [christmas] }),
  importTermDates: post('/api/calendar/term-dates/import', { rows: [termRow] }),
  getInspectionPack: get('/api/inspection-pack?authority=staffordshire'),
  getInspectionPackCsv: get('/api/inspection-pack.csv?authority=staffordshire'),
  getInspectionPackPage: get('/api/inspection-pack.html?authority=staffordshire'),
  getTermReport: get('/api/reports/term?authority=staffordshire'),
  getTermReportCsv: get('/api/reports/term.csv?authority=staffordshire'),
  getExpenditure: get('/api/reports/expenditure?authority=staffordshire'),
  getExpenditureCsv: get('/api/reports/expenditure.csv?authority=staffordshire'),
  listPolicies: get('/api/policies'),
  getPolicy: get('/api/policies/staffordshire'),
  listSampleLetters: get('/api/handbook/staffordshire/letters'),
  getHandbook: get('/api/handbook/staffordshire'),
  getChanges: get('/api/policies/staffordshire/changes?from=2009-01'),
  effectOfEdition: get('/api/policies/staffordshire/effect?edition=2009-01'),
  getCalendar: get('/api/calendar'),
  calendarImpact: get('/api/calendar/impact?date=2027-02-09&title=Invented%20Jubilee'),
  getClockSheet: get('/api/clock-sheet?authority=staffordshire&clock=powers-window&from=2025-03-14'),
})

/** A command on a case; on a closed one, whoever may give it hears that it is closed, and nothing changes. */
export function commandOn(caseId: string, name: string, where: object, today: string): Request {
  const ask = inputs(today) as Record<string, object>
  return post(`/api/cases/${caseId}/commands/${name}`, { ...ask[name], ...where })
}

export const send = (whole: Whole, token: string | undefined, { method, path, body, headers = {} }: Request) =>
  call(whole, token, method, path, { body, headers })

const isSentence = (text: string): boolean => /^\w.* \w.{15,}/s.test(text)

/** Allowed, though perhaps not at this moment; not for this role, in a sentence; or as if it were not there. */
export function outcome({ status, json }: Answer): string {
  if (status < 300 || status === 409) return 'may'
  const { detail } = json as { detail: string }
  if (status === 403 && isSentence(detail)) return 'may not'
  return status === 404 && isSentence(detail) ? 'is not there' : `${status} ${detail}`
}

/** Asks as each of these, and tells for whom the answer is another than the table says. */
export async function differing(whole: Whole, request: Request, expected: [token: string, outcome: string][]) {
  const found = await Promise.all(
    expected.map(async ([token, should]) => [token, should, outcome(await send(whole, token, request))] as const),
  )
  return found.filter(([, should, is]) => is !== should).map(([token, should, is]) => `${token}: ${is}, not: ${should}`)
}
