import type { History } from './history-json.ts'

type Event = NonNullable<History['events']>[number]

/** What the code wants, by the state machine of Temporal's that does not find it in the history. */
const wanted: Record<string, string> = {
  timer: 'a timer',
  activity: 'an activity',
  localactivity: 'a local activity',
  'child workflow': 'a child workflow',
  'continue as new workflow': 'to go on in a new run',
  'complete workflow': 'to end',
  'fail workflow': 'to fail',
  'signal external wf': 'to signal another workflow',
  patch: 'a patch marker',
  update: 'to answer an Update',
  upsertworkflowsearchattributes: 'other search attributes',
}

/** What Temporal says of a failed replay, in words: at which event of the history, what stands there, what the code wants. */
export function inWords(message: string, history: History): string {
  const said = /message: "((?:[^"\\]|\\.)*)"/.exec(message)?.[1]?.replaceAll('\\"', '"') ?? message
  const eventOf = (id: string | undefined) => history.events?.find((one) => String(one.eventId) === id)

  const [, machine = '', at] = /(\w[\w ]*?) ?machine does not handle .*?HistoryEvent\(id: (\d+)/i.exec(said) ?? []
  const there = eventOf(at)
  if (there) {
    const name = machine.replace(/^.*error: /, '').toLowerCase()
    return `at event ${at} its history has ${standsThere(there)}, where the code now wants ${wanted[name] ?? name}`
  }
  const [, left] = /No command scheduled for event HistoryEvent\(id: (\d+)/.exec(said) ?? []
  const unwanted = eventOf(left)
  if (unwanted) return `at event ${left} its history has ${standsThere(unwanted)}, where the code now wants nothing`
  if (said.includes('Missing associated machine for LocalActivity'))
    return 'its history has a local activity where the code now wants none, or another step before it'
  const [, patch] = /patch marker encountered for change ([^,]+), but there is no/.exec(said) ?? []
  if (patch) return `its history has taken the patch "${patch}", which the code does not ask for`
  if (said.includes('no such function is exported')) return 'the code no longer has a workflow of its type'
  return said.replace(/^\[TMPRL1100\] Nondeterminism error: /, '').replace(/\.$/, '')
}

/** An event as a reader of the Web UI knows it: its kind, and its name or summary. */
function standsThere(event: Event): string {
  const { activityTaskScheduledEventAttributes: activity, startChildWorkflowExecutionInitiatedEventAttributes: child } =
    event
  const kind = kinds.find(([field]) => event[field])?.[1] ?? 'another step'
  const name = activity?.activityType?.name ?? child?.workflowType?.name
  const summary = summaryOf(event)
  return [kind, ...(name ? [name] : []), ...(summary ? [`("${summary}")`] : [])].join(' ')
}

const kinds = [
  ['timerStartedEventAttributes', 'a timer'],
  ['timerCanceledEventAttributes', 'a timer that is stopped'],
  ['activityTaskScheduledEventAttributes', 'the activity'],
  ['startChildWorkflowExecutionInitiatedEventAttributes', 'the child workflow'],
  ['signalExternalWorkflowExecutionInitiatedEventAttributes', 'a signal to another workflow'],
  ['upsertWorkflowSearchAttributesEventAttributes', 'search attributes'],
  ['markerRecordedEventAttributes', 'a local activity or a patch'],
  ['workflowExecutionUpdateAcceptedEventAttributes', 'an Update that is taken'],
  ['workflowExecutionUpdateCompletedEventAttributes', 'an Update that is answered'],
  ['workflowExecutionContinuedAsNewEventAttributes', 'the end of a run that goes on in a new one'],
  ['workflowExecutionCompletedEventAttributes', 'the end'],
  ['workflowExecutionFailedEventAttributes', 'a failure'],
] as const

/** What an event says of itself for people. */
export function summaryOf(event: Event): string | null {
  const data = event.userMetadata?.summary?.data
  if (!data) return null
  const read = JSON.parse(Buffer.from(data).toString('utf8')) as unknown
  return typeof read === 'string' ? read : null
}
