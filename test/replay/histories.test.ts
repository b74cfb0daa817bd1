import { beforeAll, describe, expect, it } from 'vitest'
import { commandNames } from '../../cases/commands.ts'
import { savedHistories, type NamedHistory } from '../../replay/saved-histories.ts'
import { storyNames } from '../../replay/stories/all-stories.ts'
import { workflowBundle } from '../../worker/workflow-bundle.ts'
import { divergedIn, histories, replayAll } from './support.ts'

let saved: NamedHistory[] = []
beforeAll(() => {
  saved = [...savedHistories(histories)]
})

type Event = NonNullable<NamedHistory['history']['events']>[number]
const events = (): Event[] => saved.flatMap(({ history }) => history.events ?? [])
const named = (name: (event: Event) => string | null | undefined): Set<string> =>
  new Set(events().flatMap((event) => name(event) ?? []))

/** What the cases' files say in all histories: the events of every turn that was recorded, as `type event`. */
function happenings(): Set<string> {
  const turns = events().flatMap(({ activityTaskScheduledEventAttributes: activity }) =>
    activity?.activityType?.name === 'record' ? (activity.input?.payloads?.slice(0, 1) ?? []) : [],
  )
  const read = turns.map(({ data }) => JSON.parse(Buffer.from(data ?? []).toString('utf8')) as { events: Happened[] })
  return new Set(read.flatMap((turn) => turn.events).map(({ type, event }) => (event ? `${type} ${event}` : type)))
}
interface Happened {
  type: string
  event?: string
}

/** Given to no running workflow, owed only in some terms or by some authorities, or in need of a second edition of the policy. */
const begins = ['openCase', 'reopenCase', 'openYear']
const inSomeSeasons = ['challengeCategory', 'decideChallenge', 'completeDuty', 'agreeRhythm', 'adoptPolicy', 'announce']

describe('the saved histories', () => {
  it('are replayed by the present code to their ends', async () => {
    expect(divergedIn(await replayAll(await workflowBundle(), saved))).toEqual([])
  })

  it('stand for every story that is told', () => {
    expect([...new Set(saved.map(({ name }) => name.split('.')[0]))].sort()).toEqual([...storyNames].sort())
  })

  it('hold every workflow, in first runs and in those that follow', () => {
    const began = events().flatMap(({ workflowExecutionStartedEventAttributes: start }) =>
      start ? `${start.workflowType?.name}${start.continuedExecutionRunId ? ', gone on' : ''}` : [],
    )
    const years = ['authorityYear', 'districtYear', 'schoolYear']
    const types = ['interventionCase', 'statementOfAction', 'warningNotice', ...years]
    const goneOn = ['interventionCase, gone on', 'warningNotice, gone on']
    expect([...new Set(began)]).toEqual(expect.arrayContaining([...types, ...goneOn]))
  })

  it('hold every command on a case', () => {
    const updates = named((event) => event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.name)
    const ofCases = commandNames.filter((name) => !begins.includes(name) && !inSomeSeasons.includes(name))
    expect([...updates]).toEqual(expect.arrayContaining(ofCases))
  })

  it('hold every signal that a case and its procedures hear (LAW-15, LAW-16)', () => {
    const signals = named((event) => event.workflowExecutionSignaledEventAttributes?.signalName)
    expect([...signals]).toEqual(expect.arrayContaining(['calendarChanged', 'caseNews', 'news', 'schoolReplaced']))
  })

  it.each([
    'answered',
    'appealed',
    'approved',
    'confirmed',
    'issued',
    'lapsed',
    'not-confirmed',
    'refused',
    'requested',
    'rescinded',
    'voided',
  ])('hold a notice that is %s', (event) => expect(happenings()).toContain(`notice ${event}`))

  it.each(['opened', 'met', 'missed', 'moved', 'suspended', 'resumed', 'cancelled'])(
    'hold a deadline that is %s',
    (event) => expect(happenings()).toContain(`deadline-${event}`),
  )

  it.each(['case-closed', 'case-reopened', 'level-changed', 'power-used', 'referred-to-dmt', 'review-decided'])(
    'hold the event %s',
    (event) => expect(happenings()).toContain(event),
  )

  it('hold a mail that waits: its delivery is tried and tried again', () => {
    const waiting = saved.find(({ name }) => name === 'mail-waits.case')
    const scheduled = waiting?.history.events?.filter(
      (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'deliver',
    )
    const done = waiting?.history.events?.filter((event) =>
      scheduled?.some(
        (one) => String(one.eventId) === String(event.activityTaskCompletedEventAttributes?.scheduledEventId),
      ),
    )
    expect(scheduled?.length).toBeGreaterThan(0)
    expect(done).toEqual([])
  })
})
