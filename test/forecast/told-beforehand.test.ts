import { describe, expect, it } from 'vitest'
import { londonInstant } from '../../calendar/london.ts'
import { forecast, type Forecast } from '../../records/forecast.ts'
import type { Happening } from '../../records/happening.ts'
import { putPerson } from '../../records/people.ts'
import { happened } from '../../simulate/happenings.ts'
import type { World } from '../../simulate/world.ts'
import { opens, storyteller, type Step } from '../support/story.ts'

const tell = storyteller()

interface Played {
  told: Forecast
  came: Happening[]
  owed: string[]
}

interface Standing {
  steps: Step[]
  /** The moment at which the case is left alone. */
  alone: string
  until: string
  people?: Record<string, unknown>
  school?: Record<string, unknown>
  /** Done to the records before the forecast is asked for. */
  meanwhile?: (world: World) => Promise<void>
}

/** Plays a case to a moment, asks what will come, and plays on with nobody acting: what was told, and what came. */
async function playOn({ steps, alone, until, meanwhile, ...more }: Standing): Promise<Played> {
  const played: Partial<Played> = {}
  await tell({
    start: String(steps[0]?.[0]),
    until: alone,
    steps,
    ...more,
    async look(world, caseId) {
      const { records, post, cases } = world
      await meanwhile?.(world)
      const left = await world.now()
      const before = await rowsOf(world)
      played.told = await forecast(records, post, await cases.standing(caseId), until)
      expect(await rowsOf(world), 'a forecast writes nothing').toEqual(before)
      await world.skipTo(londonInstant(until, '23:59'))
      const all = await happened(records, [], londonInstant(until, '23:59'))
      played.came = all.filter((one) => Date.parse(one.at) > left)
      const { state } = await cases.standing(caseId)
      played.owed = state.deadlines.map((one) => `${one.key} ${one.due} ${one.status} ${one.provisional}`)
    },
  })
  return played as Played
}

const rowsOf = async ({ records }: World) =>
  Promise.all(
    (['case_file', 'letters', 'mails', 'deadlines'] as const).map((table) =>
      records
        .selectFrom(table)
        .select((row) => row.fn.countAll<number>().as('rows'))
        .executeTakeFirstOrThrow(),
    ),
  )

/** What section 5 of the contract has of a line, so that a forecast's and a scenario's are compared whole. */
const lines = (happenings: Happening[]): string[] =>
  happenings.map((one) => JSON.stringify({ ...one, person: null, standsInFor: null, about: null }, inOrder)).sort()

const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)))
    : value

const kinds = (happenings: Happening[]): Set<string> =>
  new Set(happenings.map((one) => (one.type === 'mail' ? `mail ${String(one.kind)}` : one.type)))

const statements = {
  matters: 'Standards are unacceptably low',
  actionRequired: 'A plan for every year group',
  actionMinded: 'To appoint additional governors',
  representations: 'To the Chief Inspector, within the initial period',
}
const noticeOf2014: Step[] = [
  opens('2014-02-03', 'stage-1'),
  [
    '2014-02-05T10:00',
    'dsim',
    'requestWarningNotice',
    { grounds: ['standards-unacceptably-low'], evidence: 'Results' },
  ],
  ['2014-02-06T10:00', 'head-of-sid', 'approveWarningNotice', { reason: 'The evidence is clear' }],
  ['2014-02-10T10:00', 'director', 'issueWarningNotice', { givenOn: '2014-02-10', ...statements }],
]
const appealed: Step = [
  '2014-02-20T10:00',
  'dsim',
  'recordWarningResponse',
  { kind: 'appeal', receivedOn: '2014-02-20', summary: 'The governors disagree' },
]

