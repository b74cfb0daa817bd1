import { beforeAll, describe, expect, it } from 'vitest'
import { PartDown } from '../../api/cases-port.ts'
import { useApi } from '../api/support/api.ts'
import { addCase, addDeadline, addPeople, addSchool, holder } from '../records/support.ts'
import { headingIn, textOf, visitor } from './support/visitor.ts'

const api = useApi()
const caseId = 'staffordshire-900001-1'

const read = async (person: string, path: string) => {
  const { text, status } = await (await visitor(api.app).signIn(person)).get(path)
  return { status, heading: headingIn(text), words: textOf(text), text }
}

const mail = async (key: string, status: string, error: string | null) => {
  const row = { message_id: `<${key}@example.org>`, case_id: caseId, kind: 'reminder', address: `${key}@example.org` }
  const more = {
    at: '2026-03-12T09:00:00Z',
    subject: `Reminder ${key}`,
    text: '',
    html: '',
    status,
    error,
    attempts: 3,
  }
  const { id } = await api.records
    .insertInto('mails')
    .values({ ...row, ...more, ics: null, headers: '{}' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await letter(key, 'mailed', id)
}

const letter = (key: string, status: string, mailId: number | null = null) =>
  api.records
    .insertInto('letters')
    .values({
      key: `${caseId}/${key}`,
      case_id: caseId,
      letter: 'reminder',
      kind: 'reminder',
      to_role: 'headteacher',
      person: `Invented ${key}`,
      stands_in_for: null,
      address: `${key}@example.org`,
      at: '2026-03-12T09:00:00Z',
      deadline: null,
      deadline_key: null,
      rule: null,
      status,
      mail_id: mailId,
      body: '{}',
      link: `link-${key}`,
      entry: 1,
      statutory: false,
    })
    .execute()

beforeAll(async () => {
  await addSchool(api.records, '900001', { name: 'Ashfield Primary School' })
  await addPeople(
    api.records,
    holder('ada', 'administrator'),
    holder('dana', 'dsim', { district: 'south-staffs' }),
    holder('hilda', 'headteacher', { school: '900001' }),
  )
})

describe('the administration of an empty service', () => {
  it('says that no case runs, that every part answers, and where the cases stand in Temporal', async () => {
    const { words, text, heading } = await read('ada', '/administration')
    expect(heading).toBe('Administration')
    expect(words).toContain('No case runs yet')
    expect(words).toContain('Worker Answers')
    expect(words).toContain('Waiting for the mail server 0')
    expect(text).toContain('http://localhost:8233/namespaces/default/workflows?query=')
    expect(text).not.toContain('Does not answer')
  })

  it('has pages that say that there is nothing to see', async () => {
    expect((await read('ada', '/administration/alarms')).words).toContain('No case runs here')
    expect((await read('ada', '/administration/alarms?show=alarms')).words).toContain('No alarm')
    expect((await read('ada', '/administration/mails')).words).toContain('There is none')
    expect((await read('ada', '/administration/links')).words).toContain('No link was revoked')
  })

  it('is for the administrator alone, and stands in nobody else’s navigation', async () => {
    for (const path of ['', '/alarms', '/mails']) {
      const refused = await read('dana', `/administration${path}`)
      expect([refused.status, refused.heading], path).toEqual([403, 'This is not for you to do'])
    }
    expect((await read('hilda', '/administration')).status).toBe(403)
    expect((await read('dana', '/')).text).not.toContain('href="/administration"')
    expect((await read('ada', '/')).text).toContain('href="/administration"')
  })

  it('shows in red the part that is down, and what that means', async () => {
    api.cases.fails.next = new Error('down')
    const { words } = await read('ada', '/administration')
    expect(words).toMatch(/(Worker|Temporal) Does not answer No /)
  })
})

describe('the administration of a service in use', () => {
  beforeAll(async () => {
    const ahead = {
      'visit#1': [{ at: '2031-01-06T09:00:00+00:00', what: 'reminder', to: ['sip'] }],
      'stopped#1': [],
    }
    await addCase(api.records, caseId, '900001', {
      edition: '2009-01',
      school_name: 'Ashfield Primary School',
      ahead: JSON.stringify(ahead),
      alarm_at: '2026-03-12T09:15:00Z',
    })
    await addDeadline(api.records, caseId, 'visit#1', { title: 'Visit the school', owner: 'sip', due: '2031-01-13' })
    await addDeadline(api.records, caseId, 'stopped#1', { title: 'Agree the agenda', status: 'suspended' })
    await mail('waiting', 'waiting', 'The mail server does not answer')
    await mail('refused', 'refused', '550 no such mailbox')
    await mail('sent', 'sent', null)
    await letter('nobody', 'nobody')
  })

  it('shows every rule with its next moment, in words, and in red what has none', async () => {
    const { words, text } = await read('ada', '/administration/alarms')
    expect(words).toContain(
      'Monday 13 January 2031 Monday 6 January 2031, 09:00: reminder to the School Improvement Partner',
    )
    expect(words).toContain('Alarm Its clock is stopped, and nobody hears of it until somebody lets it run again')
    expect(text.split('govuk-tag--red')).toHaveLength(2)
    expect(words).toContain('Only those with an alarm (1)')
    expect((await read('ada', '/administration')).words).toContain(
      'In 1 of 1 running case something has no next moment',
    )
  })

  it('asks the running cases only where the administrator wants it, and shows in red one that does not run', async () => {
    const byRecords = await read('ada', '/administration/alarms')
    expect(byRecords.text).toContain('check=yes')
    expect(api.cases.calls.filter(([what]) => what === 'standing')).toEqual([])
    api.cases.fails.next = new PartDown('Temporal', 'No workflow of it runs in Temporal')
    const asked = await read('ada', '/administration/alarms?check=yes')
    expect(asked.text.split('No workflow of it runs in Temporal')).toHaveLength(3)
  })

  it('tells of each mail that did not go out why, how often it was tried, and what becomes of it', async () => {
    const waiting = await read('ada', '/administration/mails')
    expect(waiting.words).toContain('Invented waiting, headteacher waiting@example.org Reminder waiting')
    expect(waiting.words).toContain('The mail server does not answer Tried 3 times')
    expect(waiting.words).not.toContain('Reminder sent')
    expect((await read('ada', '/administration/mails?status=refused')).words).toContain('550 no such mailbox')
    expect((await read('ada', '/administration/mails?status=nobody')).words).toContain('Nobody held the role')
    expect((await read('ada', '/administration/mails?status=lost')).status).toBe(400)
  })

  it('lists the links that were revoked, with why and by whom', async () => {
    const reason = 'It went to another school'
    const body = { address: 'sent@example.org', reason }
    const revoke = (more: object) => api.as('dsim').post(`/api/cases/${caseId}/links/revoke`, { ...body, ...more })
    for (const wrong of ['a\u0000b', 'sealed:key:darlington-900001-1:x'])
      expect([(await revoke({ reason: wrong })).status, wrong]).toEqual([400, wrong])
    expect((await revoke({})).body.revoked).toBe(1)
    const { words } = await read('ada', '/administration/links')
    expect(words).toContain(`sent@example.org Ashfield Primary School`)
    expect(words).toContain(`${reason} District Strategic Improvement Manager`)
    expect((await api.as('headteacher').get('/api/links/revoked')).status).toBe(403)
  })
})
