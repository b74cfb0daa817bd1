import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, formatDay } from '../../calendar/day.ts'
import { offersNow } from '../../cases/offers.ts'
import { call, succeed } from '../outside-input/support/calls.ts'
import { fillWhole, type Cases } from '../outside-input/support/content.ts'
import { startWhole, type Whole } from '../outside-input/support/whole-service.ts'
import type { Standing } from '../../workflows/messages.ts'
import { headingIn, textOf, tokenIn, visitor, type Fields } from './support/visitor.ts'

let whole: Whole
let cases: Cases
type Visitor = ReturnType<typeof visitor>
const somebody = (id: string) => visitor(whole.url).signIn(`staffordshire-${id}`)
let dsim: Visitor
let headteacher: Visitor

beforeAll(async () => {
  whole = await startWhole()
  cases = await fillWhole(whole)
  dsim = await somebody('dsim')
  headteacher = await visitor(whole.url).signIn(await personIn('900001', 'headteacher'))
}, 240_000)
afterAll(() => whole?.stop())

async function personIn(urn: string, role: string): Promise<string> {
  const held = await whole.records
    .selectFrom('roles_held')
    .select('person_id')
    .where('school', '=', urn)
    .where('role', '=', role)
    .executeTakeFirstOrThrow()
  return held.person_id
}

const commandOf = (name: string, caseId = cases.own) => `/cases/${caseId}/commands/${name}`
const hiddenIn = (html: string): Fields =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [
      String(name),
      String(value),
    ]),
  )
/** Fills in the form at an address and sends it; gives the page that answers. */
async function send(who: Visitor, path: string, fields: Fields) {
  const shown = await who.get(path)
  const first = await who.post(path, { ...hiddenIn(shown.text), ...fields })
  return { shown, first }
}
/** The same, and then confirms what the check page shows. */
async function sendAndConfirm(who: Visitor, path: string, fields: Fields) {
  const { first } = await send(who, path, fields)
  expect([first.status, headingIn(first.text)]).toEqual([200, 'Check your answers'])
  const given = await who.post(path, { ...hiddenIn(first.text), step: 'give' })
  return { check: first, given }
}
const entriesOf = async (command: string, caseId = cases.own) =>
  (await whole.records.selectFrom('case_file').select('body').where('case_id', '=', caseId).execute()).filter(
    ({ body }) => body['command'] === command,
  )

const inOrder = (values: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(values).map(([field, all]) => [field, all.toSorted()]))

async function firstOwed(id: string): Promise<Fields> {
  const { due } = await whole.records
    .selectFrom('deadlines')
    .select('due')
    .where('case_id', '=', cases.own)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const [year = '', month = '', day = ''] = addDays(String(due), 20).split('-')
  return { deadline: `${id}@${due}`, 'to-day': day, 'to-month': month, 'to-year': year }
}

describe('a command’s form', () => {
  it('offers what would be taken now, in words', async () => {
    const { text } = await dsim.get(commandOf('changeLevel'))
    expect(headingIn(text)).toBe('Move the case to another level')
    expect(text).toContain('value="stage-3"')
    expect(text).not.toContain('value="stage-2"')
    expect(textOf(text)).toContain('Stage 3 high: intensive')
  })

  it('says what is wrong with what was typed, keeps it, and leads to the field', async () => {
    const { first } = await send(dsim, commandOf('changeLevel'), { to: 'stage-3', reason: '  ', note: 'Typed before' })
    expect(first.status).toBe(400)
    expect(first.text).toContain('<a href="#reason">“Why?” is empty: say it in a sentence</a>')
    expect(first.text).toContain('Typed before')
    expect(first.text).toMatch(/value="stage-3" checked/)
    expect(first.text).toContain('<title>Error: Move the case to another level')
  })

  it('says a refusal in the case’s own sentence', async () => {
    const { first } = await send(dsim, commandOf('recordVisit'), {
      by: 'sip',
      report: 'Lessons were seen',
      'visitedOn-day': '1',
      'visitedOn-month': '1',
      'visitedOn-year': String(Number(whole.today().slice(0, 4)) + 1),
    })
    expect(first.status).toBe(400)
    expect(first.text).toMatch(
      /<a href="#visitedOn-day">visitedOn is .*, later than today \(.*\): record it when it has happened<\/a>/,
    )
    const late = await send(dsim, commandOf('approveWarningNotice'), { reason: 'R' })
    expect(late.first.status).toBe(403)
    expect(textOf(late.first.text)).toContain('approveWarningNotice may not be given by the District Strategic')
  })

  it('is not there for a case that somebody does not read, and not for what is no command', async () => {
    expect((await headteacher.get(commandOf('recordEvaluation', cases.other))).status).toBe(404)
    expect((await dsim.get(commandOf('openYear'))).status).toBe(404)
    expect((await dsim.get(commandOf('nothing'))).status).toBe(404)
  })
})

