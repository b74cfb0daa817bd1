import { describe, expect, it } from 'vitest'
import { callerOf } from '../../access/caller.ts'
import { proposedCalendar, type Proposal } from '../../api/proposed-change.ts'
import { movesUnder } from '../../records/calendar-impact.ts'
import { calendarsOf, importBankHolidays, importTermDates, loadCalendarFacts } from '../../records/calendar.ts'
import { runningClocks } from '../../records/running-clocks.ts'
import { happened } from '../../simulate/happenings.ts'
import type { World } from '../../simulate/world.ts'
import { opens, storyteller, type Step } from '../support/story.ts'

const tell = storyteller()

/** What a proposed change would move, a line each. */
async function impactOf({ records, post: { policies } }: World, proposal: Proposal): Promise<string[]> {
  const caller = callerOf(policies, 'administrator')
  const { facts } = proposedCalendar(proposal, await loadCalendarFacts(records), caller, policies)
  const clocks = await runningClocks(records, {}, (authority) => policies.get(authority)?.calendar)
  const moves = movesUnder(calendarsOf(facts), clocks)
  return moves.map(({ running, to }) => `${running.id} ${running.due} ${to}`).sort()
}

const periodOf = async ({ records }: World): Promise<string | undefined> => {
  const [notice] = await records.selectFrom('notices').select('details').where('ended', 'is', null).execute()
  return (notice?.details as { period?: { due: string } } | undefined)?.period?.due
}

/** What really moves when an import is made and the running case is told of it. */
async function movedBy(
  world: World,
  make: () => Promise<{ changeId: number | null; summary: string }>,
): Promise<string[]> {
  const { records } = world
  const now = await world.now()
  const before = (await happened(records, [], now)).filter((one) => one.type === 'deadline-moved').length
  const period = await periodOf(world)
  const { changeId, summary } = await make()
  if (changeId !== null) await world.cases.calendarChanged({ id: changeId, authority: null, summary })
  await world.skipTo(now + 120_000)
  const moved = (await happened(records, [], now + 120_000))
    .filter((one) => one.type === 'deadline-moved')
    .slice(before)
  const lines = moved.map((one) => `${String(one.deadline)} ${String(one.from)} ${String(one.due)}`)
  const after = await periodOf(world)
  return [...lines, ...(period !== after ? [`notice-period ${period} ${after}`] : [])].sort()
}

const statements = { matters: 'Standards', actionRequired: 'A plan', actionMinded: 'To appoint governors' }
const answered: Step[] = [
  ['2025-09-09T10:00', 'dsim', 'requestWarningNotice', { grounds: ['standards-unacceptably-low'], evidence: 'R' }],
  ['2025-09-10T10:00', 'head-of-sid', 'approveWarningNotice', { reason: 'Clear' }],
  ['2025-09-11T10:00', 'director', 'issueWarningNotice', { givenOn: '2025-09-11', ...statements }],
  [
    '2025-09-12T10:00',
    'chair-of-governors',
    'recordWarningResponse',
    { kind: 'response', receivedOn: '2025-09-12', summary: 'We act' },
  ],
]
const spring = {
  authority: 'staffordshire',
  academic_year: '2025-26',
  term: 'spring',
  first_day: '2026-01-05',
  half_term_first_day: '2026-02-16',
  half_term_last_day: '2026-02-20',
  last_day: '2026-03-20',
}
const autumn = {
  authority: 'staffordshire',
  academic_year: '2025-26',
  term: 'autumn',
  first_day: '2025-09-01',
  half_term_first_day: '2025-10-20',
  half_term_last_day: '2025-10-31',
  last_day: '2025-12-17',
}

describe('the impact of a change of the calendar, asked for beforehand', () => {
  it('is what really moves when the same is imported (LAW-15, TERM-3)', async () => {
    await tell({
      start: '2025-09-08',
      until: '2025-09-15T12:00',
      steps: [
        opens('2025-09-08', 'stage-3'),
        ...answered,
        ['2025-09-15T10:00', 'dsim', 'suspendDeadline', { deadline: 'agree-action-plan', reason: 'A new head' }],
      ],
      async look(world) {
        const { records } = world
        const state = { date: '2025-09-19', title: 'State occasion' }
        const told = await impactOf(world, state)
        expect(told).toEqual(
          expect.arrayContaining(['notice-period 2025-10-02 2025-10-03', 'statement-of-action 2025-09-22 2025-09-23']),
        )
        const rows = [{ date: state.date, name: state.title }]
        expect(await movedBy(world, () => importBankHolidays(records, rows, null))).toEqual(told)

        expect(await impactOf(world, state), 'once it is applied it moves nothing more').toEqual([])
        expect(await impactOf(world, { date: '2025-09-20', title: 'A Saturday' })).toEqual([])
        expect(
          await movedBy(world, () => importBankHolidays(records, [{ date: '2025-09-20', name: 'A Saturday' }], null)),
        ).toEqual([])

        const shorter = await impactOf(world, { date: '2025-10-06', title: 'State occasion' })
        expect(shorter, 'a holiday that moves away gives its day back').toContain(
          'statement-of-action 2025-09-23 2025-09-22',
        )
        const moved = [{ date: '2025-10-06', name: 'State occasion' }]
        expect(await movedBy(world, () => importBankHolidays(records, moved, null))).toEqual(shorter)

        const own = await impactOf(world, { ...autumn, school: '900001', last_day: '2025-12-12' })
        expect(own.some((line) => line.startsWith('formal-evaluation') && line.endsWith('2025-12-12'))).toBe(true)
        expect(
          await movedBy(world, () =>
            importTermDates(records, [{ ...autumn, school: '900001', last_day: '2025-12-12' }], null),
          ),
        ).toEqual(own)
        expect(await impactOf(world, { ...autumn, last_day: '2025-12-10' }), 'its school has its own').toEqual([])

        const terms = await impactOf(world, { terms: JSON.stringify([spring]) })
        expect(terms.some((line) => line.startsWith('two-term-review') && line.endsWith('2026-03-20'))).toBe(true)
        expect(await movedBy(world, () => importTermDates(records, [spring], null))).toEqual(terms)
      },
    })
  }, 240_000)
})
