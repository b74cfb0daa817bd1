import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMonths, formatDay } from '../../calendar/day.ts'
import { fillWhole, type Cases } from '../outside-input/support/content.ts'
import { succeed } from '../outside-input/support/calls.ts'
import { startWhole, type Whole } from '../outside-input/support/whole-service.ts'
import { narrowReader } from './support/checked-in-browser.ts'
import { headingIn, textOf, visitor } from './support/visitor.ts'

let whole: Whole
let cases: Cases
type Visitor = ReturnType<typeof visitor>
let dsim: Visitor
let headteacher: Visitor

beforeAll(async () => {
  whole = await startWhole()
  cases = await fillWhole(whole)
  const input = { grounds: ['serious-breakdown'], evidence: 'Minutes of four meetings' }
  await succeed(whole, 'dsim', 'POST', `/api/cases/${cases.own}/commands/requestWarningNotice`, input)
  dsim = await visitor(whole.url).signIn('staffordshire-dsim')
  const { person_id: head } = await whole.records
    .selectFrom('roles_held')
    .select('person_id')
    .where('school', '=', '900001')
    .where('role', '=', 'headteacher')
    .executeTakeFirstOrThrow()
  headteacher = await visitor(whole.url).signIn(head)
}, 240_000)
afterAll(() => whole?.stop())

const read = async (who: Visitor, path = '', caseId = cases.own) => {
  const { status, text } = await who.get(`/cases/${caseId}${path}`)
  return { status, text, heading: headingIn(text), words: textOf(text) }
}
const cardOf = (html: string, title: string): string =>
  textOf(html.split('<div class="govuk-summary-card"').find((one) => one.includes(`>${title}</h3>`)) ?? '')

describe('the page of a case', () => {
  it('has a card for each thing that is owed: by whom, by when, why that day, what happens next', async () => {
    const { status, heading, text } = await read(dsim)
    expect([status, heading]).toEqual([200, 'Invented School 900001'])
    const card = cardOf(text, 'Name an improvement co-ordinator from the school&#39;s leadership')
    expect(card).toMatch(/10 working days left Owed by the headteacher By when \w+day \d+ \w+ \d{4}/)
    expect(card).toMatch(/Why that day At stage 2 the school names .*10 working days from the day after/)
    expect(card).toMatch(
      /What happens next On \w+day \d+ \w+ \d{4} the headteacher is reminded. If it is not done in time: the chair of governors is told/,
    )
  })

  it('offers the commands that meet what is owed to whoever may give them, and no others', async () => {
    const ofDsim = await read(dsim)
    expect(cardOf(ofDsim.text, 'Assign an LA officer to the school')).toContain('Assign an officer')
    expect(ofDsim.text).toContain(`/cases/${cases.own}/commands/assignOfficer?role=assigned-officer`)
    expect(cardOf(ofDsim.text, 'Approve or refuse the warning notice')).not.toContain('Approve the warning notice')
    const ofHead = await read(headteacher)
    const card = cardOf(ofHead.text, 'Name an improvement co-ordinator from the school&#39;s leadership')
    expect(card).toContain('Owed by the headteacher (you)')
    expect(card).toMatch(/Name the improvement co-ordinator .*Ask for more time/)
    expect(ofHead.text).not.toContain('/commands/changeLevel')
    const linked = [...ofHead.text.matchAll(/href="(\/cases\/[^"]*\/commands\/[^"]*)"/g)].map(([, href]) =>
      String(href),
    )
    for (const href of linked) expect((await headteacher.get(href.replaceAll('&amp;', '&'))).status, href).toBe(200)
  })

  it('takes a command from its card to the form with what it is about filled in', async () => {
    const { text } = await read(headteacher)
    const [, href = ''] = /href="([^"]*\/commands\/requestExtension\?deadline=name-improvement[^"]*)"/.exec(text) ?? []
    expect((await headteacher.get(href)).text).toMatch(/value="name-improvement-coordinator@[\d-]+" checked/)
  })

  it('says that a closed case owes nothing, and offers to open it again', async () => {
    const { words, text } = await read(dsim, '', cases.closed)
    expect(words).toContain('Nothing is owed: the case is closed.')
    expect(text).toContain(`/cases/${cases.closed}/commands/reopenCase`)
    expect(text).not.toContain('/commands/changeLevel')
  })

  it('is not there for whoever may not read it, on any of its tabs', async () => {
    for (const tab of ['', '/deadlines', '/timeline', '/letters', '/people', '/forecast'])
      expect((await read(headteacher, tab, cases.other)).status, tab).toBe(404)
  })
})

describe('its deadlines', () => {
  it('are each counted day by day, with why a day does not count (LAW-2)', async () => {
    const { text } = await read(dsim, '/deadlines')
    const card = cardOf(text, 'Name an improvement co-ordinator from the school&#39;s leadership')
    expect(card).toMatch(/day 0: counting starts the day after .* 10$|day 0: counting starts the day after .* 10 /)
    expect(card).toContain('weekend')
    const ended = await read(dsim, '/deadlines', cases.closed)
    expect(ended.words).toMatch(/What was owed .*No longer owed on/)
  })
})