describe('a command that is given from a page', () => {
  it('shows what would follow before it is confirmed, and then tells what has followed (ST-14)', async () => {
    const { check, given } = await sendAndConfirm(dsim, commandOf('changeLevel', cases.other), {
      to: 'stage-2',
      reason: 'The pace is good',
    })
    const seen = textOf(check.text)
    expect(seen).toContain('The case moves from Stage 3 to Stage 2.')
    expect(seen).toMatch(
      /The headteacher must name an improvement co-ordinator from the school's leadership by \w+day \d+ \w+ \d{4}/,
    )
    expect(seen).toContain('“Agree the school improvement action plan” is no longer owed.')
    expect(seen).toMatch(/Who is told .*Head Example 900002/)
    expect([given.status, given.headers['location']]).toEqual([303, `/cases/${cases.other}`])
    const told = textOf((await dsim.get('/sign-out')).text)
    expect(told).toContain('The case has moved to another level.')
    expect(told).toMatch(/The headteacher must name an improvement co-ordinator/)
    expect((await entriesOf('changeLevel', cases.other)).length).toBe(1)
  })

  it('goes at once where it sets no day and can be corrected', async () => {
    const { first } = await send(headteacher, commandOf('nameImprovementCoordinator'), {
      name: 'R. Example',
      email: 'r@school.example',
    })
    expect(first.status).toBe(303)
    const [entry] = await entriesOf('nameImprovementCoordinator')
    expect(entry?.body).toMatchObject({ as: 'headteacher', person: await personIn('900001', 'headteacher') })
    expect(textOf((await headteacher.get('/')).text)).toContain(
      'The improvement co-ordinator is named. “Name an improvement co-ordinator from the school',
    )
  })

  it('has one effect, though the button is pressed twice at once and once more', async () => {
    const path = commandOf('recordVisit')
    const shown = await dsim.get(path)
    const fields = { ...hiddenIn(shown.text), by: 'sip', report: 'Pressed twice' }
    const together = await Promise.all([dsim.post(path, fields), dsim.post(path, fields)])
    const again = await dsim.post(path, fields)
    for (const answer of [...together, again])
      expect([answer.status, answer.headers['location']]).toEqual([303, `/cases/${cases.own}`])
    const entries = (await entriesOf('recordVisit')).filter(({ body }) =>
      JSON.stringify(body).includes('Pressed twice'),
    )
    expect(entries.length).toBe(1)
    const other = await dsim.post(path, { ...fields, report: 'Another' })
    expect(other.status).toBe(409)
    expect(textOf(other.text)).toContain('This form has been sent already, with other answers')
  })

  it('changes nothing while it is only looked over, and goes back to the answers by a button', async () => {
    const path = commandOf('closeCase')
    const { first } = await send(dsim, path, { reason: 'Improved <b>much</b>' })
    expect(headingIn(first.text)).toBe('Check your answers')
    expect(first.text).toContain('Improved &lt;b&gt;much&lt;/b&gt;')
    const back = await dsim.post(path, { ...hiddenIn(first.text), reason: 'Improved <b>much</b>', step: 'change' })
    expect([back.status, headingIn(back.text)]).toEqual([200, 'Close the case'])
    expect(back.text).toContain('Improved &lt;b&gt;much&lt;/b&gt;')
    expect(await entriesOf('closeCase')).toEqual([])
  })

  it('adds rows for what there are several of', async () => {
    const path = commandOf('agreeImprovementAgenda')
    const shown = await dsim.get(path)
    expect(shown.text).toContain('name="milestones-1-what"')
    const fields = { ...hiddenIn(shown.text), 'milestones-0-what': 'Reading ages measured' }
    const more = await dsim.post(path, { ...fields, step: 'more' })
    expect(more.text).toContain('name="milestones-2-what"')
    expect(more.text).toContain('Reading ages measured')
    const [year = '', month = '', day = ''] = addDays(whole.today(), 50).split('-')
    const dated = { 'milestones-0-by-day': day, 'milestones-0-by-month': month, 'milestones-0-by-year': year }
    const check = await dsim.post(path, { ...fields, ...dated })
    expect(textOf(check.text)).toContain(`Reading ages measured by ${formatDay(addDays(whole.today(), 50))}`)
  })

  it('corrects an entry: its answers stand in the form, and only what is changed is sent', async () => {
    const list = await dsim.get(commandOf('correctEntry'))
    const [, address] =
      new RegExp(`href="(/cases/${cases.own}/commands/correctEntry\\?entry=\\d+)">[^<]*R\\. Example`).exec(list.text) ??
      []
    const form = await dsim.get(String(address))
    expect(form.text).toContain('value="R. Example"')
    const fields = { ...hiddenIn(form.text), 'corrected-name': 'Rose Example', 'corrected-email': 'r@school.example' }
    const check = await dsim.post(String(address), { ...fields, reason: 'The name was cut off' })
    expect(headingIn(check.text)).toBe('Check your answers')
    const given = await dsim.post(String(address), { ...hiddenIn(check.text), step: 'give' })
    expect(given.status).toBe(303)
    const [entry] = await entriesOf('correctEntry')
    expect(entry?.body['input']).toMatchObject({ input: { name: 'Rose Example' }, reason: 'The name was cut off' })
  })
})