const standings: [string, Standing, string[]][] = [
  [
    'at stage 2, through the summer (ST-13)',
    { steps: [opens('2025-04-28', 'stage-2')], alone: '2025-04-28T12:00', until: '2025-09-12' },
    ['mail reminder', 'mail overdue', 'mail escalation', 'mail digest', 'deadline-cancelled'],
  ],
  [
    'at stage 3, in the middle of its ladders (ST-14, LAW-10)',
    { steps: [opens('2025-09-08', 'stage-3')], alone: '2025-10-01T12:00', until: '2025-11-14' },
    ['mail escalation', 'mail digest', 'deadline-opened'],
  ],
  [
    'in special measures, its statement overdue (ST-15, ST-25)',
    {
      steps: [
        opens('2024-09-09', 'stage-2'),
        [
          '2024-10-01T10:00',
          'dsim',
          'recordOfstedJudgement',
          { judgement: 'special-measures', publishedOn: '2024-09-27', receivedOn: '2024-09-30' },
        ],
      ],
      alone: '2024-11-20T12:00',
      until: '2025-01-17',
    },
    ['deadline-missed', 'mail escalation'],
  ],
  [
    'with a warning notice that nobody has approved (ST-20)',
    { steps: noticeOf2014.slice(0, 2), alone: '2014-02-07T12:00', until: '2014-03-14' },
    ['mail reminder', 'mail escalation'],
  ],
  [
    'with a warning notice issued, through its period and its window, to its lapse (LAW-1, LAW-8)',
    { steps: noticeOf2014, alone: '2014-02-10T12:00', until: '2014-05-31' },
    ['notice', 'mail outcome', 'deadline-cancelled'],
  ],
  [
    'with an appeal, whose clock waits on an outside decision (LAW-5)',
    { steps: [...noticeOf2014, appealed], alone: '2014-03-12T12:00', until: '2014-04-11' },
    ['mail reminder'],
  ],
  [
    'within the powers window, its ladder half climbed (LAW-8)',
    {
      steps: [
        ...noticeOf2014,
        ['2014-03-10T10:00', 'head-of-sid', 'proposePowers', { powers: ['additional-governors'], reason: 'No answer' }],
      ],
      alone: '2014-04-24T12:00',
      until: '2014-05-31',
    },
    ['notice', 'mail outcome'],
  ],
  [
    'with what is promised, extended and suspended (ST-13)',
    {
      steps: [
        opens('2025-02-24', 'stage-2'),
        ['2025-02-25T10:00', 'dsim', 'acknowledge', { deadline: 'assign-officer', promisedFor: '2025-03-12' }],
        [
          '2025-02-26T10:00',
          'dsim',
          'extendDeadline',
          { deadline: 'assess-contribution', to: '2025-04-04', reason: 'Ill' },
        ],
        ['2025-02-27T10:00', 'dsim', 'suspendDeadline', { deadline: 'agree-improvement-agenda', reason: 'A new head' }],
      ],
      alone: '2025-02-27T12:00',
      until: '2025-04-18',
    },
    ['mail reminder', 'mail escalation'],
  ],
  [
    'while people are away, one after another, and a post-holder leaves',
    {
      steps: [opens('2025-03-03', 'stage-2')],
      people: {
        'head-of-sid': { away: [{ from: '2025-03-11', to: '2025-03-20' }] },
        'deputy-head-of-sid-primary': { away: [{ from: '2025-03-13', to: '2025-03-13' }] },
        director: { away: [{ from: '2025-03-20', to: '2025-04-08' }] },
      },
      alone: '2025-03-05T12:00',
      until: '2025-04-11',
      meanwhile: changeOfDsim,
    },
    ['mail overdue', 'mail escalation'],
  ],
  [
    'where nobody holds a role, and one has no address',
    {
      steps: [opens('2025-03-03', 'stage-2')],
      people: { 'deputy-director': null, headteacher: null, sip: { email: null } },
      alone: '2025-03-03T12:00',
      until: '2025-04-11',
    },
    ['mail notice', 'mail overdue'],
  ],
]

/** The DSIM leaves in the middle of the ladder; the next one starts that day after. */
async function changeOfDsim({ records }: World): Promise<void> {
  const held = { role: 'dsim', district: null, school: null }
  const person = { authority: 'staffordshire', away: [] }
  const leaves = { ...held, from: '2000-01-01', to: '2025-03-11' }
  const comes = { ...held, from: '2025-03-12', to: null }
  await putPerson(records, { ...person, id: 'dsim', name: 'The dsim', email: 'dsim@example.org', roles: [leaves] })
  await putPerson(records, { ...person, id: 'next', name: 'The next', email: 'next@example.org', roles: [comes] })
}

describe('a forecast tells beforehand, one to one, what comes if nobody acts', () => {
  it.each(standings)(
    '%s',
    async (_, standing, expected) => {
      const { told, came, owed } = await playOn(standing)
      expect(lines(told.happenings)).toEqual(lines(came))
      for (const kind of expected) expect([...kinds(came)]).toContain(kind)
      expect(told.owed.map((one) => `${one.key} ${one.due} ${one.status} ${one.provisional}`)).toEqual(owed)
      expect(told.waiting).toEqual([])
    },
    240_000,
  )
})
