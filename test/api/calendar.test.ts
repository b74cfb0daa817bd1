import { beforeEach, describe, expect, it } from 'vitest'
import { PartDown } from '../../api/cases-port.ts'
import { useApi } from './support/api.ts'

const api = useApi()
const bankHolidays = '/api/calendar/bank-holidays/import'
const termDates = '/api/calendar/term-dates/import'
const header = 'authority,academic_year,term,first_day,half_term_first_day,half_term_last_day,last_day,inset_days'
const told = () => api.cases.calls.filter(([name]) => name === 'calendarChanged').map(([, change]) => change)

beforeEach(() => {
  api.cases.calls.length = 0
})

describe('the imports of the calendar (LAW-15)', () => {
  it('add and move bank holidays, and tell running cases once', async () => {
    const rows = [{ date: '2027-02-09', name: 'Invented Jubilee' }]
    const answer = await api.as('administrator').post(bankHolidays, { rows })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ added: rows, moved: [], changeId: expect.any(Number), casesTold: true })
    expect(told()).toMatchObject([{ id: answer.body.changeId, authority: null }])
    const again = await api.as('administrator').post(bankHolidays, { rows })
    expect(again.body).toMatchObject({ added: [], moved: [], changeId: null })
    expect(told()).toHaveLength(1)
  })

  it('take the government’s feed', async () => {
    const events = [{ title: 'Early May bank holiday', date: '2028-05-08', notes: '', bunting: true }]
    const answer = await api
      .as('director')
      .post(bankHolidays, { 'england-and-wales': { division: 'england-and-wales', events }, scotland: {} })
    expect(answer.body.moved).toEqual([{ name: 'Early May bank holiday', from: '2028-05-01', to: '2028-05-08' }])
    const sheet = await api
      .as('sip')
      .get('/api/clock-sheet?authority=staffordshire&clock=warning-notice-response&from=2028-05-05')
    expect(sheet.body.days.find((one: { date: string }) => one.date === '2028-05-08').skipped).toContain('Early May')
  })

  it('take term dates as CSV and as rows', async () => {
    const line = 'staffordshire,2031-32,autumn,2031-09-03,2031-10-27,2031-10-31,2031-12-19,'
    const csv = await api.as('head-of-sid').post(termDates).set('Content-Type', 'text/csv').send(`${header}\n${line}\n`)
    expect([csv.status, csv.body.added]).toMatchObject([200, [{ academicYear: '2031-32', firstDay: '2031-09-03' }]])
    const rows = [
      {
        authority: 'staffordshire',
        academicYear: '2031-32',
        term: 'autumn',
        firstDay: '2031-09-02',
        halfTermFirstDay: '2031-10-27',
        halfTermLastDay: '2031-10-31',
        lastDay: '2031-12-19',
      },
    ]
    const json = await api.as('head-of-sid').post(termDates, { rows })
    expect(json.body).toMatchObject({ added: [], changed: [{ to: { firstDay: '2031-09-02' } }] })
    expect(told()).toMatchObject([{ authority: 'staffordshire' }, { authority: 'staffordshire' }])
  })

  it('tell the cases later when Temporal does not answer', async () => {
    api.cases.fails.next = new PartDown('Temporal', 'away')
    const first = await api
      .as('administrator')
      .post(bankHolidays, { rows: [{ date: '2027-03-02', name: 'Invented Day' }] })
    expect(first.body).toMatchObject({ changeId: expect.any(Number), casesTold: false })
    const second = await api
      .as('administrator')
      .post(bankHolidays, { rows: [{ date: '2027-03-02', name: 'Invented Day' }] })
    expect(second.body).toMatchObject({ changeId: null, casesTold: true })
    expect(told().map((change) => (change as { id: number }).id)).toEqual([first.body.changeId, first.body.changeId])
  })

  it('refuse what is wrong, and whoever may not', async () => {
    const answers = await Promise.all([
      api.as('administrator').post(bankHolidays, { rows: [{ date: '2027-02-30', name: 'Never' }] }),
      api.as('administrator').post(bankHolidays, { scotland: {} }),
      api.as('administrator').post(termDates, { rows: [{}] }),
      api
        .as('administrator')
        .post(termDates)
        .set('Content-Type', 'text/csv')
        .send(`${header}\natlantis,2031-32,autumn,2031-09-03,2031-10-27,2031-10-31,2031-12-19,`),
      api.as('administrator').post(termDates).set('Content-Type', 'text/csv').send('nothing'),
    ])
    expect(answers.map((answer) => answer.status)).toEqual([400, 400, 400, 400, 400])
    for (const role of ['dsim', 'sip', 'headteacher']) {
      expect((await api.as(role).post(bankHolidays, { rows: [] })).status).toBe(403)
      expect((await api.as(role).post(termDates, { rows: [] })).status).toBe(403)
    }
    expect((await api.as('administrator').post(bankHolidays).set('Content-Type', 'text/csv').send('x')).status).toBe(
      415,
    )
    expect(told()).toEqual([])
  })
})

describe('GET /api/clock-sheet', () => {
  const sheet = (query: string) => api.as('headteacher').get(`/api/clock-sheet?authority=staffordshire&${query}`)

  it('decides by the day which law is in force (LAW-1, LAW-9)', async () => {
    expect((await sheet('clock=warning-notice-response&from=2016-04-15')).body).toMatchObject({
      rule: 'ST-21',
      law: 'LAW-1',
    })
    const now = (await sheet('clock=warning-notice-response&from=2025-03-14')).body
    expect(now).toMatchObject({
      law: 'LAW-9',
      due: '2025-04-04',
      expiresAt: '2025-04-05T00:00:00+01:00',
      provisional: false,
    })
    expect(now.days.at(-1)).toEqual({ date: '2025-04-04', counted: 15, skipped: null })
  })

  it('knows every clock of the contract', async () => {
    for (const clock of ['statement-of-action', 'powers-window', 'two-term-review', 'three-term-review']) {
      const { status, body } = await sheet(`clock=${clock}&from=2025-03-14&school=900001`)
      expect([clock, status, body.clock]).toEqual([clock, 200, clock])
      expect(Object.keys(body)).toEqual([
        'authority',
        'clock',
        'rule',
        'law',
        'from',
        'due',
        'expiresAt',
        'provisional',
        'days',
      ])
    }
  })

  it('has the clocks of the law for every authority', async () => {
    const path = '/api/clock-sheet?authority=hertfordshire&clock=powers-window&from=2016-12-31'
    expect((await api.as('dsim').get(path)).body).toMatchObject({ authority: 'hertfordshire', due: '2017-02-28' })
  })

  it.each([
    ['clock=warning-notice-response', 'from'],
    ['clock=warning-notice-response&from=2025-02-30', 'from'],
    ['clock=warning-notice-response&from=1999-01-01', 'from'],
    ['clock=powers-window&from=2100-01-01', 'from'],
    ['clock=egg-timer&from=2025-03-14', 'clock'],
    ['from=2025-03-14', 'clock'],
    ['clock=powers-window&from=2025-03-14&authority=atlantis', 'authority'],
  ])('refuses %s', async (query, field) => {
    const answer = await sheet(query)
    expect([answer.status, answer.body.faults?.[0].field]).toEqual([400, field])
  })
})