describe('opening a case', () => {
  it('says who must do what by when before it is open, and leads to the case (ST-11, ST-13)', async () => {
    const { check, given } = await sendAndConfirm(dsim, '/cases/new', {
      school: 'Invented School 900004',
      level: 'stage-2',
      reasons: ['low-attainment', 'budget'],
      summary: 'Results fell three years running',
    })
    expect(textOf(check.text)).toMatch(
      /The District Strategic Improvement Manager must assign an LA officer to the school by/,
    )
    expect(given.headers['location']).toBe('/cases/staffordshire-900004-1')
  })

  it('refuses a school that has a case, and a name that several have', async () => {
    const answers = { level: 'stage-1', reasons: ['budget'], summary: 'S' }
    const taken = await send(dsim, '/cases/new', { ...answers, school: '900001' })
    expect([taken.first.status, textOf(taken.first.text)]).toEqual([
      409,
      expect.stringContaining(`has an open case already: ${cases.own}`),
    ])
    const several = await send(dsim, '/cases/new', { ...answers, school: 'Invented School' })
    expect(several.first.text).toContain('names several schools: give the URN of one')
  })

  it('is for nobody who may not', async () => {
    const answer = await headteacher.get('/cases/new')
    expect([answer.status, textOf(answer.text)]).toEqual([
      403,
      expect.stringContaining('None of your roles opens cases'),
    ])
  })
})

describe('starting the year of an authority (ST-30)', () => {
  it('asks which, where there are several, and leads to its page', async () => {
    const everywhere = { id: 'ada', name: 'Ada Example', email: 'ada@example.org', authority: null }
    await succeed(whole, 'administrator', 'PUT', '/api/people/ada', {
      ...everywhere,
      roles: [{ role: 'administrator', from: '2020-01-01' }],
    })
    const ada = await visitor(whole.url).signIn('ada')
    expect(headingIn((await ada.get('/years/new')).text)).toContain('in which authority?')
    const { given } = await sendAndConfirm(ada, '/years/new?authority=dudley', { authority: 'dudley' })
    expect([given.status, given.headers['location']]).toEqual([303, '/cases/dudley-year'])
    expect((await headteacher.get('/years/new')).status).toBe(403)
  })
})

describe('what the records know of a case', () => {
  it('offers the same commands as the case itself', async () => {
    const asked = await send(headteacher, commandOf('requestExtension'), {
      ...(await firstOwed('half-termly-evaluation')),
      reason: 'The deputy is new',
    })
    expect(headingIn(asked.first.text)).toBe('Check your answers')
    await headteacher.post(commandOf('requestExtension'), { ...hiddenIn(asked.first.text), step: 'give' })
    await send(dsim, commandOf('requestWarningNotice'), { grounds: 'serious-breakdown', evidence: 'Minutes' })
    await sendAndConfirm(dsim, commandOf('recordOfstedJudgement', cases.other), { judgement: 'special-measures' })
    await send(dsim, commandOf('suspendDeadline'), { ...(await firstOwed('assess-contribution')), reason: 'Strike' })
    const policy = whole.policies.get('staffordshire')!
    const at = `${whole.today()}T12:00:00+00:00`
    for (const caseId of [cases.own, cases.other, 'staffordshire-900004-1']) {
      const { state } = await whole.client.workflow.getHandle(caseId).query<Standing>('standing')
      for (const role of ['dsim', 'head-of-sid', 'director', 'sip', 'headteacher', 'administrator']) {
        const offers = offersNow({ policy, state, roles: [role], at, absent: [], otherEditions: false })
        const { json } = await call(whole, whole.tokens[role], 'GET', `/api/cases/${caseId}/commands`)
        const listed = (
          json as { commands: { name: string; choices: { field: string; choices: { value: string }[] }[] }[] }
        ).commands
        const values = listed.map(({ name, choices }) => ({
          name,
          values: Object.fromEntries(
            choices.map((one) => [one.field, one.choices.map(({ value }) => value).toSorted()]),
          ),
        }))
        expect(values, `${role} in ${caseId}`).toEqual(
          offers.map(({ name, values }) => ({ name, values: inOrder(values) })),
        )
      }
    }
  })
})

it('a form’s token is needed', async () => {
  const shown = await dsim.get(commandOf('closeCase'))
  expect(tokenIn(shown.text)).toMatch(/^\w+$/)
  expect((await dsim.post(commandOf('closeCase'), { reason: 'Forged' })).status).toBe(403)
})