describe('its timeline', () => {
  it('tells in words what somebody did and what came of it, the latest first', async () => {
    const { words } = await read(dsim, '/timeline')
    expect(words).toMatch(
      /The District Strategic Improvement Manager asks for a warning notice, since .*Now owed: Approve or refuse/,
    )
    expect(words.indexOf('asks for a warning notice')).toBeLessThan(words.indexOf('opens the case at Stage 2'))
  })
})

describe('its letters', () => {
  it('are listed with what became of each, and can be read without their readers’ own links', async () => {
    const list = await read(dsim, '/letters')
    expect(list.words).toContain('Head Example 900001')
    const [, href = ''] = /href="(\/cases\/[^"]*\/letters\/text\?key=[^"]*)"/.exec(list.text) ?? []
    const letter = await dsim.get(href)
    expect(letter.status).toBe(200)
    expect(textOf(letter.text)).toMatch(/What became of it (Sent|Being sent|Waiting)/)
    expect(letter.text).not.toMatch(/\/l\/[\w-]{6,}/)
  })

  it('are for a school those to the school alone', async () => {
    const { words, text } = await read(headteacher, '/letters')
    expect(words).toContain('Head Example 900001')
    expect(words).not.toMatch(/District Strategic Improvement Manager/)
    const all = await read(dsim, '/letters')
    const keys = [...all.text.matchAll(/text\?key=([^"]*)"/g)].map(([, key]) => String(key))
    const hidden = keys.find((key) => !text.includes(key))
    expect((await headteacher.get(`/cases/${cases.own}/letters/text?key=${hidden}`)).status).toBe(404)
  })
})

describe('its people', () => {
  it('are the school’s, those assigned, and whoever owes something and answers for it', async () => {
    const { words } = await read(dsim, '/people')
    expect(words).toContain('head-900001@school.example')
    expect(words).toMatch(/Head of School Improvement Division .*@/)
    const ofSchool = await read(headteacher, '/people')
    expect(ofSchool.words).toContain('head-900001@school.example')
    expect(ofSchool.words).not.toContain('Head of School Improvement Division')
  })
})

describe('what happens if nobody acts', () => {
  it('is drawn, and said by a table with the same figures', async () => {
    const { text, words } = await read(dsim, '/forecast')
    expect(words).toContain(`If nobody acts until ${formatDay(addMonths(whole.today(), 3))}`)
    const circles = text.match(/<circle /g)?.length
    const dated = [...text.matchAll(/<tr class="govuk-table__row">\s*<td.*?<\/tr>/gs)].filter(
      ([row]) => !/No fixed day|later than shown/.test(row),
    )
    expect(circles).toBe(dated.length)
    expect(words).toMatch(
      /Assign an LA officer to the school the District Strategic Improvement Manager \w+day [^N]*, to the District/,
    )
    expect(text).not.toMatch(/ style=/)
    const further = await read(dsim, `/forecast?until=${addMonths(whole.today(), 12)}`)
    expect(further.status).toBe(200)
    expect((await read(dsim, '/forecast?until=never')).status).toBe(400)
  })
})

describe('the year of a school', () => {
  it('has the same page as a case', async () => {
    await succeed(whole, 'director', 'POST', '/api/years', { authority: 'staffordshire' })
    const id = 'staffordshire-900004-year'
    await expect.poll(async () => (await read(dsim, '', id)).words, { timeout: 60_000 }).toContain('What you can do')
    const { words } = await read(dsim, '', id)
    expect(words).toContain(`The school’s year ${id}, Staffordshire`)
    for (const tab of ['/deadlines', '/timeline', '/letters', '/people', '/forecast'])
      expect((await read(dsim, tab, id)).status, tab).toBe(200)
  })
})

describe('the pages of a case on a telephone, read by a machine', () => {
  it('have nothing that WCAG 2.2 AA forbids, and fit 320 px', async () => {
    const reader = await narrowReader(whole.url, 'staffordshire-dsim')
    const address = `/cases/${cases.own}`
    const tabs = ['', '/deadlines', '/timeline', '/letters', '/people', '/forecast'].map((tab) => address + tab)
    const forms = ['recordVisit', 'agreeImprovementAgenda', 'recordOfstedJudgement', 'correctEntry?entry=1']
    const faults: string[] = []
    for (const path of [...tabs, '/cases/new', ...forms.map((name) => `${address}/commands/${name}`)])
      faults.push(...(await reader.faultsOf(path)))
    await reader.open(`${address}/commands/changeLevel`)
    await reader.page.getByRole('button', { name: 'Continue' }).click()
    faults.push(...(await reader.faultsHere('the form with its faults')))
    await reader.page.getByRole('radio', { name: 'Stage 3' }).check()
    await reader.page.getByLabel('Why?').fill('The pace is insufficient')
    await reader.page.getByRole('button', { name: 'Continue' }).click()
    faults.push(...(await reader.faultsHere('the answers to be checked')))
    expect(faults).toEqual([])
    await reader.close()
  }, 120_000)
})
