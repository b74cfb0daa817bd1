import { beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '../../cases/refusal.ts'
import type { World } from '../../simulate/world.ts'
import { itOnRecord, opens, storyteller, type Step, type Story } from '../support/story.ts'

const tell = storyteller()

/** Everything on record of a case. */
async function onRecord({ records }: World) {
  const [cases, entries, deadlines, notices, letters, mails] = await Promise.all([
    records.selectFrom('cases').selectAll().execute(),
    records.selectFrom('case_file').selectAll().orderBy('seq').execute(),
    records.selectFrom('deadlines').selectAll().orderBy('key').execute(),
    records.selectFrom('notices').selectAll().execute(),
    records.selectFrom('letters').selectAll().orderBy('key').execute(),
    records.selectFrom('mails').selectAll().orderBy('id').execute(),
  ])
  return { cases, entries, deadlines, notices, letters, mails }
}
const sentenceOf = (work: Promise<unknown>) =>
  work.then(
    () => 'not refused',
    (error: unknown) => (error instanceof Refusal ? error.message : `no Refusal: ${String(error)}`),
  )
const dsim = { role: 'dsim', personId: 'dsim' }
const opening = { authority: 'staffordshire', school: '900001', level: 'stage-1', reasons: ['budget'], summary: 's' }

/** Given one after another at one moment, on a day on which nothing else happens: [who, command, input, sentence]. */
const refusals: [string, string, unknown, RegExp][] = [
  ['dsim', 'openCase', { level: 'stage-1', reasons: ['budget'], summary: 's' }, /staffordshire-900001-1/],
  ['dsim', 'changeLevel', { to: 'stage-2', reason: '' }, /^reason is empty/],
  ['dsim', 'changeLevel', { to: 'stage-2' }, /^reason is missing/],
  ['dsim', 'changeLevel', { to: 'stage-2', reason: 'a\u0000b' }, /^reason holds characters that cannot be printed/],
  ['dsim', 'changeLevel', { to: 'stage-2', reason: ' sealed:k:c:x' }, /^reason begins with "sealed:"/],
  ['dsim', 'changeLevel', { to: 'stage-2', reason: 'r', because: 'x' }, /changeLevel has no field because/],
  ['dsim', 'changeLevel', { to: 'stage-9', reason: 'r' }, /"stage-9" is not one of/],
  ['headteacher', 'changeLevel', { to: 'stage-2', reason: 'r' }, /not be given by the headteacher/],
  ['nobody', 'changeLevel', { to: 'stage-2', reason: 'r' }, /not be given by the nobody/],
  ['dsim', 'assignOfficer', { role: 'assigned-officer', person: 'x' }, /does not belong to Stage 1/],
  ['sip', 'recordVisit', { by: 'sip', visitedOn: '2025-02-30', report: 'r' }, /^visitedOn must be a date that exists/],
  [
    'sip',
    'recordVisit',
    { by: 'sip', visitedOn: '2025-03-13', report: 'r' },
    /^visitedOn is Thursday 13 March 2025, later/,
  ],
  ['sip', 'recordVisit', { by: 'sip', report: 'x'.repeat(20_001) }, /^report is longer than 20,000 characters/],
  ['chair-of-governors', 'recordVisit', { by: 'sip', report: 'r' }, /not be given by the chair of governors/],
  ['director', 'issueWarningNotice', { matters: 'm', actionRequired: 'a', actionMinded: 'a' }, /request one first/],
  ['director', 'usePower', { power: 'additional-governors', reason: 'r' }, /LAW-8/],
  ['dsim', 'extendDeadline', { deadline: 'nonsense', to: '2025-05-01', reason: 'r' }, /open are: sip-visit@2025-04-11/],
  [
    'dsim',
    'extendDeadline',
    { deadline: 'sip-visit', to: '2025-04-11', reason: 'r' },
    /must be later than the present day/,
  ],
  ['dsim', 'correctEntry', { entry: 999, input: { summary: 's' }, reason: 'r' }, /entry 999 is no command/],
  ['dsim', 'correctEntry', { entry: 1, input: { level: 'stage-3' }, reason: 'r' }, /level cannot be corrected/],
  ['dsim', 'reopenCase', { reason: 'r' }, /open/],
  ['dsim', 'sendMail', { to: 'everybody' }, /there is no command "sendMail"/],
  ['dsim', 'closeCase', { reason: '   ' }, /^reason is empty/],
]

describe('a command that is refused', () => {
  let story: Story
  const moment = '2025-03-12T11:00'
  beforeAll(async () => {
    const steps = refusals.map(([as, command, input]): Step => [moment, as, command, input])
    story = await tell({ start: '2025-03-10', steps: [opens('2025-03-10', 'stage-1'), ...steps], until: '2025-03-20' })
  })

  it.each(refusals.map(([as, command, , sentence], index) => [index, as, command, sentence] as const))(
    '%i: %s, %s: says why in a sentence',
    (index, as, command, sentence) => {
      const refused = story.of('command-refused')[index]
      expect(refused).toMatchObject({ at: `${moment}:00+00:00`, as, command })
      expect(String(refused?.error)).toMatch(sentence)
    },
  )

  it('changes nothing: no entry, no deadline, no mail', () => {
    const since = story.happenings.filter((one) => one.at >= '2025-03-10T10:00')
    expect(new Set(since.map((one) => one.type))).toEqual(new Set(['command-refused']))
    expect(since).toHaveLength(refusals.length)
    expect(story.of('command')).toHaveLength(1)
  })
})

describe('what is looked up before a command is taken', () => {
  const said: Record<string, string> = {}
  let before: Awaited<ReturnType<typeof onRecord>>
  let after: Awaited<ReturnType<typeof onRecord>>
  let twice: unknown[] = []
  let visits = 0
  beforeAll(async () => {
    await tell({
      start: '2025-03-10',
      steps: [opens('2025-03-10', 'stage-2')],
      until: '2025-03-11T10:00',
      look: async (world, caseId) => {
        const { cases } = world
        before = await onRecord(world)
        const person = (name: string) => ({ role: 'assigned-officer', person: name })
        said.person = await sentenceOf(cases.command(caseId, 'assignOfficer', dsim, person('Nobody'), 'one'))
        said.second = await sentenceOf(cases.open({ by: dsim, input: opening }))
        said.school = await sentenceOf(cases.open({ by: dsim, input: { ...opening, school: '999999' } }))
        said.authority = await sentenceOf(cases.open({ by: dsim, input: { ...opening, authority: 'nowhere' } }))
        said.other = await sentenceOf(cases.open({ by: dsim, input: { ...opening, authority: 'darlington' } }))
        said.case = await sentenceOf(cases.command('staffordshire-999999-1', 'closeCase', dsim, { reason: 'r' }, 'two'))
        said.role = await sentenceOf(
          cases.command(caseId, 'closeCase', { role: 'sip', personId: null }, { reason: 'r' }, 'three'),
        )
        said.away = await sentenceOf(
          cases.command(
            caseId,
            'requestWarningNotice',
            { role: 'deputy-head-of-sid-primary', personId: null },
            { grounds: ['serious-breakdown'], evidence: 'e' },
            'four',
          ),
        )
        said.nothing = await sentenceOf(cases.command(caseId, 'closeCase', dsim, null, 'five'))
        await world.settled()
        after = await onRecord(world)
        const visit = { by: 'sip', report: 'r' }
        const sip = { role: 'sip', personId: 'sip' }
        twice = [
          await cases.command(caseId, 'recordVisit', sip, visit, 'visit-1'),
          await cases.command(caseId, 'recordVisit', sip, visit, 'visit-1'),
        ]
        await world.settled()
        const { entries } = await onRecord(world)
        visits = entries.filter((one) => (one.body as { command?: string }).command === 'recordVisit').length
      },
    })
  })

  itOnRecord('refuses a person who is not on record, and says what to do', () => {
    expect(said.person).toMatch(/There is no person "Nobody" on record: add them, or name a person by id/)
  })

  itOnRecord('refuses a second open case for the same school with the first one’s id', () => {
    expect(said.second).toMatch(/staffordshire-900001-1/)
  })

  itOnRecord('refuses a school, an authority and a case that do not exist', () => {
    expect(said.school).toMatch(/no school with the URN 999999/)
    expect(said.authority).toMatch(/"nowhere" is not one of .*staffordshire/)
    expect(said.other).toMatch(/belongs to staffordshire, not to darlington/)
    expect(said.case).toBe('There is no case staffordshire-999999-1')
  })

  itOnRecord('refuses the wrong role, a stand-in whose principal is here, and an input that is missing', () => {
    expect(said.role).toMatch(/not be given by the School Improvement Partner/)
    expect(said.away).toMatch(/Head of School Improvement Division is not away on 2025-03-11/)
    expect(said.nothing).toMatch(/^reason is missing/)
  })

  itOnRecord('changes nothing on record by any of these', () => {
    expect(after).toEqual(before)
    expect(before.entries.length).toBeGreaterThan(5)
  })

  itOnRecord('takes a repeated update id as the same command: one effect, one answer', () => {
    expect(twice[0]).toEqual(twice[1])
    expect(visits).toBe(1)
  })
})

describe('a case that is closed and opened again (ST-16)', () => {
  let story: Story
  let ids: string[] = []
  beforeAll(async () => {
    story = await tell({
      start: '2025-03-10',
      steps: [
        ['2025-03-10T08:00', 'dsim', 'closeCase', { reason: 'There is none' }],
        opens('2025-03-10T09:00', 'stage-2'),
        ['2025-03-11T10:00', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'E' }],
        ['2025-03-12T10:00', 'dsim', 'closeCase', { reason: 'The school has closed' }],
        ['2025-03-12T10:05', 'dsim', 'changeLevel', { to: 'stage-1', reason: 'r' }],
        ['2025-03-12T10:10', 'headteacher', 'reopenCase', { reason: 'r' }],
        ['2025-03-12T10:15', 'dsim', 'reopenCase', { reason: '' }],
        ['2025-03-13T10:00', 'dsim', 'reopenCase', { reason: 'It has not' }],
        ['2025-03-13T10:05', 'dsim', 'reopenCase', { reason: 'Again' }],
        ['2025-03-14T10:00', 'dsim', 'assignOfficer', { role: 'assigned-officer', person: 'assigned-officer' }],
      ],
      until: '2025-03-21',
      look: async ({ records }) => {
        ids = (await records.selectFrom('cases').select('id').execute()).map((one) => one.id)
      },
    })
  })

  it('cancels everything that was owed, with the reason, and tells those concerned', () => {
    const at = '2025-03-12T10:00:00+00:00'
    const openedBefore = story.of('deadline-opened').filter((one) => one.at < '2025-03-12')
    const cancelled = story.of('deadline-cancelled').filter((one) => one.at === at)
    expect(cancelled.map((one) => one.deadline).toSorted()).toEqual(openedBefore.map((one) => one.deadline).toSorted())
    expect(cancelled.every((one) => String(one.reason).includes('The school has closed'))).toBe(true)
    const told = story.mailsOf('outcome').filter((one) => one.at === at)
    expect(told.flatMap((one) => one.to as string[]).toSorted()).toEqual([
      'chair-of-governors',
      'dsim',
      'head-of-sid',
      'headteacher',
    ])
  })

  it('takes no command while closed but to open it again, from whoever may, with a reason', () => {
    const refused = story.refused()
    expect(refused[0]).toMatch(/no case yet/)
    expect(refused[1]).toBe('The case is closed: open it again first (reopenCase)')
    expect(refused[2]).toMatch(/not be given by the headteacher/)
    expect(refused[3]).toMatch(/^reason is empty/)
    expect(refused[4]).toMatch(/open/)
    expect(refused).toHaveLength(5)
  })

  itOnRecord('keeps its id and its numbering, and owes anew what its level owes', () => {
    expect(ids).toEqual(['staffordshire-900001-1'])
    expect(story.of('case-reopened')).toMatchObject([{ at: '2025-03-13T10:00:00+00:00', reason: 'It has not' }])
    const anew = story.of('deadline-opened').filter((one) => one.at.startsWith('2025-03-13'))
    expect(anew.find((one) => one.deadline === 'assign-officer')?.due).toBe('2025-03-20')
    expect(anew.map((one) => one.deadline)).not.toContain('approve-warning-notice')
    expect(story.met('assign-officer').map((one) => one.at)).toEqual(['2025-03-14T10:00:00+00:00'])
  })
})
